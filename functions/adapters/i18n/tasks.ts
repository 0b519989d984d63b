import type { Language } from '../../../domain/plan/vocabulary.ts';
import { tasks as en } from './en/tasks.ts';
import type { TaskWords } from './words.ts';
import { tasks as zhCN } from './zh-CN/tasks.ts';

/** The words of tasks. */
export const taskWords = (language: Language): TaskWords => (language === 'en' ? en : zhCN);
