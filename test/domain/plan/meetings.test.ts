import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../../../domain/plan/command.ts';
import type { Actor } from '../../../domain/plan/context.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import {
  checkInOf,
  checkpointOf,
  meetingsOf,
  openMeetings,
} from '../../../domain/plan/meetings.ts';
import { runningPart } from '../../../domain/plan/stage.ts';
import { given, type History, planOf, play } from '../../support/plan-spec.ts';
import { activePlanHistory, as, changed, inShanghai, shanghai } from '../../support/plans.ts';
import {
  CHECK_INS,
  checkInCommand,
  checkpointCommand,
  finalReviewHistory,
  GOALS,
  measureCommand,
  runHistory,
  step,
  writeUp,
} from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

const active = activePlanHistory();
const REASON = '员工没有什么可以肯定的新进展,已当面说明';

const runningOf = (history: History) => {
  const plan = runningPart(planOf(history));
  if (plan === undefined) throw new Error('the plan does not run');
  return plan;
};

/** The manager writes up the first check-in, held on its day, the same evening. */
const recording = (
  more: Parameters<typeof checkInCommand>[1],
  accepted: Parameters<typeof checkInCommand>[2] = [],
  local = '2026-03-05 17:00',
  history = active,
) =>
  given(history).when(checkInCommand('2026-03-05', more, accepted), inShanghai(local, as.manager));

describe('G6 the check-ins of a plan', () => {
  const plan = runningOf(active);

  it('derive from its cadence; the checkpoint replaces the one of its week', () => {
    expect(meetingsOf(plan, shanghai.calendar).map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ...CHECK_INS.slice(0, 4).map((day) => ['checkIn', day]),
      ['checkpoint', '2026-03-31'],
      ...CHECK_INS.slice(4).map((day) => ['checkIn', day]),
    ]);
  });

  it('a cadence that G6 refuses counts as weekly for what it is worth', () => {
    const monthly = {
      ...plan,
      content: changed(plan.content, '/schedule/cadence', 'monthly'),
    };
    expect(meetingsOf(monthly, shanghai.calendar)).toEqual(meetingsOf(plan, shanghai.calendar));
    const biweekly = {
      ...plan,
      content: changed(plan.content, '/schedule/cadence', 'biweekly'),
    };
    expect(openMeetings(biweekly, shanghai.calendar).map(({ dueOn }) => dueOn)).toEqual([
      '2026-03-05',
      '2026-03-19',
      '2026-03-31',
      '2026-04-16',
    ]);
  });

  it('keep their planned date when the calendar changes later', () => {
    const held = runningOf(runHistory({ checkIns: ['2026-03-05'] }));
    const closed = {
      ...shanghai.calendar,
      nonWorking: [...shanghai.calendar.nonWorking, on('2026-03-05')],
    };
    expect(checkInOf(held, on('2026-03-05'), closed)?.state.status).toBe('HELD');
    expect(checkInOf(plan, on('2026-03-05'), closed)).toBeUndefined();
  });

  it('and its checkpoint may meet on one day, when one was moved; both stay', () => {
    const march = runHistory({ checkpoint: false, checkIns: CHECK_INS.slice(0, 3) }).filter(
      ({ at }) => at < inShanghai('2026-03-26 00:00', as.system).now,
    );
    const moved = play(
      march,
      step('2026-03-26 09:00', as.manager, {
        type: 'MoveCheckIn',
        plannedOn: on('2026-03-26'),
        to: on('2026-03-31'),
        reason: '经营会议',
      }),
    );
    expect(
      openMeetings(runningOf(moved), shanghai.calendar)
        .filter(({ dueOn }) => dueOn === '2026-03-31')
        .map(({ kind }) => kind),
    ).toEqual(['checkIn', 'checkpoint']);
  });

  it('and its checkpoints are found by what names them, and nothing else', () => {
    expect(checkInOf(plan, on('2026-03-31'), shanghai.calendar)).toBeUndefined();
    expect(checkpointOf(plan, 'month-1', shanghai.calendar)?.dueOn).toBe('2026-03-31');
    expect(checkpointOf(plan, 'month-2', shanghai.calendar)).toBeUndefined();
    const unknown = on('2026-03-06');
    const at = inShanghai('2026-03-06 17:00', as.hrOwner);
    given(active).when(checkInCommand('2026-03-06'), at).thenUnknownPart('checkIn');
    for (const command of [
      { type: 'MoveCheckIn', plannedOn: unknown, to: on('2026-03-09'), reason: '' },
      { type: 'ExcuseCheckIn', plannedOn: unknown, reason: '' },
      { type: 'RecordNoShow', plannedOn: unknown },
    ] as const)
      given(active).when(command, at).thenUnknownPart('checkIn');
    for (const command of [
      checkpointCommand({ checkpointId: 'month-2' }),
      { type: 'MoveCheckpoint', checkpointId: 'month-2', to: on('2026-03-09'), reason: '' },
      { type: 'ExcuseCheckpoint', checkpointId: 'month-2', reason: '' },
    ] as const)
      given(active).when(command, at).thenUnknownPart('checkpoint');
  });
});

