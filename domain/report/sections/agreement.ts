import { unreachable } from '../../kernel/unreachable.ts';
import type { Acknowledgement } from '../../plan/acknowledgement.ts';
import type { PlanEventType, RecordedEvent } from '../../plan/events.ts';
import {
  type Block,
  code,
  date,
  type Entry,
  type FactsBlock,
  type FactsRow,
  fact,
  type Message,
  message,
  note,
  type Section,
  text,
  texts,
  type Value,
  values,
  word,
} from '../document.ts';
import { contentHashOf, eventsOf, moment, office, person, type Subject, who } from '../subject.ts';
import { isShown } from '../visibility.ts';

const factsOf = (...rows: FactsBlock['rows']): readonly Block[] => [
  { type: 'facts', nature: 'fact', rows },
];

const judged = (label: Message, by: Value, words: string): Block => ({
  type: 'quote',
  nature: 'judgement',
  label,
  by,
  text: words,
});

/** Enough of a hash to recognise one that stands in full at the head of the report. */
const HASH_START = 16;

/** The text a step was about; in full when it is not the one the report's head names. */
const hashRow = (subject: Subject, hash: string): FactsRow =>
  fact(
    'agreement.hash',
    code(hash === contentHashOf(subject) ? `${hash.slice(0, HASH_START)}…` : hash),
  );

/** A signature on paper: when, before whom, who entered it, and which scan shows it. */
const paperRows = (
  subject: Subject,
  { on, paper }: Extract<Acknowledgement, { readonly kind: 'AGREED' | 'DISAGREED' }>,
): readonly FactsRow[] =>
  paper === undefined
    ? []
    : [
        fact('agreement.paper', date(on)),
        ...(paper.witness === undefined
          ? []
          : [
              fact(
                'agreement.witness',
                message('agreement.witnessOf', {
                  name: paper.witness.name,
                  role: paper.witness.role,
                }),
              ),
            ]),
        fact('agreement.paperBy', person(subject, paper.recordedBy)),
        fact('agreement.scan', code(paper.sha256)),
      ];

/** How the employee, or whoever had to in the employee's place, answered the plan that was served. */
const answerTo = (subject: Subject, acknowledgement: Acknowledgement): readonly Block[] => {
  const hash = hashRow(subject, acknowledgement.contentHash);
  const kind = fact('agreement.kind', word('acknowledgements', acknowledgement.kind));
  switch (acknowledgement.kind) {
    case 'AGREED':
    case 'DISAGREED': {
      const sentence = fact('agreement.sentence', text(acknowledgement.sentence));
      return factsOf(
        kind,
        sentence,
        ...(acknowledgement.kind === 'DISAGREED'
          ? [
              fact(
                'agreement.statement',
                message(
                  acknowledgement.statement === null
                    ? 'agreement.statementNone'
                    : 'agreement.statementGiven',
                ),
              ),
            ]
          : []),
        ...paperRows(subject, acknowledgement),
        hash,
      );
    }
    case 'REFUSED': {
      const { witness } = acknowledgement;
      return [
        ...factsOf(
          kind,
          fact(
            'agreement.witness',
            message('agreement.witnessOf', { name: witness.name, role: witness.role }),
          ),
          fact(
            'agreement.witnessedAt',
            message('agreement.witnessedAtOf', {
              at: moment(subject, witness.at),
              place: witness.place,
            }),
          ),
          hash,
        ),
        note('agreement.refusalNote'),
      ];
    }
    case 'NO_RESPONSE':
      return [
        ...factsOf(
          kind,
          fact(
            'agreement.reminders',
            message('agreement.remindersOf', { count: acknowledgement.remindersDelivered }),
          ),
          hash,
        ),
        note('agreement.silenceNote'),
      ];
    case 'UNREACHABLE':
      return factsOf(
        kind,
        fact(
          'agreement.attempts',
          acknowledgement.attempts.map((attempt) =>
            message('agreement.attemptOf', {
              at: moment(subject, attempt.at),
              channel: word('channels', attempt.channel),
              proof: attempt.proof,
            }),
          ),
        ),
        hash,
      );
    /* v8 ignore next 2 -- does not compile while a case is missing */
    default:
      return unreachable(acknowledgement);
  }
};

type Step = Pick<Entry, 'title'> & Partial<Pick<Entry, 'marks' | 'blocks'>>;

/** Whether the next word of HR on a submission was to send it back. */
const cameBack = ({ history }: Subject, seq: number): boolean =>
  history.find(
    ({ seq: later, event: { type } }) =>
      later > seq && (type === 'PlanReturned' || type === 'PlanApproved'),
  )?.event.type === 'PlanReturned';

