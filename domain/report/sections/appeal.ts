import { unreachable } from '../../kernel/unreachable.ts';
import {
  type Block,
  date,
  type Entry,
  fact,
  message,
  ofEntries,
  type Section,
  text,
  texts,
  values,
  word,
} from '../document.ts';
import { eventsOf, moment, person, type Subject, theEmployee, who } from '../subject.ts';

const statement = (by: string, words: string): Block => ({
  type: 'quote',
  nature: 'statement',
  label: message('appeal.saidBy', { by }),
  by: text(by),
  text: words,
});

/** Every step of every appeal, with all that was said (L5). */
const steps = (subject: Subject): readonly Entry[] =>
  eventsOf(
    subject,
    'AppealLodged',
    'AppealDeciderNamed',
    'AppealHeard',
    'AppealDecided',
    'AppealWithdrawn',
  ).map(({ event, at, by }): Entry => {
    const entry = { when: moment(subject, at), by: who(subject, by), marks: [] };
    switch (event.type) {
      case 'AppealLodged':
        return {
          ...entry,
          title: message('appeal.lodged'),
          blocks: [
            {
              type: 'facts',
              nature: 'statement',
              rows: [
                fact(
                  'appeal.groundsGiven',
                  values(...event.grounds.map((ground) => word('appealGrounds', ground))),
                ),
                fact('appeal.decideBy', date(event.decideBy)),
              ],
            },
            {
              type: 'quote',
              nature: 'statement',
              label: message('appeal.words'),
              by: theEmployee(subject),
              when: moment(subject, at),
              text: event.text,
            },
          ],
        };
      case 'AppealDeciderNamed':
        return {
          ...entry,
          title: message('appeal.decider', { by: person(subject, event.deciderId) }),
          blocks: [],
        };
      case 'AppealHeard':
        return {
          ...entry,
          title: message('appeal.heard', { on: date(event.heldOn) }),
          blocks: [
            {
              type: 'facts',
              nature: 'fact',
              rows: [fact('appeal.attendees', values(...texts(event.attendees)))],
            },
            ...event.statements.map((one) => statement(one.by, one.text)),
          ],
        };
      case 'AppealDecided': {
        const { effect } = event;
        return {
          ...entry,
          title: message('appeal.decided', { decision: word('appealStatuses', event.decision) }),
          blocks: [
            {
              type: 'facts',
              nature: 'judgement',
              rows: [
                fact('appeal.effect', word('appealEffects', effect.kind)),
                ...(effect.kind === 'AMENDED'
                  ? [
                      fact('outcome.outcome', word('outcomes', effect.outcome)),
                      fact('outcome.nextStep', word('nextSteps', effect.nextStep)),
                    ]
                  : []),
              ],
            },
            {
              type: 'quote',
              nature: 'judgement',
              label: message('appeal.reasons'),
              by: who(subject, by),
              when: moment(subject, at),
              text: event.reasons,
            },
          ],
        };
      }
      case 'AppealWithdrawn':
        return { ...entry, title: message('appeal.withdrawn'), blocks: [] };
      /* v8 ignore next 2 -- does not compile while a case is missing */
      default:
        return unreachable(event);
    }
  });

/** The appeals against an outcome; nothing where there was none. */
export const appeals = (subject: Subject): readonly Section[] =>
  ofEntries(steps(subject), (blocks) => ({
    id: 'appeal',
    title: message('appeal.history'),
    blocks,
  }));
