import { addWorkingDays } from '../calendar/working-days.ts';
import { toLocal } from '../calendar/zones.ts';
import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { type Meeting, meetingsOf, openMeetings } from '../plan/meetings.ts';
import type { RunningPlan } from '../plan/state.ts';
import type { Notice, NoticedMeeting, ObligationContext } from './obligation.ts';

const nameOf = (meeting: Meeting): Pick<NoticedMeeting, 'kind' | 'ref'> =>
  meeting.kind === 'checkIn'
    ? { kind: 'checkIn', ref: meeting.plannedOn }
    : { kind: 'checkpoint', ref: meeting.checkpointId };

type Roles = readonly ('employee' | 'manager' | 'hr')[];

const BOTH: Roles = ['employee', 'manager'];

const personOf = (plan: RunningPlan, role: Roles[number]): MemberId =>
  ({ employee: plan.employeeId, manager: plan.managerId, hr: plan.hrOwnerId })[role];

const told = (
  plan: RunningPlan,
  roles: Roles,
  word: Omit<Notice, 'role' | 'memberId'>,
): readonly Notice[] => roles.map((role) => ({ ...word, role, memberId: personOf(plan, role) }));

/** What those concerned are told of while a plan runs, each once. */
export const runningNotices = (
  plan: RunningPlan,
  { calendar }: ObligationContext,
): readonly Notice[] => [
  ...meetingsOf(plan, calendar).flatMap((meeting) => meetingNotices(plan, meeting)),
  ...interimReports(plan),
  ...supportNotices(plan),
];

/** G7: both hear of a meeting's new day, and of one that is called off; calendars follow. */
const meetingNotices = (plan: RunningPlan, meeting: Meeting): readonly Notice[] => {
  const { state, dueOn } = meeting;
  const timeOn = plan.content.schedule.meetingTime;
  const named = { on: dueOn, meeting: { ...nameOf(meeting), timeOn } };
  // When a pause ends every date moves, and one word tells it.
  if (state.status === 'PLANNED')
    return state.movedAt === undefined ||
      plan.pauses.some(({ resumedAt }) => resumedAt === state.movedAt)
      ? []
      : told(plan, BOTH, { kind: 'meetingMoved', happenedAt: state.movedAt, ...named });
  // Nobody calls off what was to have been some days ago.
  if (state.status !== 'EXCUSED' || state.excusedAt === undefined) return [];
  return dueOn < toLocal(plan.zone, state.excusedAt).date
    ? []
    : told(plan, BOTH, { kind: 'meetingCancelled', happenedAt: state.excusedAt, ...named });
};

/** G10: the interim report of a checkpoint is served to both. */
const interimReports = (plan: RunningPlan): readonly Notice[] =>
  Object.values(plan.running.checkpoints).flatMap((state) =>
    state.status === 'HELD' && state.rate !== undefined
      ? told(plan, BOTH, { kind: 'interimReport', on: state.heldOn, happenedAt: state.rate.from })
      : [],
  );

/** F5, F6: a promise that is given up is told to whom it was made; a dispute waits for HR. */
const supportNotices = (plan: RunningPlan): readonly Notice[] =>
  Object.values(plan.running.supports).flatMap((state) => {
    if (state.status === 'WAIVED' && state.waivedAt !== undefined)
      return told(plan, BOTH, { kind: 'supportWaived', on: state.on, happenedAt: state.waivedAt });
    if (
      state.status !== 'DISPUTED' ||
      state.disputedAt === undefined ||
      state.finding !== undefined
    )
      return [];
    const on = toLocal(plan.zone, state.disputedAt).date;
    return told(plan, ['hr'], { kind: 'supportDisputed', on, happenedAt: state.disputedAt });
  });

/** Working days ahead in which calendars hold a meeting, should the policy remind of none ahead. */
const INVITED_WD = 1;

/**
 * Meetings that calendars hold already when a plan pauses or ends: those of the days for which
 * reminders had gone out. Each is called off by a word of its own, as calendars ask for.
 */
export const callOffs = (
  plan: RunningPlan,
  stop: { readonly on: CivilDate; readonly at: Instant },
  { calendar }: ObligationContext,
): readonly Notice[] => {
  const { before } = plan.submission.policy.remind;
  const until = addWorkingDays(calendar, stop.on, Math.max(INVITED_WD, ...before));
  const timeOn = plan.content.schedule.meetingTime;
  const called = (on: CivilDate, name: Pick<NoticedMeeting, 'kind' | 'ref'>) =>
    on < stop.on || on > until
      ? []
      : told(plan, BOTH, {
          kind: 'meetingCancelled',
          on,
          happenedAt: stop.at,
          meeting: { ...name, timeOn },
        });
  const { finalReviewOn } = plan.content.schedule;
  const isFinalHeld = plan.status === 'FINAL_REVIEW' && plan.review.meetingHeldOn !== undefined;
  return [
    ...openMeetings(plan, calendar).flatMap((meeting) => called(meeting.dueOn, nameOf(meeting))),
    ...(isFinalHeld ? [] : called(finalReviewOn, { kind: 'finalReview', ref: finalReviewOn })),
  ];
};
