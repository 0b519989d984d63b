import { describe, expect, it } from 'vitest';
import { toLocal } from '../../../domain/calendar/zones.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { noticesOf, obligationsOf } from '../../../domain/reminder/obligations.ts';
import {
  ACCEPTED,
  appealedHistory,
  archivedHistory,
  closedHistory,
  decidedHistory,
  erasedHistory,
  metHistory,
  nameCommand,
  REOPEN,
  requestedHistory,
  sustainHistory,
} from '../../support/after-close.ts';
import { changeManager, pausedHistory, RESUME } from '../../support/amendments.ts';
import { commandOf } from '../../support/every-command.ts';
import { type History, planOf, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  agreeCommand,
  answeredHistory,
  approvedHistory,
  as,
  people,
  presentedHistory,
  shanghai,
  sharedHistory,
  submittedHistory,
} from '../../support/plans.ts';
import {
  checkInCommand,
  finalReviewHistory,
  measureCommand,
  proposeCommand,
  reviewedHistory,
  step,
} from '../../support/run-histories.ts';
import { remindingAt } from './reminding.ts';

const NAMES = new Map<string, string>(Object.entries(people).map(([name, id]) => [id, name]));

const local = (at: Instant): string => {
  const { date, time } = toLocal(shanghai.zone, at);
  return `${date} ${time}`;
};

/** The role, and who has it where that is not plain. */
const whose = ({ role, memberId }: { readonly role: string; readonly memberId: string }) => {
  const who = NAMES.get(memberId) ?? memberId;
  return who === (role === 'hr' ? 'hrOwner' : role) ? role : `${role} (${who})`;
};

/** `kind/ref role dueOn, since local time`. */
const open = (history: History): readonly string[] =>
  obligationsOf(planOf(history), remindingAt(shanghai)).map((one) => {
    const { kind, part, dueOn, timeOn, openedAt } = one;
    const ref = one.ref.includes('T') ? `at ${local(one.ref as Instant)}` : one.ref;
    const day = timeOn === undefined ? dueOn : `${dueOn} ${timeOn}`;
    return `${kind}/${ref} ${whose(one)} ${part} by ${day}, since ${local(openedAt)}`;
  });

const told = (history: History): readonly string[] =>
  noticesOf(planOf(history), remindingAt(shanghai)).map((one) => {
    const day = one.meeting === undefined ? one.on : `${one.on} ${one.meeting.timeOn}`;
    return `${one.kind} ${whose(one)} ${day}, happened ${local(one.happenedAt)}`;
  });

const proposed = (): History =>
  play(
    reviewedHistory(),
    step('2026-05-07 16:00', as.manager, proposeCommand(reviewedHistory(), { accepted: ACCEPTED })),
  );
const named = (): History =>
  play(appealedHistory(), step('2026-05-12 09:00', as.hrOwner, nameCommand()));
const relapsed = (): History =>
  play(
    sustainHistory(),
    step('2026-06-08 10:00', as.manager, commandOf('RecordSustainCheckIn')),
    step('2026-06-08 11:00', as.manager, commandOf('RecordRelapse')),
  );

const APPEAL = 'appeal/at 2026-05-08 10:00 employee owes by 2026-05-21, since 2026-05-08 10:00';
const SUCCEEDED = [
  'planSucceeded employee 2026-05-08, happened 2026-05-08 10:00',
  'outcomeDecided manager 2026-05-08, happened 2026-05-08 10:00',
];
const DECIDED = SUCCEEDED.slice(1);

