import type { MemberId } from '../../../domain/kernel/ids.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import { renderReport } from '../../adapters/render/report-file.ts';
import { getMembers, loadHistory } from '../../adapters/store/index.ts';
import { sha256 } from '../../adapters/system/hash.ts';
import { routes } from '../../contract/registry.ts';
import { REPORT_TYPES } from '../../contract/report-formats.ts';
import { type AnsweredFile, answer } from '../../http/answer.ts';
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
    ...history.flatMap(({ by, event }) => [
      ...(by.kind === 'member' ? [by.memberId] : []),
      ...(by.kind === 'member' && by.actingFor !== undefined ? [by.actingFor] : []),
      ...(event.type === 'AccessGranted' ? [event.grant.memberId] : []),
      ...(event.type === 'AppealDeciderNamed' ? [event.deciderId] : []),
    ]),
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
    const format = query.format ?? 'html';
    const hash = sha256(canonicalJson(document));
    const content = await renderReport(document, format, query.language ?? caller.language, {
      generatedAt: now,
      stamp: { hash, code: `UPTURN/1 ${plan.id} ${plan.version} ${hash}` },
    });
    return answer({
      type: REPORT_TYPES[format],
      name: `tracking-report-${plan.id}-${plan.version}.${format}`,
      content,
    } satisfies AnsweredFile);
  },
);

export const reportEndpoints: readonly Endpoint[] = [getTrackingReport];
