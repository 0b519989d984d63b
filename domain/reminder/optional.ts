import { LADDERS, type ObligationKind, type ReminderKind, type Step } from './vocabulary.ts';

/**
 * P8: sorts of mail that a person may switch off: reminders of their own tasks ahead of the day, and
 * news that ask nothing of them. Everything else ends when what it is about is done.
 */
export const OPTIONAL_MAILS = ['ahead', 'news'] as const;
export type OptionalMail = (typeof OPTIONAL_MAILS)[number];

const NEWS: ReadonlySet<string> = new Set<ReminderKind>(['planSucceeded', 'outcomeDecided']);

/** Their early reminders bring the invitation, or count as proof that somebody was told (H5, K8). */
const NEEDED_AHEAD: ReadonlySet<string> = new Set<ObligationKind>([
  'acknowledgement',
  'checkIn',
  'checkpoint',
  'finalReview',
]);

const isObligation = (kind: string): kind is ObligationKind => kind in LADDERS;

/**
 * P8: the sort of optional mail that something is, if it is one. A window that closes is a right that
 * is lost in silence, so its reminders are never optional.
 */
export const optionalMailOf = ({
  kind,
  step,
}: {
  readonly kind: string;
  readonly step: Step;
}): OptionalMail | undefined => {
  if (NEWS.has(kind)) return 'news';
  const isEarly = step === 'before' && isObligation(kind) && LADDERS[kind].overdue;
  return isEarly && !NEEDED_AHEAD.has(kind) ? 'ahead' : undefined;
};
