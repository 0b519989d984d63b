import type { MemberId } from '../../kernel/ids.ts';
import type { RecordedEvent } from '../../plan/events.ts';
import {
  type Cell,
  column,
  date,
  message,
  note,
  number,
  type Section,
  table,
  text,
  word,
} from '../document.ts';
import { goalRef, moment, person, type Subject, unitOf, who } from '../subject.ts';
import { isShown } from '../visibility.ts';
import { amendmentChange } from './amendments.ts';

interface Change {
  readonly what: Cell;
  /** Authored; absent where the change follows from a rule. */
  readonly reason?: string;
}

/** Who has access, by name where names are shown: whether to the employee, is the company's policy. */
const grantee = (subject: Subject, { memberId }: { readonly memberId: MemberId }) =>
  isShown('granteeNames', subject.view) ? { name: person(subject, memberId) } : {};

/** What an event changed against the plan as it stood, or nothing. */
const changeOf = (subject: Subject, recorded: RecordedEvent): Change | undefined => {
  const { event, seq } = recorded;
  const { content } = subject.plan;
  const checkpoint = (id: string) =>
    message('ref.checkpoint', {
      n: content.schedule.checkpoints.findIndex((one) => one.id === id) + 1,
    });
  switch (event.type) {
    case 'PlanActivated': {
      const { movedByWD } = event.activation;
      return movedByWD === 0 ? undefined : { what: message('change.started', { days: movedByWD }) };
    }
    case 'PlanRecalled':
      return { what: message('change.recalled'), reason: event.reason };
    case 'PlanCancelled':
      return {
        what: message('change.cancelled', { reason: word('cancelReasons', event.reason) }),
        reason: event.note,
      };
    case 'CheckInMoved':
      return {
        what: message('change.checkInMoved', {
          from: date(event.plannedOn),
          to: date(event.dueOn),
        }),
        reason: event.reason,
      };
    case 'CheckpointMoved':
      return {
        what: message('change.checkpointMoved', {
          checkpoint: checkpoint(event.checkpointId),
          to: date(event.dueOn),
        }),
        reason: event.reason,
      };
    case 'CheckInExcused':
      return {
        what: message('change.checkInExcused', { on: date(event.plannedOn) }),
        reason: event.reason,
      };
    case 'CheckpointExcused':
      return {
        what: message('change.checkpointExcused', { checkpoint: checkpoint(event.checkpointId) }),
        reason: event.reason,
      };
    case 'MeasurementRecorded':
      return event.supersedes === undefined
        ? undefined
        : {
            what: message('change.measurement', {
              seq,
              replaced: event.supersedes.seq,
              goal: goalRef(subject, event.goalId),
            }),
            reason: event.supersedes.reason,
          };
    case 'BaselineRecorded':
      return {
        what: message('change.baseline', {
          goal: goalRef(subject, event.goalId),
          value: number(event.value, unitOf(subject, event.goalId)),
          period: event.period,
        }),
      };
    case 'SupportWaived':
      return {
        what: message('change.supportWaived', {
          n: content.supports.findIndex((one) => one.id === event.supportId) + 1,
        }),
        reason: event.reason,
      };
    case 'AccessGranted': {
      const { as, from, until, purpose } = event.grant;
      if (!isShown('grants', subject.view)) return undefined;
      return {
        what: message('change.accessGranted', {
          ...grantee(subject, event.grant),
          as: word('grants', as),
          from: date(from),
          until: date(until),
        }),
        reason: purpose,
      };
    }
    case 'AccessRevoked':
      return isShown('grants', subject.view)
        ? {
            what: message('change.accessRevoked', {
              ...grantee(subject, event),
              as: word('grants', event.as),
            }),
            reason: event.reason,
          }
        : undefined;
    case 'AccessEnded':
      return isShown('grants', subject.view)
        ? {
            what: message('change.accessEnded', {
              ...grantee(subject, event),
              as: word('grants', event.as),
            }),
          }
        : undefined;
    case 'GoalMarkedSubstantiallyMet':
      return {
        what: message('change.substantiallyMet', { goal: goalRef(subject, event.goalId) }),
        reason: event.reason,
      };
    case 'FinalReviewBegun':
      return event.early
        ? { what: message('change.earlyReview', { on: date(event.on) }) }
        : undefined;
    case 'OutcomeReturned':
      return isShown('returns', subject.view)
        ? { what: message('change.outcomeReturned'), reason: event.comment }
        : undefined;
    default:
      return amendmentChange(subject, recorded);
  }
};

/** Everything that departed from the plan as it was agreed, with who did it and why. */
export const changes = (subject: Subject): Section => {
  const rows = subject.history.flatMap((recorded) => {
    const change = changeOf(subject, recorded);
    return change === undefined
      ? []
      : [
          {
            cells: [
              moment(subject, recorded.at),
              change.what,
              change.reason === undefined || change.reason.trim() === ''
                ? message('value.none')
                : text(change.reason),
              who(subject, recorded.by),
            ],
          },
        ];
  });
  return {
    id: 'changes',
    title: message('section.changes'),
    blocks:
      rows.length === 0
        ? [note('change.none')]
        : table(
            'fact',
            message('change.caption'),
            [
              column('column.recordedAt'),
              column('column.change'),
              column('column.reason', { nature: 'statement' }),
              column('column.by'),
            ],
            rows,
          ),
  };
};