describe('P11: everything that is open, and everything that is told, stage by stage', () => {
  it.each<readonly [string, () => History, readonly string[], readonly string[]]>([
    [
      'shared',
      sharedHistory,
      ['talkReply/at 2026-02-10 16:00 employee owes by 2026-02-13, since 2026-02-10 16:00'],
      [],
    ],
    ['shared, and answered', answeredHistory, [], []],
    [
      'submitted',
      submittedHistory,
      ['review/at 2026-02-12 15:00 hr owes by 2026-02-14, since 2026-02-12 15:00'],
      [],
    ],
    [
      'approved',
      approvedHistory,
      ['present/at 2026-02-13 10:00 manager owes by 2026-03-02, since 2026-02-13 10:00'],
      [],
    ],
    [
      'presented',
      presentedHistory,
      ['acknowledgement/at 2026-02-25 11:00 employee owes by 2026-03-03, since 2026-02-25 11:00'],
      [],
    ],
    [
      'signed, and disagreed with',
      () =>
        play(
          presentedHistory(),
          step('2026-03-01 10:00', as.employee, {
            ...agreeCommand(presentedHistory()),
            kind: 'DISAGREED',
            statement: '响应时间的目标没有考虑排班',
          }),
        ),
      ['disagreementAnswer/at 2026-03-01 10:00 hr owes by 2026-03-06, since 2026-03-01 10:00'],
      [],
    ],
    [
      'paused',
      pausedHistory,
      [],
      [
        'planPaused employee 2026-03-09, happened 2026-03-09 09:00',
        'planPaused manager 2026-03-09, happened 2026-03-09 09:00',
        'meetingCancelled employee 2026-03-12 10:00, happened 2026-03-09 09:00',
        'meetingCancelled manager 2026-03-12 10:00, happened 2026-03-09 09:00',
      ],
    ],
    ['closed', closedHistory, [APPEAL], DECIDED],
    ['closed with success', metHistory, [APPEAL], SUCCEEDED],
    [
      'appealed',
      appealedHistory,
      ['appealDecider/at 2026-05-11 09:00 hr owes by 2026-05-13, since 2026-05-11 09:00'],
      DECIDED,
    ],
    [
      'appealed, with somebody named to decide',
      named,
      [
        'appealDecision/at 2026-05-12 09:00 decider (colleague) owes by 2026-06-08, since 2026-05-12 09:00',
      ],
      DECIDED,
    ],
    [
      'appealed, and taken back',
      () =>
        play(appealedHistory(), step('2026-05-12 09:00', as.employee, { type: 'WithdrawAppeal' })),
      [APPEAL],
      DECIDED,
    ],
    [
      'appealed, and dismissed',
      decidedHistory,
      [],
      [
        ...DECIDED,
        'appealDecided employee 2026-05-18, happened 2026-05-18 10:00',
        'appealDecided manager 2026-05-18, happened 2026-05-18 10:00',
      ],
    ],
    [
      'sustained',
      sustainHistory,
      [APPEAL, 'sustainCheckIn/2026-06-08 manager owes by 2026-06-08, since 2026-05-08 10:01'],
      SUCCEEDED,
    ],
    [
      'sustained, with a relapse',
      relapsed,
      [
        APPEAL,
        'sustainCheckIn/2026-07-08 manager owes by 2026-07-08, since 2026-06-09 00:00',
        'relapse/at 2026-06-08 11:00 hr owes by 2026-06-10, since 2026-06-08 11:00',
      ],
      SUCCEEDED,
    ],
    [
      'sustained, the relapse answered',
      () => play(relapsed(), step('2026-06-09 11:00', as.hrOwner, commandOf('AnswerRelapse'))),
      [APPEAL, 'sustainCheckIn/2026-07-08 manager owes by 2026-07-08, since 2026-06-09 00:00'],
      SUCCEEDED,
    ],
    [
      'archived',
      archivedHistory,
      ['retention/2028-05-07 hr owes by 2028-05-19, since 2028-05-07 00:00'],
      DECIDED,
    ],
    [
      'archived, its erasure asked for',
      requestedHistory,
      ['erasure/at 2028-05-08 09:00 hr owes by 2028-05-10, since 2028-05-08 09:00'],
      DECIDED,
    ],
    ['erased', erasedHistory, [], []],
  ])('%s', (_, history, owed, said) => {
    expect(open(history())).toEqual(owed);
    expect(told(history())).toEqual(said);
  });
});

