import type * as z from 'zod/mini';
import type { planContent } from '../../../functions/contract/schemas/content.ts';

/** A plan's content as the API takes it. */
export type ContentBody = z.output<ReturnType<typeof planContent>>;

/** Who provides the support: members' ids, once they are known. */
export interface Providers {
  readonly mentor: string;
  readonly trainer: string;
  readonly manager: string;
}

const date = (text: string) => text as ContentBody['schedule']['startOn'];
const member = (id: string) =>
  id as NonNullable<ContentBody['supports'][number]['provider']['memberId']>;

/** The source document's own case, as the manager first drafts it. */
export const shanghaiDraft = ({ mentor, trainer, manager }: Providers): ContentBody => ({
  title: '客户服务质量改进计划',
  gaps: [
    {
      id: 'complaints',
      expectation: '电话咨询中耐心解答客户的每一个疑问，并在承诺的两个工作日内解决问题',
      expectationSource: {
        kind: 'jobDescription',
        reference: '《客户服务专员岗位职责说明书》第3.2条',
      },
      observedFact:
        '本季度收到三次客户书面投诉，反映其在电话咨询中未能耐心解答疑问，且问题解决时效超出承诺标准两天以上',
      evidence: [
        {
          occurredOn: date('2026-01-12'),
          source: '客户投诉登记簿 2026-014',
          fact: '客户来函：询问退款进度时两次被打断，第四个工作日才收到答复',
          reportedBy: '客户甲',
        },
        {
          occurredOn: date('2026-01-27'),
          source: '客户投诉登记簿 2026-031',
          fact: '客户来函：三个问题只答了一个，问题在第五个工作日解决',
          reportedBy: '客户乙',
        },
        {
          occurredOn: date('2026-02-06'),
          source: '客户投诉登记簿 2026-047',
          fact: '客户来函：通话两分钟即被挂断，换货在第六个工作日完成',
          reportedBy: '客户丙',
        },
      ],
      causes: [
        {
          cause: 'KNOWLEDGE_SKILL',
          raisedBy: 'manager',
          note: '新产品线上线后尚未参加产品知识培训',
        },
        {
          cause: 'METHOD',
          raisedBy: 'manager',
          note: '退换货申请需逐级转交三个部门，未使用升级通道',
        },
      ],
      priorFeedback: [
        {
          givenOn: date('2026-01-14'),
          summary: '就一月十二日的来函单独谈话，约定先复述客户的问题再作答',
        },
      ],
    },
  ],
  goals: [
    {
      id: 'no-complaints',
      gapIds: ['complaints'],
      statement: '两个月内经核实的客户书面投诉降至零',
      measure: {
        kind: 'count',
        name: '经核实的客户书面投诉数',
        unit: '件',
        direction: 'decrease',
        aggregate: 'sum',
        window: '计划期内两个月累计',
        source: '客户投诉登记簿',
        measuredBy: '客户服务部质检岗',
        everyDays: 7,
        baseline: { value: 3, period: '2026年第一季度至2月10日', source: '客户投诉登记簿' },
        target: 0,
      },
      dueOn: date('2026-04-30'),
      attainability: { basis: 'peer', reference: '同班组五名专员上季度均无经核实的书面投诉' },
      minSample: 8,
    },
    {
      id: 'response-time',
      gapIds: ['complaints'],
      statement: '电话咨询平均响应时间控制在30秒内',
      measure: {
        kind: 'duration',
        name: '电话咨询平均响应时间',
        unit: '秒',
        direction: 'atMost',
        aggregate: 'last',
        window: '每周全部来电',
        source: '呼叫中心系统周报',
        measuredBy: '客户服务部质检岗',
        everyDays: 7,
        baseline: { value: 52, period: '2026年1月', source: '呼叫中心系统月报' },
        target: 30,
      },
      dueOn: date('2026-04-30'),
      attainability: { basis: 'peer', reference: '同班组一月平均响应时间为28秒' },
      minSample: 200,
    },
    {
      id: 'first-time-resolution',
      gapIds: ['complaints'],
      statement: '问题一次性解决率提升至88%',
      measure: {
        kind: 'rate',
        name: '问题一次性解决率',
        unit: '%',
        direction: 'atLeast',
        aggregate: 'last',
        window: '最近四周全部已结工单',
        source: '工单系统',
        measuredBy: '客户服务部质检岗',
        everyDays: 14,
        baseline: { value: 68, period: '2026年1月', source: '工单系统' },
        target: 88,
      },
      dueOn: date('2026-04-30'),
      attainability: { basis: 'past', reference: '本人2025年第二季度为89%' },
      minSample: 100,
    },
  ],
  actions: [
    {
      id: 'review-calls',
      goalId: 'no-complaints',
      what: '与导师复盘三次投诉的通话录音',
      how: '逐段听录音，对照服务话术写下每一处可以改进的回应',
      dueOn: date('2026-03-13'),
    },
    {
      id: 'quick-guide',
      goalId: 'response-time',
      what: '整理十个高频问题的速查卡',
      how: '从知识库摘录答案，每条不超过三行，由导师校对',
      dueOn: date('2026-03-20'),
    },
    {
      id: 'escalation',
      goalId: 'first-time-resolution',
      what: '退换货工单使用升级通道',
      how: '通话中当场提交升级申请，并在工单中注明承诺时限',
      dueOn: date('2026-04-10'),
    },
  ],
  supports: [
    {
      id: 'product-course',
      kind: 'TRAINING',
      description: '新产品线知识课程，两个半天，含情景演练与结业测验',
      provider: { name: '张敏', memberId: member(trainer) },
      dueBy: date('2026-03-13'),
      goalIds: ['response-time', 'first-time-resolution'],
      mandatory: true,
    },
    {
      id: 'mentor',
      kind: 'MENTORING',
      description: '资深专员一对一辅导',
      provider: { name: '王芳', memberId: member(mentor) },
      dueBy: date('2026-03-06'),
      goalIds: ['no-complaints', 'response-time', 'first-time-resolution'],
      mandatory: true,
    },
    {
      id: 'simple-process',
      kind: 'PROCESS',
      description: '退换货审批由三级简化为一级',
      provider: { name: '李强', memberId: member(manager) },
      dueBy: date('2026-03-20'),
      goalIds: ['first-time-resolution'],
      mandatory: true,
    },
  ],
  schedule: {
    startOn: date('2026-03-02'),
    endOn: date('2026-04-30'),
    cadence: 'weekly',
    checkInWeekday: 4,
    meetingTime: '10:00',
    checkpoints: [{ id: 'month-1', on: date('2026-03-31') }],
    finalReviewOn: date('2026-05-06'),
  },
});