describe('I1 the record of a check-in', () => {
  it('holds who was there, a fact, feedback and a word on every goal', () => {
    recording({}).thenEvents({
      type: 'CheckInHeld',
      writeUp: writeUp('2026-03-05'),
      late: false,
      replyBy: on('2026-03-12'),
      accepted: [],
    });
  });

  it('is refused without any of the first three', () => {
    recording({ attendees: [], facts: [], feedback: [] }).thenRefused(
      'I1.noAttendees',
      'I1.noFact',
      'I1.noFeedback',
    );
    const answer = recording({ attendees: ['', ' '], facts: ['\t'] });
    answer.thenRefused('I1.noAttendees', 'I1.noFact');
    expect(answer.violations().map(({ path }) => path)).toEqual(['/attendees', '/facts']);
    recording({ attendees: ['', '经理'], facts: [' ', '抽听两通来电'] }).thenTypes('CheckInHeld');
  });

  it('warns where it is silent on a goal; “no change” is an answer', () => {
    const silent = { goals: [{ goalId: GOALS[0], status: 'NO_CHANGE' }] } as const;
    const answer = recording(silent);
    answer.thenRefused('I1.goalMissing', 'I1.goalMissing');
    expect(answer.violations()).toMatchObject([
      { severity: 'W', path: '/goals', params: { goal: 2 } },
      { severity: 'W', path: '/goals', params: { goal: 3 } },
    ]);
    recording(silent, [{ ruleId: 'I1', reason: '太短' }]).thenRefused(
      'I1.goalMissing',
      'I1.goalMissing',
    );
    const [event] = recording(silent, [{ ruleId: 'I1', reason: ` ${REASON} ` }]).events();
    expect(event).toMatchObject({
      accepted: [
        {
          ruleId: 'I1',
          reason: REASON,
          findings: [{ params: { goal: 2 } }, { params: { goal: 3 } }],
        },
      ],
    });
  });

  it('speaks of goals that the plan has', () => {
    recording({ goals: [{ goalId: 'another', status: 'ON_TRACK' }] }).thenUnknownPart('goal');
  });

  it.each([
    ['before the plan started', '2026-02-27', ['I1.future']],
    ['on its first day', '2026-03-02', []],
    ['today', '2026-03-05', []],
    ['tomorrow', '2026-03-06', ['I1.future']],
  ] as const)('is of the running plan and not of the future: %s', (_, day, expected) => {
    const answer = recording({ heldOn: on(day) });
    if (expected.length === 0) answer.thenTypes('CheckInHeld');
    else {
      answer.thenRefused(...expected);
      expect(answer.violations()).toMatchObject([
        { path: '/heldOn', params: { from: '2026-03-02', to: '2026-03-05' } },
      ]);
    }
  });

  it('is written once; afterwards it is corrected, not replaced', () => {
    const held = recording({}).history();
    const again = recording({}, [], '2026-03-05 18:00', held);
    again.thenRefused('I1.state');
    expect(again.violations()).toMatchObject([{ path: '/plannedOn', params: { state: 'HELD' } }]);
    const at = inShanghai('2026-03-05 18:00', as.hrOwner);
    given(held)
      .when({ type: 'ExcuseCheckIn', plannedOn: on('2026-03-05'), reason: REASON }, at)
      .thenRefused('I1.state');
    given(held)
      .when({ type: 'RecordNoShow', plannedOn: on('2026-03-05') }, at)
      .thenUnknownPart('checkIn');
  });

  it('can still be written in the final review', () => {
    const final = finalReviewHistory({ checkIns: CHECK_INS.slice(0, 6) });
    given(final)
      .when(checkInCommand('2026-04-23'), inShanghai('2026-04-30 10:00', as.manager))
      .thenTypes('CheckInHeld');
  });

  it('shows the employee how each goal stands; the worst word is kept', () => {
    const word = (plannedOn: string, status: 'AT_RISK' | 'OFF_TRACK' | 'ON_TRACK' | 'NO_CHANGE') =>
      step(
        `${plannedOn} 17:00`,
        as.manager,
        checkInCommand(plannedOn, {
          goals: GOALS.map((goalId) => ({
            goalId,
            status: goalId === GOALS[0] ? status : 'NO_CHANGE',
          })),
        }),
      );
    const shown = (...words: Parameters<typeof word>[1][]) =>
      runningOf(play(active, ...words.map((status, index) => word(CHECK_INS[index] ?? '', status))))
        .running.goals;
    expect(shown('NO_CHANGE')).toEqual({});
    expect(shown('ON_TRACK')).toEqual({ [GOALS[0]]: { measurements: 0, shown: 'ON_TRACK' } });
    expect(shown('ON_TRACK', 'OFF_TRACK', 'AT_RISK')[GOALS[0]]?.shown).toBe('OFF_TRACK');
    expect(shown('AT_RISK', 'ON_TRACK')[GOALS[0]]?.shown).toBe('AT_RISK');
  });
});

