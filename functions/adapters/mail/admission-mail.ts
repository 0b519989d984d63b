import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import { type AdmissionWords, admissionWords } from '../i18n/admission.ts';
import { formatWith, NOTATIONS } from '../i18n/format.ts';
import { href } from './href.ts';
import type { RenderedMail } from './model.ts';
import { type Page, pageMarkup, pageText } from './page.ts';
import { singleLine } from './single-line.ts';

/** A link that lets somebody in. */
interface Link {
  /** Absolute, http or https; carries the token. */
  readonly url: string;
  /** The last day of the link, by UTC. */
  readonly until: CivilDate;
}

/** A mail whose link lets somebody in, or that tells that a person's mail goes elsewhere. */
export type AdmissionMail = { readonly language: Language } & (
  | ({ readonly kind: 'signUp' } & Link)
  /** `companyName`: as the company calls itself. */
  | ({ readonly kind: 'invitation'; readonly companyName: string } & Link)
  | { readonly kind: 'moved'; readonly side: 'old' | 'new'; readonly companyName: string }
);

const NAME_MAX = 60;

/** A name that cannot pass for an address to click on: somebody else's mail program makes links. */
const plainName = (name: string): string => singleLine(name.replace(/[:/@.]+/g, ' '), NAME_MAX);

/** What a kind of mail says, before the company's name and the end of its link are put in. */
const wordsOf = (mail: AdmissionMail): AdmissionWords => {
  const words = admissionWords(mail.language);
  return mail.kind === 'moved' ? words.moved[mail.side] : words[mail.kind];
};

/** Writes the mail. A name that a stranger chose is in no mail to an address that nobody confirmed. */
export const renderAdmissionMail = (mail: AdmissionMail): RenderedMail => {
  const { language } = mail;
  const words = admissionWords(language);
  const kind = wordsOf(mail);
  const fill = formatWith(NOTATIONS[language], () => undefined);
  // Not a template's value: a company may be called like a date or a list.
  const about =
    mail.kind === 'signUp'
      ? kind.about
      : kind.about.replace('{company}', () => plainName(mail.companyName));
  const page: Page = {
    language,
    title: kind.subject,
    blocks: [
      { kind: 'heading', text: kind.heading },
      { kind: 'paragraph', text: about },
      { kind: 'paragraph', lead: words.nextLabel, text: kind.next },
      ...(mail.kind === 'moved' || kind.link === undefined
        ? []
        : [{ kind: 'link' as const, text: kind.link, href: href(mail.url) }]),
      {
        kind: 'fine',
        lines: [
          `${words.whyLabel}${kind.why}`,
          mail.kind === 'moved' ? kind.ends : fill(kind.ends, { date: mail.until }),
          words.automatic,
        ],
      },
    ],
  };
  return {
    language,
    subject: kind.subject,
    html: pageMarkup(page),
    text: pageText(page),
    headers: {},
  };
};
