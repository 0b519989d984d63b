import { isNonEmpty, type NonEmpty } from '../kernel/non-empty.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { CommandOf, ContextOf, PlanCommandType } from './command.ts';
import { acceptHandover } from './commands/accept-handover.ts';
import { acknowledge } from './commands/acknowledge.ts';
import { acknowledgeAmendment } from './commands/acknowledge-amendment.ts';
import { addAttachment } from './commands/add-attachment.ts';
import { answerDisagreement } from './commands/answer-disagreement.ts';
import { answerDraft } from './commands/answer-draft.ts';
import { answerObstacle } from './commands/answer-obstacle.ts';
import { answerRelapse } from './commands/answer-relapse.ts';
import { approve } from './commands/approve.ts';
import { approveAmendment } from './commands/approve-amendment.ts';
import { approveOutcome } from './commands/approve-outcome.ts';
import { assignObstacle } from './commands/assign-obstacle.ts';
import { beginFinalReview } from './commands/begin-final-review.ts';
import { beginNextStep } from './commands/begin-next-step.ts';
import { cancel } from './commands/cancel.ts';
import { changeManager } from './commands/change-manager.ts';
import { confirmErasure } from './commands/confirm-erasure.ts';
import { confirmSupport } from './commands/confirm-support.ts';
import { correctCheckIn } from './commands/correct-check-in.ts';
import { createPlan } from './commands/create-plan.ts';
import { decideAppeal } from './commands/decide-appeal.ts';
import { declineHandover } from './commands/decline-handover.ts';
import { declineTalk } from './commands/decline-talk.ts';
import { deferSharing } from './commands/defer-sharing.ts';
import { deliverSupport } from './commands/deliver-support.ts';
import { disputeSupport } from './commands/dispute-support.ts';
import { editContent } from './commands/edit-content.ts';
import { endAccess } from './commands/end-access.ts';
import { excuseCheckIn } from './commands/excuse-check-in.ts';
import { excuseCheckpoint } from './commands/excuse-checkpoint.ts';
import { giveFeedback } from './commands/give-feedback.ts';
import { grantAccess } from './commands/grant-access.ts';
import { hearAppeal } from './commands/hear-appeal.ts';
import { holdCheckpoint } from './commands/hold-checkpoint.ts';
import { holdFinalMeeting } from './commands/hold-final-meeting.ts';
import { inviteToFinalMeeting } from './commands/invite-to-final-meeting.ts';
import { lodgeAppeal } from './commands/lodge-appeal.ts';
import { makeStatement } from './commands/make-statement.ts';
import { markSubstantiallyMet } from './commands/mark-substantially-met.ts';
import { moveCheckIn } from './commands/move-check-in.ts';
import { moveCheckpoint } from './commands/move-checkpoint.ts';
import { nameAppealDecider } from './commands/name-appeal-decider.ts';
import { overrideRule } from './commands/override-rule.ts';
import { pause } from './commands/pause.ts';
import { placeHold } from './commands/place-hold.ts';
import { prepareCheckIn } from './commands/prepare-check-in.ts';
import { present } from './commands/present.ts';
import { proposeAmendment } from './commands/propose-amendment.ts';
import { proposeOutcome } from './commands/propose-outcome.ts';
import { raiseObstacle } from './commands/raise-obstacle.ts';
import { rateParts } from './commands/rate-parts.ts';
import { recall } from './commands/recall.ts';
import { recordAmendmentRefusal } from './commands/record-amendment-refusal.ts';
import { recordAmendmentUnreachable } from './commands/record-amendment-unreachable.ts';
import { recordBaseline } from './commands/record-baseline.ts';
import { recordCheckIn } from './commands/record-check-in.ts';
import { recordCriticalEvent } from './commands/record-critical-event.ts';
import { recordEmploymentEnd } from './commands/record-employment-end.ts';
import { recordJurisdictionFact } from './commands/record-jurisdiction-fact.ts';
import { recordMeasurement } from './commands/record-measurement.ts';
import { recordNoResponse } from './commands/record-no-response.ts';
import { recordNoShow } from './commands/record-no-show.ts';
import { recordPaperAcknowledgement } from './commands/record-paper-acknowledgement.ts';
import { recordRefusal } from './commands/record-refusal.ts';
import { recordRelapse } from './commands/record-relapse.ts';
import { recordSustainCheckIn } from './commands/record-sustain-check-in.ts';
import { recordUnreachable } from './commands/record-unreachable.ts';
import { rejectAmendment } from './commands/reject-amendment.ts';
import { releaseHold } from './commands/release-hold.ts';
import { replyToAnswer } from './commands/reply-to-answer.ts';
import { replyToCheckIn } from './commands/reply-to-check-in.ts';
import { reportAction } from './commands/report-action.ts';
import { requestErasure } from './commands/request-erasure.ts';
import { resolveSupportDispute } from './commands/resolve-support-dispute.ts';
import { respondToReview } from './commands/respond-to-review.ts';
import { resume } from './commands/resume.ts';
import { returnForChanges } from './commands/return-for-changes.ts';
import { returnOutcome } from './commands/return-outcome.ts';
import { revokeAccess } from './commands/revoke-access.ts';
import { scheduleSupport } from './commands/schedule-support.ts';
import { serveAmendment } from './commands/serve-amendment.ts';
import { serveOutcomeNotice } from './commands/serve-outcome-notice.ts';
import { shareDraft } from './commands/share-draft.ts';
import { submit } from './commands/submit.ts';
import { waiveSupport } from './commands/waive-support.ts';
import { withdrawAppeal } from './commands/withdraw-appeal.ts';
import { withdrawErasure } from './commands/withdraw-erasure.ts';
import type { Context } from './context.ts';
import type { Decision } from './decision.ts';
import type { PlanError } from './errors.ts';
import type { PlanEvent, RecordedEvent } from './events.ts';
import { begin, evolve } from './evolve.ts';
import { settle } from './settle.ts';
import type { Plan } from './state.ts';

