import { describe, expect, it } from 'vitest';
import type { PlanEvent, RecordedEvent } from '../../../domain/plan/events.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import { NO_RECORDS } from '../../../domain/plan/records.ts';
import { as, inShanghai, people } from '../../support/plans.ts';
import { writeUp } from '../../support/run-histories.ts';

const { now: at } = inShanghai('2026-03-20 10:00', as.manager);
const of = (by: RecordedEvent['by'], ...events: readonly object[]) =>
  recordsOf(events.map((event, index) => ({ seq: index + 1, at, by, event: event as PlanEvent })));
const records = (...events: readonly object[]) => of(as.manager, ...events);

const first = writeUp('2026-03-05', { obstacles: ['升级入口难找', '高峰只有三人'] });
const second = writeUp('2026-03-12', { obstacles: ['知识库没有条目'] });
const held = (of_: typeof first) => ({ type: 'CheckInHeld', writeUp: of_, late: false });

describe('what a history recorded', () => {
  it('nothing of the clock, nor of an event that holds no record', () => {
    expect(of(as.system, { type: 'StatementMade', text: '…' })).toEqual(NO_RECORDS);
    expect(records({ type: 'PlanSubmitted' })).toEqual(NO_RECORDS);
  });

  it('each check-in, its answers and corrections, and the obstacles it names by number', () => {
    const plannedOn = second.plannedOn;
    const { checkIns, obstacles } = records(
      held(first),
      held(second),
      { type: 'CheckInReplied', plannedOn, kind: 'REPLY', text: '同意' },
      { type: 'CheckInReplied', plannedOn, kind: 'DISPUTE', text: '不同意' },
      { type: 'CheckInCorrected', plannedOn, text: '应为一次' },
      { type: 'CheckInCorrected', plannedOn, text: '应为两次' },
    );
    const recorded = { recordedAt: at, recordedBy: people.manager, late: false };
    expect(checkIns).toEqual([
      { ...first, ...recorded, seq: 1, replies: [], corrections: [] },
      {
        ...second,
        ...recorded,
        seq: 2,
        replies: [
          { seq: 3, at, kind: 'REPLY', text: '同意' },
          { seq: 4, at, kind: 'DISPUTE', text: '不同意' },
        ],
        corrections: [
          { seq: 5, at, text: '应为一次' },
          { seq: 6, at, text: '应为两次' },
        ],
      },
    ]);
    expect(obstacles.map(({ id, seq, text }) => [id, seq, text])).toEqual([
      [expect.stringContaining('2026-03-05'), 1, '升级入口难找'],
      [expect.stringContaining('2026-03-05'), 1, '高峰只有三人'],
      [expect.stringContaining('2026-03-12'), 2, '知识库没有条目'],
    ]);
    expect(new Set(obstacles.map(({ id }) => id)).size).toBe(3);
  });

  it('measurements, and which of them another one took the place of', () => {
    const measured = (value: number, more: object = {}) => ({
      type: 'MeasurementRecorded',
      goalId: 'response-time',
      value,
      turned: {},
      ...more,
    });
    const supersedes = { seq: 1, reason: '漏计周日' };
    expect(records(measured(45), measured(40), measured(44, { supersedes })).measurements).toEqual([
      {
        goalId: 'response-time',
        value: 45,
        seq: 1,
        recordedAt: at,
        recordedBy: people.manager,
        supersededBy: 3,
      },
      { goalId: 'response-time', value: 40, seq: 2, recordedAt: at, recordedBy: people.manager },
      {
        goalId: 'response-time',
        value: 44,
        seq: 3,
        recordedAt: at,
        recordedBy: people.manager,
        supersedes,
      },
    ]);
  });

  it('feedback, critical events and statements, in order, with who gave them', () => {
    const entry = { kind: 'positive', text: '回拨及时' };
    const happened = { occurredOn: '2026-03-03', kind: 'negative', fact: '来电中断' };
    const all = records(
      { type: 'FeedbackGiven', entry, from: 'manager' },
      { type: 'FeedbackGiven', entry, from: 'employee' },
      { type: 'CriticalEventRecorded', ...happened },
      { type: 'CriticalEventRecorded', ...happened },
      { type: 'StatementMade', text: '当天在补课' },
      { type: 'StatementMade', text: '已经告知' },
    );
    expect(all.feedback).toEqual([
      { ...entry, from: 'manager', seq: 1, at, by: people.manager },
      { ...entry, from: 'employee', seq: 2, at, by: people.manager },
    ]);
    const recorded = { recordedAt: at, recordedBy: people.manager };
    expect(all.criticalEvents).toEqual([
      { ...happened, ...recorded, seq: 3 },
      { ...happened, ...recorded, seq: 4 },
    ]);
    expect(all.statements).toEqual([
      { seq: 5, at, text: '当天在补课' },
      { seq: 6, at, text: '已经告知' },
    ]);
  });

  it('checkpoints, ratings and preparations, without the days that follow from them', () => {
    const all = records(
      { type: 'CheckpointHeld', checkpointId: 'month-1', facts: ['一件'], rateBy: '2026-04-07' },
      { type: 'CheckpointHeld', checkpointId: 'month-2', facts: ['零件'] },
      { type: 'PartsRated', checkpointId: 'month-1', ratings: [] },
      { type: 'PartsRated', checkpointId: 'month-2', ratings: [] },
      { type: 'CheckInPrepared', plannedOn: '2026-03-19', text: '想谈排班' },
      { type: 'CheckInPrepared', plannedOn: '2026-03-26', text: '想谈培训' },
    );
    expect(all.interimReports).toEqual([
      { checkpointId: 'month-1', facts: ['一件'], seq: 1, at },
      { checkpointId: 'month-2', facts: ['零件'], seq: 2, at },
    ]);
    expect(all.ratings).toEqual([
      { checkpointId: 'month-1', ratings: [], seq: 3, at },
      { checkpointId: 'month-2', ratings: [], seq: 4, at },
    ]);
    expect(all.preparations).toEqual([
      { plannedOn: '2026-03-19', text: '想谈排班', seq: 5, at },
      { plannedOn: '2026-03-26', text: '想谈培训', seq: 6, at },
    ]);
  });

  it('obstacles that were raised, each with its own answers', () => {
    const { obstacles } = records(
      { type: 'ObstacleRaised', obstacleId: 'a', text: '排班' },
      { type: 'ObstacleRaised', obstacleId: 'b', text: '系统' },
      { type: 'ObstacleAnswered', obstacleId: 'b', text: '已报修' },
      { type: 'ObstacleAnswered', obstacleId: 'b', text: '已修好' },
    );
    expect(obstacles).toEqual([
      { id: 'a', seq: 1, at, text: '排班', answers: [] },
      {
        id: 'b',
        seq: 2,
        at,
        text: '系统',
        answers: [
          { seq: 3, at, by: people.manager, text: '已报修' },
          { seq: 4, at, by: people.manager, text: '已修好' },
        ],
      },
    ]);
  });
});
