import type { RuleResult } from '../../../domain/plan/rules/findings.ts';
import { LANGUAGES, type Language } from '../../../domain/plan/vocabulary.ts';
import { findings as enFindings } from './en/findings.ts';
import { problems as enProblems } from './en/problems.ts';
import { formatWith, NOTATIONS, type TemplateParams, wordLookup } from './format.ts';
import { vocabularyOf } from './vocabulary.ts';
import type { FindingCatalogue, FindingWords, ProblemCatalogue, Vocabulary } from './words.ts';
import { findings as zhFindings } from './zh-CN/findings.ts';
import { problems as zhProblems } from './zh-CN/problems.ts';

/** The words of the API in one language. Mail and reports have word files of their own. */
export interface Messages {
  readonly language: Language;
  readonly findings: FindingCatalogue;
  readonly problems: ProblemCatalogue;
  readonly vocabulary: Vocabulary;
  /** Fills a template: dates, numbers and closed words as this language writes them. */
  readonly format: (template: string, params?: TemplateParams) => string;
}

/**
 * Lists whose words stand as values in messages, the likeliest first. Timeline lines, obligations
 * and weekdays are never such values.
 */
const valueWords = ({ events, obligations, weekdays, ...lists }: Vocabulary) =>
  wordLookup(Object.values(lists));

const messagesOf = (words: Omit<Messages, 'format'>): Messages => ({
  ...words,
  format: formatWith(NOTATIONS[words.language], valueWords(words.vocabulary)),
});

const MESSAGES: Readonly<Record<Language, Messages>> = {
  en: messagesOf({
    language: 'en',
    findings: enFindings,
    problems: enProblems,
    vocabulary: vocabularyOf('en'),
  }),
  'zh-CN': messagesOf({
    language: 'zh-CN',
    findings: zhFindings,
    problems: zhProblems,
    vocabulary: vocabularyOf('zh-CN'),
  }),
};

export const messages = (language: Language): Messages => MESSAGES[language];

/** What a rule result says, in one language. */
export const findingWords = (
  language: Language,
  { messageKey, params }: Pick<RuleResult, 'messageKey' | 'params'>,
): FindingWords => {
  const { findings, format } = MESSAGES[language];
  const { problem, remedy } = findings[messageKey];
  return { problem: format(problem, params), remedy: format(remedy, params) };
};

/** Title and detail of a problem answer, in one language. */
export const problemWords = (
  language: Language,
  code: keyof ProblemCatalogue,
  params?: TemplateParams,
): { readonly title: string; readonly detail: string } => {
  const { problems, format } = MESSAGES[language];
  return { title: problems[code].title, detail: format(problems[code].detail, params) };
};

/**
 * The language of an answer from an `Accept-Language` header: the first one we speak by weight,
 * Chinese of any region being zh-CN.
 */
export const negotiateLanguage = (header: string | undefined, fallback: Language): Language => {
  const ranges = (header ?? '').split(',', 20).map((part, index) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.find((one) => one.trim().startsWith('q='));
    const quality = weight === undefined ? 1 : Number(weight.trim().slice(2));
    return { primary: tag.trim().split('-')[0], quality, index };
  });
  const wanted = ranges
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  for (const { primary } of wanted) {
    const known = LANGUAGES.find((language) => language.split('-')[0] === primary);
    if (known !== undefined) return known;
  }
  return fallback;
};
