import { toLocal } from '../../../domain/calendar/zones.ts';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { PlanCommand } from '../../../domain/plan/command.ts';
import type { Actor } from '../../../domain/plan/context.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import type { CheckInWriteUp } from '../../../domain/plan/records.ts';
import type { TrackingReportInput } from '../../../domain/report/subject.ts';
import { type History, planOf, play, type Step } from '../../support/plan-spec.ts';
import {
  answeredHistory,
  approveCommand,
  as,
  contextIn,
  instantIn,
  type PlanCase,
  people,
  presentCommand,
  shanghai,
  submitCommand,
} from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

const NAMES: Readonly<Record<MemberId, { readonly name: string; readonly role?: string }>> = {
  [people.employee]: { name: '李明', role: '客户服务专员' },
  [people.manager]: { name: '李强', role: '客户服务主管' },
  [people.hrOwner]: { name: '陈静', role: '人力资源业务伙伴' },
  [people.hrHead]: { name: '赵敏' },
  [people.mentor]: { name: '王芳', role: '资深专员' },
  [people.trainer]: { name: '张敏', role: '培训师' },
  [people.colleague]: { name: '周洋' },
};

/** What a report is made of, read at a local time at the plan's site. */
export const reportInput = (
  history: History,
  local: string,
  view: TrackingReportInput['view'],
  of: PlanCase = shanghai,
): TrackingReportInput => {
  const generatedAt = instantIn(of.zone, local);
  return {
    plan: planOf(history),
    records: recordsOf(history),
    history,
    calendar: of.calendar,
    today: toLocal(of.zone, generatedAt).date,
    view,
    people: (memberId) => NAMES[memberId] ?? { name: memberId },
    tenantName: '云岭客户服务有限公司',
    generatedAt,
  };
};

const step = (local: string, actor: Actor, command: PlanCommand): Step => [
  command,
  contextIn(shanghai, local, actor),
];

const measured = (
  local: string,
  goalId: string,
  value: number,
  sample: number,
  source: string,
): Step =>
  step(local, as.manager, {
    type: 'RecordMeasurement',
    goalId,
    value,
    sample,
    measuredOn: on(local.slice(0, 10)),
    source,
  });

const week = (local: string, complaints: number, seconds: number, resolved?: number): Step[] => [
  measured(`${local} 09:10`, 'no-complaints', complaints, 1, '客户投诉登记簿'),
  measured(`${local} 09:15`, 'response-time', seconds, 60, '呼叫中心系统周报'),
  ...(resolved === undefined
    ? []
    : [measured(`${local} 09:20`, 'first-time-resolution', resolved, 120, '工单系统')]),
];

const checkIn = (
  local: string,
  plannedOn: string,
  heldOn: string,
  more: Partial<CheckInWriteUp> = {},
): Step =>
  step(local, as.manager, {
    type: 'RecordCheckIn',
    accepted: [],
    writeUp: {
      plannedOn: on(plannedOn),
      heldOn: on(heldOn),
      attendees: ['李明', '李强'],
      facts: ['抽听四通来电,三通在挂断前确认了客户是否还有疑问'],
      feedback: [
        {
          kind: 'positive',
          text: '你这次处理客户投诉的方式比上次有很大进步,能够先倾听客户情绪,再逐步引导解决,这点很好。',
          goalId: 'no-complaints',
        },
      ],
      goals: [
        { goalId: 'no-complaints', status: 'ON_TRACK' },
        { goalId: 'response-time', status: 'AT_RISK', note: '上午高峰时段仍超过四十秒' },
        { goalId: 'first-time-resolution', status: 'NO_CHANGE' },
      ],
      obstacles: [],
      supportNeeded: [],
      nextSteps: ['下周继续由导师旁听两通来电'],
      ...more,
    },
  });

export const RETURN_COMMENT = '目标二的样本量没有写明来电口径,请补充后再提交。';
export const OUTCOME_RETURN_COMMENT =
  '四月份各项度量持续好转,第二期计划的必要性没有说明,请重新考虑后续安排。';