/** What is open of some kinds. */
const openOf = (history: History, ...kinds: readonly string[]): readonly string[] =>
  open(history).filter((line) => kinds.includes(line.slice(0, line.indexOf('/'))));

describe('P11: what is open while a plan runs, since when', () => {
  const running = activePlanHistory();

  it('from the first minute of the plan, or the acknowledgement that it had to wait for', () => {
    const late = play(
      presentedHistory(),
      step('2026-03-03 10:30', as.employee, agreeCommand(presentedHistory())),
      step('2026-03-03 11:00', as.system, { type: 'Settle' }),
    );
    expect(openOf(running, 'action')[0]).toBe(
      'action/review-calls employee owes by 2026-03-13, since 2026-03-02 00:00',
    );
    expect(openOf(late, 'action')[0]).toBe(
      'action/review-calls employee owes by 2026-03-16, since 2026-03-03 10:30',
    );
    expect(openOf(late, 'measurement', 'supportDelivery', 'finalReview').slice(0, 4)).toEqual([
      'measurement/no-complaints manager owes by 2026-03-10, since 2026-03-03 10:30',
      'measurement/response-time manager owes by 2026-03-10, since 2026-03-03 10:30',
      'measurement/first-time-resolution manager owes by 2026-03-17, since 2026-03-03 10:30',
      'supportDelivery/product-course provider (trainer) owes by 2026-03-16, since 2026-03-03 10:30',
    ]);
  });

  it('meetings at their hour, a write-up from that hour on', () => {
    expect(openOf(running, 'checkIn', 'checkInWriteUp', 'checkpoint').slice(10, 16)).toEqual([
      'checkIn/2026-03-26 employee attends by 2026-03-26 10:00, since 2026-03-02 00:00',
      'checkInWriteUp/2026-03-26 manager owes by 2026-03-30, since 2026-03-26 10:00',
      'checkpoint/month-1 manager owes by 2026-03-31 10:00, since 2026-03-02 00:00',
      'checkpoint/month-1 employee attends by 2026-03-31 10:00, since 2026-03-02 00:00',
      'checkIn/2026-04-09 manager owes by 2026-04-09 10:00, since 2026-03-02 00:00',
      'checkIn/2026-04-09 employee attends by 2026-04-09 10:00, since 2026-03-02 00:00',
    ]);
  });

  it('whatever follows from a deed from that deed on', () => {
    const busy = play(
      running,
      step('2026-03-03 09:00', as.employee, commandOf('RaiseObstacle')),
      step('2026-03-05 16:00', as.hrOwner, {
        ...commandOf('DeliverSupport'),
        supportId: 'mentor',
        deliveredOn: '2026-03-05',
      } as never),
      step('2026-03-05 17:00', as.manager, checkInCommand('2026-03-05')),
      step('2026-03-06 09:00', as.manager, measureCommand('response-time', 20, '2026-03-06')),
    );
    expect(
      openOf(busy, 'checkInReply', 'obstacle', 'measurement', 'supportConfirmation', 'correction'),
    ).toEqual([
      'checkInReply/2026-03-05 employee owes by 2026-03-12, since 2026-03-05 17:00',
      'obstacle/queue manager owes by 2026-03-06, since 2026-03-03 09:00',
      'measurement/no-complaints manager owes by 2026-03-09, since 2026-03-02 00:00',
      // Measured on a day: nothing more is asked for on that day.
      'measurement/response-time manager owes by 2026-03-13, since 2026-03-07 00:00',
      'measurement/first-time-resolution manager owes by 2026-03-16, since 2026-03-02 00:00',
      'supportConfirmation/mentor employee owes by 2026-03-12, since 2026-03-06 00:00',
    ]);
  });

  it('J7: after a pause nothing since before the resumption', () => {
    const resumed = play(pausedHistory(), step('2026-03-16 09:00', as.hrOwner, RESUME));
    expect(openOf(resumed, 'checkInWriteUp', 'action')).toEqual(
      expect.arrayContaining([
        'checkInWriteUp/2026-03-05 manager owes by 2026-03-16, since 2026-03-16 09:00',
        'checkInWriteUp/2026-03-12 manager owes by 2026-03-23, since 2026-03-19 10:00',
        'action/escalation employee owes by 2026-04-17, since 2026-03-16 09:00',
      ]),
    );
  });

  it('A6: a successor answers, of a paused plan too', () => {
    const line =
      'handover/at 2026-03-10 09:00 manager (colleague) owes by 2026-03-12, since 2026-03-10 09:00';
    for (const before of [running, pausedHistory()]) {
      const asked = play(before, step('2026-03-10 09:00', as.hrOwner, changeManager()));
      expect(openOf(asked, 'handover')).toEqual([line]);
    }
  });
});

