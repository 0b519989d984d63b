import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/kernel/civil-date.ts';
import { archivesOn } from '../../../domain/plan/archive.ts';
import type { PlanEvent, RecordedEvent } from '../../../domain/plan/events.ts';
import { evolve } from '../../../domain/plan/evolve.ts';
import { erasableOn } from '../../../domain/plan/retention.ts';
import type { EndedPlan, Plan } from '../../../domain/plan/state.ts';
import {
  appealedHistory,
  archivedHistory,
  cancelledHistory,
  closedHistory,
  decidedHistory,
  erasedHistory,
  givenUpHistory,
  lodgeCommand,
  metHistory,
  sustainHistory,
} from '../../support/after-close.ts';
import { commandOf, GIVEN_TYPES } from '../../support/every-command.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  createCommand,
  draftHistory,
  inShanghai,
  people,
  shanghai,
} from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const SETTLE = { type: 'Settle' } as const;
const at = inShanghai;
const settle = (history: History, local: string) =>
  given(history).when(SETTLE, at(local, as.system));

describe('section 1: what the clock does after the outcome', () => {
  it('a success begins to be sustained at the close (M1)', () => {
    settle(metHistory(), '2026-05-08 10:01').thenEvents({
      type: 'SustainBegun',
      startOn: on('2026-05-08'),
      endsOn: on('2026-08-06'),
    });
  });

  it('and is archived when its window is over', () => {
    settle(sustainHistory(), '2026-08-06 23:59').thenNothingDue();
    settle(sustainHistory(), '2026-08-07 00:00').thenEvents({
      type: 'PlanArchived',
      on: on('2026-08-07'),
    });
  });

  it('a success that needs nothing more stays open to an appeal, then goes to the archive', () => {
    settle(metHistory('NORMAL'), '2026-05-21 23:59').thenNothingDue();
    settle(metHistory('NORMAL'), '2026-05-22 00:00').thenTypes('PlanArchived');
  });

  it.each([
    ['not met', closedHistory(), '2026-05-21 23:59', '2026-05-22 00:00'],
    ['cancelled', cancelledHistory(), '2026-03-17 23:59', '2026-03-18 00:00'],
  ])('a plan that was %s is archived after its appeal window', (_, closed, before, after) => {
    settle(closed, before).thenNothingDue();
    settle(closed, after).thenTypes('PlanArchived');
  });

  it('a draft that was given up owes no appeal and is archived at once', () => {
    settle(givenUpHistory(), '2026-02-11 09:00').thenTypes('PlanArchived');
  });

  it('nothing is archived while an appeal is open', () => {
    settle(appealedHistory(), '2027-12-31 00:00').thenNothingDue();
    settle(appealedHistory(sustainHistory()), '2027-12-31 00:00').thenNothingDue();
    settle(decidedHistory(), '2026-05-21 00:00').thenNothingDue();
    settle(decidedHistory(), '2026-05-22 00:00').thenTypes('PlanArchived');
  });

  it('the appeal window holds a success whose own window is shorter', () => {
    const short = { ...planOf(sustainHistory()) } as Extract<Plan, { status: 'SUSTAIN' }>;
    const sustain = { ...short.sustain, endsOn: on('2026-05-10') };
    expect(archivesOn({ ...short, sustain })).toBe('2026-05-22');
  });

  it('a window that has yet to begin has no end', () => {
    expect(archivesOn(planOf(metHistory()) as EndedPlan)).toBeUndefined();
  });

  it('an event of a time that has not come, or is over, changes nothing but the version', () => {
    const { event } = sustainHistory().at(-1) as RecordedEvent;
    const held: PlanEvent = { type: 'HoldPlaced', reason: '仲裁' };
    const relapse: PlanEvent = { type: 'RelapseAnswered', nextStep: 'RETRAIN', reason: '' };
    for (const [history, one] of [
      [activePlanHistory(), event],
      [erasedHistory(), held],
      [closedHistory(), relapse],
      [sustainHistory(), relapse],
    ] as const) {
      const plan = planOf(history);
      const seq = plan.version + 1;
      const next = evolve(plan, { seq, at: plan.createdAt, by: as.hrOwner, event: one });
      expect(next).toEqual({ ...plan, version: seq });
    }
  });

  it('what is archived stays', () => {
    settle(archivedHistory(), '2099-01-01 00:00').thenNothingDue();
    expect(archivesOn(planOf(archivedHistory()) as EndedPlan)).toBeUndefined();
  });
});

describe('A2 a new plan while a success is being sustained', () => {
  it('is a warning', () => {
    const create = createCommand(shanghai);
    const context = at('2026-06-10 09:00', as.manager, { sustaining: 1 });
    given([]).when(create, context).thenRefused('A2.sustaining');
    given([])
      .when(
        { ...create, accepted: [{ ruleId: 'A2', reason: '新岗位的要求与上期计划无关' }] },
        context,
      )
      .thenTypes('PlanDrafted');
  });
});

