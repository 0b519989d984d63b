/** What somebody owes, or is expected at, by a day; each has a ladder of reminders (P11). */
export const OBLIGATION_KINDS = [
  'talkReply',
  'review',
  'present',
  'acknowledgement',
  'checkIn',
  'checkInWriteUp',
  'checkInReply',
  'rating',
  'obstacle',
  'recognition',
  'correction',
  'disagreementAnswer',
  'checkpoint',
  'action',
  'measurement',
  'supportDelivery',
  'supportConfirmation',
  'finalReview',
  'outcome',
  'outcomeApproval',
  'amendmentApproval',
  'amendmentService',
  'amendmentAcknowledgement',
  'handover',
  'appeal',
  'appealDecider',
  'appealDecision',
  'sustainCheckIn',
  'relapse',
  'retention',
  'erasure',
] as const;
export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

/** What lists of tasks show: what is owed, and the pause that is proposed to HR (J9) without a mail. */
export const TASK_KINDS = [...OBLIGATION_KINDS, 'pause'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** What somebody is told once; nothing is owed by a day. */
export const NOTICE_KINDS = [
  'planReturned',
  'planStarted',
  'planCancelled',
  'outcomeReturned',
  'planPaused',
  'planResumed',
  'managerChanged',
  'amendmentDecided',
  'planSucceeded',
  'appealDecided',
  'planRecalled',
  'meetingMoved',
  'meetingCancelled',
  'interimReport',
  'supportWaived',
  'supportDisputed',
  'outcomeDecided',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export type ReminderKind = ObligationKind | NoticeKind;

/**
 * Where on its ladder a reminder stands: first word, ahead, on the day, to whoever owes it after
 * the day, to those who answer for it.
 */
export const STEPS = ['notice', 'before', 'onDay', 'overdue', 'escalation'] as const;
export type Step = (typeof STEPS)[number];

/** What the recipient is in the plan. */
export const RECIPIENT_ROLES = [
  'employee',
  'manager',
  'hr',
  'hrHead',
  'provider',
  'decider',
] as const;
export type RecipientRole = (typeof RECIPIENT_ROLES)[number];

interface Ladder {
  /** A first word when it opens: it opened by somebody else's act. */
  readonly notice: boolean;
  /**
   * Still owed after the day. A window that closes (an answer, a reply, an appeal) is a right: once
   * it is over there is nothing left to remind of, and nobody is told on.
   */
  readonly overdue: boolean;
}

/** Which parts of the ladder each kind has; reminders ahead and on the day all of them have. */
export const LADDERS: Readonly<Record<ObligationKind, Ladder>> = {
  talkReply: { notice: true, overdue: false },
  review: { notice: true, overdue: true },
  present: { notice: true, overdue: true },
  acknowledgement: { notice: true, overdue: true },
  // What follows a check-in that was due is its write-up.
  checkIn: { notice: false, overdue: false },
  checkInWriteUp: { notice: false, overdue: true },
  checkInReply: { notice: false, overdue: false },
  rating: { notice: true, overdue: true },
  obstacle: { notice: true, overdue: true },
  recognition: { notice: true, overdue: true },
  correction: { notice: true, overdue: true },
  disagreementAnswer: { notice: true, overdue: true },
  checkpoint: { notice: false, overdue: true },
  action: { notice: false, overdue: true },
  measurement: { notice: false, overdue: true },
  supportDelivery: { notice: false, overdue: true },
  supportConfirmation: { notice: false, overdue: false },
  finalReview: { notice: false, overdue: true },
  outcome: { notice: false, overdue: true },
  outcomeApproval: { notice: true, overdue: true },
  amendmentApproval: { notice: true, overdue: true },
  amendmentService: { notice: true, overdue: true },
  amendmentAcknowledgement: { notice: true, overdue: false },
  handover: { notice: true, overdue: true },
  appeal: { notice: true, overdue: false },
  appealDecider: { notice: true, overdue: true },
  appealDecision: { notice: true, overdue: true },
  sustainCheckIn: { notice: false, overdue: true },
  relapse: { notice: true, overdue: true },
  retention: { notice: true, overdue: true },
  erasure: { notice: true, overdue: true },
};
