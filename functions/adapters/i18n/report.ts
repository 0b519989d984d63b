import type { Language } from '../../../domain/plan/vocabulary.ts';
import { report as en } from './en/report.ts';
import type { ReportWords } from './words.ts';
import { report as zhCN } from './zh-CN/report.ts';

/** The words of reports; a bundle that renders none does not import this file. */
export const reportWords = (language: Language): ReportWords => (language === 'en' ? en : zhCN);
