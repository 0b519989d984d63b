import type { RuleId } from '../../../domain/plan/rules/catalogue.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import type { ReportTexts } from '../../../domain/report/keys.ts';
import { report as en } from './en/report.ts';
import { report as zhCN } from './zh-CN/report.ts';

/** The words of reports in one language. */
export interface ReportWords {
  /**
   * Templates: `{name}` is a value, `{name|day|days}` a word for one or several of it, and
   * `[text with {name}]` is left out where the value is missing.
   */
  readonly texts: ReportTexts;
  /** What each rule is about, for findings that are printed without their values. */
  readonly rules: Readonly<Record<RuleId, string>>;
  /** Between values in one line. */
  readonly separator: string;
  /** A person with job title or capacity: `{name}`, `{role}`. */
  readonly personIn: string;
  /** Who stands in for whom. */
  readonly personFor: string;
  /** Numbers of chapters from 1 on. */
  readonly chapterNumbers: readonly string[];
}

/** The words of reports; a bundle that renders none does not import this file. */
export const reportWords = (language: Language): ReportWords => (language === 'en' ? en : zhCN);
