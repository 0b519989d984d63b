import type { MemberId } from '../../kernel/ids.ts';
import type { PlanContent } from '../../plan/content.ts';
import { type ContentChange, changesBetween } from '../../plan/content-changes.ts';
import type { EventOf, RecordedEvent } from '../../plan/events.ts';
import { type Cell, date, message, type Value, word } from '../document.ts';
import { person, type Subject } from '../subject.ts';
import { isShown } from '../visibility.ts';

interface Change {
  readonly what: Cell;
  /** Authored; absent where the change follows from a rule. */
  readonly reason?: string;
}

type Proposed = EventOf<'AmendmentProposed'>;

const proposedBefore = ({ history }: Subject, seq: number): Proposed | undefined =>
  history
    .filter((one) => one.seq <= seq)
    .flatMap(({ event }) => (event.type === 'AmendmentProposed' ? [event] : []))
    .at(-1);

/** What the plan said just before an event. */
const contentBefore = ({ history, plan }: Subject, seq: number): PlanContent => {
  let content = plan.content;
  let proposed = content;
  for (const { event } of history.filter((one) => one.seq < seq))
    switch (event.type) {
      case 'PlanDrafted':
      case 'ContentEdited':
      case 'PlanResumed':
        content = event.content;
        break;
      case 'PlanActivated':
        content = event.content ?? content;
        break;
      case 'AmendmentProposed':
        proposed = event.content;
        break;
      case 'AmendmentTookEffect':
        content = proposed;
        break;
      default:
        break;
    }
  return content;
};

/** `goal made harder: no. 2`. */
const line = ({ kind, path, id }: ContentChange): Value => {
  const what = word('contentChanges', kind);
  return id === undefined
    ? what
    : message('change.part', { what, n: Number(path.split('/').at(-1)) + 1 });
};

/** How many amendments there were up to an event; they are numbered in that order. */
const numberAt = ({ history }: Subject, seq: number): number =>
  history.filter(
    (one) =>
      one.seq <= seq && ['AmendmentProposed', 'ManagerChangeProposed'].includes(one.event.type),
  ).length;

/** What is proposed, line by line, with the reason. */
const proposal = (
  subject: Subject,
  event: Proposed,
  seq: number,
  key: 'change.amendmentProposed' | 'change.amendmentServed',
): Change => ({
  what: [
    message(key, { no: numberAt(subject, seq), kind: word('amendmentKinds', event.kind) }),
    ...(event.extension === undefined
      ? []
      : [message('change.extensionFor', { reason: word('extensionReasons', event.extension) })]),
    ...changesBetween(contentBefore(subject, seq), event.content).map(line),
  ],
  reason: event.reason,
});

/** Whether the employee has seen the amendment that an event speaks of. */
const wasServed = ({ history }: Subject, seq: number): boolean => {
  const upTo = history.filter((one) => one.seq <= seq);
  const from = upTo.findLastIndex(({ event }) => event.type === 'AmendmentProposed');
  return upTo
    .slice(Math.max(0, from))
    .some(
      ({ event }) =>
        event.type === 'AmendmentServed' ||
        (event.type === 'AmendmentProposed' && event.path === 'LIGHT'),
    );
};

const said = (words: string | null | undefined) =>
  words === null || words === undefined ? {} : { reason: words };

/**
 * What pauses, amendments and a change of manager did to the plan: what changed, why, and who agreed.
 * The employee's copy begins where the amendment was served.
 */
export const amendmentChange = (
  subject: Subject,
  { event, seq }: RecordedEvent,
): Change | undefined => {
  const isForAll = isShown('proposals', subject.view);
  const no = numberAt(subject, seq);
  switch (event.type) {
    case 'PlanPaused':
      return {
        what: message('change.paused', { reason: word('pauseReasons', event.reason) }),
        reason: event.note,
      };
    case 'PlanResumed':
      return {
        what: message('change.resumed', {
          days: event.workingDays,
          end: date(event.content.schedule.endOn),
        }),
      };
    case 'AmendmentProposed':
      if (event.path === 'LIGHT') return proposal(subject, event, seq, 'change.amendmentServed');
      return isForAll ? proposal(subject, event, seq, 'change.amendmentProposed') : undefined;
    case 'AmendmentApproved':
      return isForAll ? { what: message('change.amendmentApproved', { no }) } : undefined;
    case 'AmendmentServed': {
      const proposed = proposedBefore(subject, seq);
      return proposed && proposal(subject, proposed, seq, 'change.amendmentServed');
    }
    case 'AmendmentAcknowledged': {
      const { answer } = event;
      return {
        what: message('change.amendmentAnswered', {
          no,
          answer: word('acknowledgements', answer.kind),
        }),
        ...(answer.kind === 'DISAGREED' ? said(answer.statement) : {}),
      };
    }
    case 'AmendmentTookEffect':
      return {
        what: [
          message('change.amendmentEffective', { no }),
          ...(event.extension === undefined
            ? []
            : [
                message('change.extended', {
                  from: date(event.extension.from),
                  to: date(event.extension.to),
                  days: event.extension.workingDays,
                }),
              ]),
        ],
      };
    case 'AmendmentRejected':
      return isForAll || wasServed(subject, seq)
        ? { what: message('change.amendmentRejected', { no }), ...said(event.reason) }
        : undefined;
    case 'AmendmentLapsed':
      return isForAll || wasServed(subject, seq)
        ? { what: message('change.amendmentLapsed', { no }) }
        : undefined;
    case 'ManagerChangeProposed':
      return handover(subject, event.to, event.handoverNote);
    case 'ManagerReassigned':
      return handover(subject, event.managerId, event.handoverNote);
    case 'ManagerChangeAccepted':
      return { what: message('change.managerAccepted') };
    case 'ManagerChangeDeclined':
      return {
        what: message('change.managerDeclined'),
        ...(isShown('managerAssignment', subject.view) ? said(event.reason) : {}),
      };
    case 'RuleOverridden':
      return {
        what: message('change.overridden', { rule: { type: 'rule', ruleId: event.ruleId } }),
        reason: event.reason,
      };
    default:
      return undefined;
  }
};

/** The note is between HR and the managers (A1). */
const handover = (subject: Subject, to: MemberId, note: string): Change => ({
  what: message('change.managerNamed', { name: person(subject, to) }),
  ...(isShown('managerAssignment', subject.view) ? { reason: note } : {}),
});
