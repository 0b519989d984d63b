import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTally, lives, liveThrough, tellLife } from '../../model/lives.ts';
import { GRAPH } from '../../model/plan-model.ts';
import { GIVEN_TYPES } from '../../support/every-command.ts';

const SEED = 20260422;

describe('random lives of a plan', () => {
  it('are as the model says after every command; `npm run model` lives twenty thousand', () => {
    const tally = emptyTally();
    const outcome = fc.check(
      fc.property(lives(60), (life) => liveThrough(life, tally)),
      { seed: SEED, numRuns: 250 },
    );
    const [life] = outcome.counterexample ?? [];
    expect(life === undefined ? [] : [`seed ${SEED}`, ...tellLife(life)]).toEqual([]);

    // Nothing above holds for want of a case; that each occurs is the long run's business.
    const accepted = GIVEN_TYPES.filter((type) => tally.accepted.has(type));
    expect(accepted.length).toBeGreaterThan(GIVEN_TYPES.length - 8);
    expect(tally.transitions.size).toBeGreaterThan(Object.keys(GRAPH).length - 6);
    expect([...tally.readiness.keys()].sort()).toEqual(['not possible', 'possible']);
  });
});