describe('I2 writing up, replying, correcting', () => {
  it.each([
    ['2026-03-05 17:00', false],
    ['2026-03-09 23:59', false],
    ['2026-03-10 00:00', true],
  ])('held on the 5th, written up at %s: late is marked, not blocked', (local, late) => {
    const events = recording({}, [], local).events();
    expect(events.at(-1)).toMatchObject({ type: 'CheckInHeld', late });
  });

  const held = recording({}).history();
  const reply = (local: string, kind: 'REPLY' | 'DISPUTE' = 'REPLY', history = held) =>
    given(history).when(
      { type: 'ReplyToCheckIn', plannedOn: on('2026-03-05'), kind, text: '同意以上记录' },
      inShanghai(local, as.employee),
    );

  it('the employee replies within five working days, then it is locked', () => {
    reply('2026-03-12 23:59').thenTypes('CheckInReplied');
    const locked = reply('2026-03-13 00:00');
    locked.thenRefused('I2.locked');
    expect(locked.violations()).toMatchObject([
      { path: '/plannedOn', params: { until: '2026-03-12' } },
    ]);
  });

  it('a dispute stays one, whatever is added', () => {
    const stateAfter = (...kinds: ('REPLY' | 'DISPUTE')[]) =>
      runningOf(
        kinds.reduce((before, kind) => reply('2026-03-06 09:00', kind, before).history(), held),
      ).running.checkIns['2026-03-05'];
    expect(stateAfter('REPLY')).toMatchObject({ reply: 'REPLIED' });
    expect(stateAfter('DISPUTE', 'REPLY')).toMatchObject({ reply: 'DISPUTED' });
    expect(stateAfter('REPLY', 'DISPUTE')).toMatchObject({ reply: 'DISPUTED' });
  });

  it('corrections append, even after the lock; the record stays as it was', () => {
    const replied = reply('2026-03-06 09:00', 'DISPUTE').history();
    const corrected = play(
      replied,
      step('2026-03-26 09:00', as.manager, {
        type: 'CorrectCheckIn',
        plannedOn: on('2026-03-05'),
        text: '应为两通来电',
      }),
    );
    const [record] = recordsOf(corrected).checkIns;
    expect(record).toMatchObject({
      ...writeUp('2026-03-05'),
      replies: [{ kind: 'DISPUTE', text: '同意以上记录' }],
      corrections: [{ text: '应为两通来电' }],
    });
  });

  it('there is nothing to reply to or to correct before it is written', () => {
    reply('2026-03-05 18:00', 'REPLY', active).thenRefused('I2.notHeld');
    given(active)
      .when(
        { type: 'CorrectCheckIn', plannedOn: on('2026-03-05'), text: '应为两通来电' },
        inShanghai('2026-03-05 18:00', as.manager),
      )
      .thenRefused('I2.notHeld');
    const missed = play(active, step('2026-03-10 00:00', as.system, { type: 'Settle' }));
    reply('2026-03-10 09:00', 'REPLY', missed).thenRefused('I2.notHeld');
  });
});