/** Why, in the proposal that came back. */
export const FIRST_REASON = '见期末面谈记录中逐项核对的度量结果。';
export const ACCEPTED_REASON = '员工于四月初有两天已批准的年假,间隔拉长由直接上级当面说明。';
export const DEFERRAL_REASON = '员工于二月上旬处理家事,为免打扰,推迟提供草案。';

/** 2 March: returned once, approved, presented; the employee disagreed and said why. */
const startedHistory = (): History => {
  const submitted = play(
    answeredHistory(),
    step('2026-02-12 15:00', as.manager, submitCommand),
    step('2026-02-12 17:20', as.hrHead, { type: 'ReturnForChanges', comment: RETURN_COMMENT }),
    step('2026-02-13 09:30', as.manager, submitCommand),
  );
  const presented = play(
    submitted,
    step('2026-02-13 16:00', as.hrHead, approveCommand(submitted)),
    step('2026-02-25 11:00', as.manager, presentCommand(shanghai)),
  );
  const plan = planOf(presented);
  if (plan.status !== 'PRESENTED') throw new Error(`the plan is ${plan.status}`);
  return play(
    presented,
    step('2026-02-26 14:00', as.employee, {
      type: 'Acknowledge',
      kind: 'DISAGREED',
      contentHash: plan.submission.contentHash,
      statement:
        '三次投诉中有一次发生在系统故障当天。\n我愿意按计划改进,同时希望流程简化能够在三月内完成。',
    }),
    step('2026-02-27 10:00', as.hrOwner, {
      type: 'AnswerDisagreement',
      text: '故障当天的投诉已注明情况,不计入基线;流程简化列为公司的支持承诺,三月二十日前完成。',
    }),
    step('2026-03-02 00:05', as.system, { type: 'Settle' }),
  );
};

const REASONS = {
  'no-complaints': '计划期内经核实的投诉一件,未降至零,较基线的三件减少。',
  'response-time': '全期平均为 34.63 秒,高于 30 秒;四月份四周均在 30 秒以内。',
  'first-time-resolution': '期末为 88%,高于目标值 85%,样本量充足。',
} as const;

/** The sequence number of a goal's measurement of that day. */
const seqOf = (history: History, goalId: string, measuredOn: string): number => {
  const found = history.find(
    ({ event }) =>
      event.type === 'MeasurementRecorded' &&
      event.goalId === goalId &&
      event.measuredOn === measuredOn,
  );
  if (found === undefined) throw new Error(`nothing measured for ${goalId} on ${measuredOn}`);
  return found.seq;
};

