import type { Pack } from './pack.ts';
import { COUNSEL_REVIEWS } from './pack.ts';

/**
 * China: Labour Contract Law art. 40(2): training or reassignment after a first finding, then a
 * second one on the same standard, then notice. A plan is no training (北京一中院 2022, 小米诉何某).
 */
export const CN: readonly Pack[] = [
  {
    id: 'CN',
    version: 1,
    title: { 'zh-CN': '中国大陆', en: 'China' },
    review: COUNSEL_REVIEWS,
    rules: ['CN1', 'CN2', 'CN3', 'CN4', 'CN5', 'CN6', 'CN7', 'F9'],
    raises: ['D7'],
    checklist: [
      {
        id: 'firstFinding',
        question: {
          'zh-CN': '首次认定不能胜任工作的时间、标准和书面依据是什么？',
          en: 'When, by which standard and in which document was incompetence first found?',
        },
      },
      {
        id: 'trainingOrReassignment',
        question: {
          'zh-CN': '首次认定之后进行了哪些培训或岗位调整，签到与教材是否留存？',
          en: 'Which training or reassignment followed it, and are attendance and material on file?',
        },
      },
      {
        id: 'secondFinding',
        question: {
          'zh-CN': '第二次考核是否采用与首次相同的标准，结果是否送达员工？',
          en: 'Did the second assessment use the same standard, and was its result served?',
        },
      },
      {
        id: 'protectedPersons',
        question: {
          'zh-CN': '是否已核对《劳动合同法》第四十二条所列情形（由 HR 保密核对）？',
          en: 'Were the cases of art. 42 checked (by HR, confidentially)?',
        },
      },
      {
        id: 'union',
        question: {
          'zh-CN': '是否已将理由事先通知工会，工会意见如何处理？',
          en: 'Was the union told the reasons beforehand, and how was its opinion dealt with?',
        },
      },
      {
        id: 'noticeAndCompensation',
        question: {
          'zh-CN': '提前三十日书面通知或代通知金、经济补偿如何安排？',
          en: 'Thirty days’ written notice or one month’s pay, and compensation: what was arranged?',
        },
      },
    ],
    retention: { afterCloseDays: 365, afterEmploymentDays: 730 },
  },
];