type Decider<Type extends PlanCommandType> = (
  command: CommandOf<Type>,
  plan: Plan,
  context: ContextOf<Type>,
) => Decision;

/** Commands on an existing plan that somebody gives; creation and the clock have their own way in. */
type Given = Exclude<PlanCommandType, 'CreatePlan' | 'Settle'>;

const DECIDERS: { readonly [Type in Given]: Decider<Type> } = {
  EditContent: editContent,
  ShareDraft: shareDraft,
  DeferSharing: deferSharing,
  AnswerDraft: answerDraft,
  DeclineTalk: declineTalk,
  ReplyToAnswer: replyToAnswer,
  Submit: submit,
  ReturnForChanges: returnForChanges,
  Approve: approve,
  Present: present,
  Acknowledge: acknowledge,
  RecordRefusal: recordRefusal,
  RecordPaperAcknowledgement: recordPaperAcknowledgement,
  AddAttachment: addAttachment,
  RecordNoResponse: recordNoResponse,
  RecordUnreachable: recordUnreachable,
  Recall: recall,
  Cancel: cancel,
  RecordCheckIn: recordCheckIn,
  ReplyToCheckIn: replyToCheckIn,
  CorrectCheckIn: correctCheckIn,
  MoveCheckIn: moveCheckIn,
  ExcuseCheckIn: excuseCheckIn,
  RecordNoShow: recordNoShow,
  HoldCheckpoint: holdCheckpoint,
  MoveCheckpoint: moveCheckpoint,
  ExcuseCheckpoint: excuseCheckpoint,
  RecordMeasurement: recordMeasurement,
  RecordBaseline: recordBaseline,
  GiveFeedback: giveFeedback,
  RecordCriticalEvent: recordCriticalEvent,
  MakeStatement: makeStatement,
  ReportAction: reportAction,
  ScheduleSupport: scheduleSupport,
  DeliverSupport: deliverSupport,
  ConfirmSupport: confirmSupport,
  DisputeSupport: disputeSupport,
  ResolveSupportDispute: resolveSupportDispute,
  WaiveSupport: waiveSupport,
  BeginFinalReview: beginFinalReview,
  InviteToFinalMeeting: inviteToFinalMeeting,
  HoldFinalMeeting: holdFinalMeeting,
  RespondToReview: respondToReview,
  MarkSubstantiallyMet: markSubstantiallyMet,
  ProposeOutcome: proposeOutcome,
  ReturnOutcome: returnOutcome,
  ApproveOutcome: approveOutcome,
  Pause: pause,
  Resume: resume,
  ProposeAmendment: proposeAmendment,
  ApproveAmendment: approveAmendment,
  ServeAmendment: serveAmendment,
  AcknowledgeAmendment: acknowledgeAmendment,
  RecordAmendmentRefusal: recordAmendmentRefusal,
  RecordAmendmentUnreachable: recordAmendmentUnreachable,
  RejectAmendment: rejectAmendment,
  ChangeManager: changeManager,
  AcceptHandover: acceptHandover,
  DeclineHandover: declineHandover,
  OverrideRule: overrideRule,
  AnswerDisagreement: answerDisagreement,
  PrepareCheckIn: prepareCheckIn,
  RaiseObstacle: raiseObstacle,
  AssignObstacle: assignObstacle,
  AnswerObstacle: answerObstacle,
  RateParts: rateParts,
  RecordJurisdictionFact: recordJurisdictionFact,
  LodgeAppeal: lodgeAppeal,
  NameAppealDecider: nameAppealDecider,
  HearAppeal: hearAppeal,
  DecideAppeal: decideAppeal,
  WithdrawAppeal: withdrawAppeal,
  ServeOutcomeNotice: serveOutcomeNotice,
  BeginNextStep: beginNextStep,
  RecordSustainCheckIn: recordSustainCheckIn,
  RecordRelapse: recordRelapse,
  AnswerRelapse: answerRelapse,
  RecordEmploymentEnd: recordEmploymentEnd,
  PlaceHold: placeHold,
  ReleaseHold: releaseHold,
  RequestErasure: requestErasure,
  WithdrawErasure: withdrawErasure,
  ConfirmErasure: confirmErasure,
  GrantAccess: grantAccess,
  RevokeAccess: revokeAccess,
  EndAccess: endAccess,
};

