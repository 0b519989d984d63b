import { describe, expect, it } from 'vitest';
import { accessTo, capacitiesOf } from '../../../domain/access/access.ts';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { closeReadiness } from '../../../domain/plan/readiness.ts';
import { knownToManager, successorRules } from '../../../domain/plan/rules/handover.ts';
import type { RunningPlan } from '../../../domain/plan/state.ts';
import { noticesOf, obligationsOf } from '../../../domain/reminder/obligations.ts';
import { peopleOf } from '../../../domain/reminder/people.ts';
import { standingOf } from '../../../domain/reminder/plan-reminders.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import {
  changeManager,
  handedOver,
  pausedHistory,
  proposeAmendment,
  withAction,
} from '../../support/amendments.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  approvedHistory,
  as,
  draftHistory,
  inShanghai,
  people,
  presentedHistory,
  shanghai,
  submittedHistory,
} from '../../support/plans.ts';
import {
  checkInCommand,
  finalReviewHistory,
  holdMeetingCommand,
  proposeCommand,
  step,
} from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const calendar = shanghai.calendar;
const successor: MemberId = people.colleague;
const named = play(
  activePlanHistory(),
  step('2026-03-05 17:00', as.manager, checkInCommand('2026-03-05')),
  step('2026-03-09 09:00', as.hrOwner, changeManager()),
);
const running = (history: History) => planOf(history) as RunningPlan;
const member = (id: MemberId, roles: readonly 'hr'[] = []) => ({
  id,
  roles,
  status: 'ACTIVE' as const,
});
const relations = (id: MemberId, history: History, roles: readonly 'hr'[] = []) =>
  capacitiesOf(member(id, roles), planOf(history), on('2026-03-09')).map((one) => one.as);
const obligations = (history: History) =>
  obligationsOf(planOf(history), { policy: DEFAULT_POLICY, calendar });

describe('A6: before the start a manager is simply named', () => {
  it.each([
    ['a draft', draftHistory(), '2026-02-11 09:00'],
    ['a plan in review', submittedHistory(), '2026-02-13 09:00'],
    ['an approved plan', approvedHistory(), '2026-02-16 09:00'],
    ['a presented plan', presentedHistory(), '2026-02-26 09:00'],
  ])('of %s', (_, history, local) => {
    const answer = given(history).when(changeManager(), inShanghai(local, as.hrOwner));
    answer.thenEvents({
      type: 'ManagerReassigned',
      managerId: successor,
      handoverNote: changeManager().handoverNote,
    });
    expect(answer.plan()).toMatchObject({ managerId: successor, status: planOf(history).status });
  });

  it('never the employee, the same person, or whoever approved the plan', () => {
    const to = (managerId: MemberId, history = presentedHistory(), local = '2026-02-26 09:00') =>
      given(history).when(changeManager({ managerId }), inShanghai(local, as.hrOwner));
    to(people.employee).thenRefused('A1.samePerson');
    to(people.manager).thenRefused('A6.sameManager');
    to(people.hrHead).thenRefused('A3.approver');
    to(people.hrHead, draftHistory(), '2026-02-11 09:00').thenTypes('ManagerReassigned');
  });

  it('nor somebody who is no active member of the company', () => {
    given(draftHistory())
      .when(changeManager(), inShanghai('2026-02-11 09:00', as.hrOwner, { successorActive: false }))
      .thenUnknownPart('member');
  });
});