/** As adopted after the talk: the employee's cause, the support asked for, the counter-proposal. */
export const afterTalk = (draft: ContentBody, { mentor }: Providers): ContentBody => ({
  ...draft,
  gaps: draft.gaps.map((gap) => ({
    ...gap,
    causes: [
      ...gap.causes,
      {
        cause: 'RESOURCE' as const,
        raisedBy: 'employee' as const,
        note: '知识库中没有新产品的条目',
      },
    ],
  })),
  goals: draft.goals.map((goal) =>
    goal.id === 'first-time-resolution' && goal.measure.kind !== 'milestone'
      ? {
          ...goal,
          statement: '问题一次性解决率提升至85%',
          measure: { ...goal.measure, target: 85 },
        }
      : goal,
  ),
  supports: [
    ...draft.supports,
    {
      id: 'knowledge-base',
      kind: 'TOOLING',
      description: '在知识库中增加新产品条目及检索标签',
      provider: { name: '王芳', memberId: member(mentor) },
      dueBy: date('2026-03-18'),
      goalIds: ['response-time', 'first-time-resolution'],
      mandatory: true,
    },
  ],
});

/** As HR asked for: how often and when the mentor is there. */
export const afterReturn = (content: ContentBody): ContentBody => ({
  ...content,
  supports: content.supports.map((support) =>
    support.id === 'mentor'
      ? { ...support, description: '资深专员一对一辅导，每周三下午一小时，共八次' }
      : support,
  ),
});
