import type { Gap } from '../../plan/content.ts';
import type { Cause } from '../../plan/vocabulary.ts';
import {
  type Block,
  column,
  date,
  fact,
  message,
  note,
  type Section,
  table,
  text,
  texts,
  type Value,
  values,
  word,
} from '../document.ts';
import { eventsOf, gapRef, goalRef, moment, office, type Subject } from '../subject.ts';

/** O6: what concerns a person's health or capacity is in no report, whoever reads it. */
export const isPrinted = (cause: Cause): boolean => cause !== 'CAPACITY_HEALTH';

const causes = (gap: Gap) =>
  table(
    'judgement',
    message('gap.causes'),
    [
      column('column.cause'),
      column('column.raisedBy'),
      column('column.reasoning'),
      column('column.comparison', { nature: 'fact' }),
    ],
    gap.causes
      .filter(({ cause }) => isPrinted(cause))
      .map(({ cause, raisedBy, note: reasoning, comparison }) => ({
        cells: [
          word('causes', cause),
          word('actors', raisedBy),
          reasoning === undefined ? message('value.none') : text(reasoning),
          comparison === undefined ? message('value.none') : text(comparison),
        ],
      })),
  );

const evidence = (gap: Gap) =>
  table(
    'fact',
    message('gap.evidence'),
    [
      column('column.occurredOn'),
      column('column.fact'),
      column('column.source'),
      column('column.reportedBy'),
    ],
    gap.evidence.map((item) => ({
      cells: [
        date(item.occurredOn),
        text(item.fact),
        [text(item.source), ...texts((item.attachments ?? []).map(({ name }) => name))],
        item.reportedBy === undefined ? message('value.none') : text(item.reportedBy),
      ],
    })),
  );

/** What the employee had heard of it before there was a plan (B4). */
const told = ({ priorFeedback = [] }: Gap) =>
  table(
    'fact',
    message('gap.priorFeedback'),
    [column('column.date'), column('column.words')],
    priorFeedback.map(({ givenOn, summary }) => ({ cells: [date(givenOn), text(summary)] })),
  );

const goalsFor = (subject: Subject, gap: Gap): Value => {
  const goals = subject.plan.content.goals.filter((goal) => goal.gapIds.includes(gap.id));
  return goals.length === 0
    ? message('gap.noGoal')
    : values(...goals.map((goal) => goalRef(subject, goal.id)));
};

const gapBlocks = (subject: Subject, gap: Gap): readonly Block[] => [
  {
    type: 'facts',
    nature: 'fact',
    rows: [
      fact('gap.expectation', text(gap.expectation)),
      fact(
        'gap.expectationSource',
        message('gap.expectationSourceOf', {
          kind: word('expectationSources', gap.expectationSource.kind),
          reference: gap.expectationSource.reference,
        }),
      ),
      fact('gap.observedFact', text(gap.observedFact)),
      fact('gap.goals', goalsFor(subject, gap)),
      ...(gap.deferred === undefined ? [] : [fact('gap.deferred', text(gap.deferred.reason))]),
    ],
  },
  ...evidence(gap),
  ...told(gap),
  ...causes(gap),
];

/** Where performance fell short of what was known to be expected, with evidence and causes. */
export const gaps = (subject: Subject): Section => {
  const written = eventsOf(subject, 'PlanDrafted', 'ContentEdited').slice(-1);
  return {
    id: 'gaps',
    title: message('section.gaps'),
    blocks: [
      ...written.map(({ by, at }) =>
        note('gap.origin', { author: office(subject, by), at: moment(subject, at) }),
      ),
      ...subject.plan.content.gaps.map(
        (gap): Block => ({
          type: 'group',
          title: gapRef(subject, gap.id),
          blocks: gapBlocks(subject, gap),
        }),
      ),
    ],
  };
};
