import { unreachable } from '../../kernel/unreachable.ts';
import {
  type Block,
  date,
  type Entry,
  fact,
  message,
  note,
  type Section,
  type Value,
  word,
} from '../document.ts';
import { eventsOf, gapRef, moment, type Subject, who } from '../subject.ts';

const quote = (
  { by, when }: { readonly by: Value; readonly when: Value },
  text: string,
): Block => ({ type: 'quote', nature: 'statement', label: message('column.fact'), by, when, text });

/** Check-ins on a success, and a gap that came back (M1, M2). */
const steps = (subject: Subject): readonly Entry[] =>
  eventsOf(subject, 'SustainCheckInHeld', 'RelapseRecorded', 'RelapseAnswered').map(
    ({ event, at, by }): Entry => {
      const entry = { when: moment(subject, at), by: who(subject, by), marks: [] };
      switch (event.type) {
        case 'SustainCheckInHeld':
          return {
            ...entry,
            title: message('sustain.checkIn', { on: date(event.heldOn) }),
            blocks: [
              quote(entry, event.fact),
              {
                type: 'quote',
                nature: 'judgement',
                label: message(`sustain.${event.feedback.kind}`),
                by: entry.by,
                when: entry.when,
                text: event.feedback.text,
              },
            ],
          };
        case 'RelapseRecorded':
          return {
            ...entry,
            title: message('sustain.relapse', {
              on: date(event.occurredOn),
              gap: gapRef(subject, event.gapId),
            }),
            blocks: [quote(entry, event.fact)],
          };
        case 'RelapseAnswered':
          return {
            ...entry,
            title: message('sustain.answered', { nextStep: word('nextSteps', event.nextStep) }),
            blocks: [
              {
                type: 'quote',
                nature: 'judgement',
                label: message('label.reason'),
                by: entry.by,
                when: entry.when,
                text: event.reason,
              },
            ],
          };
        /* v8 ignore next 2 -- does not compile while a case is missing */
        default:
          return unreachable(event);
      }
    },
  );

/** How a success is sustained; nothing where there is none. */
export const sustaining = (subject: Subject): readonly Section[] => {
  const begun = eventsOf(subject, 'SustainBegun').at(-1);
  if (begun === undefined) return [];
  const items = steps(subject);
  const { startOn, endsOn } = begun.event;
  return [
    {
      id: 'sustain',
      title: message('section.sustain'),
      blocks: [
        note('sustain.intro'),
        {
          type: 'facts',
          nature: 'fact',
          rows: [
            fact(
              'sustain.window',
              message('sustain.windowOf', { from: date(startOn), to: date(endsOn) }),
            ),
          ],
        },
        items.length === 0 ? note('sustain.none') : { type: 'entries', items },
      ],
    },
  ];
};
