import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import { unreachable } from '../../../domain/kernel/unreachable.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import {
  type Message,
  message,
  text,
  type Value,
  type Word,
} from '../../../domain/report/document.ts';
import type { ReportKey } from '../../../domain/report/keys.ts';
import { formatNumber, NOTATIONS } from '../i18n/format.ts';
import { findingWords } from '../i18n/index.ts';
import { reportWords } from '../i18n/report.ts';
import { vocabularyOf } from '../i18n/vocabulary.ts';

/** A stretch of a text: the product's own words, or a value that a renderer may set apart. */
export interface Fragment {
  readonly text: string;
  /** The value that the text says; absent for the product's own words. */
  readonly of?: Value;
}

/** Puts the values of a report into one language; every renderer speaks through it. */
export interface Speech {
  readonly language: Language;
  /** As part of a sentence: dates in full, closed words in lower case. */
  readonly say: (value: Value) => string;
  /** Standing alone, as in a cell or a label: dates short, the first letter of a word a capital. */
  readonly label: (value: Value) => string;
  /** The same in stretches, for renderers that set the people's own words apart. */
  readonly fragments: (value: Value) => readonly Fragment[];
  readonly number: (value: number, unit?: string) => string;
  /** The number and title of the n-th chapter, counted from 0. */
  readonly chapter: (index: number, title: Message) => string;
}

type Style = 'sentence' | 'alone';

type Leaf = Exclude<Value, { readonly type: 'message' | 'person' | 'asserted' | 'values' }>;

const PLACEHOLDER = /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g;
const OPTIONAL = /\[([^[\]]*)\]/g;
const HAN_FIRST = /^\p{Script=Han}/u;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `2026-03-02`; `2 Mar 2026`. */
const shortDate = (language: Language, on: CivilDate): string =>
  language === 'zh-CN'
    ? on
    : `${Number(on.slice(8))} ${MONTHS[Number(on.slice(5, 7)) - 1]} ${on.slice(0, 4)}`;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Whole per cent, never rounded up: 99.9 % of the way is not 100. */
const percent = (share: number): string => `${Math.floor(share * 100 + 1e-9)}%`;

export const speechIn = (language: Language): Speech => {
  const words = reportWords(language);
  const vocabulary = vocabularyOf(language);
  const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = words.texts;

  const templateOf = (key: ReportKey): string => {
    const dot = key.indexOf('.');
    return texts[key.slice(0, dot)]?.[key.slice(dot + 1)] ?? '';
  };

  const wordOf = ({ list, word }: Word): string =>
    (vocabulary[list] as Readonly<Record<string | number, string>>)[word] ?? String(word);

  const withUnit = (value: number, unit: string | undefined): string => {
    const written = formatNumber(value);
    if (unit === undefined || unit === '') return written;
    const joined = unit === '%' || (language === 'zh-CN' && HAN_FIRST.test(unit));
    return `${written}${joined ? '' : ' '}${unit}`;
  };

  /** Fills a template once; what the values say is never read as a template. */
  const fill = (template: string, params: Message['params'], style: Style): readonly Fragment[] => {
    const present = template.replace(OPTIONAL, (_, inner: string) =>
      [...inner.matchAll(PLACEHOLDER)].every(([, name = '']) => params[name] !== undefined)
        ? inner
        : '',
    );
    const found: Fragment[] = [];
    let from = 0;
    for (const match of present.matchAll(PLACEHOLDER)) {
      const [whole, name = '', one, other] = match;
      const value = params[name];
      found.push({ text: present.slice(from, match.index) });
      from = match.index + whole.length;
      if (value === undefined) continue;
      if (one !== undefined && other !== undefined)
        found.push({ text: value.type === 'number' && value.value === 1 ? one : other });
      // A message that begins with a closed word and stands alone begins with a capital.
      else
        found.push(
          ...written(value, match.index === 0 && value.type === 'word' ? style : 'sentence'),
        );
    }
    found.push({ text: present.slice(from) });
    return found.filter(({ text }) => text !== '');
  };

  const textOf = (value: Leaf, style: Style): string => {
    const date = (on: CivilDate): string =>
      style === 'alone' ? shortDate(language, on) : NOTATIONS[language].date(on);
    switch (value.type) {
      case 'word':
        return style === 'alone' ? capitalised(wordOf(value)) : wordOf(value);
      case 'text':
      case 'code':
        return value.text;
      case 'date':
        return date(value.on);
      case 'moment':
        return `${date(value.on)} ${value.time}`;
      case 'number':
        return withUnit(value.value, value.unit);
      case 'share':
        return percent(value.value);
      case 'rule':
        return `${value.ruleId} ${words.rules[value.ruleId]}`;
      case 'finding': {
        const { problem, remedy } = findingWords(language, value);
        if (value.settled) return problem;
        return language === 'zh-CN' ? `${problem}${remedy}` : `${problem} ${remedy}`;
      }
      default:
        return unreachable(value);
    }
  };

  const written = (value: Value, style: Style): readonly Fragment[] => {
    switch (value.type) {
      case 'message':
        return fill(templateOf(value.key), value.params, style);
      case 'person': {
        const { acts, actingFor } = value;
        const name =
          actingFor === undefined
            ? value.name
            : joined(
                fill(words.personFor, { name: text(value.name), absent: text(actingFor) }, style),
              );
        const role =
          acts === undefined ? value.role : wordOf({ type: 'word', list: 'actors', word: acts });
        return role === undefined
          ? [{ text: name }]
          : fill(words.personIn, { name: text(name), role: text(role) }, style).map((fragment) => ({
              text: fragment.text,
            }));
      }
      case 'asserted':
        return written(value.value, style);
      case 'values':
        return value.values.flatMap((one, index) => [
          ...(index === 0 ? [] : [{ text: words.separator }]),
          ...written(one, style),
        ]);
      default:
        return [{ text: textOf(value, style), of: value }];
    }
  };

  const joined = (fragments: readonly Fragment[]): string =>
    fragments.map((fragment) => fragment.text).join('');
  const say = (value: Value): string => joined(written(value, 'sentence'));
  return {
    language,
    say,
    label: (value) => joined(written(value, 'alone')),
    fragments: (value) => written(value, 'alone'),
    number: withUnit,
    chapter: (index, title) =>
      say(
        message('page.chapter', {
          n: words.chapterNumbers[index] ?? String(index + 1),
          title: say(title),
        }),
      ),
  };
};
