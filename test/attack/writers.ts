import type { Instant } from '../../domain/kernel/instant.ts';
import { loadChain, loadHistory, verifyChain } from '../../functions/adapters/store/index.ts';
import type { RouteId } from '../../functions/contract/registry.ts';
import { type Caller, createApi } from '../support/api.ts';
import type { TestTable } from '../support/engine.ts';
import { planOf } from '../support/plan-spec.ts';
import { activePlanHistory, people } from '../support/plans.ts';
import { load } from '../support/store.ts';
import { addPlan } from './callers.ts';
import { createField } from './field.ts';

export interface WritersReport {
  readonly requests: number;
  /** Writes that were acknowledged. */
  readonly won: number;
  readonly faults: readonly string[];
}

/** Texts that people add to a running plan, each in a way that stays possible whatever others add. */
const WRITES: readonly { readonly id: RouteId; readonly body: (text: string) => unknown }[] = [
  { id: 'makeStatement', body: (text) => ({ text }) },
  { id: 'giveFeedback', body: (text) => ({ kind: 'positive', text }) },
  {
    id: 'recordCriticalEvent',
    body: (fact) => ({ kind: 'positive', occurredOn: '2026-03-03', fact }),
  },
];

/** Everybody writes to one plan at once, from the same version, again and again. */
export const runWriters = async (
  table: TestTable,
  writers: number,
  rounds: number,
): Promise<WritersReport> => {
  const { company, hire } = await createField(table);
  const { scope, tenantId } = company;
  const employeeId = await hire();
  const planId = await addPlan(scope, activePlanHistory(), { employeeId });
  const api = createApi(table, '2026-03-04T02:00:00.000Z' as Instant);
  const faults: string[] = [];
  const acknowledged: string[] = [];
  let { version } = (await load(scope, planId)).plan;
  for (let round = 1; round <= rounds; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        const { id, body } = WRITES[writer % WRITES.length] as (typeof WRITES)[number];
        const text = `round-${round}-writer-${writer}-said`;
        const memberId = id === 'makeStatement' ? employeeId : people.manager;
        const caller: Caller = { tenantId, memberId };
        const sent = { params: { planId }, version, key: `writer-${writer}-${round}` };
        return { text, answer: await api.call(id, caller, { ...sent, body: body(text) }) };
      }),
    );
    const winners = answers.filter(({ answer }) => answer.status === 200);
    for (const { answer } of answers)
      if (![200, 409, 412].includes(answer.status))
        faults.push(`round ${round}: a writer was answered ${answer.status}`);
    if (winners.length !== 1) faults.push(`round ${round}: ${winners.length} winners`);
    acknowledged.push(...winners.map(({ text }) => text));
    const after = Math.max(version, ...winners.map(({ answer }) => Number(answer.body.version)));
    if (after !== version + 1) faults.push(`round ${round}: version ${version} became ${after}`);
    version = after;
  }
  const stored = await load(scope, planId);
  const history = await loadHistory(scope, planId);
  const chain = await loadChain(scope, planId);
  const told = JSON.stringify(history);
  for (const text of acknowledged)
    if (told.split(`"${text}"`).length !== 2) faults.push(`lost or doubled: ${text}`);
  if (stored.plan.version !== version) faults.push(`stored version ${stored.plan.version}`);
  if (verifyChain(planId, chain, stored.chainHash) !== undefined) faults.push('a broken chain');
  if (planOf(history).version !== version || history.length !== version)
    faults.push(`${history.length} events for version ${version}`);
  return { requests: writers * rounds, won: acknowledged.length, faults };
};
