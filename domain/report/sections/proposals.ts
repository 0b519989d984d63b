import { isEnded } from '../../plan/stage.ts';
import { type Block, type Entry, fact, message, ofEntries, word } from '../document.ts';
import { reasonQuotes } from '../reason-quotes.ts';
import { eventsOf, moment, type Subject, who } from '../subject.ts';
import { isShown } from '../visibility.ts';

/** Whether the next word of HR on a proposal was to send it back. */
const cameBack = (subject: Subject, seq: number): boolean =>
  eventsOf(subject, 'OutcomeProposed', 'OutcomeReturned', 'PlanClosed').find(
    (later) => later.seq > seq,
  )?.event.type === 'OutcomeReturned';

/** The outcomes that were proposed and not decided: those that HR sent back, and an open one. */
export const proposals = (subject: Subject): readonly Block[] => {
  if (!isShown('proposals', subject.view)) return [];
  const { plan } = subject;
  const decided =
    isEnded(plan) && plan.closing.outcome !== 'CANCELLED' ? plan.closing.proposal.at : undefined;
  const items = eventsOf(subject, 'OutcomeProposed')
    .filter(({ event }) => event.proposal.at !== decided)
    .map(
      ({ event: { proposal }, seq, at, by }): Entry => ({
        when: moment(subject, at),
        by: who(subject, by),
        title: message('proposal.one', { outcome: word('outcomes', proposal.outcome) }),
        marks: [message(cameBack(subject, seq) ? 'proposal.returned' : 'proposal.open')],
        blocks: [
          {
            type: 'facts',
            nature: 'judgement',
            rows: [fact('outcome.nextStep', word('nextSteps', proposal.nextStep))],
          },
          ...reasonQuotes(subject, proposal),
        ],
      }),
    );
  return ofEntries(items, (blocks) => ({
    type: 'group',
    title: message('proposal.title'),
    blocks,
  }));
};
