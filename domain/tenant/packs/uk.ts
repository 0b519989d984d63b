import type { Pack } from './pack.ts';
import { COUNSEL_REVIEWS } from './pack.ts';

/** United Kingdom: Acas Code of Practice 1; ignoring it can raise an award by up to a quarter. */
export const UK: readonly Pack[] = [
  {
    id: 'UK',
    version: 1,
    title: { 'zh-CN': '英国', en: 'United Kingdom' },
    review: COUNSEL_REVIEWS,
    rules: ['UK1', 'UK2', 'UK3'],
    raises: ['A4'],
    checklist: [
      {
        id: 'improvementNote',
        question: {
          'zh-CN': '改进通知是否写明问题、改进要求、期限、复核日期、支持和可能的后果？',
          en: 'Did the improvement note state problem, improvement, timescale, review date, support and consequences?',
        },
      },
      {
        id: 'accompanied',
        question: {
          'zh-CN': '每次正式面谈前是否书面告知员工有权由他人陪同？',
          en: 'Was the right to be accompanied stated before each formal meeting?',
        },
      },
      {
        id: 'appeal',
        question: {
          'zh-CN': '申诉是否由未参与此前决定的人员处理？',
          en: 'Was an appeal open, to somebody who had not been involved?',
        },
      },
    ],
    retention: { afterCloseDays: 0, afterEmploymentDays: 0 },
  },
];
