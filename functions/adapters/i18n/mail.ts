import type { Language } from '../../../domain/plan/vocabulary.ts';
import { mail as en } from './en/mail.ts';
import type { MailWords } from './mail-words.ts';
import { mail as zhCN } from './zh-CN/mail.ts';

/** The words of mails; a bundle that sends no mail does not import this file. */
export const mailWords = (language: Language): MailWords => (language === 'en' ? en : zhCN);
