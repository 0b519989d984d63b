import type { WorkCalendar } from '../../../domain/calendar/working-days.ts';
import { type Meeting, meetingsOf } from '../../../domain/plan/meetings.ts';
import { supportStateOf } from '../../../domain/plan/parts.ts';
import { runningPart } from '../../../domain/plan/stage.ts';
import type { ClosedPlan, OpenPlan, Plan, RunningPlan } from '../../../domain/plan/state.ts';

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
        ? [{ ...meetingView(meeting), checkpointId: meeting.checkpointId }]
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
  };
};

const closingView = ({ closing }: ClosedPlan) =>
  closing.outcome === 'CANCELLED' ? closing : { ...closing, reasons: closing.proposal.reasons };

/** Everything that any view shows of a plan; the view's schema keeps what it declares. */
export const planBody = (plan: Plan, calendar: WorkCalendar) => {
  const stage: OpenPlan = plan.status === 'CLOSED' ? plan.before : plan;
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
      ? { delivery: stage.delivery, acknowledgements: stage.acknowledgements }
      : {}),
    ...(running === undefined
      ? {}
      : { activation: running.activation, running: runningView(running, calendar) }),
    ...(stage.status === 'FINAL_REVIEW' ? { review: stage.review } : {}),
    ...(plan.status === 'CLOSED' ? { closing: closingView(plan) } : {}),
    ...(plan.status === 'CLOSED' &&
    plan.closing.outcome !== 'CANCELLED' &&
    plan.closing.referral !== undefined
      ? { referralChecklist: plan.closing.referral.checklist }
      : {}),
  };
};
