import { unreachable } from '../../kernel/unreachable.ts';
import {
  type Block,
  date,
  type Entry,
  fact,
  facts,
  message,
  note,
  ofEntries,
  type Section,
  text,
  texts,
  values,
  word,
} from '../document.ts';
import { eventsOf, moment, type Subject, who } from '../subject.ts';

const factsOf = (...rows: Extract<Block, { readonly type: 'facts' }>['rows']): Block => ({
  type: 'facts',
  nature: 'fact',
  rows,
});

/** Invitations, the meeting and the employee's answer (K8). */
const steps = (subject: Subject): readonly Entry[] =>
  eventsOf(
    subject,
    'FinalReviewBegun',
    'FinalInvitationRecorded',
    'FinalMeetingHeld',
    'FinalResponseRecorded',
  ).map(({ event, at, by }): Entry => {
    const entry = { when: moment(subject, at), by: who(subject, by), marks: [] };
    switch (event.type) {
      case 'FinalReviewBegun':
        return {
          ...entry,
          title: message('review.begun', { on: date(event.on) }),
          marks: event.early ? [message('review.early')] : [],
          blocks: [],
        };
      case 'FinalInvitationRecorded':
        return {
          ...entry,
          title: message('review.invited', { on: date(event.invitedOn) }),
          blocks: [
            factsOf(
              fact('review.channel', word('channels', event.channel)),
              fact('review.proof', text(event.proof)),
            ),
          ],
        };
      case 'FinalMeetingHeld':
        return {
          ...entry,
          title: message('review.held', { on: date(event.heldOn) }),
          blocks: [
            factsOf(
              fact('label.attendees', values(...texts(event.attendees))),
              ...facts('checkIn.facts', texts(event.facts)),
            ),
          ],
        };
      case 'FinalResponseRecorded':
        return {
          ...entry,
          title: message('review.response', { on: date(event.on) }),
          blocks: [note(event.text === null ? 'review.noWords' : 'review.wordsGiven')],
        };
      /* v8 ignore next 2 -- does not compile while a case is missing */
      default:
        return unreachable(event);
    }
  });

/** The review at the end; nothing before it has begun. */
export const finalReview = (subject: Subject): readonly Section[] =>
  ofEntries(steps(subject), (blocks) => ({
    id: 'final-review',
    title: message('section.finalReview'),
    blocks,
  }));
