import type { Language } from '../../../domain/plan/vocabulary.ts';

/** The words of the page behind a mail's link for switching mail off. */
export interface UnsubscribeWords {
  readonly heading: string;
  readonly about: string;
  readonly button: string;
  readonly doneHeading: string;
  readonly done: string;
}

const en: UnsubscribeWords = {
  heading: 'Switch off mails of this kind?',
  about:
    'Tasks and dates stay as they are, and mails that the process requires still come. You can switch these mails on again in your settings.',
  button: 'Switch off',
  doneHeading: 'Switched off',
  done: 'Mails of this kind no longer come to you. You can switch them on again in your settings.',
};

const zhCN: UnsubscribeWords = {
  heading: '不再接收此类邮件？',
  about: '待办事项和日期不受影响，流程规定的通知仍会发送。您可以随时在个人设置中重新开启。',
  button: '不再接收',
  doneHeading: '已关闭',
  done: '您将不再收到此类邮件。如需恢复，可在个人设置中重新开启。',
};

/** The words of the page in one language. */
export const unsubscribeWords = (language: Language): UnsubscribeWords =>
  language === 'en' ? en : zhCN;
