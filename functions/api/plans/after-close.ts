import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { messages } from '../../adapters/i18n/index.ts';
import { getHrOnly, loadHistory } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { calendarOf } from './plan-case.ts';
import { planCommandEndpoint as command } from './plan-command.ts';
import { planRead } from './plan-read.ts';
import { planBody } from './plan-view.ts';
import { isHiddenFrom } from './timeline.ts';

/** Commands of the time after the outcome, each with the route that means it. */
export const afterCloseCommands: readonly Endpoint[] = [
  command(routes.serveOutcomeNotice)(({ body }) => ({ type: 'ServeOutcomeNotice', ...body })),
  command(routes.lodgeAppeal)(({ body }) => ({ type: 'LodgeAppeal', ...body })),
  command(routes.withdrawAppeal)(() => ({ type: 'WithdrawAppeal' })),
  command(routes.nameAppealDecider)(({ body }) => ({ type: 'NameAppealDecider', ...body })),
  command(routes.hearAppeal)(({ body }) => ({ type: 'HearAppeal', ...body })),
  command(routes.decideAppeal)(({ body }) => ({ type: 'DecideAppeal', ...body })),
  command(routes.beginNextStep)(({ body }) => ({ type: 'BeginNextStep', ...body })),
  command(routes.recordSustainCheckIn)(({ body }) => ({ type: 'RecordSustainCheckIn', ...body })),
  command(routes.recordRelapse)(({ body }) => ({ type: 'RecordRelapse', ...body })),
  command(routes.answerRelapse)(({ body }) => ({ type: 'AnswerRelapse', ...body })),
  command(routes.recordEmploymentEnd)(({ body }) => ({ type: 'RecordEmploymentEnd', ...body })),
  command(routes.placeHold)(({ body }) => ({ type: 'PlaceHold', ...body })),
  command(routes.releaseHold)(({ body }) => ({ type: 'ReleaseHold', ...body })),
  command(routes.requestErasure)(() => ({ type: 'RequestErasure' })),
  command(routes.withdrawErasure)(({ body }) => ({ type: 'WithdrawErasure', ...body })),
  command(routes.confirmErasure)(() => ({ type: 'ConfirmErasure' })),
];

/** N6: what the employee may see, whole, and that there are things they may not. */
export const exportSubject = planRead(routes.exportSubject)(
  async ({ scope, stored, tenant, caller, now }) => {
    const { plan } = stored;
    const [history, hrOnly] = await Promise.all([
      loadHistory(scope, plan.id),
      getHrOnly(scope, plan.id),
    ]);
    const count = (test: (event: (typeof history)[number]['event']) => boolean): number =>
      history.filter(({ event }) => test(event)).length;
    const { events } = messages(caller.language).vocabulary;
    const proposals = count(({ type }) => type === 'OutcomeProposed');
    return answer({
      exportedAt: now,
      plan: planBody(plan, calendarOf(tenant, plan)),
      records: recordsOf(history),
      timeline: history
        .filter(({ event }) => !isHiddenFrom('employee', event.type))
        .map(({ seq, at, event }) => ({ seq, at, type: event.type, text: events[event.type] })),
      notShown: {
        deferralReason: plan.talk.deferral !== undefined,
        acceptedWarnings: history.reduce(
          (sum, { event }) => sum + ('accepted' in event ? event.accepted.length : 0),
          0,
        ),
        returnComments: count(({ type }) => type === 'PlanReturned' || type === 'OutcomeReturned'),
        undecidedProposals: proposals - count(({ type }) => type === 'PlanClosed'),
        referralChecklist:
          count(
            (event) =>
              event.type === 'PlanClosed' &&
              event.closing.outcome !== 'CANCELLED' &&
              event.closing.referral !== undefined,
          ) > 0,
        confidentialNotes: hrOnly.changes.length > 0,
      },
    });
  },
);
