import { expect, it } from 'vitest';
import { COUNT, contributionOf } from '../../../domain/insight/contribution.ts';
import { loadInsights } from '../../../functions/adapters/store/index.ts';
import { closedHistory } from '../../domain/report/stories.ts';
import { createApi } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { planOf } from '../../support/plan-spec.ts';
import { instantIn } from '../../support/plans.ts';
import { commitHistory, historyOf } from '../../support/store.ts';
import { createCompany, newPlanId, type Who } from './company.ts';
import { expectDeclared } from './declared.ts';

const table = useTable();

it('shows HR what five plans came to once their quarter is settled, and nobody else anything', async () => {
  const history = closedHistory();
  const company = await createCompany(table(), history);
  const { tenantId, scope } = company;
  const api = createApi(table(), instantIn('Asia/Shanghai', '2026-06-01 10:00'));
  const ask = (who: Who) => api.call('getInsights', company.caller(who), {});
  const one = contributionOf(planOf(history))?.counts ?? {};
  expect(await loadInsights(scope)).toEqual([{ quarter: '2026-Q2', counts: one }]);
  for (let n = 0; n < 4; n += 1)
    await commitHistory(scope, historyOf(history, { planId: newPlanId(), tenantId }));
  const five = Object.fromEntries(Object.entries(one).map(([name, count]) => [name, 5 * count]));
  expect(await loadInsights(scope)).toEqual([{ quarter: '2026-Q2', counts: five }]);

  // The quarter is not over yet.
  expect((await ask('hrOwner')).body).toEqual({ quarters: [] });
  api.at(instantIn('Asia/Shanghai', '2026-09-01 10:00'));
  const answer = await ask('hrOwner');
  expectDeclared('getInsights', answer);
  expect(answer.body).toMatchObject({
    quarters: [{ quarter: '2026-Q2', plans: 5, met: five[COUNT.outcome('MET')] ?? 0 }],
  });
  for (const who of ['employee', 'manager', 'colleague', 'admin'] as const)
    expect((await ask(who)).status, who).toBe(403);
});
