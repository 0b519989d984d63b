import { unreachable } from '../../kernel/unreachable.ts';
import type { EventOf } from '../../plan/events.ts';
import type { TalkItem, TalkReply } from '../../plan/state.ts';
import type { Cause } from '../../plan/vocabulary.ts';
import {
  type Block,
  column,
  type Entry,
  message,
  note,
  type Section,
  table,
  text,
  type Value,
  values,
  word,
} from '../document.ts';
import { eventsOf, gapRef, goalRef, moment, type Subject, theEmployee, who } from '../subject.ts';
import { isPrinted } from './gaps.ts';

type Answer = EventOf<'DraftAnswered'>['answer'];

const answerBlocks = (subject: Subject, answer: Answer): readonly Block[] => [
  ...(answer.employeeView.trim() === ''
    ? []
    : [
        {
          type: 'quote',
          nature: 'statement',
          label: message('view.words'),
          by: theEmployee(subject),
          text: answer.employeeView,
        } as const,
      ]),
  ...table(
    'statement',
    message('view.causes'),
    [column('column.gap'), column('column.cause'), column('column.reasoning')],
    answer.causes
      .filter(({ cause }) => isPrinted(cause))
      .map(({ gapId, cause, note: reasoning }) => ({
        cells: [gapRef(subject, gapId), word('causes', cause), text(reasoning)],
      })),
  ),
  ...table(
    'statement',
    message('view.supportRequests'),
    [column('column.request'), column('column.kind')],
    answer.supportRequests.map(({ kind, description }) => ({
      cells: [
        text(description),
        kind === undefined ? message('value.none') : word('supportKinds', kind),
      ],
    })),
  ),
  ...table(
    'statement',
    message('view.goals'),
    [column('column.goal'), column('column.answer'), column('column.proposal')],
    answer.goals.map(({ goalId, answer: given, proposal }) => ({
      cells: [
        goalRef(subject, goalId),
        word('goalAnswers', given),
        proposal === undefined ? message('value.none') : text(proposal),
      ],
    })),
  ),
];

/** What a reply answers; nothing for what no report shows (O6). */
const itemOf = (subject: Subject, { kind, ref }: TalkItem): Value | undefined => {
  switch (kind) {
    case 'goal':
      return goalRef(subject, ref);
    case 'cause': {
      const [gapId = '', cause = ''] = ref.split('/');
      return isPrinted(cause as Cause)
        ? values(gapRef(subject, gapId), word('causes', cause as Cause))
        : undefined;
    }
    case 'supportRequest': {
      const request = eventsOf(subject, 'DraftAnswered')
        .flatMap(({ event }) => event.answer.supportRequests)
        .findLast(({ id }) => id === ref);
      return text(request?.description ?? ref);
    }
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(kind);
  }
};

const replyBlocks = (subject: Subject, replies: readonly TalkReply[]): readonly Block[] =>
  table(
    'judgement',
    message('view.replies'),
    [column('column.point'), column('column.adopted'), column('column.reply')],
    replies.flatMap(({ to, adopted, reply }) => {
      const item = itemOf(subject, to);
      return item === undefined
        ? []
        : [
            {
              cells: [
                item,
                message(adopted ? 'value.adopted' : 'value.notAdopted'),
                reply.trim() === '' ? message('value.none') : text(reply),
              ],
            },
          ];
    }),
  );

/** The employee's causes, requests and answers to the goals, and what became of each (C2, C5). */
export const employeeView = (subject: Subject): Section => {
  const items = eventsOf(subject, 'DraftAnswered', 'AnswerReplied', 'TalkDeclined').map(
    ({ event, at, by }): Entry => {
      const entry = { when: moment(subject, at), by: who(subject, by), marks: [] };
      switch (event.type) {
        case 'DraftAnswered':
          return {
            ...entry,
            title: message('agreement.answered'),
            blocks: answerBlocks(subject, event.answer),
          };
        case 'AnswerReplied':
          return {
            ...entry,
            title: message('agreement.replied'),
            blocks: replyBlocks(subject, event.replies),
          };
        case 'TalkDeclined':
          return { ...entry, title: message('agreement.declined'), blocks: [] };
        /* v8 ignore next 2 -- does not compile while a case is missing */
        default:
          return unreachable(event);
      }
    },
  );
  return {
    id: 'employee-view',
    title: message('section.employeeView'),
    blocks:
      items.length > 0
        ? [{ type: 'entries', items }]
        : [note('view.none', { status: word('talkStatuses', subject.plan.talk.status) })],
  };
};
