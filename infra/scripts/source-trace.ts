import type { RuleId } from '../../domain/plan/rules/catalogue.ts';
import type { RouteId } from '../../functions/contract/registry.ts';

/** One demand of the source document, and what of the product carries it. */
export interface Demand {
  /** Chapter and section, as 《员工绩效改进计划及跟踪报告》 numbers them. */
  readonly at: string;
  readonly demand: string;
  readonly rules: readonly RuleId[];
  readonly routes: readonly RouteId[];
  /** Test files that show it. */
  readonly tests: readonly string[];
}

const PLAN = 'test/domain/plan';

/** Every demand of the source document's chapters 一 to 四, in its order. */
export const SOURCE_TRACE: readonly Demand[] = [
  {
    at: '一',
    demand: '对绩效问题的准确诊断是深度对话与共同探索，而非单方面评判',
    rules: ['C2', 'C5'],
    routes: ['shareDraft', 'answerDraft', 'replyToAnswer'],
    tests: [`${PLAN}/talk.test.ts`],
  },
  {
    at: '一.1',
    demand: '依据岗位职责说明书、绩效目标责任书以及日常工作观察记录，界定绩效不足',
    rules: ['B2', 'B3', 'B4'],
    routes: ['addObservation', 'shareObservation', 'listObservations', 'editContent'],
    tests: [`${PLAN}/gaps.test.ts`, `${PLAN}/evidence.test.ts`],
  },
  {
    at: '一.1',
    demand: '问题必须具体、可观察、可衡量，而非模糊的主观评价',
    rules: ['B1', 'B2', 'B3', 'B5', 'B8'],
    routes: ['checkDraft'],
    tests: [`${PLAN}/gaps.test.ts`, 'test/domain/golden.test.ts'],
  },
  {
    at: '一.2',
    demand: '探究背后的原因，与员工共同分析：知识技能、方法、资源、动机、外部环境、目标不合理',
    rules: ['C1', 'C2', 'C3', 'C4'],
    routes: ['answerDraft'],
    tests: [`${PLAN}/causes.test.ts`],
  },
  {
    at: '一.3',
    demand: '相互尊重、开诚布公，鼓励员工表达看法和困难；目的在于帮助成长而非惩罚',
    rules: ['C2', 'C5', 'H6', 'H8', 'H9', 'H10', 'I8'],
    routes: ['answerDraft', 'makeStatement', 'answerDisagreement', 'raiseObstacle'],
    tests: [`${PLAN}/talk.test.ts`, `${PLAN}/delivery.test.ts`, `${PLAN}/follow-up.test.ts`],
  },
  {
    at: '二.1',
    demand: '改进目标遵循 SMART 原则：具体、可衡量、可实现、相关、有时限',
    rules: ['D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D12'],
    routes: ['editContent', 'checkDraft'],
    tests: [`${PLAN}/goals.test.ts`, `${PLAN}/targets.test.ts`],
  },
  {
    at: '二.1',
    demand: '目标不宜过多，聚焦 1-3 个方面',
    rules: ['D1', 'D11'],
    routes: ['editContent'],
    tests: [`${PLAN}/goals.test.ts`, 'test/domain/golden.test.ts'],
  },
  {
    at: '二.1',
    demand: '目标的设定需与员工充分协商，确保其理解并认同',
    rules: ['C5', 'D10', 'H4', 'H10'],
    routes: ['answerDraft', 'replyToAnswer', 'acknowledgePlan', 'answerDisagreement'],
    tests: [`${PLAN}/talk.test.ts`, `${PLAN}/delivery.test.ts`, `${PLAN}/follow-up.test.ts`],
  },
  {
    at: '二.2',
    demand: '每一项任务明确做什么、怎么做、何时完成',
    rules: ['E1', 'E2', 'E3', 'E4', 'E5'],
    routes: ['editContent', 'reportAction'],
    tests: [`${PLAN}/actions-and-supports.test.ts`, `${PLAN}/targets.test.ts`],
  },
  {
    at: '二.2',
    demand: '组织提供支持与资源：培训、辅导、流程优化、工具更新、授权或团队协作，并与原因对应',
    rules: ['C3', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9'],
    routes: ['deliverSupport', 'confirmSupport', 'disputeSupport', 'waiveSupport'],
    tests: [`${PLAN}/causes.test.ts`, `${PLAN}/supports.test.ts`],
  },
  {
    at: '二.3',
    demand: '明确的时间界限与若干阶段性检查点，及时调整行动策略',
    rules: ['G1', 'G2', 'G3', 'G4', 'G5', 'G9', 'G10', 'J1'],
    routes: ['holdCheckpoint', 'moveCheckpoint'],
    tests: [`${PLAN}/dates.test.ts`, `${PLAN}/meetings.test.ts`],
  },
  {
    at: '三.1',
    demand: '常态化跟踪：每周或每两周一次的简短会谈，对行动进展的观察与记录',
    rules: ['G6', 'G7', 'G8', 'I1', 'I2', 'P11'],
    routes: ['prepareCheckIn', 'draftCheckIn', 'recordCheckIn', 'replyToCheckIn', 'moveCheckIn'],
    tests: [`${PLAN}/meetings.test.ts`, `${PLAN}/follow-up.test.ts`],
  },
  {
    at: '三.1',
    demand: '及时协调解决员工在改进过程中遇到的新困难',
    rules: ['I8'],
    routes: ['raiseObstacle', 'assignObstacle', 'answerObstacle'],
    tests: [`${PLAN}/follow-up.test.ts`],
  },
  {
    at: '三.1',
    demand: '不仅是有没有做，更要关注做得怎么样、是否有效',
    rules: ['E6'],
    routes: ['rateParts'],
    tests: [`${PLAN}/follow-up.test.ts`],
  },
  {
    at: '三.2',
    demand: '反馈双向、持续；进步及时肯定，偏离立即纠偏',
    rules: ['I3', 'I4', 'I7', 'I9', 'M3'],
    routes: ['giveFeedback', 'recordCheckIn', 'recordMeasurement'],
    tests: [`${PLAN}/meetings.test.ts`, `${PLAN}/follow-up.test.ts`],
  },
  {
    at: '三.2',
    demand: '反馈的语言聚焦于行为和结果，客观、具体、有建设性',
    rules: ['B5'],
    routes: ['checkDraft'],
    tests: [`${PLAN}/wording.test.ts`, 'test/domain/wording/wording.test.ts'],
  },
  {
    at: '三.3',
    demand: '记录进步、问题、措施、反馈和阶段性结果，形成《绩效改进跟踪报告》，客观、中立',
    rules: ['G10', 'I1', 'I2', 'I5', 'I6', 'N1'],
    routes: [
      'recordCriticalEvent',
      'recordMeasurement',
      'getTimeline',
      'getTrackingReport',
      'makeStatement',
    ],
    tests: ['test/domain/report/tracking-report.test.ts', `${PLAN}/measurements.test.ts`],
  },
  {
    at: '三.3',
    demand: '记录是期末评估的重要依据',
    rules: ['K2', 'K5', 'K9'],
    routes: ['proposeOutcome', 'approveOutcome', 'getReadiness', 'listReadiness'],
    tests: [`${PLAN}/closing.test.ts`],
  },
  {
    at: '四',
    demand: '绩效改进计划的结果（原文仅存标题；以下按人力资源实践与法律补足）',
    rules: ['K1', 'K3', 'K4', 'K6', 'K7', 'K8', 'K10', 'K11', 'L1', 'L4', 'M1', 'N3'],
    routes: ['proposeOutcome', 'approveOutcome', 'returnOutcome', 'cancelPlan'],
    tests: [`${PLAN}/closing.test.ts`, `${PLAN}/after-close.test.ts`],
  },
];
