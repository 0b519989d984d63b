import type { CivilDate } from '../../kernel/civil-date.ts';
import { unreachable } from '../../kernel/unreachable.ts';
import { type Meeting, meetingsOf } from '../../plan/meetings.ts';
import type { CheckInRecord } from '../../plan/records.ts';
import { checkInsHeld } from '../../plan/rules/closing.ts';
import { isEnded } from '../../plan/stage.ts';
import type { RunningPlan } from '../../plan/state.ts';
import {
  asserted,
  type Block,
  type Cell,
  column,
  date,
  type Entry,
  type FactsBlock,
  fact,
  facts,
  type Message,
  message,
  note,
  type Section,
  type TableRow,
  table,
  text,
  texts,
  type Value,
  values,
  word,
} from '../document.ts';
import { feedbackLines } from '../feedback-lines.ts';
import { eventsOf, goalRef, moment, type Subject, theEmployee, whoAt } from '../subject.ts';

const isMissedBy = (meeting: Meeting, by: 'manager' | 'employee'): boolean =>
  meeting.state.status === 'MISSED' && meeting.state.by === by;

const counts = (subject: Subject, plan: RunningPlan, meetings: readonly Meeting[]): FactsBlock => {
  const { asOf, calendar, records } = subject;
  const checkIns = meetings.filter(({ kind }) => kind === 'checkIn');
  const count = (test: (meeting: Meeting) => boolean) => checkIns.filter(test).length;
  return {
    type: 'facts',
    nature: 'fact',
    caption: message('meeting.counts', { on: date(asOf) }),
    rows: [
      fact(
        'meeting.held',
        message('meeting.heldOf', checkInsHeld(plan, { today: asOf, calendar })),
      ),
      fact(
        'meeting.missed',
        message('meeting.missedOf', {
          manager: count((meeting) => isMissedBy(meeting, 'manager')),
          employee: count((meeting) => isMissedBy(meeting, 'employee')),
          excused: count(({ state }) => state.status === 'EXCUSED'),
        }),
      ),
      fact(
        'meeting.lateRecords',
        message('meeting.lateRecordsOf', {
          count: records.checkIns.filter((record) => record.late).length,
        }),
      ),
    ],
  };
};

/** Why it was excused, from the event that said so. */
const excuse = (subject: Subject, meeting: Meeting): readonly Value[] =>
  eventsOf(subject, 'CheckInExcused', 'CheckpointExcused')
    .filter(({ event }) =>
      event.type === 'CheckInExcused'
        ? meeting.kind === 'checkIn' && event.plannedOn === meeting.plannedOn
        : meeting.kind === 'checkpoint' && event.checkpointId === meeting.checkpointId,
    )
    .map(({ event }) => asserted('statement', text(event.reason)));

const course = (subject: Subject, meeting: Meeting): Cell => {
  const { state } = meeting;
  switch (state.status) {
    case 'HELD':
      return word('checkInStatuses', 'HELD');
    case 'MISSED':
      return message(`meeting.missedBy.${state.by}`);
    case 'EXCUSED':
      return [word('checkInStatuses', 'EXCUSED'), ...excuse(subject, meeting)];
    case 'PLANNED':
      return isEnded(subject.plan)
        ? message('meeting.dropped')
        : word('checkInStatuses', 'PLANNED');
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(state);
  }
};

const timesMoved = ({ state }: Meeting): readonly Value[] => {
  const { manager, other } = state.movedBy;
  return [
    ...(manager > 0 ? [message('meeting.movedBy.manager', { count: manager })] : []),
    ...(other > 0 ? [message('meeting.movedBy.other', { count: other })] : []),
  ];
};

/** The day it was last moved to; the state of a meeting that is over no longer holds it. */
const movedTo = (subject: Subject, meeting: Meeting): CivilDate =>
  eventsOf(subject, 'CheckInMoved', 'CheckpointMoved').findLast(({ event }) =>
    event.type === 'CheckInMoved'
      ? meeting.kind === 'checkIn' && event.plannedOn === meeting.plannedOn
      : meeting.kind === 'checkpoint' && event.checkpointId === meeting.checkpointId,
  )?.event.dueOn ?? meeting.dueOn;

