import type { ObligationKind, RecipientRole } from '../../../domain/reminder/vocabulary.ts';
import type { MailReason, NoticeKind } from '../mail/model.ts';

/**
 * How far along an obligation is, as its reader sees it: the first four for whoever does it or
 * takes part, the last two for whoever only hears of it.
 */
export type Frame = 'notice' | 'before' | 'onDay' | 'overdue' | 'upcoming' | 'open';

/** Templates with `{task}`, `{item}`, `{date}`, `{time}`, `{days}`. */
export interface FrameWords {
  readonly subject: string;
  readonly heading: string;
}

type ByRole = Readonly<Partial<Record<RecipientRole, string>> & { readonly other: string }>;

/** One kind of obligation. Neutral: what it is about shows after sign-in only. */
export interface ObligationWords {
  /** What is asked, as a thing; `taskWords` has the deed: `confirmation of receipt`, 签收确认. */
  readonly item: string;
  readonly about: string;
  readonly next: ByRole;
  readonly link: string;
  readonly ends: string;
  /** Why whoever it is for gets it, where it is a right rather than a task. */
  readonly why?: string;
  /** Where the usual frames do not fit. */
  readonly frames?: Readonly<Partial<Record<Frame, FrameWords>>>;
}

/** One kind of notice. Templates with `{date}` and `{time}`, both optional. */
export interface NoticeWords {
  readonly subject: string;
  readonly heading: string;
  readonly about: string;
  readonly next: ByRole;
  readonly link: string;
  /** Why, where "informed" says too little. */
  readonly why?: string;
}

/**
 * The words of mails in one language. Never a name, a gap, a score, or what the plan is about, but
 * for `plan`.
 */
export interface MailWords {
  readonly taskFrames: Readonly<Record<Frame, FrameWords>>;
  readonly meetingFrames: Readonly<Record<Frame, FrameWords>>;
  readonly obligations: Readonly<Record<ObligationKind, ObligationWords>>;
  readonly notices: Readonly<Record<NoticeKind, NoticeWords>>;
  readonly digest: {
    readonly subject: string;
    readonly heading: string;
    readonly why: string;
    readonly link: string;
    readonly ends: string;
    readonly mandatory: string;
  };
  /** A meeting whose day has passed without a record; `{date}`, `{item}`. */
  readonly unrecorded: { readonly about: string; readonly next: ByRole };
  /** For whoever hears of somebody else's step; `{item}`. */
  readonly others: {
    readonly upcoming: { readonly about: string; readonly next: string };
    readonly open: { readonly about: string; readonly next: string };
    readonly unreachedNext: string;
    readonly link: string;
    readonly ends: string;
  };
  readonly facts: {
    readonly lastDay: string;
    readonly when: string;
    readonly alias: string;
    readonly left: string;
    readonly over: string;
    /** `{days}`. */
    readonly workingDays: string;
    /** `{date}`, `{weekday}`. */
    readonly longDate: string;
    /** `{date}`, `{time}`, `{offset}`. */
    readonly longTime: string;
    /** Between a label and its value. */
    readonly colon: string;
  };
  /** For companies that let mails say what they are about (O3); `{name}`. */
  readonly plan: {
    readonly label: string;
    readonly ofReader: string;
    readonly ofEmployee: string;
    readonly inSubject: string;
  };
  readonly next: string;
  readonly whyLabel: string;
  readonly why: Readonly<Record<MailReason, string>>;
  readonly noticeEnds: string;
  readonly mandatory: string;
  readonly unsubscribe: string;
  readonly automatic: string;
  /** `{date}`, `{time}`: when the mail was planned for. */
  readonly late: string;
  /** Summary and description of calendar entries; `{url}`. */
  readonly calendar: { readonly meeting: string; readonly description: string };
}
