import { beforeAll, describe, expect, it } from 'vitest';
import { type MemberId, type PlanId, parseMemberId, parsePlanId } from '../../domain/kernel/ids.ts';
import {
  type CommitResult,
  loadChain,
  loadHistory,
  putMember,
  verifyChain,
} from '../../functions/adapters/store/index.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import { useTable } from '../support/engine.ts';
import { activePlanHistory, people, submittedHistory, TENANT_ID } from '../support/plans.ts';
import {
  commitEvents,
  commitHistory,
  FOUNDED_AT,
  found,
  historyOf,
  load,
  memberOf,
  statementAfter,
} from '../support/store.ts';

const table = useTable();
const scope = () => table().scope(TENANT_ID);
const RACERS = 50;

const tally = (results: readonly { readonly kind: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

const racing = <T>(run: (racer: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: RACERS }, (_, racer) => run(racer)));

beforeAll(() => found(table()));

/** A running plan of its own. */
const running = () => {
  const ulid = newUlid(FOUNDED_AT);
  const planId = parsePlanId(ulid) as PlanId;
  const employeeId = parseMemberId(ulid) as MemberId;
  return commitHistory(scope(), historyOf(activePlanHistory(), { planId, employeeId }));
};

describe(`${RACERS} at once`, () => {
  it('on one version of a plan: one wins, and what is stored is the winner’s', async () => {
    const stored = await running();
    const { id } = stored.plan;
    const results = await racing((racer) =>
      commitEvents(scope(), stored, [statementAfter(stored.plan, `racer ${racer}`)]),
    );
    expect(tally(results)).toEqual({ committed: 1, conflict: RACERS - 1 });
    const winner = results.findIndex(({ kind }) => kind === 'committed');
    const history = await loadHistory(scope(), id);
    expect(history.at(-1)?.event).toEqual({ type: 'StatementMade', text: `racer ${winner}` });
    expect(history.length).toBe(stored.plan.version + 1);
    const after = await load(scope(), id);
    const [won] = results.filter((one) => one.kind === 'committed');
    expect(after.chainHash).toBe(won?.chainHash);
    expect(verifyChain(id, await loadChain(scope(), id), after.chainHash)).toBeUndefined();
  });

  it('with one idempotency key: one effect, and everybody else is told so', async () => {
    const before = await running();
    const replay = {
      memberId: people.employee,
      key: 'once',
      requestHash: 'x',
      answer: null,
      at: FOUNDED_AT,
    };
    const results = await racing(() =>
      commitEvents(scope(), before, [statementAfter(before.plan, 'once')], { replay }),
    );
    expect(tally(results)).toEqual({ committed: 1, replayed: RACERS - 1 });
    expect((await load(scope(), before.plan.id)).plan.version).toBe(before.plan.version + 1);
  });

  it('each retrying until done: every one has its effect once', async () => {
    const before = await running();
    const { id } = before.plan;
    const withRetries = async (racer: number): Promise<number> => {
      for (let tries = 1; ; tries += 1) {
        const stored = await load(scope(), id);
        const event = statementAfter(stored.plan, `patient ${racer}`);
        if ((await commitEvents(scope(), stored, [event])).kind === 'committed') return tries;
      }
    };
    const tries = await Promise.all([...Array(12).keys()].map(withRetries));
    expect(Math.max(...tries)).toBeGreaterThan(1);
    const history = await loadHistory(scope(), id);
    const texts = history
      .slice(before.plan.version)
      .map(({ event }) => (event.type === 'StatementMade' ? event.text : event.type));
    expect(texts.sort()).toEqual(tries.map((_, racer) => `patient ${racer}`).sort());
  });

  it('submitting a plan each for one employee: one is open (A2)', async () => {
    const employeeId = parseMemberId(newUlid(FOUNDED_AT));
    if (employeeId === undefined) throw new Error('no id');
    const history = submittedHistory();
    const drafts = [];
    for (let draft = 0; draft < 10; draft += 1) {
      const planId = parsePlanId(newUlid(FOUNDED_AT)) as PlanId;
      drafts.push(
        await commitHistory(scope(), historyOf(history.slice(0, -1), { planId, employeeId })),
      );
    }
    const results: CommitResult[] = await Promise.all(
      drafts.map((stored) => commitEvents(scope(), stored, history.slice(-1))),
    );
    expect(tally(results)).toEqual({ committed: 1, openPlanExists: 9 });
  });

  it('joining with one address: one has it', async () => {
    const results = await racing(() => {
      const id = parseMemberId(newUlid(FOUNDED_AT)) ?? people.colleague;
      return putMember(scope(), { member: memberOf(id, TENANT_ID, { email: 'one@example.com' }) });
    });
    expect(tally(results)).toEqual({ stored: 1, emailTaken: RACERS - 1 });
  });
});
