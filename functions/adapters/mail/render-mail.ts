import { toInstant, toLocal } from '../../../domain/calendar/zones.ts';
import { type CivilDate, weekdayOf } from '../../../domain/kernel/civil-date.ts';
import { epochMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import type { ObligationKind, RecipientRole } from '../../../domain/reminder/vocabulary.ts';
import { formatWith, NOTATIONS, shortDate, type TemplateParams } from '../i18n/format.ts';
import { mailWords } from '../i18n/mail.ts';
import type {
  Frame,
  FrameWords,
  MailWords,
  NoticeWords,
  ObligationWords,
} from '../i18n/mail-words.ts';
import { taskWords } from '../i18n/tasks.ts';
import { vocabularyOf } from '../i18n/vocabulary.ts';
import { calendarText } from './calendar.ts';
import { type Href, href } from './href.ts';
import {
  type CalendarEvent,
  type DigestMail,
  isMandatory,
  type MailModel,
  type NamedPlan,
  type NoticeMail,
  type ObligationLine,
  type ObligationMail,
  type RenderedMail,
} from './model.ts';
import { type Block, type Fact, type Page, pageMarkup, pageText } from './page.ts';
import { singleLine } from './single-line.ts';

const NAME_MAX = 40;
const MEETINGS: readonly ObligationKind[] = ['checkIn', 'checkpoint', 'finalReview'];

/** A mail as its reader sees it, before it is written out. */
interface Letter {
  readonly subject: string;
  readonly heading: string;
  /** Before the link. */
  readonly body: readonly Block[];
  readonly link: string;
  readonly why: string;
  readonly ends: string;
  readonly calendar?: { readonly event: CalendarEvent; readonly summary: string };
}

/** Words, clock and notation of one recipient. */
interface Reader {
  readonly language: Language;
  readonly zone: string;
  readonly words: MailWords;
  readonly fill: (template: string, params?: TemplateParams) => string;
}

/**
 * Writes a mail as HTML and text from one page. The same model gives the same bytes.
 * @throws TypeError when `taskUrl` or `unsubscribeUrl` is no absolute http(s) address
 */
export const renderMail = (model: MailModel): RenderedMail => {
  const { language, zone } = model;
  const words = mailWords(language);
  const reader: Reader = {
    language,
    zone,
    words,
    fill: formatWith(NOTATIONS[language], () => undefined),
  };
  const letter = letterOf(model, reader);
  const task = href(model.taskUrl);
  const page: Page = {
    language,
    title: letter.subject,
    blocks: [
      { kind: 'heading', text: letter.heading },
      ...lateNotice(model, reader),
      ...letter.body,
      { kind: 'link', text: letter.link, href: task },
      { kind: 'fine', lines: finePrint(model, letter, reader) },
    ],
  };
  return {
    language,
    subject: letter.subject,
    html: pageMarkup(page),
    text: pageText(page),
    headers: optOut(model),
    ...(letter.calendar && {
      calendar: {
        method: letter.calendar.event.method,
        content: calendarEntry(letter.calendar, task, reader),
      },
    }),
  };
};

const letterOf = (model: MailModel, reader: Reader): Letter => {
  if (model.kind === 'digest') return digestLetter(model, reader);
  return isNotice(model) ? noticeLetter(model, reader) : obligationLetter(model, reader);
};

const isNotice = (model: ObligationMail | NoticeMail): model is NoticeMail =>
  model.kind in mailWords(model.language).notices;

// ---- one obligation ----

/** Whether the reader does it or takes part, rather than hearing of somebody else's step. */
const isOwn = ({ why }: Pick<ObligationLine, 'why'>): boolean =>
  why === 'yours' || why === 'attending' || why === 'standIn';

const isPast = ({ step }: Pick<ObligationLine, 'step'>): boolean =>
  step === 'overdue' || step === 'escalation';

const frameOf = (line: ObligationLine): Frame => {
  if (!isOwn(line)) return isPast(line) ? 'open' : 'upcoming';
  return line.step === 'escalation' ? 'overdue' : line.step;
};

const frameWords = (line: ObligationLine, { words }: Reader): FrameWords => {
  const frame = frameOf(line);
  const usual = MEETINGS.includes(line.kind) ? words.meetingFrames : words.taskFrames;
  return words.obligations[line.kind].frames?.[frame] ?? usual[frame];
};

/** The subject of an obligation, which is also its line in a digest. */
const obligationSubject = (line: ObligationLine, reader: Reader): string => {
  const { item } = reader.words.obligations[line.kind];
  const task = taskWords(reader.language)[line.kind];
  const { subject } = frameWords(line, reader);
  const text = reader.fill(subject, { task, item, ...moment(line, reader) });
  return withName(sentence(text), line, reader);
};

const obligationLetter = (model: ObligationMail, reader: Reader): Letter => {
  const { words, fill } = reader;
  const kind = words.obligations[model.kind];
  const params = {
    task: taskWords(reader.language)[model.kind],
    item: kind.item,
    ...moment(model, reader),
  };
  const own = isOwn(model);
  const { about, next } = own ? ownStep(model, kind, reader) : othersStep(model, reader);
  return {
    subject: obligationSubject(model, reader),
    heading: sentence(fill(frameWords(model, reader).heading, params)),
    body: [
      { kind: 'paragraph', text: fill(about, params) },
      { kind: 'facts', rows: facts(model, reader), urgent: isPast(model) },
      { kind: 'paragraph', lead: lead(words.next, reader), text: next },
    ],
    link: own ? kind.link : words.others.link,
    why: (model.why === 'yours' ? kind.why : undefined) ?? words.why[model.why],
    ends: own ? kind.ends : words.others.ends,
    ...(model.calendar && { calendar: { event: model.calendar, summary: sentence(kind.item) } }),
  };
};

interface Step {
  readonly about: string;
  readonly next: string;
}

const ownStep = (model: ObligationMail, kind: ObligationWords, { words }: Reader): Step =>
  isPast(model) && MEETINGS.includes(model.kind)
    ? { about: words.unrecorded.about, next: forRole(words.unrecorded.next, model.recipientRole) }
    : { about: kind.about, next: forRole(kind.next, model.recipientRole) };

const othersStep = (model: ObligationMail, { words }: Reader): Step => {
  const { upcoming, open, unreachedNext } = words.others;
  const step = isPast(model) ? open : upcoming;
  return model.why === 'unreached' ? { about: step.about, next: unreachedNext } : step;
};

const facts = (model: ObligationMail, reader: Reader): readonly Fact[] => {
  const { words } = reader;
  const day = MEETINGS.includes(model.kind)
    ? fact(words.facts.when, longMoment(model, reader), reader)
    : fact(words.facts.lastDay, longDate(model.dueOn, reader), reader);
  return [day, ...distance(model, reader), ...planFacts(model, reader)];
};

/** How many working days are left, or have passed. */
const distance = ({ step, days }: ObligationLine, reader: Reader): readonly Fact[] => {
  const { left, over, workingDays } = reader.words.facts;
  if (days === undefined || days < 1 || step === 'notice' || step === 'onDay') return [];
  return [fact(step === 'before' ? left : over, reader.fill(workingDays, { days }), reader)];
};

// ---- a notice ----

const noticeLetter = (model: NoticeMail, reader: Reader): Letter => {
  const { words, fill } = reader;
  const kind: NoticeWords = words.notices[model.kind];
  const params = moment(model, reader);
  const when =
    model.dueOn === undefined
      ? []
      : [fact(words.facts.when, longMoment({ ...model, dueOn: model.dueOn }, reader), reader)];
  const rows = [...when, ...planFacts(model, reader)];
  return {
    subject: withName(sentence(fill(kind.subject, params)), model, reader),
    heading: sentence(fill(kind.heading, params)),
    body: [
      { kind: 'paragraph', text: fill(kind.about, params) },
      ...(rows.length > 0 ? [{ kind: 'facts', rows, urgent: false } as const] : []),
      {
        kind: 'paragraph',
        lead: lead(words.next, reader),
        text: forRole(kind.next, model.recipientRole),
      },
    ],
    link: kind.link,
    why: (model.why === 'informed' ? kind.why : undefined) ?? words.why[model.why],
    ends: words.noticeEnds,
    ...(model.calendar && {
      calendar: { event: model.calendar, summary: words.calendar.meeting },
    }),
  };
};

// ---- a digest ----

const digestLetter = (model: DigestMail, reader: Reader): Letter => {
  const { words, language, fill } = reader;
  const { digest } = words;
  const count = model.items.length;
  return {
    subject: fill(digest.subject, { date: shortDate(language, model.on), count }),
    heading: fill(digest.heading, { date: shortDate(language, model.on) }),
    body: [{ kind: 'list', items: model.items.map((item) => obligationSubject(item, reader)) }],
    link: digest.link,
    why: digest.why,
    ends: digest.ends,
  };
};

// ---- shared ----

const lateNotice = ({ late }: MailModel, { words, fill, zone }: Reader): readonly Block[] => {
  if (late === undefined) return [];
  const { date, time } = toLocal(zone, late.plannedAt);
  return [{ kind: 'notice', text: fill(words.late, { date, time }) }];
};

const finePrint = (model: MailModel, letter: Letter, reader: Reader): readonly string[] => {
  const { words } = reader;
  return [
    `${lead(words.whyLabel, reader)}${letter.why}`,
    letter.ends,
    ...(isMandatory(model)
      ? [model.kind === 'digest' ? words.digest.mandatory : words.mandatory]
      : model.unsubscribeUrl === undefined
        ? []
        : [words.unsubscribe]),
    words.automatic,
  ];
};

/** RFC 8058; mandatory kinds have none. */
const optOut = (model: MailModel): Readonly<Record<string, string>> =>
  model.unsubscribeUrl === undefined || isMandatory(model)
    ? {}
    : {
        'List-Unsubscribe': `<${href(model.unsubscribeUrl)}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      };

const calendarEntry = (
  { event, summary }: NonNullable<Letter['calendar']>,
  url: Href,
  { words, fill }: Reader,
): string =>
  calendarText(event, {
    summary,
    description: fill(words.calendar.description, { url }),
  });

const forRole = (
  texts: Readonly<Partial<Record<RecipientRole, string>> & { readonly other: string }>,
  role: RecipientRole,
): string => texts[role] ?? texts.other;

const fact = (label: string, value: string, reader: Reader): Fact => ({
  label: lead(label, reader),
  value,
});

/** A label in front of its text. */
const lead = (label: string, { words }: Reader): string => `${label}${words.facts.colon}`;

/** What tells the plans of a reader apart. */
type Named = Pick<ObligationLine, 'alias' | 'plan'>;

const cleanName = (name: string | undefined): string =>
  name === undefined ? '' : singleLine(name, NAME_MAX);

/** A name is no template's value: somebody may be called like a date. */
const planText = (plan: NamedPlan, { words }: Reader): string =>
  plan.of === 'reader'
    ? words.plan.ofReader
    : words.plan.ofEmployee.replace('{name}', () => cleanName(plan.name));

const planFacts = ({ alias, plan }: Named, reader: Reader): readonly Fact[] => {
  const text = cleanName(alias);
  const { words } = reader;
  return [
    ...(plan === undefined ? [] : [fact(words.plan.label, planText(plan, reader), reader)]),
    ...(text === '' ? [] : [fact(words.facts.alias, text, reader)]),
  ];
};

/** The name comes last: a narrow list of mails shows kind and date first. */
const withName = (subject: string, { alias, plan }: Named, { words }: Reader): string => {
  const named = plan?.of === 'employee' ? cleanName(plan.name) : words.plan.inSubject;
  const text = cleanName(alias) || (plan === undefined ? '' : named);
  return text === '' ? subject : `${subject} · ${text}`;
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface Dated {
  readonly dueOn?: CivilDate;
  readonly at?: Instant;
}

/** Date and time as subjects show them; a meeting by the recipient's clock. */
const moment = ({ dueOn, at }: Dated, { language, zone }: Reader): TemplateParams => {
  if (at !== undefined) {
    const local = toLocal(zone, at);
    return { date: shortDate(language, local.date), time: local.time };
  }
  return dueOn === undefined ? {} : { date: shortDate(language, dueOn) };
};

const longDate = (date: CivilDate, { language, words, fill }: Reader): string =>
  fill(words.facts.longDate, {
    date,
    weekday: vocabularyOf(language).weekdays[weekdayOf(date)],
  });

const longMoment = (
  { dueOn, at }: Dated & { readonly dueOn: CivilDate },
  reader: Reader,
): string => {
  if (at === undefined) return longDate(dueOn, reader);
  const { date, time } = toLocal(reader.zone, at);
  return reader.fill(reader.words.facts.longTime, {
    date: longDate(date, reader),
    time,
    offset: offsetOf(reader.zone, at),
  });
};

/** `UTC+08:00`, as the zone has it at that moment. */
const offsetOf = (zone: string, at: Instant): string => {
  const { date, time } = toLocal(zone, at);
  const minutes = Math.floor((epochMs(toInstant('UTC', date, time)) - epochMs(at)) / 60_000);
  const shown = Math.round(minutes / 15) * 15;
  const two = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(shown);
  return `UTC${shown < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};
