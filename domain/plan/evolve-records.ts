import type { RecordedEvent } from './events.ts';
import { type CheckInRecord, NO_RECORDS, type Records } from './records.ts';
import { obstacleIdOf } from './rules/obstacles.ts';

const changeCheckIn = (
  records: Records,
  plannedOn: string,
  change: (record: CheckInRecord) => CheckInRecord,
): Records => ({
  ...records,
  checkIns: records.checkIns.map((one) => (one.plannedOn === plannedOn ? change(one) : one)),
});

/** Adds what an event recorded. Most events record nothing that grows. */
export const evolveRecords = (records: Records, { seq, at, by, event }: RecordedEvent): Records => {
  if (by.kind === 'system') return records;
  const recordedBy = by.memberId;
  switch (event.type) {
    case 'CheckInHeld':
      return {
        ...records,
        obstacles: [
          ...records.obstacles,
          ...event.writeUp.obstacles.map((text, index) => ({
            id: obstacleIdOf(event.writeUp.plannedOn, index + 1),
            seq,
            at,
            text,
            answers: [],
          })),
        ],
        checkIns: [
          ...records.checkIns,
          {
            ...event.writeUp,
            seq,
            recordedAt: at,
            recordedBy,
            late: event.late,
            replies: [],
            corrections: [],
          },
        ],
      };
    case 'CheckInReplied':
      return changeCheckIn(records, event.plannedOn, (record) => ({
        ...record,
        replies: [...record.replies, { seq, at, kind: event.kind, text: event.text }],
      }));
    case 'CheckInCorrected':
      return changeCheckIn(records, event.plannedOn, (record) => ({
        ...record,
        corrections: [...record.corrections, { seq, at, text: event.text }],
      }));
    case 'MeasurementRecorded': {
      const { type: _, supersedes, turned: __, ...measured } = event;
      return {
        ...records,
        measurements: [
          ...records.measurements.map((one) =>
            one.seq === supersedes?.seq ? { ...one, supersededBy: seq } : one,
          ),
          {
            ...measured,
            ...(supersedes === undefined ? {} : { supersedes }),
            seq,
            recordedAt: at,
            recordedBy,
          },
        ],
      };
    }
    case 'FeedbackGiven':
      return {
        ...records,
        feedback: [
          ...records.feedback,
          { ...event.entry, from: event.from, seq, at, by: recordedBy },
        ],
      };
    case 'CriticalEventRecorded': {
      const { type: _, ...happened } = event;
      return {
        ...records,
        criticalEvents: [
          ...records.criticalEvents,
          { ...happened, seq, recordedAt: at, recordedBy },
        ],
      };
    }
    case 'StatementMade':
      return { ...records, statements: [...records.statements, { seq, at, text: event.text }] };
    case 'CheckpointHeld': {
      const { type: _, rateBy: __, ...report } = event;
      return { ...records, interimReports: [...records.interimReports, { ...report, seq, at }] };
    }
    case 'PartsRated': {
      const { type: _, ...rated } = event;
      return { ...records, ratings: [...records.ratings, { ...rated, seq, at }] };
    }
    case 'CheckInPrepared': {
      const { type: _, ...prepared } = event;
      return { ...records, preparations: [...records.preparations, { ...prepared, seq, at }] };
    }
    case 'ObstacleRaised':
      return {
        ...records,
        obstacles: [
          ...records.obstacles,
          { id: event.obstacleId, seq, at, text: event.text, answers: [] },
        ],
      };
    case 'ObstacleAnswered': {
      const answer = { seq, at, by: recordedBy, text: event.text };
      return {
        ...records,
        obstacles: records.obstacles.map((one) =>
          one.id === event.obstacleId ? { ...one, answers: [...one.answers, answer] } : one,
        ),
      };
    }
    default:
      return records;
  }
};

/** Everything that a plan's history recorded. */
export const recordsOf = (history: readonly RecordedEvent[]): Records =>
  history.reduce(evolveRecords, NO_RECORDS);
