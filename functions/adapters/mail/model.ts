import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import {
  type ObligationKind,
  NOTICE_KINDS as PLANNED_NOTICES,
  type RecipientRole,
  type Step,
} from '../../../domain/reminder/vocabulary.ts';

/** Notices that mail has words for, beyond those that the reminder plan already sends. */
export const NOTICE_KINDS = [...PLANNED_NOTICES, 'unreached'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export type MailKind = ObligationKind | NoticeKind;

/** Why this person gets the mail. */
export const MAIL_REASONS = [
  /** It is the recipient's to do. */
  'yours',
  /** The recipient takes part in the meeting. */
  'attending',
  /** The recipient is to know of it and owes nothing. */
  'informed',
  /** Whoever should do it is away or has left. */
  'standIn',
  /** It has been open too long. */
  'escalated',
  /** Mail to whoever should do it came back. */
  'unreached',
] as const;
export type MailReason = (typeof MAIL_REASONS)[number];

/** Whose plan a mail is about, where the company lets mails say so (O3). */
export type NamedPlan =
  | { readonly of: 'reader' }
  | { readonly of: 'employee'; readonly name: string };

/** An obligation as a mail shows it; also one line of a digest. */
export interface ObligationLine {
  readonly kind: ObligationKind;
  readonly step: Step;
  readonly recipientRole: RecipientRole;
  readonly why: MailReason;
  /** Last day for it, or the day of the meeting. */
  readonly dueOn: CivilDate;
  /** Start of a meeting; shown as the recipient's clock shows it. */
  readonly at?: Instant;
  /** Working days until `dueOn` (step `before`) or since it (`overdue`, `escalation`). */
  readonly days?: number;
  /** The name the recipient gave the plan, to tell several apart (O3); nobody else sees it. */
  readonly alias?: string;
  readonly plan?: NamedPlan;
}

interface Envelope {
  readonly language: Language;
  /** IANA zone of the recipient, in which times are shown. */
  readonly zone: string;
  /** The one page the mail opens; absolute, http or https. */
  readonly taskUrl: string;
  /** Set when the mail goes out later than planned; it then says so. */
  readonly late?: { readonly plannedAt: Instant };
  /** One-click opt-out of this kind (RFC 8058); ignored for mandatory kinds. */
  readonly unsubscribeUrl?: string;
}

/** One reminder or first word about one obligation. */
export interface ObligationMail extends Envelope, ObligationLine {
  readonly calendar?: CalendarEvent;
}

/** Word of something that happened. */
export interface NoticeMail extends Envelope {
  readonly kind: NoticeKind;
  readonly step: 'notice';
  readonly recipientRole: RecipientRole;
  readonly why: MailReason;
  /** The day it concerns: the new day of a moved meeting, the day a plan starts or was cancelled. */
  readonly dueOn?: CivilDate;
  readonly at?: Instant;
  readonly alias?: string;
  readonly plan?: NamedPlan;
  readonly calendar?: CalendarEvent;
}

/** What falls to one recipient on one day, in one mail (P7). `taskUrl` opens the list of tasks. */
export interface DigestMail extends Envelope {
  readonly kind: 'digest';
  readonly on: CivilDate;
  /** At least one; shown in this order. */
  readonly items: readonly ObligationLine[];
}

/** Everything a mail is made of. Ids and plan text have no place in it, a name only as `NamedPlan`. */
export type MailModel = ObligationMail | NoticeMail | DigestMail;

/** A meeting in the recipient's calendar; neither names nor content, marked private. */
export interface CalendarEvent {
  /** The same for every version of the event, and no other event's. */
  readonly uid: string;
  /** 0 at first; higher with every change, or clients ignore it. */
  readonly sequence: number;
  readonly method: 'REQUEST' | 'CANCEL';
  readonly start: Instant;
  readonly end: Instant;
  /** When this version was made (DTSTAMP). */
  readonly stampedAt: Instant;
  /** Address that mail comes from; the organiser on behalf of everybody. */
  readonly organizer: string;
  /** The recipient's address; no other attendee is listed. */
  readonly attendee: string;
}

/** Kinds that the process requires: they cannot be switched off, and say so (P8). */
export const MANDATORY_KINDS = [
  'acknowledgement',
  'finalReview',
  'appeal',
  'planRecalled',
  'planStarted',
  'planCancelled',
  'interimReport',
  'supportWaived',
] as const satisfies readonly MailKind[];

export const isMandatory = (model: MailModel): boolean =>
  model.kind === 'digest'
    ? model.items.some((item) => isMandatoryKind(item.kind))
    : isMandatoryKind(model.kind);

const isMandatoryKind = (kind: MailKind): boolean =>
  (MANDATORY_KINDS as readonly MailKind[]).includes(kind);

/** A mail ready to be put into MIME; HTML and text say the same. */
export interface RenderedMail {
  readonly language: Language;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Headers beyond the usual: `List-Unsubscribe` where the kind allows it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly calendar?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string };
}
