import { addDays, type CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { LANGUAGES, type Language } from '../../../domain/plan/vocabulary.ts';
import {
  OBLIGATION_KINDS,
  type ObligationKind,
  type RecipientRole,
  STEPS,
  type Step,
} from '../../../domain/reminder/vocabulary.ts';
import {
  type CalendarEvent,
  type DigestMail,
  type MailModel,
  type MailReason,
  NOTICE_KINDS,
  type NoticeKind,
  type NoticeMail,
  type ObligationMail,
} from '../../../functions/adapters/mail/model.ts';

export const DAY = '2026-03-12' as CivilDate;
export const MEETS_AT = '2026-03-12T02:00:00.000Z' as Instant;
const TASK = 'https://app.example.com/tasks/01JQ8Z3N6T';

/** Who the mail of each kind is mostly for. */
const ROLE: Readonly<Record<ObligationKind | NoticeKind, RecipientRole>> = {
  talkReply: 'employee',
  review: 'hr',
  present: 'manager',
  acknowledgement: 'employee',
  checkIn: 'manager',
  checkInWriteUp: 'manager',
  checkInReply: 'employee',
  rating: 'employee',
  obstacle: 'manager',
  recognition: 'manager',
  correction: 'manager',
  disagreementAnswer: 'hr',
  checkpoint: 'employee',
  action: 'employee',
  measurement: 'manager',
  supportDelivery: 'provider',
  supportConfirmation: 'employee',
  finalReview: 'manager',
  outcome: 'manager',
  outcomeApproval: 'hr',
  appeal: 'employee',
  amendmentApproval: 'hr',
  amendmentService: 'manager',
  amendmentAcknowledgement: 'employee',
  handover: 'manager',
  planPaused: 'employee',
  planResumed: 'employee',
  managerChanged: 'employee',
  amendmentDecided: 'manager',
  planReturned: 'manager',
  planStarted: 'employee',
  planCancelled: 'employee',
  outcomeReturned: 'manager',
  planRecalled: 'employee',
  meetingMoved: 'employee',
  meetingCancelled: 'employee',
  interimReport: 'employee',
  supportWaived: 'employee',
  supportDisputed: 'hr',
  unreached: 'hr',
  outcomeDecided: 'manager',
  appealDecider: 'hr',
  appealDecision: 'decider',
  sustainCheckIn: 'manager',
  relapse: 'hr',
  retention: 'hr',
  erasure: 'hrHead',
  planSucceeded: 'employee',
  appealDecided: 'employee',
};

const MEETINGS: readonly string[] = ['checkIn', 'checkpoint', 'finalReview', 'meetingMoved'];

const DAYS: Readonly<Record<Step, number | undefined>> = {
  notice: undefined,
  before: 3,
  onDay: undefined,
  overdue: 2,
  escalation: 5,
};

export const invitation = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: '01JQ8Z3N6T-2026-03-12@example.com',
  sequence: 0,
  method: 'REQUEST',
  start: MEETS_AT,
  end: '2026-03-12T02:30:00.000Z' as Instant,
  stampedAt: '2026-03-02T01:00:00.000Z' as Instant,
  organizer: 'plans@example.com',
  attendee: 'li.wei@example.com',
  ...change,
});

export const obligationMail = (
  kind: ObligationKind,
  step: Step,
  language: Language,
  change: Partial<ObligationMail> = {},
): ObligationMail => {
  const days = DAYS[step];
  return {
    kind,
    step,
    language,
    zone: 'Asia/Shanghai',
    recipientRole: step === 'escalation' ? 'hr' : ROLE[kind],
    why: whyOf(kind, step),
    dueOn: DAY,
    ...(MEETINGS.includes(kind) ? { at: MEETS_AT } : {}),
    ...(days === undefined ? {} : { days }),
    taskUrl: TASK,
    ...change,
  };
};

const whyOf = (kind: ObligationKind, step: Step): MailReason => {
  if (step === 'escalation') return 'escalated';
  return MEETINGS.includes(kind) ? 'attending' : 'yours';
};

export const noticeMail = (
  kind: NoticeKind,
  language: Language,
  change: Partial<NoticeMail> = {},
): NoticeMail => ({
  kind,
  step: 'notice',
  language,
  zone: 'Asia/Shanghai',
  recipientRole: ROLE[kind],
  why: ['planReturned', 'supportDisputed', 'outcomeReturned', 'unreached'].includes(kind)
    ? 'yours'
    : MEETINGS.includes(kind)
      ? 'attending'
      : 'informed',
  dueOn: DAY,
  ...(MEETINGS.includes(kind) ? { at: MEETS_AT } : {}),
  taskUrl: TASK,
  ...change,
});

export const digestMail = (language: Language, change: Partial<DigestMail> = {}): DigestMail => ({
  kind: 'digest',
  language,
  zone: 'Asia/Shanghai',
  on: DAY,
  items: [
    obligationMail('checkInWriteUp', 'overdue', language, { dueOn: addDays(DAY, -2), alias: 'K3' }),
    obligationMail('checkIn', 'onDay', language, { alias: 'K1' }),
    obligationMail('measurement', 'before', language, { dueOn: addDays(DAY, 1), alias: 'K1' }),
    obligationMail('supportDelivery', 'escalation', language, { dueOn: addDays(DAY, -7) }),
  ],
  taskUrl: 'https://app.example.com/tasks',
  ...change,
});

/** Every kind at every step in every language, by a name that says which. */
export const everyMail = (): readonly (readonly [string, MailModel])[] =>
  LANGUAGES.flatMap((language) => [
    ...OBLIGATION_KINDS.flatMap((kind) =>
      STEPS.map(
        (step) => [`${kind}-${step}-${language}`, obligationMail(kind, step, language)] as const,
      ),
    ),
    ...NOTICE_KINDS.map((kind) => [`${kind}-${language}`, noticeMail(kind, language)] as const),
    [`digest-${language}`, digestMail(language)] as const,
  ]);
