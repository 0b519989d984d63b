import type { WorkCalendar } from '../../../domain/calendar/working-days.ts';
import { appealIsOpen } from '../../../domain/plan/archive.ts';
import { type Meeting, meetingsOf } from '../../../domain/plan/meetings.ts';
import { supportStateOf } from '../../../domain/plan/parts.ts';
import { erasableOn } from '../../../domain/plan/retention.ts';
import { isEnded, openPart, runningPart } from '../../../domain/plan/stage.ts';
import type { EndedPlan, Plan, RunningPlan } from '../../../domain/plan/state.ts';
import { changesView } from './changes-view.ts';

const meetingView = ({ plannedOn, dueOn, state }: Meeting) => ({
  plannedOn,
  dueOn,
  status: state.status,
  ...(state.status === 'HELD' ? { heldOn: state.heldOn } : {}),
  ...(state.status === 'MISSED' ? { missedBy: state.by } : {}),
});

const runningView = (plan: RunningPlan, calendar: WorkCalendar) => {
  const meetings = meetingsOf(plan, calendar);
  return {
    checkIns: meetings.flatMap((meeting) =>
      meeting.kind === 'checkIn'
        ? [
            {
              ...meetingView(meeting),
              ...(meeting.state.status === 'HELD'
                ? {
                    late: meeting.state.late,
                    replyBy: meeting.state.replyBy,
                    reply: meeting.state.reply,
                  }
                : {}),
            },
          ]
        : [],
    ),
    checkpoints: meetings.flatMap((meeting) =>
      meeting.kind === 'checkpoint'
        ? [
            {
              ...meetingView(meeting),
              checkpointId: meeting.checkpointId,
              ...(meeting.state.status === 'HELD' && meeting.state.rate !== undefined
                ? { rateBy: meeting.state.rate.by, ratedBy: meeting.state.ratedBy ?? [] }
                : {}),
            },
          ]
        : [],
    ),
    supports: plan.content.supports.map(({ id }) => ({
      supportId: id,
      ...supportStateOf(plan, id),
    })),
    actions: Object.entries(plan.running.actions).map(([actionId, state]) => ({
      actionId,
      ...state,
    })),
    goals: Object.entries(plan.running.goals).map(([goalId, tally]) => ({ goalId, ...tally })),
    obstacles: Object.entries(plan.running.obstacles ?? {}).map(
      ([obstacleId, { answerBy, ownerId = plan.managerId, answered = false }]) => ({
        obstacleId,
        answerBy,
        ownerId,
        answered,
      }),
    ),
  };
};

const closingView = ({ closing }: Pick<EndedPlan, 'closing'>) =>
  closing.outcome === 'CANCELLED' ? closing : { ...closing, reasons: closing.proposal.reasons };

/** The outcome and what came after it. Nothing may follow from it while an appeal is open (K11). */
const endedView = (plan: EndedPlan) => ({
  closing: closingView(plan),
  ...(plan.appeal === undefined ? {} : { appeal: plan.appeal }),
  nextStepFrozen: appealIsOpen(plan),
  ...(plan.nextStepBegunOn === undefined ? {} : { nextStepBegunOn: plan.nextStepBegunOn }),
  ...(plan.employmentEndOn === undefined ? {} : { employmentEndOn: plan.employmentEndOn }),
  erasableOn: erasableOn(plan),
  ...('sustain' in plan && plan.sustain !== undefined ? { sustain: plan.sustain } : {}),
  ...('erasure' in plan && plan.erasure !== undefined ? { erasure: plan.erasure } : {}),
});

/** Everything that any view shows of a plan; the view's schema keeps what it declares. */
export const planBody = (plan: Plan, calendar: WorkCalendar) => {
  const stage = openPart(plan);
  const running = runningPart(plan);
  const { talk } = plan;
  return {
    id: plan.id,
    status: plan.status,
    version: plan.version,
    employeeId: plan.employeeId,
    managerId: plan.managerId,
    hrOwnerId: plan.hrOwnerId,
    authorId: plan.authorId,
    zone: plan.zone,
    siteId: plan.siteId,
    language: plan.language,
    createdAt: plan.createdAt,
    content: plan.content,
    talk,
    returns: plan.returns,
    accepted: plan.accepted,
    ...(talk.deferral === undefined ? {} : { talkDeferral: talk.deferral }),
    ...('submission' in stage
      ? { submittedAt: stage.submission.at, contentHash: stage.submission.contentHash }
      : {}),
    ...('approval' in stage
      ? { approvedAt: stage.approval.at, approvedBy: stage.approval.by }
      : {}),
    ...('delivery' in stage
      ? {
          delivery: stage.delivery,
          acknowledgements: stage.acknowledgements,
          ...(stage.disagreementAnswer === undefined
            ? {}
            : { disagreementAnswer: stage.disagreementAnswer }),
        }
      : {}),
    ...(running === undefined
      ? {}
      : {
          activation: running.activation,
          running: runningView(running, calendar),
          ...changesView(running),
        }),
    ...(stage.status === 'FINAL_REVIEW' ? { review: stage.review } : {}),
    ...(isEnded(plan) ? endedView(plan) : {}),
    ...(plan.hold === undefined ? {} : { hold: plan.hold }),
    ...(plan.voided === undefined
      ? {}
      : {
          voided: plan.voided.map(({ closing, appeal }) => ({
            closing: closingView({ closing }),
            appeal,
          })),
        }),
    ...(isEnded(plan) && plan.closing.outcome !== 'CANCELLED' && plan.closing.referral !== undefined
      ? { referralChecklist: plan.closing.referral.checklist }
      : {}),
  };
};