describe('P11: what is open at the end, since when', () => {
  const ending = ['rating', 'finalReview', 'outcome', 'outcomeApproval'] as const;
  const RATINGS = [
    'rating/month-1 employee owes by 2026-04-02, since 2026-03-31 17:00',
    'rating/month-1 manager owes by 2026-04-02, since 2026-03-31 17:00',
  ];
  const INTERIM = [
    'interimReport employee 2026-03-31, happened 2026-03-31 17:00',
    'interimReport manager 2026-03-31, happened 2026-03-31 17:00',
  ];

  it.each<readonly [string, () => History, readonly string[], readonly string[]]>([
    [
      'the meeting and a proposal',
      finalReviewHistory,
      [
        'finalReview/2026-05-06 manager owes by 2026-05-06 10:00, since 2026-03-02 00:00',
        'finalReview/2026-05-06 employee attends by 2026-05-06 10:00, since 2026-03-02 00:00',
        'outcome/at 2026-04-30 00:00 manager owes by 2026-05-18, since 2026-04-30 00:00',
      ],
      [],
    ],
    [
      'a proposal, once the meeting was held',
      reviewedHistory,
      ['outcome/at 2026-04-30 00:00 manager owes by 2026-05-18, since 2026-04-30 00:00'],
      [],
    ],
    [
      'the approval of what was proposed',
      proposed,
      ['outcomeApproval/at 2026-05-07 16:00 hr owes by 2026-05-09, since 2026-05-07 16:00'],
      [],
    ],
    [
      'another proposal, when the first was returned',
      () => play(proposed(), step('2026-05-08 09:00', as.hrHead, commandOf('ReturnOutcome'))),
      ['outcome/at 2026-05-08 09:00 manager owes by 2026-05-18, since 2026-05-08 09:00'],
      ['outcomeReturned manager 2026-05-08, happened 2026-05-08 09:00'],
    ],
  ])('%s', (_, history, owed, said) => {
    expect(openOf(history(), ...ending)).toEqual([...RATINGS, ...owed]);
    expect(told(history())).toEqual([...said, ...INTERIM]);
  });

  it('L4: a plan that an appeal opened again goes on, and says how the appeal ended', () => {
    const reopened = decidedHistory(REOPEN);
    expect(openOf(reopened, 'finalReview')).toEqual([
      'finalReview/2026-06-29 manager owes by 2026-06-29 10:00, since 2026-03-02 00:00',
      'finalReview/2026-06-29 employee attends by 2026-06-29 10:00, since 2026-03-02 00:00',
    ]);
    expect(told(reopened).slice(0, 4)).toEqual([
      'planStarted employee 2026-03-02, happened 2026-03-02 00:00',
      'planStarted manager 2026-03-02, happened 2026-03-02 00:00',
      'appealDecided employee 2026-05-18, happened 2026-05-18 10:00',
      'appealDecided manager 2026-05-18, happened 2026-05-18 10:00',
    ]);
  });
});
