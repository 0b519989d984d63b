import { type CivilDate, parseCivilDate } from '../../../domain/kernel/civil-date.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';

/** A value for a placeholder: a number, a closed word, a civil date, or several, also `A,B`. */
export type TemplateParam = string | number | readonly string[];
export type TemplateParams = Readonly<Record<string, TemplateParam>>;

/** How one language writes dates, numbers and lists. No `Intl`: the API bundle starts faster. */
export interface Notation {
  readonly date: (date: CivilDate) => string;
  /** `a, b or c`. */
  readonly anyOf: (words: readonly string[]) => string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const yearOf = (date: CivilDate): number => Number(date.slice(0, 4));
const monthOf = (date: CivilDate): number => Number(date.slice(5, 7));
const dayOf = (date: CivilDate): number => Number(date.slice(8, 10));

/** `12 March`. */
const englishDay = (date: CivilDate): string => `${dayOf(date)} ${MONTHS[monthOf(date) - 1]}`;
/** `3月12日`. */
const chineseDay = (date: CivilDate): string => `${monthOf(date)}月${dayOf(date)}日`;

/** Day and month, for subjects and lists in which the year goes without saying. */
export const shortDate = (language: Language, date: CivilDate): string =>
  language === 'en' ? englishDay(date) : chineseDay(date);

export const NOTATIONS: Readonly<Record<Language, Notation>> = {
  en: {
    date: (date) => `${englishDay(date)} ${yearOf(date)}`,
    anyOf: (words) =>
      words.length < 2
        ? words.join('')
        : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`,
  },
  'zh-CN': {
    date: (date) => `${yearOf(date)}年${chineseDay(date)}`,
    anyOf: (words) =>
      words.length < 2
        ? words.join('')
        : `${words.slice(0, -1).join('、')}或${words[words.length - 1]}`,
  },
};

/** Digits that say something: measured values keep theirs, the tails of binary fractions go. */
const SIGNIFICANT_DIGITS = 12;
const GROUPING = /\B(?=(\d{3})+$)/g;

/** `1,234.5`: both languages group by three and use the decimal point. */
export const formatNumber = (value: number): string => {
  const text = String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
  const [whole = '', fraction] = text.split('.');
  if (!/^-?\d+$/.test(whole)) return text;
  const grouped = whole.replace(GROUPING, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};

/** `{name}` or, for a number that a noun follows, `{name|day|days}`. */
const PLACEHOLDER = /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g;
/** `[text with {name}]`: left out when a value in it is missing. */
const OPTIONAL = /\[([^[\]]*)\]/g;

/** The names that a template asks for. */
export const placeholdersOf = (template: string): readonly string[] => [
  ...new Set([...template.matchAll(PLACEHOLDER)].map((match) => match[1] as string)),
];

/** The names that a template cannot do without. */
export const requiredPlaceholdersOf = (template: string): readonly string[] =>
  placeholdersOf(template.replace(OPTIONAL, ''));

/**
 * Fills a template in one language. Dates and numbers are written as that language writes them,
 * closed words are translated, a list becomes "a, b or c". Values never hold free text.
 */
export const formatWith =
  (notation: Notation, translate: (word: string) => string | undefined) =>
  (template: string, params: TemplateParams = {}): string => {
    const word = (value: string): string => {
      const date = parseCivilDate(value);
      return date === undefined ? (translate(value) ?? value) : notation.date(date);
    };
    const several = (values: readonly string[]): string => notation.anyOf(values.map(word));
    const text = (value: string): string => {
      const values = value.split(',');
      return values.every((one) => translate(one) !== undefined) ? several(values) : word(value);
    };
    const written = (value: TemplateParam): string => {
      if (typeof value === 'number') return formatNumber(value);
      return typeof value === 'string' ? text(value) : several(value);
    };
    const fill = (text: string): string =>
      text.replace(PLACEHOLDER, (_, name: string, one?: string, other?: string) => {
        const value = params[name];
        if (one !== undefined && other !== undefined) return value === 1 ? one : other;
        return value === undefined ? '' : written(value);
      });
    return fill(
      template.replace(OPTIONAL, (_, inner: string) =>
        placeholdersOf(inner).every((name) => params[name] !== undefined) ? inner : '',
      ),
    );
  };

/** One entry for each closed word; where two lists share a word, the first list's text counts. */
export const wordLookup = (
  lists: readonly Readonly<Record<string, string>>[],
): ((word: string) => string | undefined) => {
  const known = new Map<string, string>();
  for (const list of lists)
    for (const [word, text] of Object.entries(list)) if (!known.has(word)) known.set(word, text);
  return (word) => known.get(word);
};
