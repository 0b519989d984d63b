import type { Pack } from './pack.ts';
import { COUNSEL_REVIEWS } from './pack.ts';

/** US federal agencies: 5 CFR 432; evidence no older than a year; records by 29 CFR 1602. */
export const US_FEDERAL: readonly Pack[] = [
  {
    id: 'US_FEDERAL',
    version: 1,
    title: { 'zh-CN': '美国联邦机构', en: 'US federal agencies' },
    review: COUNSEL_REVIEWS,
    rules: ['B3'],
    raises: ['B3.old'],
    checklist: [
      {
        id: 'criticalElement',
        question: {
          'zh-CN': '计划针对哪一项关键要素，需达到的标准是什么？',
          en: 'Which critical element was it, and which standard had to be reached?',
        },
      },
      {
        id: 'opportunity',
        question: {
          'zh-CN': '是否提供了协助和合理的改进机会？',
          en: 'Was assistance offered, with a reasonable opportunity to improve?',
        },
      },
      {
        id: 'notice',
        question: {
          'zh-CN': '是否提前三十日书面通知？',
          en: 'Was notice given thirty days ahead?',
        },
      },
    ],
    retention: { afterCloseDays: 365, afterEmploymentDays: 365 },
  },
];
