import { describe, expect, it } from 'vitest';
import { noticesOf, obligationsOf, policyOf } from '../../../domain/reminder/obligations.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import {
  acknowledgedHistory,
  activePlanHistory,
  approvedHistory,
  as,
  berlin,
  contextIn,
  draftHistory,
  inShanghai,
  instantIn,
  type PlanCase,
  people,
  presentedHistory,
  shanghai,
  sharedHistory,
  submittedHistory,
} from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';
import { remindingAt } from './reminding.ts';

/** `kind/ref role dueOn`, the instants of opening left out of refs. */
const owed = (history: History, of: PlanCase = shanghai): readonly string[] =>
  obligationsOf(planOf(history), remindingAt(of)).map(
    ({ kind, ref, role, dueOn }) => `${kind}${ref.includes('T') ? '' : `/${ref}`} ${role} ${dueOn}`,
  );

const ofKind = (history: History, ...kinds: readonly string[]): readonly string[] =>
  owed(history).filter((line) => kinds.some((kind) => new RegExp(`^${kind}\\b`).test(line)));

const told = (history: History): readonly string[] =>
  noticesOf(planOf(history), remindingAt(shanghai)).map(
    ({ kind, role, on: day }) => `${kind} ${role} ${day}`,
  );

const writeUp = {
  plannedOn: on('2026-03-05'),
  heldOn: on('2026-03-05'),
  attendees: ['员工', '经理'],
  facts: ['本周接听 212 通来电'],
  feedback: [{ kind: 'positive', text: '三次通话都复述了客户的问题' }],
  goals: [
    { goalId: 'no-complaints', status: 'NO_CHANGE' },
    { goalId: 'response-time', status: 'NO_CHANGE' },
    { goalId: 'first-time-resolution', status: 'NO_CHANGE' },
  ],
  obstacles: [],
  supportNeeded: [],
  nextSteps: [],
} as const;

describe('P11: what is open before the start', () => {
  it('owes nothing in a draft that nobody has seen', () => {
    expect(owed(draftHistory())).toEqual([]);
    expect(told(draftHistory())).toEqual([]);
  });

  it('C5: the employee has an answer to give to a shared draft', () => {
    expect(owed(sharedHistory())).toEqual(['talkReply employee 2026-02-13']);
  });

  it('HR has two working days for a submitted plan, Chinese New Year not counted', () => {
    expect(owed(submittedHistory())).toEqual(['review hr 2026-02-14']);
  });

  it('the manager has until the start to present an approved plan', () => {
    expect(owed(approvedHistory())).toEqual(['present manager 2026-03-02']);
  });

  it('the employee has the window to acknowledge, and nothing once it is done', () => {
    expect(owed(presentedHistory())).toEqual(['acknowledgement employee 2026-03-03']);
    expect(owed(acknowledgedHistory())).toEqual([]);
  });

  it('tells the manager of a plan that came back until somebody works on it', () => {
    const returned = play(submittedHistory(), [
      { type: 'ReturnForChanges', comment: '目标二的基线请写明来源' },
      inShanghai('2026-02-13 10:00', as.hrHead),
    ]);
    expect(told(returned)).toEqual(['planReturned manager 2026-02-13']);
    const edited = play(returned, [
      { type: 'EditContent', content: shanghai.content },
      inShanghai('2026-02-13 11:00', as.manager),
    ]);
    expect(told(edited)).toEqual([]);
  });
});