/** The submissions up to that one, as far as this copy shows them; 0 where it does not show it. */
const submissionNumber = (subject: Subject, seq: number): number => {
  const shown = eventsOf(subject, 'PlanSubmitted').filter(
    (one) => isShown('returns', subject.view) || !cameBack(subject, one.seq),
  );
  return shown.findIndex((one) => one.seq === seq) + 1;
};

/** What one event means on the way to agreement; nothing where this copy does not show it. */
const stepOf = (subject: Subject, recorded: RecordedEvent): Step | undefined => {
  const { event, by, seq } = recorded;
  const { view, history } = subject;
  switch (event.type) {
    case 'PlanDrafted':
      return {
        title: message('agreement.drafted'),
        blocks:
          event.managerAssignment !== undefined && isShown('managerAssignment', view)
            ? [judged(message('agreement.assignment'), who(subject, by), event.managerAssignment)]
            : [],
      };
    case 'ContentEdited': {
      const shared = history.some((one) => one.event.type === 'DraftShared' && one.seq < seq);
      return shared || event.approvalVoided
        ? {
            title: message('agreement.edited'),
            marks: event.approvalVoided ? [message('agreement.approvalVoided')] : [],
          }
        : undefined;
    }
    case 'DraftShared':
      return {
        title: message('agreement.shared'),
        blocks: factsOf(
          fact('agreement.talkHeldOn', date(event.talkHeldOn)),
          fact('agreement.replyBy', date(event.replyBy)),
        ),
      };
    case 'SharingDeferred':
      return {
        title: message('agreement.deferred'),
        blocks: isShown('deferralReason', view)
          ? [judged(message('label.reason'), who(subject, by), event.reason)]
          : [],
      };
    case 'DraftAnswered':
      return { title: message('agreement.answered') };
    case 'TalkDeclined':
      return { title: message('agreement.declined') };
    case 'AnswerReplied':
      return { title: message('agreement.replied') };
    case 'PlanSubmitted': {
      const n = submissionNumber(subject, seq);
      return n === 0
        ? undefined
        : {
            title: message('agreement.submitted', { n }),
            blocks: factsOf(hashRow(subject, event.contentHash)),
          };
    }
    case 'PlanReturned':
      return isShown('returns', view)
        ? {
            title: message('agreement.returned'),
            blocks: [judged(message('label.comment'), who(subject, by), event.comment)],
          }
        : undefined;
    case 'PlanApproved':
      return {
        title: message('agreement.approved'),
        blocks: factsOf(hashRow(subject, event.contentHash)),
      };
    case 'PlanPresented': {
      const { delivery } = event;
      return {
        title: message('agreement.presented'),
        blocks: factsOf(
          fact(
            'agreement.meeting',
            message('agreement.meetingOf', {
              at: moment(subject, delivery.heldAt),
              how: word('channels', delivery.how),
              place: delivery.place,
            }),
          ),
          fact('label.attendees', values(...texts(delivery.attendees))),
          fact(
            'agreement.served',
            message('agreement.servedOf', {
              at: moment(subject, delivery.servedAt),
              channel: word('channels', delivery.servedBy),
            }),
          ),
          fact('agreement.ackBy', date(delivery.ackBy)),
        ),
      };
    }
    case 'PlanAcknowledged':
      return {
        title: message('agreement.acknowledged'),
        blocks: answerTo(subject, event.acknowledgement),
      };
    case 'PlanRecalled':
      return {
        title: message('agreement.recalled'),
        blocks: [judged(message('label.reason'), who(subject, by), event.reason)],
      };
    case 'PlanActivated': {
      const { startOn, endOn, movedByWD } = event.activation;
      return {
        title: message('agreement.started'),
        marks: movedByWD > 0 ? [message('head.moved', { days: movedByWD })] : [],
        blocks: factsOf(
          fact('agreement.term', message('value.span', { from: date(startOn), to: date(endOn) })),
        ),
      };
    }
    default:
      return undefined;
  }
};

/** Steps that the employee's copy gives to an office instead of a person. */
const BY_OFFICE: readonly PlanEventType[] = [
  'PlanDrafted',
  'ContentEdited',
  'PlanSubmitted',
  'PlanApproved',
];

/** Who agreed to what and when: every step up to the start, with the version it was about (H1). */
export const agreement = (subject: Subject): Section => ({
  id: 'agreement',
  title: message('section.agreement'),
  blocks: [
    note('agreement.intro'),
    {
      type: 'entries',
      items: subject.history.flatMap((recorded) => {
        const step = stepOf(subject, recorded);
        return step === undefined
          ? []
          : [
              {
                when: moment(subject, recorded.at),
                by: (BY_OFFICE.includes(recorded.event.type) ? office : who)(subject, recorded.by),
                marks: [],
                blocks: [],
                ...step,
              },
            ];
      }),
    },
  ],
});
