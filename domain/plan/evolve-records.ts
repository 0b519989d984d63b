import type { RecordedEvent } from './events.ts';
import { type CheckInRecord, NO_RECORDS, type Records } from './records.ts';

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
      const { type: _, supersedes, ...measured } = event;
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
      const { type: _, ...report } = event;
      return { ...records, interimReports: [...records.interimReports, { ...report, seq, at }] };
    }
    default:
      return records;
  }
};

/** Everything that a plan's history recorded. */
export const recordsOf = (history: readonly RecordedEvent[]): Records =>
  history.reduce(evolveRecords, NO_RECORDS);
