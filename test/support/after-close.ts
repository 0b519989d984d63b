import type { CommandOf } from '../../domain/plan/command.ts';
import type { Actor } from '../../domain/plan/context.ts';
import { on } from '../domain/calendar/calendars.ts';
import { type History, play } from './plan-spec.ts';
import { activePlanHistory, as, draftHistory, people } from './plans.ts';
import { MEETING, proposeCommand, type Run, reviewedHistory, step } from './run-histories.ts';

/** Warnings of the closing that are not what these tests are about. */
export const ACCEPTED = ['F8', 'I7', 'K4', 'K6', 'K7'].map((ruleId) => ({
  ruleId,
  reason: '已与员工当面说明并记录在案',
}));

/** 8 May: the plan closed as the manager proposed, approved by the HR head. The window ends on 21 May. */
export const closedHistory = (
  more: Partial<CommandOf<'ProposeOutcome'>> = {},
  run: Run = {},
): History => {
  const reviewed = reviewedHistory(run);
  return play(
    reviewed,
    step('2026-05-07 16:00', as.manager, proposeCommand(reviewed, { accepted: ACCEPTED, ...more })),
    step('2026-05-08 10:00', as.hrHead, {
      type: 'ApproveOutcome',
      accepted: ACCEPTED,
      ...(more.nextStep === 'SEPARATION_REVIEW' ? { referralChecklist: ['培训记录已核对'] } : {}),
    }),
  );
};

/** 8 May: every goal met, and the success to be sustained; the clock has not run yet. */
export const metHistory = (nextStep: 'SUSTAIN' | 'NORMAL' = 'SUSTAIN'): History =>
  closedHistory({ outcome: 'MET', nextStep }, { values: MEETING });

/** 8 May: SUSTAIN, until 6 August. */
export const sustainHistory = (): History =>
  play(metHistory(), step('2026-05-08 10:01', as.system, { type: 'Settle' }));

/** 3 March: the plan was cancelled the day after it had started. */
export const cancelledHistory = (): History =>
  play(
    activePlanHistory(),
    step('2026-03-03 09:00', as.hrOwner, {
      type: 'Cancel',
      reason: 'ISSUED_IN_ERROR',
      note: '误将他人的差距写入',
    }),
  );

/** 11 February: a draft that nobody but its author had seen was given up. */
export const givenUpHistory = (): History =>
  play(
    draftHistory(),
    step('2026-02-11 09:00', as.hrOwner, { type: 'Cancel', reason: 'SUPERSEDED', note: '另立' }),
  );

export const lodgeCommand: CommandOf<'LodgeAppeal'> = {
  type: 'LodgeAppeal',
  grounds: ['SUPPORT', 'FACT'],
  text: '课程比承诺晚了两周，最后两周的数据没有计入',
};

/** Somebody who had nothing to do with the plan. */
export const decider: Actor = { kind: 'member', memberId: people.colleague, acts: 'decider' };

export const nameCommand = (
  memberId = people.colleague as CommandOf<'NameAppealDecider'>['memberId'],
): CommandOf<'NameAppealDecider'> => ({ type: 'NameAppealDecider', memberId, accepted: [] });

export const hearCommand: CommandOf<'HearAppeal'> = {
  type: 'HearAppeal',
  heldOn: on('2026-05-14'),
  attendees: ['员工', '经理', '周洋'],
  statements: [
    { by: '员工', text: '课程在计划的最后三周才开始' },
    { by: '经理', text: '培训师病假，课程顺延了两周' },
  ],
};

/** 11 May: the employee appealed. */
export const appealedHistory = (closed: History = closedHistory()): History =>
  play(closed, step('2026-05-11 09:00', as.employee, lodgeCommand));

/** 14 May: somebody was named and has heard both sides. */
export const heardHistory = (closed?: History): History =>
  play(
    appealedHistory(closed),
    step('2026-05-12 09:00', as.hrOwner, nameCommand()),
    step('2026-05-14 16:00', decider, hearCommand),
  );

export const decideCommand = (
  verdict: CommandOf<'DecideAppeal'>['verdict'] = { decision: 'DISMISSED' },
): CommandOf<'DecideAppeal'> => ({
  type: 'DecideAppeal',
  verdict,
  reasons: '听取双方陈述并核对了培训签到记录',
  accepted: [],
});

/** Six more weeks with a checkpoint in their middle. */
export const REOPEN: Extract<CommandOf<'DecideAppeal'>['verdict'], { readonly effect: 'REOPEN' }> =
  {
    decision: 'UPHELD',
    effect: 'REOPEN',
    schedule: {
      endOn: on('2026-06-26'),
      finalReviewOn: on('2026-06-29'),
      checkpoints: [{ id: 'extra', on: on('2026-06-05') }],
    },
  };

/** 18 May: decided. */
export const decidedHistory = (
  verdict?: CommandOf<'DecideAppeal'>['verdict'],
  closed?: History,
): History => play(heardHistory(closed), step('2026-05-18 10:00', decider, decideCommand(verdict)));

/** The day after the appeal window: ARCHIVED. */
export const archivedHistory = (closed: History = closedHistory()): History =>
  play(closed, step('2026-05-25 00:00', as.system, { type: 'Settle' }));

/** 8 May 2028: its time is over, and one of two people asked for its erasure. */
export const requestedHistory = (): History =>
  play(archivedHistory(), step('2028-05-08 09:00', as.hrOwner, { type: 'RequestErasure' }));

/** An hour later the other one confirmed. */
export const erasedHistory = (): History =>
  play(requestedHistory(), step('2028-05-08 10:00', as.hrHead, { type: 'ConfirmErasure' }));