describe('I3 no three check-ins running without a word on what went well', () => {
  const corrective = [{ kind: 'corrective', text: '高峰时段先接听再查询' }] as const;
  const bleak = (...days: string[]) =>
    play(
      active,
      ...days.map((day) =>
        step(`${day} 17:00`, as.manager, checkInCommand(day, { feedback: corrective })),
      ),
    );

  it('warns at the third', () => {
    const twice = bleak('2026-03-05', '2026-03-12');
    const at = inShanghai('2026-03-19 17:00', as.manager);
    const third = (accepted: Parameters<typeof checkInCommand>[2] = []) =>
      given(twice).when(checkInCommand('2026-03-19', { feedback: corrective }, accepted), at);
    third().thenRefused('I3.noPositive');
    expect(third().violations()).toMatchObject([
      { severity: 'W', path: '/feedback', params: { count: 3 } },
    ]);
    third([{ ruleId: 'I3', reason: REASON }]).thenTypes('CheckInHeld');
    given(twice).when(checkInCommand('2026-03-19'), at).thenTypes('CheckInHeld');
  });

  it('counts anew after a positive one', () => {
    const after = play(
      bleak('2026-03-05'),
      step('2026-03-12 17:00', as.manager, checkInCommand('2026-03-12')),
    );
    given(after)
      .when(
        checkInCommand('2026-03-19', { feedback: corrective }),
        inShanghai('2026-03-19 17:00', as.manager),
      )
      .thenTypes('CheckInHeld');
    expect(runningOf(after).running.withoutPositive).toBe(0);
  });
});