const SYSTEM = { kind: 'system' } as const;

/** Numbers and signs events the way they will stand in the history. */
const record = (
  version: number,
  [first, ...rest]: NonEmpty<PlanEvent>,
  { now, actor }: Pick<Context, 'now' | 'actor'>,
): NonEmpty<RecordedEvent> => {
  const sign = (event: PlanEvent, index: number): RecordedEvent => ({
    seq: version + 1 + index,
    at: now,
    by: actor,
    event,
  });
  return [sign(first, 0), ...rest.map((event, index) => sign(event, index + 1))];
};

/** What a command leads to: the events, numbered and signed, and the plan after them. */
export interface Outcome {
  readonly events: NonEmpty<RecordedEvent>;
  readonly plan: Plan;
}

/** `ok: false` with NOTHING_DUE is the answer to Settle when the clock has nothing to do. */
export type DecideError = PlanError | { readonly code: 'NOTHING_DUE' };

/**
 * Decides a command on an existing plan. Timed transitions that are due come first, signed by the
 * system, so nobody acts on a stale state; a refused command changes nothing, not even those.
 */
export const decide = <Type extends Exclude<PlanCommandType, 'CreatePlan'>>(
  command: CommandOf<Type>,
  plan: Plan,
  context: ContextOf<Type>,
): Result<Outcome, DecideError> => {
  const transitions = settle(plan, context);
  const due = isNonEmpty(transitions)
    ? record(plan.version, transitions, { now: context.now, actor: SYSTEM })
    : [];
  const settled = due.reduce<Plan>(evolve, plan);
  // The table pairs each command with its own decider; TypeScript cannot follow that through a union.
  const asked = command as CommandOf<Given | 'Settle'>;
  if (asked.type === 'Settle')
    return isNonEmpty(due) ? ok({ events: due, plan: settled }) : err({ code: 'NOTHING_DUE' });
  const decider = DECIDERS[asked.type] as Decider<Given>;
  const decision = decider(asked, settled, context as never);
  if (!decision.ok) return decision;
  const given = record(settled.version, decision.value, context);
  return ok({
    events: isNonEmpty(due) ? [...due, ...given] : given,
    plan: given.reduce<Plan>(evolve, settled),
  });
};

/** Decides the first command of a plan. */
export const decideCreation = (
  command: CommandOf<'CreatePlan'>,
  context: ContextOf<'CreatePlan'>,
): Result<Outcome, PlanError> => {
  const created = createPlan(command, context);
  if (!created.ok) return created;
  const events = record(0, created.value, context);
  return ok({ events, plan: begin(created.value[0], events[0]) });
};