const meetingRow = (subject: Subject, meeting: Meeting, checkpointNumber: number): TableRow => ({
  cells: [
    meeting.kind === 'checkIn'
      ? message('ref.checkIn')
      : message('ref.checkpoint', { n: checkpointNumber }),
    date(meeting.plannedOn),
    [date(movedTo(subject, meeting)), ...timesMoved(meeting)],
    meeting.state.status === 'HELD' ? date(meeting.state.heldOn) : message('value.none'),
    course(subject, meeting),
  ],
});

const quoted = (label: Message, by: Value, when: Value, words: string) => ({
  type: 'quote' as const,
  label,
  by,
  when,
  text: words,
});

const recordBlocks = (subject: Subject, record: CheckInRecord): readonly Block[] => [
  {
    type: 'facts',
    nature: 'fact',
    rows: [
      fact('label.attendees', values(...texts(record.attendees))),
      ...facts('checkIn.facts', texts(record.facts)),
      ...facts('checkIn.feedback', feedbackLines(subject, record.feedback), 'judgement'),
      ...facts(
        'checkIn.goals',
        record.goals.map(({ goalId, status, note: words }) =>
          message('checkIn.goal', {
            goal: goalRef(subject, goalId),
            status: word('goalStatuses', status),
            ...(words === undefined ? {} : { note: words }),
          }),
        ),
        'judgement',
      ),
      ...facts('checkIn.obstacles', texts(record.obstacles)),
      ...facts('checkIn.supportNeeded', texts(record.supportNeeded)),
      ...facts('checkIn.nextSteps', texts(record.nextSteps)),
    ],
  },
  ...record.replies.map(
    (reply): Block => ({
      ...quoted(
        message('checkIn.reply', { kind: word('replyKinds', reply.kind) }),
        theEmployee(subject),
        moment(subject, reply.at),
        reply.text,
      ),
      nature: 'statement',
    }),
  ),
  ...record.corrections.map(
    (correction): Block => ({
      ...quoted(
        message('checkIn.correction'),
        whoAt(subject, correction.seq),
        moment(subject, correction.at),
        correction.text,
      ),
      nature: 'fact',
    }),
  ),
];

const recordEntry = (subject: Subject, record: CheckInRecord): Entry => ({
  when: date(record.heldOn),
  title: message('checkIn.title', { planned: date(record.plannedOn) }),
  by: message('checkIn.recorded', {
    by: whoAt(subject, record.seq),
    at: moment(subject, record.recordedAt),
  }),
  marks: [
    ...(record.late ? [message('mark.lateRecord')] : []),
    ...(record.replies.some(({ kind }) => kind === 'DISPUTE') ? [message('mark.disputed')] : []),
  ],
  blocks: recordBlocks(subject, record),
});

/** Check-ins and checkpoints: held, missed and by whom; the records of the check-ins in full. */
export const meetings = (subject: Subject, plan: RunningPlan): Section => {
  const all = meetingsOf(plan, subject.calendar);
  let checkpoints = 0;
  const items = subject.records.checkIns.map((record) => recordEntry(subject, record));
  return {
    id: 'meetings',
    title: message('section.meetings'),
    blocks: [
      counts(subject, plan, all),
      ...table(
        'fact',
        message('meeting.caption'),
        [
          column('column.meeting'),
          column('column.plannedOn'),
          column('column.dueOn'),
          column('column.heldOn'),
          column('column.course'),
        ],
        all.map((meeting) => {
          if (meeting.kind === 'checkpoint') checkpoints += 1;
          return meetingRow(subject, meeting, checkpoints);
        }),
      ),
      {
        type: 'group',
        title: message('checkIn.records'),
        blocks: items.length === 0 ? [note('checkIn.none')] : [{ type: 'entries', items }],
      },
    ],
  };
};