describe('A6: a plan that runs is handed over', () => {
  it('the successor is asked; until they accept the HR owner has the duties', () => {
    expect(running(named)).toMatchObject({
      managerId: people.hrOwner,
      vacancy: { from: people.manager, since: '2026-03-09' },
      amendment: { kind: 'MANAGER_CHANGE', status: 'SERVED', to: successor },
    });
    const owed = obligations(named);
    // What they promised to provide, they still owe.
    expect(
      owed.filter(({ memberId, role }) => memberId === people.manager && role !== 'provider'),
    ).toEqual([]);
    expect(owed.find(({ kind }) => kind === 'checkInWriteUp')?.memberId).toBe(people.hrOwner);
    expect(owed.find(({ kind }) => kind === 'handover')).toMatchObject({
      memberId: successor,
      dueOn: '2026-03-11',
    });
  });

  it('the old manager is nothing to the plan at once; the HR owner stays HR; the successor may read', () => {
    expect(relations(people.manager, named)).toEqual(['provider']);
    expect(relations(people.hrOwner, named)).toEqual(['hr']);
    expect(relations(successor, named)).toEqual(['successor']);
    expect(relations(successor, named, ['hr'])).toEqual(['hr', 'successor']);
    const access = (action: 'plan.read' | 'handover.answer' | 'checkIn.record') =>
      accessTo(action, member(successor), planOf(named), on('2026-03-09'));
    expect(access('plan.read')).toMatchObject({ allowed: true, view: 'manager', acts: 'manager' });
    expect(access('handover.answer')).toMatchObject({ allowed: true, as: 'successor' });
    expect(access('checkIn.record')).toMatchObject({ allowed: false, known: true });
  });

  it('mail finds the successor, and the notice of it the employee', () => {
    const plan = planOf(named);
    expect(peopleOf(plan, undefined)).toContain(successor);
    const notice = noticesOf(plan, { policy: DEFAULT_POLICY, calendar }).filter(
      ({ kind }) => kind === 'managerChanged',
    );
    expect(notice.map(({ role }) => role)).toEqual(['employee']);
    const place = { zone: shanghai.zone, calendar };
    const [asked] = obligations(named).filter(({ kind }) => kind === 'handover');
    if (asked === undefined) throw new Error('nothing is asked');
    const standing = standingOf(
      plan,
      { policy: DEFAULT_POLICY, calendar, workplaceOf: () => place },
      { ...asked, step: 'onDay', workingDays: 9 },
      asked.openedAt,
    );
    expect(standing).toMatchObject({ kind: 'open', memberId: successor });
  });

  it('on acceptance they are the manager, from that day', () => {
    const accepted = given(named).when(
      { type: 'AcceptHandover' },
      inShanghai('2026-03-10 09:00', { kind: 'member', memberId: successor, acts: 'manager' }),
    );
    accepted.thenEvents({ type: 'ManagerChangeAccepted', on: on('2026-03-10') });
    expect(accepted.plan()).toMatchObject({
      managerId: successor,
      managerSince: '2026-03-10',
      amendments: [{ kind: 'MANAGER_CHANGE', status: 'EFFECTIVE' }],
    });
    expect(accepted.plan()).not.toHaveProperty('vacancy');
    expect(relations(successor, accepted.history())).toEqual(['manager']);
    expect(
      noticesOf(accepted.plan(), { policy: DEFAULT_POLICY, calendar }).map(({ kind }) => kind),
    ).toContain('managerChanged');
  });

  it('when they decline, the duties stay with HR, who names somebody else', () => {
    const declined = given(named).when(
      { type: 'DeclineHandover', reason: '负责人员已满' },
      inShanghai('2026-03-10 09:00', { kind: 'member', memberId: successor, acts: 'manager' }),
    );
    declined.thenTypes('ManagerChangeDeclined');
    expect(declined.plan()).toMatchObject({
      managerId: people.hrOwner,
      vacancy: { from: people.manager },
      amendments: [{ status: 'REJECTED' }],
    });
    expect(
      noticesOf(declined.plan(), { policy: DEFAULT_POLICY, calendar }).map(({ kind }) => kind),
    ).not.toContain('managerChanged');
    const again = given(declined.history()).when(
      changeManager({ managerId: people.manager }),
      inShanghai('2026-03-11 09:00', as.hrOwner),
    );
    expect(again.plan()).toMatchObject({
      vacancy: { from: people.manager, since: '2026-03-09' },
      amendment: { to: people.manager, no: 2 },
    });
    const hrTakesOver = given(declined.history()).when(
      changeManager({ managerId: people.hrOwner }),
      inShanghai('2026-03-11 09:00', as.hrOwner),
    );
    hrTakesOver.thenTypes('ManagerChangeProposed');
  });

  it('is not proposed beside another amendment, and goes on while the plan is paused', () => {
    const open = play(
      activePlanHistory(),
      step('2026-03-06 09:00', as.manager, proposeAmendment(withAction())),
    );
    given(open)
      .when(changeManager(), inShanghai('2026-03-09 09:00', as.hrOwner))
      .thenRefused('J1.open');
    const paused = play(pausedHistory(), step('2026-03-10 09:00', as.hrOwner, changeManager()));
    expect(obligations(paused).map(({ kind }) => kind)).toEqual(['handover']);
    expect(
      planOf(play(paused, step('2026-03-11 09:00', as.manager, { type: 'AcceptHandover' }))),
    ).toMatchObject({ status: 'PAUSED', managerId: successor });
  });

  it('nothing is accepted or declined where nobody was asked', () => {
    for (const command of [
      { type: 'AcceptHandover' },
      { type: 'DeclineHandover', reason: '' },
    ] as const)
      given(activePlanHistory())
        .when(command, inShanghai('2026-03-04 09:00', as.manager))
        .thenUnknownPart('amendment');
  });
});