describe('G7 moving a meeting', () => {
  const move = (
    to: string,
    {
      history = active,
      actor = as.manager,
      local = '2026-03-12 09:00',
      plannedOn = '2026-03-12',
    }: {
      readonly history?: History;
      readonly actor?: Actor;
      readonly local?: string;
      readonly plannedOn?: string;
    } = {},
  ) =>
    given(history).when(
      { type: 'MoveCheckIn', plannedOn: on(plannedOn), to: on(to), reason: '经营会议' },
      inShanghai(local, actor),
    );
  const held = play(active, step('2026-03-05 17:00', as.manager, checkInCommand('2026-03-05')));

  it.each([
    ['2026-03-12', ['G7.notLater']],
    ['2026-03-11', ['G7.notLater']],
    ['2026-03-13', []],
    ['2026-03-14', ['G7.notWorking']],
    ['2026-03-17', []],
    ['2026-03-18', ['G7.tooFar']],
    ['2026-03-19', ['G7.tooFar', 'G7.afterNext']],
  ] as const)('from Thursday 12 March to %s', (to, expected) => {
    const answer = move(to, { history: held });
    if (expected.length === 0)
      answer.thenEvents({
        type: 'CheckInMoved',
        plannedOn: on('2026-03-12'),
        dueOn: on(to),
        movedBy: 'manager',
        reason: '经营会议',
      });
    else answer.thenRefused(...expected);
  });

  it('says how far, after what and before what', () => {
    expect(move('2026-03-19', { history: held }).violations()).toMatchObject([
      { path: '/to', params: { max: 3 } },
      { path: '/to', params: { next: '2026-03-19' } },
    ]);
    expect(move('2026-03-12', { history: held }).violations()).toMatchObject([
      { path: '/to', params: { due: '2026-03-12' } },
    ]);
  });

  it('the last one stays before the end', () => {
    const ran = runHistory({ checkIns: CHECK_INS.slice(0, 6) });
    const before = ran.filter(({ at }) => at < inShanghai('2026-04-23 00:00', as.system).now);
    const last = { plannedOn: '2026-04-23', local: '2026-04-23 09:00', history: before };
    move('2026-04-28', last).thenTypes('CheckInMoved');
    const moved = move('2026-04-28', last).history();
    const further = { ...last, history: moved, local: '2026-04-28 09:00' };
    move('2026-04-29', further).thenTypes('CheckInMoved');
    const answer = move('2026-04-30', further);
    answer.thenRefused('G7.afterNext');
    expect(answer.violations()).toMatchObject([{ params: { next: '2026-04-30' } }]);
  });

  it('the manager’s third move makes it missed instead', () => {
    const once = move('2026-03-13', { history: held }).history();
    const twice = move('2026-03-16', { history: once, local: '2026-03-13 09:00' }).history();
    const third = { history: twice, local: '2026-03-16 09:00' };
    move('2026-03-17', third).thenEvents({
      type: 'CheckInMissed',
      plannedOn: on('2026-03-12'),
      by: 'manager',
    });
    // Not even that, when the third day would not do.
    move('2026-03-15', third).thenRefused('G7.notLater', 'G7.notWorking');
    // The employee's and HR's moves are not the manager's.
    move('2026-03-17', { ...third, actor: as.employee }).thenTypes('CheckInMoved');
    const byHr = move('2026-03-17', { ...third, actor: as.hrOwner }).history();
    move('2026-03-18', { history: byHr, local: '2026-03-17 09:00' }).thenTypes('CheckInMissed');
    expect(runningOf(byHr).running.checkIns['2026-03-12']).toMatchObject({
      movedBy: { manager: 2, other: 1 },
      dueOn: '2026-03-17',
    });
  });

  it('what is held or missed moves no more', () => {
    const answer = move('2026-03-06', {
      history: held,
      plannedOn: '2026-03-05',
      local: '2026-03-05 18:00',
    });
    answer.thenRefused('G7.state');
    expect(answer.violations()).toMatchObject([{ path: '', params: { state: 'HELD' } }]);
  });

  describe('a checkpoint', () => {
    const moveCheckpoint = (to: string, history: History, local: string) =>
      given(history).when(
        { type: 'MoveCheckpoint', checkpointId: 'month-1', to: on(to), reason: '经营会议' },
        inShanghai(local, as.manager),
      );
    const march = runHistory({ checkpoint: false, checkIns: CHECK_INS.slice(0, 4) }).filter(
      ({ at }) => at < inShanghai('2026-03-31 00:00', as.system).now,
    );

    it('moves like a check-in, up to the end of the plan', () => {
      moveCheckpoint('2026-04-03', march, '2026-03-31 09:00').thenEvents({
        type: 'CheckpointMoved',
        checkpointId: 'month-1',
        dueOn: on('2026-04-03'),
        movedBy: 'manager',
        reason: '经营会议',
      });
      moveCheckpoint('2026-04-06', march, '2026-03-31 09:00').thenRefused(
        'G7.tooFar',
        'G7.notWorking',
      );
    });

    it('is missed at the manager’s third move, and HR’s is none', () => {
      const once = moveCheckpoint('2026-04-01', march, '2026-03-31 09:00').history();
      const twice = moveCheckpoint('2026-04-02', once, '2026-04-01 09:00').history();
      moveCheckpoint('2026-04-03', twice, '2026-04-02 09:00').thenEvents({
        type: 'CheckpointMissed',
        checkpointId: 'month-1',
        by: 'manager',
      });
      given(twice)
        .when(
          { type: 'MoveCheckpoint', checkpointId: 'month-1', to: on('2026-04-03'), reason: '' },
          inShanghai('2026-04-02 09:00', as.employee),
        )
        .thenTypes('CheckpointMoved');
    });
  });
});

