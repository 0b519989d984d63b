import type { Language } from '../../../domain/plan/vocabulary.ts';
import { vocabulary as en } from './en/vocabulary.ts';
import type { Vocabulary } from './words.ts';
import { vocabulary as zhCN } from './zh-CN/vocabulary.ts';

/** Every closed word in one language. */
export const vocabularyOf = (language: Language): Vocabulary => (language === 'en' ? en : zhCN);