describe('A6: a new manager near the end', () => {
  it('W in the last fourteen days: an extension suggests itself', () => {
    const change = (local: string, accepted = changeManager().accepted) =>
      given(activePlanHistory()).when(changeManager({ accepted }), inShanghai(local, as.hrOwner));
    expect(change('2026-04-15 09:00', []).plan()).toHaveProperty('vacancy');
    change('2026-04-16 09:00', []).thenRefused('A6.late');
    expect(change('2026-04-16 09:00').plan()).toHaveProperty('vacancy');
    const hints = (history: History) =>
      closeReadiness(running(history), {
        today: on('2026-04-29'),
        calendar,
        records: recordsOf(history),
      }).hints.map(({ messageKey }) => messageKey);
    expect(hints(handedOver())).toEqual(['A6.late']);
    expect(hints(finalReviewHistory())).toEqual([]);
  });

  const closing = (history: History, accepted: readonly string[] = []) => {
    const reviewed = play(
      history,
      step('2026-05-06 11:00', as.manager, holdMeetingCommand()),
      step('2026-05-07 09:00', as.employee, { type: 'RespondToReview', text: null }),
    );
    return given(reviewed).when(
      proposeCommand(reviewed, {
        accepted: [...accepted, 'I7'].map((ruleId) => ({
          ruleId,
          reason: '已经与员工当面说明并记录在案',
        })),
      }),
      inShanghai('2026-05-08 09:00', as.manager),
    );
  };

  it('E at NOT_MET before the new manager held a check-in; held, or set aside, it is gone', () => {
    const late = play(
      finalReviewHistory(),
      step('2026-04-30 09:00', as.hrOwner, changeManager()),
      step('2026-04-30 10:00', as.manager, { type: 'AcceptHandover' }),
    );
    closing(late).thenRefused('A6.noCheckIn');
    const aside = play(
      late,
      step('2026-05-06 09:00', as.hrHead, {
        type: 'OverrideRule',
        ruleId: 'A6',
        reason: '新经理全程参与',
      }),
    );
    closing(aside).thenTypes('OutcomeProposed');
    closing(
      play(finalReviewHistory(), step('2026-04-30 09:00', as.hrOwner, changeManager())),
    ).thenRefused('A6.noCheckIn');
    const early = play(
      activePlanHistory(),
      step('2026-03-04 09:00', as.hrOwner, changeManager()),
      step('2026-03-04 10:00', as.manager, { type: 'AcceptHandover' }),
      step('2026-03-05 17:00', as.manager, checkInCommand('2026-03-05')),
    );
    const readiness = closeReadiness(running(early), {
      today: on('2026-03-05'),
      calendar,
      records: recordsOf(early),
    });
    expect(readiness.notMet.map(({ ruleId }) => ruleId)).not.toContain('A6');
  });

  it('a check-in counts from the day of the change on, once it was held', () => {
    const known = (checkIns: object, more: object = { managerSince: on('2026-03-09') }) =>
      knownToManager({ ...running(activePlanHistory()), ...more, running: { checkIns } } as never);
    const held = (heldOn: string) => ({ status: 'HELD', heldOn });
    const owed = [
      {
        messageKey: 'A6.noCheckIn',
        severity: 'E',
        path: '/managerId',
        owedBy: { role: 'manager', memberId: people.manager },
      },
    ];
    expect(known({ a: held('2026-03-09') })).toEqual([]);
    expect(known({ a: held('2026-03-05'), b: held('2026-03-12') })).toEqual([]);
    expect(known({ a: held('2026-03-05') })).toMatchObject(owed);
    expect(known({ a: { status: 'MISSED', heldOn: '2026-03-12' } })).toMatchObject(owed);
    expect(known({}, {})).toEqual([]);
    const vacancy = { since: on('2026-03-09') };
    expect(known({ a: held('2026-03-12') }, { vacancy })).toMatchObject(owed);
    expect(
      known({ a: held('2026-03-12') }, { vacancy, managerSince: on('2026-03-09') }),
    ).toMatchObject(owed);
  });

  it('whoever is manager may be named again only while nobody is', () => {
    const to = people.manager;
    const plan = running(activePlanHistory());
    expect(successorRules(plan, to)).toMatchObject([{ messageKey: 'A6.sameManager' }]);
    expect(successorRules({ ...plan, vacancy: undefined } as never, to)).toHaveLength(1);
    expect(successorRules({ ...plan, vacancy: {} } as never, to)).toEqual([]);
  });
});
