import type { RecordedEvent } from '../../plan/events.ts';
import type { AcceptedWarning } from '../../plan/rules/findings.ts';
import {
  column,
  finding,
  type Message,
  message,
  note,
  type Section,
  table,
  text,
} from '../document.ts';
import { moment, person, type Subject } from '../subject.ts';

/** The warnings that an event passed, and at which step. */
const acceptedIn = ({
  event,
}: RecordedEvent): { readonly step: Message; readonly accepted: readonly AcceptedWarning[] } => {
  switch (event.type) {
    case 'PlanDrafted':
      return { step: message('agreement.drafted'), accepted: event.accepted };
    case 'PlanSubmitted':
      return { step: message('warning.atSubmission'), accepted: event.accepted };
    case 'PlanApproved':
      return { step: message('agreement.approved'), accepted: event.accepted };
    case 'PlanPresented':
      return { step: message('agreement.presented'), accepted: event.accepted };
    case 'CheckInHeld':
      return { step: message('ref.checkIn'), accepted: event.accepted };
    case 'PlanResumed':
    case 'AmendmentProposed':
    case 'AmendmentApproved':
    case 'ManagerChangeProposed':
      return { step: message('warning.atChange'), accepted: event.accepted };
    case 'OutcomeProposed':
      return { step: message('warning.atProposal'), accepted: event.proposal.accepted };
    case 'PlanClosed':
      return { step: message('warning.atApproval'), accepted: event.accepted };
    default:
      return { step: message('value.none'), accepted: [] };
  }
};

/** Warnings that somebody passed with a reason; HR's copy only (domain.md section 2). */
export const warnings = (subject: Subject): Section => {
  const rows = subject.history.flatMap((recorded) => {
    const { step, accepted } = acceptedIn(recorded);
    return accepted.map(({ ruleId, reason, by, findings }) => ({
      cells: [
        moment(subject, recorded.at),
        step,
        [{ type: 'rule', ruleId } as const, ...findings.map((one) => finding(one, true))],
        text(reason),
        person(subject, by),
      ],
    }));
  });
  return {
    id: 'warnings',
    title: message('section.warnings'),
    blocks: [
      note('warning.intro'),
      ...(rows.length === 0
        ? [note('warning.none')]
        : table(
            'fact',
            message('warning.caption'),
            [
              column('column.recordedAt'),
              column('column.step'),
              column('column.rule'),
              column('column.reason', { nature: 'judgement' }),
              column('column.by'),
            ],
            rows,
          )),
    ],
  };
};
