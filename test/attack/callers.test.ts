import { beforeAll, describe, expect, it } from 'vitest';
import { createApi, routeOf } from '../support/api.ts';
import { useTable } from '../support/engine.ts';
import { instantIn, shanghaiContent } from '../support/plans.ts';
import { createStage, KIND_NAMES, KINDS, type Stage, TARGETS } from './callers.ts';
import { LONG } from './long.ts';
import { PLAN_ROUTES, pathFor, requestTo } from './requests.ts';
import { lookOf, type Seen, wrote } from './seen.ts';
import { inParallel, watching } from './watch.ts';

const table = useTable();
let look: ReturnType<typeof lookOf>;
let stage: Stage;
beforeAll(async () => {
  const watched = watching(table());
  stage = await createStage(table());
  look = lookOf(createApi(watched.table, instantIn('Asia/Shanghai', '2026-05-07')), watched);
});

describe('a plan that is none of somebody’s business', () => {
  it.each(KIND_NAMES)(
    'is, for %s, like one that never was: every route, byte for byte, call for call',
    async (kind) => {
      const { related, known } = KINDS[kind];
      const content = shanghaiContent();
      const about = TARGETS.filter((target) => !(related as readonly string[]).includes(target));
      const column = KIND_NAMES.indexOf(kind);
      await inParallel([...PLAN_ROUTES.entries()], async ([row, id]) => {
        const seen = new Map<string, Seen>();
        // In short: the one that never was, and one of the others, another for each route and caller.
        const others = about.filter((target) => target !== 'random');
        const other = others.at((row + column) % others.length);
        for (const target of about) {
          if (!LONG && target !== 'random' && target !== other) continue;
          const sent = requestTo(id, pathFor(routeOf(id), stage.plans[target], content));
          const caller = KINDS[kind].caller(stage);
          seen.set(target, await look(id, caller, sent, [stage.plans[target]]));
        }
        const nothing = seen.get('random') as Seen;
        expect(nothing.answer.status, `${id}: ${nothing.answer.text}`).toBe(known ? 404 : 401);
        for (const [target, one] of seen) {
          expect(one.outside, `${id} on ${target}`).toBe(nothing.outside);
          expect(one.inside, `${id} on ${target}`).toBe(nothing.inside);
          expect(wrote(one), `${id} on ${target}`).toBe(false);
        }
      });
    },
  );
});
