import type { Pack } from './pack.ts';
import { COUNSEL_REVIEWS } from './pack.ts';

/** Germany: co-determination on assessment, and the representation of severely disabled employees. */
export const DE: readonly Pack[] = [
  {
    id: 'DE',
    version: 1,
    title: { 'zh-CN': '德国', en: 'Germany' },
    review: COUNSEL_REVIEWS,
    rules: ['DE1', 'DE2'],
    raises: [],
    checklist: [
      {
        id: 'worksCouncil',
        question: {
          'zh-CN': '职工委员会是否已听取意见，结果如何？',
          en: 'Was the works council heard, and with what result?',
        },
      },
      {
        id: 'disability',
        question: {
          'zh-CN': '是否需要重度残疾员工代表参与，是否已参与？',
          en: 'Did the representation of severely disabled employees have to be involved, and was it?',
        },
      },
    ],
    retention: { afterCloseDays: 0, afterEmploymentDays: 0 },
  },
];