describe('P11: what is open while a plan runs', () => {
  const running = activePlanHistory();

  it('owes check-ins with their write-up, attended by the employee', () => {
    expect(ofKind(running, 'checkIn', 'checkInWriteUp').slice(0, 6)).toEqual([
      'checkIn/2026-03-05 manager 2026-03-05',
      'checkIn/2026-03-05 employee 2026-03-05',
      'checkInWriteUp/2026-03-05 manager 2026-03-09',
      'checkIn/2026-03-12 manager 2026-03-12',
      'checkIn/2026-03-12 employee 2026-03-12',
      'checkInWriteUp/2026-03-12 manager 2026-03-16',
    ]);
  });

  it('owes checkpoint, actions, support, measurements and the final meeting', () => {
    expect(
      ofKind(running, 'checkpoint', 'action', 'supportDelivery', 'measurement', 'finalReview'),
    ).toEqual([
      'checkpoint/month-1 manager 2026-03-31',
      'checkpoint/month-1 employee 2026-03-31',
      'action/review-calls employee 2026-03-13',
      'action/quick-guide employee 2026-03-20',
      'action/escalation employee 2026-04-10',
      'measurement/no-complaints manager 2026-03-09',
      'measurement/response-time manager 2026-03-09',
      'measurement/first-time-resolution manager 2026-03-16',
      'supportDelivery/product-course provider 2026-03-13',
      'supportDelivery/mentor provider 2026-03-06',
      // The manager provides it: one role is enough.
      'supportDelivery/simple-process manager 2026-03-20',
      'finalReview/2026-05-06 manager 2026-05-06',
      'finalReview/2026-05-06 employee 2026-05-06',
    ]);
  });

  it('F4: a provider from outside is for the manager to chase; a milestone is verified when due', () => {
    const lines = owed(activePlanHistory(berlin), berlin);
    expect(lines).toContain('supportDelivery/release-roles manager 2026-03-09');
    expect(lines).toContain('supportDelivery/pairing provider 2026-03-20');
    expect(lines).toContain('measurement/checklist manager 2026-04-30');
    expect(lines).toContain('measurement/lead-time/baseline manager 2026-03-13');
    expect(lines).toContain('measurement/lead-time manager 2026-03-16');
  });

  it('I2: a check-in that was held leaves a reply to give, until it is given', () => {
    const held = play(running, [
      { type: 'RecordCheckIn', writeUp, accepted: [] },
      inShanghai('2026-03-05 14:00', as.manager),
    ]);
    expect(ofKind(held, 'checkIn', 'checkInWriteUp', 'checkInReply').slice(-1)).toEqual([
      'checkInReply/2026-03-05 employee 2026-03-12',
    ]);
    expect(owed(held)).not.toContain('checkIn/2026-03-05 manager 2026-03-05');
    const replied = play(held, [
      { type: 'ReplyToCheckIn', plannedOn: on('2026-03-05'), kind: 'REPLY', text: '同意' },
      inShanghai('2026-03-06 10:00', as.employee),
    ]);
    expect(ofKind(replied, 'checkInReply')).toEqual([]);
  });

  it('P5: a moved check-in is owed on its new day, and opened when it was moved', () => {
    const moved = play(running, [
      {
        type: 'MoveCheckIn',
        plannedOn: on('2026-03-05'),
        to: on('2026-03-09'),
        reason: '客户来访,双方同意改期',
      },
      inShanghai('2026-03-04 17:00', as.manager),
    ]);
    expect(
      obligationsOf(planOf(moved), remindingAt(shanghai)).find(
        ({ kind, ref }) => kind === 'checkIn' && ref === '2026-03-05',
      ),
    ).toMatchObject({
      dueOn: '2026-03-09',
      openedAt: instantIn(shanghai.zone, '2026-03-04 17:00'),
    });
  });

  it('asks for the next measurement in its rhythm, and for none after the goal is due', () => {
    const measured = (day: string) =>
      play(running, [
        {
          type: 'RecordMeasurement',
          goalId: 'response-time',
          value: 40,
          sample: 210,
          measuredOn: on(day),
          source: '呼叫中心系统周报',
        },
        inShanghai(`${day} 17:00`, as.manager),
      ]);
    expect(ofKind(measured('2026-03-06'), 'measurement/response-time')).toEqual([
      'measurement/response-time manager 2026-03-13',
    ]);
    expect(ofKind(measured('2026-04-27'), 'measurement/response-time')).toEqual([
      'measurement/response-time manager 2026-04-30',
    ]);
    expect(ofKind(measured('2026-04-30'), 'measurement/response-time')).toEqual([]);
  });

  it('F5: a delivered support leaves a confirmation, a confirmed one nothing', () => {
    const delivered = play(running, [
      {
        type: 'DeliverSupport',
        supportId: 'mentor',
        deliveredOn: on('2026-03-05'),
        evidence: '第一次辅导记录',
      },
      inShanghai('2026-03-05 16:00', as.mentor),
    ]);
    expect(ofKind(delivered, 'supportConfirmation')).toEqual([
      'supportConfirmation/mentor employee 2026-03-12',
    ]);
    expect(owed(delivered)).not.toContain('supportDelivery/mentor provider 2026-03-06');
    const confirmed = play(delivered, [
      { type: 'ConfirmSupport', supportId: 'mentor' },
      inShanghai('2026-03-06 16:00', as.employee),
    ]);
    expect(ofKind(confirmed, 'supportConfirmation', 'supportDelivery/mentor')).toEqual([]);
  });

  it('an action that is done is owed no more, one that is half done is', () => {
    const report = (done: 'partly' | 'yes') =>
      play(running, [
        { type: 'ReportAction', actionId: 'review-calls', done, fact: '两段录音' },
        inShanghai('2026-03-05 16:00', as.employee),
      ]);
    expect(ofKind(report('yes'), 'action/review-calls')).toEqual([]);
    expect(ofKind(report('partly'), 'action/review-calls')).toHaveLength(1);
  });

  it('tells both that the plan has started', () => {
    expect(told(running)).toEqual([
      'planStarted employee 2026-03-02',
      'planStarted manager 2026-03-02',
    ]);
  });
});