describe('M1 light check-ins', () => {
  const hold = (more = {}) =>
    given(sustainHistory()).when(
      { ...commandOf('RecordSustainCheckIn'), ...more } as never,
      at('2026-06-08 10:00', as.manager),
    );

  it('one fact and one word of feedback are enough', () => {
    const held = hold();
    held.thenTypes('SustainCheckInHeld');
    expect(held.plan()).toMatchObject({ sustain: { checkIns: 1, lastCheckInOn: '2026-06-08' } });
  });

  it('but no less', () => {
    hold({ fact: ' ', feedback: { kind: 'positive', text: '' } }).thenRefused(
      'M1.incomplete',
      'M1.incomplete',
    );
  });

  it('are of the window, and not of the future', () => {
    for (const day of ['2026-05-07', '2026-06-09'])
      hold({ heldOn: on(day) }).thenRefused('M1.date');
  });

  it('are a thing of SUSTAIN', () => {
    given(closedHistory())
      .when(commandOf('RecordSustainCheckIn'), at('2026-05-11 10:00', as.manager))
      .thenWrongStatus('CLOSED');
  });
});

describe('M2 a gap that comes back', () => {
  const relapse = commandOf('RecordRelapse');
  const record = (more = {}, local = '2026-06-08 10:00') =>
    given(sustainHistory()).when({ ...relapse, ...more } as never, at(local, as.manager));
  const answer = (history: History, nextStep = 'RETRAIN') =>
    given(history).when(
      { type: 'AnswerRelapse', nextStep, reason: '安排一次复训' } as never,
      at('2026-06-09 10:00', as.hrOwner),
    );

  it('suggests a second plan', () => {
    record({ accepted: [] }).thenRefused('M2.secondPlan');
    expect(record().plan()).toMatchObject({
      sustain: { relapse: { gapId: 'complaints', occurredOn: '2026-06-08' } },
    });
  });

  it('is of the plan, inside the window, and a fact', () => {
    record({ gapId: 'other' }).thenUnknownPart('gap');
    for (const day of ['2026-05-07', '2026-06-09', '2026-08-07'])
      record({ occurredOn: on(day) }).thenRefused('M2.outside');
    record({ fact: '' }).thenRefused('M2.noFact');
  });

  it('later needs a new plan', () => {
    record({}, '2026-08-07 10:00').thenWrongStatus('ARCHIVED');
  });

  it('is answered by HR once, with nothing graver than another plan', () => {
    answer(sustainHistory()).thenRefused('M2.nothingOpen');
    const recorded = record().history();
    answer(recorded, 'SEPARATION_REVIEW').thenRefused('M2.nextStep');
    const answered = answer(recorded);
    expect(answered.plan()).toMatchObject({ sustain: { relapse: { nextStep: 'RETRAIN' } } });
    answer(answered.history()).thenRefused('M2.nothingOpen');
  });

  it('is not answered while an appeal is open (K11)', () => {
    const appealed = play(sustainHistory(), step('2026-05-11 09:00', as.employee, lodgeCommand));
    const recorded = given(appealed).when(relapse, at('2026-06-08 10:00', as.manager)).history();
    answer(recorded).thenRefused('K11.appealOpen');
  });
});

describe('N3 how long a record is kept', () => {
  const keptFor = (history: History) => {
    const plan = planOf(history) as EndedPlan;
    const on_ = erasableOn(plan);
    return [0, 90, 365, 730].find((days) => addDays(plan.closing.on, days) === on_);
  };

  it.each([
    ['met', metHistory(), 365],
    ['not met', closedHistory(), 730],
    [
      'partly met',
      closedHistory({ outcome: 'PARTLY_MET' }, { values: { 'no-complaints': 0 } }),
      730,
    ],
    ['issued in error', cancelledHistory(), 90],
    ['given up before anybody saw it', givenUpHistory(), 90],
    [
      'cancelled for another reason',
      play(
        activePlanHistory(),
        step('2026-03-03 09:00', as.hrOwner, { type: 'Cancel', reason: 'ROLE_CHANGED', note: '' }),
      ),
      365,
    ],
  ])('%s', (_, history, days) => {
    expect(keptFor(history)).toBe(days);
  });

  it('a plan that failed counts from the end of the employment when it is later', () => {
    const ended = (history: History, day: string) =>
      erasableOn(
        planOf(
          play(
            history,
            step('2026-05-11 09:00', as.hrOwner, { type: 'RecordEmploymentEnd', on: on(day) }),
          ),
        ) as EndedPlan,
      );
    expect(ended(closedHistory(), '2026-12-31')).toBe(addDays(on('2026-12-31'), 730));
    expect(ended(closedHistory(), '2026-04-01')).toBe(addDays(on('2026-05-08'), 730));
    expect(ended(metHistory(), '2026-12-31')).toBe(addDays(on('2026-05-08'), 365));
  });

  it('one that ended because the employee left does too', () => {
    const left = play(
      activePlanHistory(),
      step('2026-03-03 09:00', as.hrOwner, { type: 'Cancel', reason: 'LEFT', note: '离职' }),
      step('2026-03-03 10:00', as.hrOwner, { type: 'RecordEmploymentEnd', on: on('2026-03-31') }),
    );
    expect(erasableOn(planOf(left) as EndedPlan)).toBe(addDays(on('2026-03-31'), 365));
  });

  it('a decision on an appeal starts the clock again', () => {
    expect(erasableOn(planOf(decidedHistory()) as EndedPlan)).toBe(addDays(on('2026-05-18'), 730));
  });

  it('no less than the jurisdiction asks for', () => {
    const plan = planOf(cancelledHistory()) as EndedPlan;
    expect(erasableOn(plan, 365)).toBe(addDays(on('2026-03-03'), 365));
    expect(erasableOn(plan, 30)).toBe(addDays(on('2026-03-03'), 90));
  });
});

