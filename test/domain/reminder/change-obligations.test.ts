import { describe, expect, it } from 'vitest';
import type { RunningPlan } from '../../../domain/plan/state.ts';
import { changeNotices } from '../../../domain/reminder/change-obligations.ts';
import { noticesOf, obligationsOf } from '../../../domain/reminder/obligations.ts';
import { preview, remindersOf } from '../../../domain/reminder/plan-reminders.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import {
  amendedOn,
  approveAmendment,
  changeManager,
  extendCommand,
  extended,
  PAUSE,
  pausedHistory,
  proposeAmendment,
  RESUME,
  servedOn,
  withEasierGoal,
} from '../../support/amendments.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import { activePlanHistory, as, instantIn, people, shanghai } from '../../support/plans.ts';
import { finalReviewHistory, measureCommand, step } from '../../support/run-histories.ts';

const { calendar, zone } = shanghai;
const context = { policy: DEFAULT_POLICY, calendar, workplaceOf: () => ({ zone, calendar }) };
const owed = (history: History, kind: string) =>
  obligationsOf(planOf(history), context)
    .filter((one) => one.kind === kind)
    .map(({ role, memberId, dueOn }) => [role, memberId, dueOn]);
const told = (history: History) =>
  noticesOf(planOf(history), context).map(({ kind, role }) => `${kind} ${role}`);

describe('P11: what an open amendment asks for, step by step', () => {
  const asked = play(
    activePlanHistory(),
    step('2026-03-04 09:00', as.manager, proposeAmendment(withEasierGoal())),
  );

  it('HR decides, the manager serves, the employee answers within the window', () => {
    expect(owed(asked, 'amendmentApproval')).toEqual([['hr', people.hrOwner, '2026-03-06']]);
    const approved = play(asked, step('2026-03-05 09:00', as.hrHead, approveAmendment(asked)));
    expect(owed(approved, 'amendmentApproval')).toEqual([]);
    expect(owed(approved, 'amendmentService')).toEqual([['manager', people.manager, '2026-03-09']]);
    const served = servedOn(activePlanHistory(), '2026-03-04', proposeAmendment(withEasierGoal()));
    expect(owed(served, 'amendmentAcknowledgement')).toEqual([
      ['employee', people.employee, '2026-03-11'],
    ]);
    const mails = remindersOf(planOf(served), context).filter(
      ({ kind }) => kind === 'amendmentAcknowledgement',
    );
    // A right that lapses: no one is told on.
    expect(mails.map(({ step: at, role }) => `${at} ${role}`)).toEqual([
      'notice employee',
      'before employee',
      'before employee',
      'onDay employee',
    ]);
  });

  it('in the final review too, and what was decided is told to manager and HR', () => {
    const accepted = [{ ruleId: 'G4', reason: '已经与员工当面说明并记录在案' }];
    const extend = extendCommand(extended(), { accepted });
    const final = play(finalReviewHistory(), step('2026-05-06 09:00', as.manager, extend));
    expect(owed(final, 'amendmentApproval')).toEqual([['hr', people.hrOwner, '2026-05-08']]);
    const after = amendedOn(finalReviewHistory(), '2026-05-06', extend);
    expect(told(after)).toEqual(
      expect.arrayContaining(['amendmentDecided manager', 'amendmentDecided hr']),
    );
    const rejected = play(
      final,
      step('2026-05-06 10:00', as.hrOwner, { type: 'RejectAmendment', reason: '另行安排' }),
    );
    expect(told(rejected)).toEqual([
      'amendmentDecided manager',
      'amendmentDecided hr',
      'interimReport employee',
      'interimReport manager',
    ]);
  });
});

describe('A6, J1: who is told of a change', () => {
  const heard = (history: History) =>
    changeNotices(planOf(history) as RunningPlan).map(({ kind, memberId, on }) => [
      kind,
      memberId,
      on,
    ]);
  const { employee, manager, hrOwner, colleague } = people;
  const running = activePlanHistory();
  const asked = play(running, step('2026-03-10 09:00', as.hrOwner, changeManager()));

  it('the employee of a new manager, from the question until they are it', () => {
    expect(heard(running)).toEqual([]);
    expect(heard(asked)).toEqual([['managerChanged', employee, '2026-03-10']]);
    const successor = { kind: 'member', memberId: colleague, acts: 'manager' } as const;
    const taken = step('2026-03-11 09:00', successor, { type: 'AcceptHandover' });
    expect(heard(play(asked, taken))).toEqual([['managerChanged', employee, '2026-03-11']]);
  });

  it('all three of an amendment that holds, two of one that does not', () => {
    const easier = proposeAmendment(withEasierGoal());
    expect(heard(play(running, step('2026-03-04 09:00', as.manager, easier)))).toEqual([]);
    const holds = heard(amendedOn(running, '2026-03-04', easier));
    expect(holds.map(([kind, memberId]) => [kind, memberId])).toEqual([
      ['amendmentDecided', employee],
      ['amendmentDecided', manager],
      ['amendmentDecided', hrOwner],
    ]);
  });
});

describe('J7: while the clock stands still', () => {
  const paused = pausedHistory(
    play(
      activePlanHistory(),
      step('2026-03-06 09:00', as.manager, measureCommand('response-time', 45, '2026-03-06')),
    ),
  );
  const at = (local: string) => instantIn(zone, local);

  it('nothing is owed and nobody is reminded; both sides are told once', () => {
    expect(obligationsOf(planOf(paused), context)).toEqual([]);
    expect(told(paused)).toEqual([
      'planPaused employee',
      'planPaused manager',
      'meetingCancelled employee',
      'meetingCancelled manager',
    ]);
    expect(preview(planOf(paused), context, at('2026-03-09 12:00'))).toEqual([]);
  });

  it('afterwards the ladders begin anew: nothing of before the resumption goes out', () => {
    const resumed = play(paused, step('2026-03-16 09:00', as.hrOwner, RESUME));
    const [first] = remindersOf(planOf(resumed), context).filter(({ part }) => part !== 'told');
    expect(first?.at && first.at >= at('2026-03-16 09:00')).toBe(true);
    expect(told(resumed)).toEqual(
      expect.arrayContaining(['planResumed employee', 'planResumed manager']),
    );
  });

  it('the rhythm of measuring leaves the pause out', () => {
    const next = (history: History) =>
      obligationsOf(planOf(history), context)
        .filter(({ kind, ref }) => kind === 'measurement' && ref === 'response-time')
        .map(({ dueOn }) => dueOn);
    const before = play(
      activePlanHistory(),
      step('2026-03-06 09:00', as.manager, measureCommand('response-time', 45, '2026-03-06')),
    );
    expect(next(before)).toEqual(['2026-03-13']);
    const resumed = play(paused, step('2026-03-16 09:00', as.hrOwner, RESUME));
    expect(next(resumed)).toEqual(['2026-03-20']);
    const measured = play(
      resumed,
      step('2026-03-17 09:00', as.manager, measureCommand('response-time', 44, '2026-03-17')),
    );
    expect(next(measured)).toEqual(['2026-03-24']);
    const again = play(measured, step('2026-03-25 09:00', as.hrOwner, PAUSE));
    expect(next(play(again, step('2026-03-26 09:00', as.hrOwner, RESUME)))).toEqual(['2026-03-24']);
  });
});
