import { describe, expect, it } from 'vitest';
import { accessTo } from '../../../domain/access/access.ts';
import { PLAN_ACTIONS } from '../../../domain/access/actions.ts';
import { addDays } from '../../../domain/kernel/civil-date.ts';
import { productSays, type Question, type Verdict } from './cedar.ts';
import { compare } from './differential.ts';

/** Long runs: `node test/domain/access/differential.ts --decisions 200000`. */
const DECISIONS = 10_000;
const seed = Number(process.env.ACCESS_SEED ?? Date.now() % 1_000_000);

describe('the table of access against the rulebook’s policies, by another engine (O1, A3, A4, A7)', () => {
  it(`agrees on ${DECISIONS} random decisions, seed ${seed}`, () => {
    const { allowed, differences } = compare(seed, DECISIONS);
    expect(differences[0], `seed ${seed}, ${differences.length} differences`).toBeUndefined();
    // Neither side says no to everything.
    expect(allowed).toBeGreaterThan(DECISIONS / 10);
  });

  /** The product's answer with a mistake planted in it. */
  const PLANTED: Readonly<Record<string, (question: Question) => Verdict>> = {
    'an access that lasts a day too long': (question) => {
      const said = productSays(question);
      return said === 'refused'
        ? productSays({ ...question, today: addDays(question.today, -1) })
        : said;
    },
    'a stand-in who approves like the person away': (question) => {
      const { action, person, plan, today } = question;
      const access = accessTo('plan.read', person, plan, today);
      return access.allowed && access.as === 'delegate' && action === 'outcome.approve'
        ? 'allowed'
        : productSays(question);
    },
    'somebody who left and still reads': ({ person, ...question }) =>
      productSays({ ...question, person: { ...person, status: 'ACTIVE' } }),
    'a manager who is HR on their own plan': ({ action, person, plan, ...question }) =>
      person.id === plan.managerId && person.roles.includes('hr') && 'hr' in PLAN_ACTIONS[action]
        ? 'allowed'
        : productSays({ action, person, plan, ...question }),
  };

  it.each(Object.keys(PLANTED))('finds %s', (mistake) => {
    expect(compare(7, DECISIONS, PLANTED[mistake], 1).differences.length).toBeGreaterThan(0);
  });
});