describe('G8 missed: not held by the end of the due day and two working days', () => {
  const settle = (local: string, history = active) =>
    given(history).when({ type: 'Settle' }, inShanghai(local, as.system));

  it('the clock says so, and lays it at the manager’s door', () => {
    settle('2026-03-09 23:59').thenNothingDue();
    settle('2026-03-10 00:00').thenEvents({
      type: 'CheckInMissed',
      plannedOn: on('2026-03-05'),
      by: 'manager',
    });
  });

  it('of a checkpoint too', () => {
    const march = runHistory({ checkpoint: false, checkIns: CHECK_INS.slice(0, 4) }).filter(
      ({ at }) => at < inShanghai('2026-03-31 00:00', as.system).now,
    );
    settle('2026-04-02 23:59', march).thenNothingDue();
    settle('2026-04-03 00:00', march).thenEvents({
      type: 'CheckpointMissed',
      checkpointId: 'month-1',
      by: 'manager',
    });
  });

  it('in the final review as well', () => {
    const moved = play(
      runHistory({ checkIns: CHECK_INS.slice(0, 6) }).filter(
        ({ at }) => at < inShanghai('2026-04-23 00:00', as.system).now,
      ),
      step('2026-04-23 09:00', as.hrOwner, {
        type: 'MoveCheckIn',
        plannedOn: on('2026-04-23'),
        to: on('2026-04-28'),
        reason: '员工外出培训',
      }),
    );
    const final = settle('2026-04-30 00:00', moved);
    final.thenTypes('FinalReviewBegun');
    settle('2026-04-30 23:59', final.history()).thenNothingDue();
    settle('2026-05-01 00:00', final.history()).thenTypes('CheckInMissed');
  });

  it('one that was moved is judged by its new day, before and after it was missed', () => {
    const moved = play(
      active,
      step('2026-03-05 09:00', as.manager, {
        type: 'MoveCheckIn',
        plannedOn: on('2026-03-05'),
        to: on('2026-03-10'),
        reason: '经营会议',
      }),
    );
    settle('2026-03-12 23:59', moved).thenNothingDue();
    const missed = settle('2026-03-13 00:00', moved);
    missed.thenTypes('CheckInMissed');
    expect(
      checkInOf(runningOf(missed.history()), on('2026-03-05'), shanghai.calendar),
    ).toMatchObject({
      dueOn: '2026-03-10',
      state: { status: 'MISSED', by: 'manager', movedBy: { manager: 1, other: 0 } },
    });
    const writtenUp = (heldOn: string) =>
      recording({ heldOn: on(heldOn) }, [], '2026-03-16 09:00', missed.history());
    writtenUp('2026-03-12').thenTypes('CheckInHeld');
    writtenUp('2026-03-13').thenRefused('I1.state');
  });

  it('a late write-up turns it round, when it was in fact held in time', () => {
    const missed = settle('2026-03-10 00:00').history();
    recording({ heldOn: on('2026-03-09') }, [], '2026-03-13 09:00', missed).thenTypes(
      'CheckInHeld',
    );
    const answer = recording({ heldOn: on('2026-03-10') }, [], '2026-03-13 09:00', missed);
    answer.thenRefused('I1.state');
    expect(answer.violations()).toMatchObject([{ params: { state: 'MISSED' } }]);
  });

  it('what the employee missed cannot be turned into a meeting', () => {
    const noShow = play(
      active,
      step('2026-03-05 18:00', as.manager, { type: 'RecordNoShow', plannedOn: on('2026-03-05') }),
    );
    recording({}, [], '2026-03-06 09:00', noShow).thenRefused('I1.state');
  });

  it('HR may still excuse it', () => {
    const missed = settle('2026-03-10 00:00').history();
    given(missed)
      .when(
        { type: 'ExcuseCheckIn', plannedOn: on('2026-03-05'), reason: '经理住院' },
        inShanghai('2026-03-11 09:00', as.hrOwner),
      )
      .thenEvents({ type: 'CheckInExcused', plannedOn: on('2026-03-05'), reason: '经理住院' });
  });

  it('a no-show is recorded on the day at the earliest', () => {
    const noShow = (local: string) =>
      given(active).when(
        { type: 'RecordNoShow', plannedOn: on('2026-03-05') },
        inShanghai(local, as.manager),
      );
    noShow('2026-03-05 00:00').thenEvents({
      type: 'CheckInMissed',
      plannedOn: on('2026-03-05'),
      by: 'employee',
    });
    const early = noShow('2026-03-04 23:59');
    early.thenRefused('I1.future');
    expect(early.violations()).toMatchObject([
      { path: '/plannedOn', params: { from: '2026-03-05', to: '2026-03-04' } },
    ]);
  });
});