/** 3 April, in the middle of it: most of what can happen to a plan has happened once. */
export const midRunHistory = (): History => {
  const first = play(
    startedHistory(),
    step('2026-03-04 17:00', as.mentor, {
      type: 'DeliverSupport',
      supportId: 'mentor',
      deliveredOn: on('2026-03-04'),
      evidence: '辅导记录表第 1 次,双方签字',
    }),
    step('2026-03-06 09:00', as.employee, { type: 'ConfirmSupport', supportId: 'mentor' }),
    checkIn('2026-03-05 18:00', '2026-03-05', '2026-03-05'),
    step('2026-03-06 10:00', as.employee, {
      type: 'ReplyToCheckIn',
      plannedOn: on('2026-03-05'),
      kind: 'REPLY',
      text: '同意以上记录。上午高峰只有三人当班,希望排班时考虑。',
    }),
    ...week('2026-03-09', 0, 49, 70),
    step('2026-03-11 15:00', as.manager, {
      type: 'GiveFeedback',
      entry: { kind: 'positive', text: '今天的退货来电处理得清楚,当场给出了承诺时限。' },
    }),
    step('2026-03-11 15:30', as.manager, {
      type: 'RecordCriticalEvent',
      occurredOn: on('2026-03-11'),
      kind: 'positive',
      fact: '客户来电表扬:换货在次日完成,通话中两次确认了需求',
      goalId: 'no-complaints',
    }),
    step('2026-03-12 09:00', as.manager, {
      type: 'MoveCheckIn',
      plannedOn: on('2026-03-12'),
      to: on('2026-03-13'),
      reason: '直接上级参加季度经营会议',
    }),
    step('2026-03-13 16:00', as.employee, {
      type: 'ReportAction',
      actionId: 'review-calls',
      done: 'yes',
      fact: '三段录音全部复盘,写出九处可以改进的回应,导师已批注',
    }),
  );
  const second = play(
    first,
    ...week('2026-03-16', 1, 44),
    step('2026-03-16 16:30', as.employee, {
      type: 'GiveFeedback',
      entry: { kind: 'corrective', text: '速查卡的审核等了四天,希望导师能在两天内答复。' },
    }),
    step('2026-03-18 18:00', as.hrOwner, {
      type: 'DeliverSupport',
      supportId: 'product-course',
      deliveredOn: on('2026-03-18'),
      evidence: '培训签到表与结业测验成绩单',
    }),
    step('2026-03-19 09:00', as.employee, {
      type: 'DisputeSupport',
      supportId: 'product-course',
      reason: '承诺的是两个半天,实际只有一个半天,情景演练没有进行。',
    }),
    checkIn('2026-03-19 11:00', '2026-03-12', '2026-03-13', {
      facts: ['上周来电 61 通,平均响应 49 秒', '退换货工单两次未使用升级通道'],
      feedback: [
        {
          kind: 'corrective',
          text: '如果下次能在客户挂断前再次确认其满意度,并记录下客户的潜在需求,相信会更好。',
          goalId: 'first-time-resolution',
        },
      ],
      obstacles: ['升级通道的入口在工单系统中不易找到'],
      supportNeeded: ['请信息部在工单页面增加升级按钮'],
    }),
    step('2026-03-19 17:00', as.employee, {
      type: 'ReplyToCheckIn',
      plannedOn: on('2026-03-12'),
      kind: 'DISPUTE',
      text: '其中一次不符合升级条件,工单备注中有说明。',
    }),
    step('2026-03-20 09:00', as.manager, {
      type: 'CorrectCheckIn',
      plannedOn: on('2026-03-12'),
      text: '经查工单备注,未使用升级通道的应为一次。',
    }),
    step('2026-03-19 18:10', as.manager, { type: 'RecordNoShow', plannedOn: on('2026-03-19') }),
    step('2026-03-20 10:00', as.employee, {
      type: 'MakeStatement',
      text: '三月十九日我在参加培训补课,因此没有到场,已于当天上午告知。',
    }),
    step('2026-03-20 17:00', as.employee, {
      type: 'ReportAction',
      actionId: 'quick-guide',
      done: 'partly',
      fact: '完成七张速查卡,三张待导师校对',
    }),
    step('2026-03-23 10:00', as.hrOwner, {
      type: 'ResolveSupportDispute',
      supportId: 'product-course',
      finding: 'NOT_DELIVERED',
      reason: '签到表显示只有三月十八日上午一次,情景演练未安排。',
    }),
    ...week('2026-03-23', 0, 39, 76),
  );
  return play(
    second,
    step('2026-03-24 10:00', as.manager, {
      type: 'RecordCriticalEvent',
      occurredOn: on('2026-03-03'),
      kind: 'negative',
      fact: '一通来电在等待转接时中断,未回拨',
      goalId: 'no-complaints',
    }),
    step('2026-03-25 09:00', as.manager, {
      type: 'RecordMeasurement',
      goalId: 'response-time',
      value: 41,
      sample: 60,
      measuredOn: on('2026-03-23'),
      source: '呼叫中心系统周报(更正版)',
      supersedes: {
        seq: seqOf(second, 'response-time', '2026-03-23'),
        reason: '周报漏计周日来电,系统已更正',
      },
    }),
    step('2026-03-27 18:00', as.hrOwner, {
      type: 'DeliverSupport',
      supportId: 'product-course',
      deliveredOn: on('2026-03-27'),
      evidence: '第二次培训签到表、情景演练评分表',
    }),
    ...week('2026-03-30', 0, 33, 81),
    step('2026-03-31 17:00', as.manager, {
      type: 'HoldCheckpoint',
      checkpointId: 'month-1',
      heldOn: on('2026-03-31'),
      attendees: ['李明', '李强', '陈静'],
      facts: ['第一个月经核实的投诉一件', '平均响应时间由 52 秒降到 41 秒'],
      feedback: [
        { kind: 'positive', text: '一次性解决率四周内由 68% 升到 81%,方法有效。' },
        {
          kind: 'corrective',
          text: '三月十六日的投诉与转接中断有关,请按新流程先回拨再转接。',
          goalId: 'no-complaints',
        },
        { kind: 'corrective', text: '高峰时段先接听再查询,响应时间还可以缩短。' },
      ],
    }),
    step('2026-04-01 10:00', as.hrOwner, {
      type: 'WaiveSupport',
      supportId: 'simple-process',
      reason: '审批制度需经职工代表大会讨论,三月内无法完成;目标三的期限不因此受影响。',
    }),
  );
};

