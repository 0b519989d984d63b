import type { MemberId } from '../../../domain/kernel/ids.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import type { ReportDocument } from '../../../domain/report/document.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import type { PaperOptions } from '../../adapters/render/paper.ts';
import { renderReport } from '../../adapters/render/report-file.ts';
import { getMembers, loadHistory } from '../../adapters/store/index.ts';
import { sha256 } from '../../adapters/system/hash.ts';
import { routes } from '../../contract/registry.ts';
import { REPORT_TYPES } from '../../contract/report-formats.ts';
import { type AnsweredFile, answer } from '../../http/answer.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { calendarOf, type PlanCase, todayOf } from '../plans/plan-case.ts';
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

/** A tracking report before it is put into a format. */
export interface ReportCopy {
  readonly document: ReportDocument;
  /** SHA-256 of the document, which its pages print. */
  readonly hash: string;
  readonly options: PaperOptions;
}

/** The plan's tracking report in the view of whoever asks. */
export const reportCopy = async (
  { scope, stored, tenant, view, now }: PlanCase,
  history: readonly RecordedEvent[],
): Promise<ReportCopy> => {
  const { plan } = stored;
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
  const hash = sha256(canonicalJson(document));
  return {
    document,
    hash,
    options: {
      generatedAt: now,
      stamp: { hash, code: `UPTURN/1 ${plan.id} ${plan.version} ${hash}` },
    },
  };
};

/** The tracking report, in the view of whoever asks and in the language they choose. */
const getTrackingReport = planRead(routes.getTrackingReport)(async (opened, { query }) => {
  const { scope, stored, caller } = opened;
  const { plan } = stored;
  const { document, options } = await reportCopy(opened, await loadHistory(scope, plan.id));
  const format = query.format ?? 'html';
  const language = query.language ?? caller.language;
  return answer({
    type: REPORT_TYPES[format],
    name: `tracking-report-${plan.id}-${plan.version}.${format}`,
    content: await renderReport(document, format, language, options),
  } satisfies AnsweredFile);
});

export const trackingReportEndpoints: readonly Endpoint[] = [getTrackingReport];