describe('P11: what is open at the end', () => {
  const atEnd = play(activePlanHistory(), [
    { type: 'Settle' },
    inShanghai('2026-04-30 00:00', as.system),
  ]);

  it('owes the final meeting and the proposal within the window', () => {
    expect(ofKind(atEnd, 'finalReview', 'outcome')).toEqual([
      'finalReview/2026-05-06 manager 2026-05-06',
      'finalReview/2026-05-06 employee 2026-05-06',
      // Ten working days from 30 April: 1 to 5 May are off, 9 May is a make-up workday.
      'outcome manager 2026-05-18',
    ]);
  });

  it('K8: the meeting is settled once it was held', () => {
    const held = play(atEnd, [
      {
        type: 'HoldFinalMeeting',
        heldOn: on('2026-05-06'),
        attendees: ['员工', '经理'],
        facts: ['逐项核对了三个目标的度量'],
      },
      inShanghai('2026-05-06 15:00', as.manager),
    ]);
    expect(ofKind(held, 'finalReview')).toEqual([]);
    expect(ofKind(held, 'outcome')).toHaveLength(1);
  });

  it('K10: a cancelled plan leaves the appeal, and tells the manager', () => {
    const cancelled = play(activePlanHistory(), [
      { type: 'Cancel', reason: 'ROLE_CHANGED', note: '员工自 3 月 9 日起转岗至质检组' },
      inShanghai('2026-03-06 15:00', as.hrOwner),
    ]);
    expect(owed(cancelled)).toEqual(['appeal employee 2026-03-20']);
    expect(told(cancelled)).toEqual(['planCancelled manager 2026-03-06']);
  });

  it('O1: cancelling what the employee was never shown tells the employee nothing', () => {
    const cancelled = play(draftHistory(), [
      { type: 'Cancel', reason: 'ISSUED_IN_ERROR', note: '建错对象' },
      inShanghai('2026-02-11 15:00', as.hrOwner),
    ]);
    expect(owed(cancelled)).toEqual([]);
    expect(told(cancelled)).toEqual([]);
  });

  it('tells both when a plan is cancelled that was only shared', () => {
    const cancelled = play(sharedHistory(), [
      { type: 'Cancel', reason: 'ISSUED_IN_ERROR', note: '建错对象' },
      inShanghai('2026-02-11 15:00', as.hrOwner),
    ]);
    expect(owed(cancelled)).toEqual([]);
    expect(told(cancelled)).toEqual([
      'planCancelled employee 2026-02-11',
      'planCancelled manager 2026-02-11',
    ]);
  });
});

describe('the policy a plan goes by', () => {
  it('is the tenant’s before submit and the snapshot from then on, closed plans included', () => {
    const changed = { ...DEFAULT_POLICY, version: 2 };
    expect(policyOf(planOf(sharedHistory()), changed).version).toBe(2);
    expect(policyOf(planOf(submittedHistory()), changed).version).toBe(1);
    const closed = play(activePlanHistory(), [
      { type: 'Cancel', reason: 'ROLE_CHANGED', note: '转岗' },
      contextIn(shanghai, '2026-03-06 15:00', as.hrOwner),
    ]);
    expect(policyOf(planOf(closed), changed).version).toBe(1);
  });
});

describe('people', () => {
  it('names the one who owes each thing', () => {
    const by = new Map(
      obligationsOf(planOf(activePlanHistory()), remindingAt(shanghai)).map((one) => [
        `${one.kind}/${one.ref} ${one.role}`,
        one,
      ]),
    );
    expect(by.get('supportDelivery/mentor provider')?.memberId).toBe(people.mentor);
    expect(by.get('checkIn/2026-03-05 manager')).toMatchObject({
      memberId: people.manager,
      part: 'owes',
    });
    expect(by.get('checkIn/2026-03-05 employee')).toMatchObject({
      memberId: people.employee,
      part: 'attends',
    });
  });
});
