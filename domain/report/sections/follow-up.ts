import type { JurisdictionFact } from '../../plan/rules/jurisdiction.ts';
import {
  type Block,
  column,
  date,
  message,
  note,
  type Section,
  type TableRow,
  table,
  text,
  type Value,
  values,
  word,
} from '../document.ts';
import { eventsOf, moment, type Subject, theEmployee, whoAt } from '../subject.ts';
import { isShown } from '../visibility.ts';

/** What employee and manager said of actions and supports, checkpoint by checkpoint (E6). */
const ratings = (subject: Subject): readonly Block[] => {
  const { actions, supports, schedule } = subject.plan.content;
  const nameOf = (part: 'action' | 'support', id: string): Value => {
    const parts: readonly { readonly id: string }[] = part === 'action' ? actions : supports;
    return message(part === 'action' ? 'ref.action' : 'ref.support', {
      n: parts.findIndex((one) => one.id === id) + 1,
    });
  };
  return subject.records.ratings.flatMap(({ seq, checkpointId, ratings: rated, from }) =>
    table(
      'judgement',
      message('followUp.ratingsOf', {
        n: schedule.checkpoints.findIndex(({ id }) => id === checkpointId) + 1,
        by: whoAt(subject, seq),
        as: word('actors', from),
      }),
      [
        column('column.part'),
        column('column.done', { nature: 'fact' }),
        column('column.howWell', { nature: 'fact' }),
        column('followUp.effective'),
      ],
      rated.map(({ part, id, done, how, effective }) => ({
        cells: [nameOf(part, id), word('done', done), text(how), word('effects', effective)],
      })),
    ),
  );
};

/** What stood in the way, and what was done about it (I8). */
const obstacles = (subject: Subject): readonly Block[] =>
  table(
    'fact',
    message('followUp.obstacles'),
    [
      column('column.recordedAt'),
      column('followUp.obstacle'),
      column('column.by'),
      column('column.answer', { nature: 'judgement' }),
    ],
    subject.records.obstacles.map(
      ({ seq, at, text: words, answers }): TableRow => ({
        cells: [
          moment(subject, at),
          text(words),
          whoAt(subject, seq),
          answers.length === 0
            ? message('followUp.open')
            : answers.map((one) =>
                values(moment(subject, one.at), whoAt(subject, one.seq), text(one.text)),
              ),
        ],
      }),
    ),
  );

/** What the employee noted before check-ins (I1). */
const preparations = (subject: Subject): readonly Block[] =>
  subject.records.preparations.map(
    ({ at, plannedOn, text: words, supportNeeded }): Block => ({
      type: 'quote',
      nature: 'statement',
      label: message('followUp.preparedFor', { on: date(plannedOn) }),
      by: theEmployee(subject),
      when: moment(subject, at),
      text: [words, ...supportNeeded].join('\n'),
    }),
  );

/** HR's answer to an employee who signed and disagreed (H10). */
const disagreement = (subject: Subject): readonly Block[] =>
  eventsOf(subject, 'DisagreementAnswered').map(
    ({ at, seq, event }): Block => ({
      type: 'quote',
      nature: 'judgement',
      label:
        event.amendment === undefined
          ? message('followUp.disagreement')
          : message('followUp.disagreementAmended', { no: event.amendment }),
      by: whoAt(subject, seq),
      when: moment(subject, at),
      text: event.text,
    }),
  );

/** What a fact says, beside its kind and its day. */
const saidBy = (fact: JurisdictionFact): readonly Value[] =>
  Object.entries(fact)
    .filter(([name]) => name !== 'kind' && name !== 'on' && name !== 'gapId')
    .map(([, value]) =>
      typeof value === 'boolean' ? word('done', value ? 'yes' : 'no') : text(String(value)),
    );

/** What HR recorded for the law of the place; in HR's copy alone. */
const jurisdiction = (subject: Subject): readonly Block[] =>
  isShown('jurisdiction', subject.view)
    ? table(
        'fact',
        message('followUp.jurisdiction'),
        [column('column.date'), column('column.what'), column('column.words')],
        (subject.plan.jurisdiction ?? []).map((fact) => ({
          cells: [date(fact.on), word('jurisdictionFacts', fact.kind), saidBy(fact)],
        })),
      )
    : [];

/** What followed up on meetings, signatures and obstacles (E6, H10, I1, I8). */
export const followUp = (subject: Subject): readonly Section[] => {
  const blocks = [
    ...disagreement(subject),
    ...ratings(subject),
    ...obstacles(subject),
    ...preparations(subject),
    ...jurisdiction(subject),
  ];
  return blocks.length === 0
    ? []
    : [
        {
          id: 'follow-up',
          title: message('section.followUp'),
          blocks: [note('followUp.intro'), ...blocks],
        },
      ];
};