describe('G10 and I4 an interim checkpoint', () => {
  const measured = play(
    active,
    step(
      '2026-03-23 09:00',
      as.manager,
      measureCommand(GOALS[2], 82, '2026-03-23', { sample: 120 }),
    ),
    step(
      '2026-03-23 09:10',
      as.manager,
      measureCommand(GOALS[1], 51, '2026-03-23', { sample: 200 }),
    ),
  );
  const hold = (
    more: Partial<CommandOf<'HoldCheckpoint'>> = {},
    local = '2026-03-31 17:00',
    history = measured,
  ) => given(history).when(checkpointCommand(more), inShanghai(local, as.manager));

  it('freezes where every goal stands that day', () => {
    const event = hold().events().at(-1);
    expect(event).toMatchObject({
      type: 'CheckpointHeld',
      heldOn: '2026-03-31',
      goals: [
        { goalId: GOALS[0], status: 'NOT_STARTED', progress: 0, sample: 0 },
        { goalId: GOALS[1], status: 'OFF_TRACK', current: 51, sample: 200 },
        { goalId: GOALS[2], status: 'ON_TRACK', current: 82, sample: 120 },
      ],
    });
    const later = play(
      hold().history(),
      step('2026-04-07 09:00', as.manager, measureCommand(GOALS[1], 20, '2026-04-07')),
    );
    const [report] = recordsOf(later).interimReports;
    expect(report?.goals[1]).toMatchObject({ status: 'OFF_TRACK', current: 51 });
    expect(runningOf(later).running.checkpoints['month-1']).toMatchObject({
      status: 'HELD',
      reportSeq: report?.seq,
    });
  });

  it('counts only what had been measured by the day of the meeting', () => {
    const event = hold({ heldOn: on('2026-03-20') })
      .events()
      .at(-1);
    expect(event).toMatchObject({
      goals: [{ sample: 0 }, { sample: 0 }, { sample: 0 }],
    });
  });

  it('I4: a goal that is off track gets a corrective word', () => {
    const positive = { kind: 'positive', text: '一次性解决率提高' } as const;
    const answer = hold({ feedback: [positive] });
    answer.thenRefused('I4.noCorrective');
    expect(answer.violations()).toMatchObject([{ path: '/feedback', params: { goal: 2 } }]);
    const corrective = { kind: 'corrective', text: '先接听再查询' } as const;
    const correcting = (more: { readonly goalId?: string }) =>
      hold({ feedback: [positive, { ...corrective, ...more }] });
    const recorded = ['CheckInMissed', 'CheckInMissed', 'CheckpointHeld'] as const;
    correcting({ goalId: GOALS[1] }).thenTypes(...recorded);
    correcting({}).thenTypes(...recorded);
    correcting({ goalId: GOALS[2] }).thenRefused('I4.noCorrective');
  });

  it('is a meeting like any other: people, a fact, a day that fits (I1)', () => {
    hold({ attendees: [], facts: [' '] }).thenRefused('I1.noAttendees', 'I1.noFact');
    hold({ heldOn: on('2026-04-01') }).thenRefused('I1.future');
    hold({ heldOn: on('2026-03-01') }).thenRefused('I1.future');
  });

  it('is held once; one that counts as missed only if it was held in time', () => {
    const again = hold({}, '2026-03-31 18:00', hold().history());
    again.thenRefused('I1.state');
    expect(again.violations()).toMatchObject([
      { path: '/checkpointId', params: { state: 'HELD' } },
    ]);
    expect(hold({ heldOn: on('2026-04-02') }, '2026-04-08 09:00').plan()).toMatchObject({
      running: { checkpoints: { 'month-1': { status: 'HELD', heldOn: '2026-04-02' } } },
    });
    hold({ heldOn: on('2026-04-03') }, '2026-04-08 09:00').thenRefused('I1.state');
  });

  it('is excused by HR while it is open or missed, not once it was held', () => {
    const excuse = (local: string, history: History) =>
      given(history).when(
        { type: 'ExcuseCheckpoint', checkpointId: 'month-1', reason: '员工住院' },
        inShanghai(local, as.hrOwner),
      );
    excuse('2026-03-03 09:00', active).thenEvents({
      type: 'CheckpointExcused',
      checkpointId: 'month-1',
      reason: '员工住院',
    });
    expect(excuse('2026-04-08 09:00', measured).plan()).toMatchObject({
      running: { checkpoints: { 'month-1': { status: 'EXCUSED' } } },
    });
    excuse('2026-03-31 18:00', hold().history()).thenRefused('I1.state');
    const excused = excuse('2026-03-03 09:00', active).history();
    hold({}, '2026-03-31 17:00', excused).thenRefused('I1.state');
  });
});
