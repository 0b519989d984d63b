import type { PlanEvent } from '../../plan/events.ts';
import { type Block, type Message, message, note, type Section } from '../document.ts';
import { moment, type Subject, theEmployee } from '../subject.ts';

/** The employee's words in an event, and on what occasion; `null` is an explicit "none". */
const wordsIn = (
  event: PlanEvent,
): { readonly label: Message; readonly words: string | null } | undefined => {
  switch (event.type) {
    case 'StatementMade':
      return { label: message('statement.made'), words: event.text };
    case 'PlanAcknowledged':
      return event.acknowledgement.kind === 'DISAGREED'
        ? { label: message('statement.onPlan'), words: event.acknowledgement.statement }
        : undefined;
    case 'FinalResponseRecorded':
      return { label: message('statement.onReview'), words: event.text };
    default:
      return undefined;
  }
};

/** The employee's own words, all of them and in full (H8). */
export const statements = (subject: Subject): Section => {
  const blocks = subject.history.flatMap(({ event, at }): readonly Block[] => {
    const found = wordsIn(event);
    if (found === undefined) return [];
    const when = moment(subject, at);
    return found.words === null
      ? [note('statement.none', { occasion: found.label, at: when })]
      : [
          {
            type: 'quote',
            nature: 'statement',
            label: found.label,
            by: theEmployee(subject),
            when,
            text: found.words,
          },
        ];
  });
  return {
    id: 'statements',
    title: message('section.statements'),
    blocks: [
      note('statement.intro'),
      ...(blocks.length === 0 ? [note('statement.nothing')] : blocks),
    ],
  };
};
