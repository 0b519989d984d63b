import type { CommandOf } from '../../domain/plan/command.ts';
import type { PlanContent } from '../../domain/plan/content.ts';
import { on } from '../domain/calendar/calendars.ts';
import { type History, planOf, play } from './plan-spec.ts';
import {
  activePlanHistory,
  as,
  changed,
  instantIn,
  people,
  shanghai,
  shanghaiContent,
} from './plans.ts';
import { runHistory, step } from './run-histories.ts';

export const PAUSE: CommandOf<'Pause'> = { type: 'Pause', reason: 'LEAVE', note: '员工休产前假' };
export const RESUME: CommandOf<'Resume'> = { type: 'Resume', accepted: [] };

export const proposeAmendment = (
  content: PlanContent,
  more: Partial<CommandOf<'ProposeAmendment'>> = {},
): CommandOf<'ProposeAmendment'> => ({
  type: 'ProposeAmendment',
  kind: 'CONTENT',
  reason: '按第一周的情况调整',
  content,
  accepted: [],
  ...more,
});

/** One more action: manager and employee settle it between them. */
export const withAction = (content: PlanContent = shanghaiContent()): PlanContent => ({
  ...content,
  actions: [
    ...content.actions,
    {
      id: 'listen-first',
      goalId: 'no-complaints',
      what: '每天复盘一通来电',
      how: '对照话术写下一处改进',
      dueOn: on('2026-04-10'),
    },
  ],
});

/** An easier target: formal, but nobody loses by it. */
export const withEasierGoal = (content: PlanContent = shanghaiContent()): PlanContent =>
  changed(content, '/goals/1/measure/target', 35);

/** A harder target: only with the employee's agreement. */
export const withHarderGoal = (content: PlanContent = shanghaiContent()): PlanContent =>
  changed(content, '/goals/1/measure/target', 25);

/** Less support than was promised. */
export const withLessSupport = (content: PlanContent = shanghaiContent()): PlanContent =>
  changed(content, '/supports/2', undefined);

/** Four weeks more, with a checkpoint in them. */
export const extended = (
  content: PlanContent = shanghaiContent(),
  endOn = '2026-05-28',
  checkpointOn = '2026-05-14',
): PlanContent => ({
  ...content,
  schedule: {
    ...content.schedule,
    endOn: on(endOn),
    finalReviewOn: on(endOn),
    checkpoints: [...content.schedule.checkpoints, { id: `until-${endOn}`, on: on(checkpointOn) }],
  },
});

export const extendCommand = (
  content: PlanContent = extended(),
  more: Partial<CommandOf<'ProposeAmendment'>> = {},
): CommandOf<'ProposeAmendment'> =>
  proposeAmendment(content, { kind: 'EXTENSION', extension: 'SUBSTANTIAL_PROGRESS', ...more });

const openAmendment = (history: History) => {
  const plan = planOf(history);
  const amendment = 'amendment' in plan ? plan.amendment : undefined;
  if (amendment === undefined || amendment.kind === 'MANAGER_CHANGE')
    throw new Error('no amendment is open');
  return amendment;
};

export const approveAmendment = (history: History): CommandOf<'ApproveAmendment'> => ({
  type: 'ApproveAmendment',
  contentHash: openAmendment(history).contentHash,
  accepted: [],
});

export const serveAmendment = (local: string): CommandOf<'ServeAmendment'> => ({
  type: 'ServeAmendment',
  servedAt: instantIn(shanghai.zone, local),
  servedBy: 'inPerson',
});

export const answerAmendment = (
  history: History,
  more: Partial<CommandOf<'AcknowledgeAmendment'>> = {},
): CommandOf<'AcknowledgeAmendment'> => ({
  type: 'AcknowledgeAmendment',
  kind: 'AGREED',
  contentHash: openAmendment(history).contentHash,
  ...more,
});

/** Proposed by the manager at nine, approved at ten, served at eleven of the same day. */
export const servedOn = (
  before: History,
  day: string,
  command: CommandOf<'ProposeAmendment'>,
): History => {
  const proposed = play(before, step(`${day} 09:00`, as.manager, command));
  const approved = play(proposed, step(`${day} 10:00`, as.hrHead, approveAmendment(proposed)));
  return play(approved, step(`${day} 11:00`, as.manager, serveAmendment(`${day} 10:30`)));
};

/** Proposed, approved, served and agreed to on one day. */
export const amendedOn = (
  before: History,
  day: string,
  command: CommandOf<'ProposeAmendment'>,
): History => {
  const served = servedOn(before, day, command);
  return play(served, step(`${day} 12:00`, as.employee, answerAmendment(served)));
};

export const changeManager = (
  more: Partial<CommandOf<'ChangeManager'>> = {},
): CommandOf<'ChangeManager'> => ({
  type: 'ChangeManager',
  managerId: people.colleague,
  handoverNote: '前三周记录齐备，导师辅导已开始',
  accepted: [{ ruleId: 'A6', reason: '原经理已经离职，别无其他安排' }],
  ...more,
});

/** 9 March, nine: HR paused the plan. */
export const pausedHistory = (before: History = activePlanHistory()): History =>
  play(before, step('2026-03-09 09:00', as.hrOwner, PAUSE));

/** 29 April: the run of two months, then a manager who took over on 20 April. */
export const handedOver = (on = '2026-04-20'): History =>
  play(
    runHistory(),
    step(`${on} 09:00`, as.hrOwner, changeManager()),
    step(`${on} 10:00`, as.manager, { type: 'AcceptHandover' }),
  );
