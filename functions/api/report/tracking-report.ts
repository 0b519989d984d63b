import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import { renderHtml } from '../../adapters/render/html.ts';
import { getMembers, loadHistory } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { calendarOf, todayOf } from '../plans/plan-case.ts';
import { planRead } from '../plans/plan-read.ts';

/** Everybody whose name a report may print. */
const peopleIn = (plan: Plan, history: readonly RecordedEvent[]): readonly MemberId[] => [
  ...new Set([
    plan.employeeId,
    plan.managerId,
    plan.hrOwnerId,
    plan.authorId,
    ...history.flatMap(({ by }) => (by.kind === 'member' ? [by.memberId] : [])),
  ]),
];

/** The tracking report, in the view of whoever asks and in the language they choose. */
const getTrackingReport = planRead(routes.getTrackingReport)(
  async ({ scope, stored, tenant, view, now, caller }, { query }) => {
    const { plan } = stored;
    const history = await loadHistory(scope, plan.id);
    const members = await getMembers(scope, peopleIn(plan, history));
    const document = trackingReport({
      plan,
      records: recordsOf(history),
      history,
      calendar: calendarOf(tenant, plan),
      today: todayOf(plan, now),
      view,
      people: (id) => ({ name: members.get(id)?.name ?? id }),
      tenantName: tenant.name,
      generatedAt: now,
    });
    return answer(renderHtml(document, query.language ?? caller.language));
  },
);

export const reportEndpoints: readonly Endpoint[] = [getTrackingReport];