/** 8 May: the review was held, the first proposal came back, the second was approved. */
export const closedHistory = (): History => {
  const reviewed = play(
    midRunHistory(),
    ...week('2026-04-07', 0, 30, 84),
    checkIn('2026-04-09 18:00', '2026-04-09', '2026-04-09'),
    step('2026-04-10 17:00', as.employee, {
      type: 'ReportAction',
      actionId: 'escalation',
      done: 'yes',
      fact: '四月起符合条件的九张工单全部使用升级通道',
    }),
    ...week('2026-04-13', 0, 28),
    checkIn('2026-04-16 18:00', '2026-04-16', '2026-04-16'),
    ...week('2026-04-20', 0, 26, 87),
    step('2026-04-22 09:00', as.hrOwner, {
      type: 'ExcuseCheckIn',
      plannedOn: on('2026-04-23'),
      reason: '员工四月二十二日至二十四日休年假',
    }),
    ...week('2026-04-27', 0, 26, 88),
    step('2026-04-30 08:00', as.system, { type: 'Settle' }),
    step('2026-05-06 11:30', as.manager, {
      type: 'HoldFinalMeeting',
      heldOn: on('2026-05-06'),
      attendees: ['李明', '李强', '陈静'],
      facts: ['逐项核对三个目标的度量记录', '双方确认三月十六日的投诉属实'],
    }),
    step('2026-05-06 16:00', as.employee, {
      type: 'RespondToReview',
      text: '认可度量结果。希望巩固期内保留导师辅导。',
    }),
  );
  const reasons = (['no-complaints', 'response-time', 'first-time-resolution'] as const).map(
    (goalId) => ({
      goalId,
      text: REASONS[goalId],
      measurements: [
        seqOf(reviewed, goalId, goalId === 'no-complaints' ? '2026-03-16' : '2026-04-27'),
      ],
    }),
  );
  const propose = {
    type: 'ProposeOutcome',
    outcome: 'PARTLY_MET',
    // The course came late; the goal that it serves was reached all the same.
    accepted: [{ ruleId: 'F8', reason: '培训虽迟到,但相关目标已达成,员工同意不再延期。' }],
  } as const;
  const hasty = reasons.map((reason) => ({ ...reason, text: FIRST_REASON }));
  return play(
    reviewed,
    step('2026-05-06 17:00', as.manager, {
      ...propose,
      reasons: hasty,
      nextStep: 'SECOND_PLAN',
    }),
    step('2026-05-07 10:00', as.hrHead, {
      type: 'ReturnOutcome',
      comment: OUTCOME_RETURN_COMMENT,
    }),
    step('2026-05-07 15:00', as.manager, {
      ...propose,
      reasons,
      nextStep: 'SUSTAIN',
    }),
    step('2026-05-08 10:00', as.hrHead, { type: 'ApproveOutcome', accepted: [] }),
  );
};