const DUE = '2028-05-08 09:00';
const archived = archivedHistory();
const requested = play(archived, step(DUE, as.hrOwner, { type: 'RequestErasure' }));
const CONFIRM = { type: 'ConfirmErasure' } as const;

describe('N4 a legal hold', () => {
  it('is placed at any stage, once, and released', () => {
    for (const history of [draftHistory(), activePlanHistory(), closedHistory(), archived]) {
      const day = history.at(-1)?.at.slice(0, 10);
      const context = at(`${day} 23:00`, as.hrHead);
      const held = given(history).when(commandOf('PlaceHold'), context);
      expect(held.plan()).toMatchObject({ hold: { reason: '劳动仲裁已立案' } });
      given(held.history()).when(commandOf('PlaceHold'), context).thenRefused('N4.held');
      const released = given(held.history()).when(commandOf('ReleaseHold'), context);
      expect(released.plan()).not.toHaveProperty('hold');
      given(released.history()).when(commandOf('ReleaseHold'), context).thenRefused('N4.notHeld');
    }
  });

  it('survives an edit, and a reopening', () => {
    const held = play(
      draftHistory(),
      step('2026-02-10 10:00', as.hrHead, commandOf('PlaceHold')),
      step('2026-02-10 11:00', as.manager, commandOf('EditContent')),
    );
    expect(planOf(held)).toHaveProperty('hold');
  });

  it('blocks the request, and the confirmation when it came in between', () => {
    const held = play(archived, step(DUE, as.hrHead, commandOf('PlaceHold')));
    given(held).when({ type: 'RequestErasure' }, at(DUE, as.hrOwner)).thenRefused('N4.hold');
    const between = play(requested, step(DUE, as.hrHead, commandOf('PlaceHold')));
    given(between).when(CONFIRM, at(DUE, as.hrHead)).thenRefused('N4.hold');
  });
});

describe('N2, N5 erasure', () => {
  it('exists only in the archive', () => {
    for (const [history, status] of [
      [activePlanHistory(), 'ACTIVE'],
      [appealedHistory(), 'CLOSED'],
    ] as const)
      given(history)
        .when({ type: 'RequestErasure' }, at(status === 'ACTIVE' ? '2026-03-02' : DUE, as.hrOwner))
        .thenWrongStatus(status);
  });

  it('is not before its time', () => {
    given(archived)
      .when({ type: 'RequestErasure' }, at('2028-05-06 09:00', as.hrOwner))
      .thenRefused('N3.tooEarly');
    given(archived)
      .when({ type: 'RequestErasure' }, at(DUE, as.hrOwner, { retentionFloorDays: 1000 }))
      .thenRefused('N3.tooEarly');
  });

  it('takes two people', () => {
    given(archived).when(CONFIRM, at(DUE, as.hrHead)).thenRefused('N5.noRequest');
    given(requested).when(CONFIRM, at(DUE, as.hrOwner)).thenRefused('N5.samePerson');
    given(requested)
      .when({ type: 'RequestErasure' }, at(DUE, as.hrHead))
      .thenRefused('N5.requested');
    given(requested)
      .when(CONFIRM, at(DUE, as.hrHead))
      .thenEvents({
        type: 'PlanErased',
        erasure: {
          on: on('2028-05-08'),
          requestedBy: people.hrOwner,
          confirmedBy: people.hrHead,
        },
      });
  });

  it('is taken back, or declined', () => {
    const withdrawn = given(requested).when(commandOf('WithdrawErasure'), at(DUE, as.hrHead));
    expect(withdrawn.plan()).not.toHaveProperty('erasure');
    given(withdrawn.history())
      .when(commandOf('WithdrawErasure'), at(DUE, as.hrHead))
      .thenRefused('N5.noRequest');
  });

  const erased = play(requested, step(DUE, as.hrHead, CONFIRM));

  it('leaves who and when, and not a word', () => {
    const plan = planOf(erased);
    expect(plan).toMatchObject({ status: 'ERASED', version: erased.length });
    expect(JSON.stringify(plan)).not.toMatch(/\p{Script=Han}/u);
  });

  it('is the end: no command exists any more', () => {
    for (const type of GIVEN_TYPES) {
      // Who else may see a plan is asked before there is none.
      if (type === 'GrantAccess' || type === 'RevokeAccess') continue;
      given(erased).when(commandOf(type), at(DUE, as.hrHead)).thenWrongStatus('ERASED');
    }
    given(erased).when(SETTLE, at('2099-01-01', as.system)).thenNothingDue();
  });
});
