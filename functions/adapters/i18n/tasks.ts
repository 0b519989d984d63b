import type { Language } from '../../../domain/plan/vocabulary.ts';
import type { ObligationKind } from '../../../domain/reminder/vocabulary.ts';
import { tasks as en } from './en/tasks.ts';
import { tasks as zhCN } from './zh-CN/tasks.ts';

/** What is asked of somebody, in few words and nothing of the plan: mails and lists of tasks say it. */
export type TaskWords = Readonly<Record<ObligationKind, string>>;

/** The words of tasks. */
export const taskWords = (language: Language): TaskWords => (language === 'en' ? en : zhCN);
