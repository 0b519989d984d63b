import { createHash } from 'node:crypto';
import type { WorkCalendar } from '../../domain/calendar/working-days.ts';
import { toInstant, toLocal } from '../../domain/calendar/zones.ts';
import { parseCivilDate } from '../../domain/kernel/civil-date.ts';
import {
  type MemberId,
  parseMemberId,
  parsePlanId,
  parseTenantId,
} from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { CommandOf } from '../../domain/plan/command.ts';
import type { PlanContent } from '../../domain/plan/content.ts';
import type { Actor, ActsAs } from '../../domain/plan/context.ts';
import { NO_RECORDS } from '../../domain/plan/records.ts';
import type { Language } from '../../domain/plan/vocabulary.ts';
import { DEFAULT_POLICY, type Policy } from '../../domain/tenant/policy.ts';
import { china2026, on } from '../domain/calendar/calendars.ts';
import { type FullContext, type History, planOf, play } from './plan-spec.ts';

const known = <Id>(id: Id | undefined, text: string): Id => {
  if (id === undefined) throw new Error(`no id: ${text}`);
  return id;
};
const ulid = (name: string, n: number): string =>
  `01K0${name}${String(n).padStart(22 - name.length, '0')}`;
const member = (n: number): MemberId => {
  const id = ulid('MEMBER', n);
  return known(parseMemberId(id), id);
};

export const TENANT_ID = known(parseTenantId(ulid('TENANT', 1)), 'tenant');
export const PLAN_ID = known(parsePlanId(ulid('P', 1)), 'plan');
export const OTHER_PLAN_ID = known(parsePlanId(ulid('P', 2)), 'plan');

/** Everybody who has to do with the plans of the tests. */
export const people = {
  employee: member(1),
  manager: member(2),
  hrOwner: member(3),
  /** HR, and neither owner nor author: approves. */
  hrHead: member(4),
  mentor: member(5),
  trainer: member(6),
  colleague: member(7),
} as const;

const acting = (memberId: MemberId, acts: ActsAs): Actor => ({ kind: 'member', memberId, acts });

/** Who gives a command, in the capacity in which they usually do. */
export const as = {
  employee: acting(people.employee, 'employee'),
  manager: acting(people.manager, 'manager'),
  hrOwner: acting(people.hrOwner, 'hr'),
  hrHead: acting(people.hrHead, 'hr'),
  mentor: acting(people.mentor, 'provider'),
  system: { kind: 'system' },
} as const satisfies Record<string, Actor>;

/** The defaults, but a mail for each reminder, which says more in a test; digests have tests of their own. */
export const SINGLE_MAILS: Policy = { ...DEFAULT_POLICY, digest: 'off' };

/** A place with its calendar and the plan that is written there. */
export interface PlanCase {
  readonly siteId: string;
  readonly zone: string;
  readonly language: Language;
  readonly calendar: WorkCalendar;
  readonly content: PlanContent;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An instant from local time in a zone: `2026-03-02 09:00`; 09:00 when only a date is given. */
export const instantIn = (zone: string, local: string): Instant => {
  const date = parseCivilDate(local.slice(0, 10));
  if (date === undefined) throw new Error(`no such date: ${local}`);
  return toInstant(zone, date, local.slice(11) || '09:00');
};

/** The context of a command that somebody gives at that local time at the plan's site. */
export const contextIn = (
  { zone, calendar }: Pick<PlanCase, 'zone' | 'calendar'>,
  local: string,
  actor: Actor,
  more: Partial<FullContext> = {},
): FullContext => {
  const now = instantIn(zone, local);
  return {
    now,
    today: toLocal(zone, now).date,
    actor,
    policy: SINGLE_MAILS,
    calendar,
    hash: sha256,
    records: NO_RECORDS,
    otherDrafts: 0,
    sustaining: 0,
    deciderActive: true,
    successorActive: true,
    inManagersLine: false,
    lineManagerId: people.manager,
    ackRemindersDelivered: 2,
    granteeActive: true,
    ...more,
  };
};

/** The source document's own case: complaints in a call centre, two months, three goals. */
export const shanghaiContent = (): PlanContent => ({
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
          occurredOn: on('2026-01-12'),
          source: '客户投诉登记簿 2026-014',
          fact: '客户来函：询问退款进度时两次被打断，第四个工作日才收到答复',
          reportedBy: '客户甲',
        },
        {
          occurredOn: on('2026-01-27'),
          source: '客户投诉登记簿 2026-031',
          fact: '客户来函：三个问题只答了一个，问题在第五个工作日解决',
          reportedBy: '客户乙',
        },
        {
          occurredOn: on('2026-02-09'),
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
      priorFeedback: [{ givenOn: on('2026-01-19'), summary: '周会后谈过此次投诉' }],
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
      dueOn: on('2026-04-30'),
      attainability: { basis: 'peer', reference: '同班组为零' },
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
        aggregate: 'mean',
        window: '每周全部来电',
        source: '呼叫中心系统周报',
        measuredBy: '客户服务部质检岗',
        everyDays: 7,
        baseline: { value: 52, period: '2026年1月', source: '呼叫中心系统月报' },
        target: 30,
        roleStandard: 30,
      },
      dueOn: on('2026-04-30'),
      minSample: 200,
    },
    {
      id: 'first-time-resolution',
      gapIds: ['complaints'],
      statement: '问题一次性解决率达到85%',
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
        target: 85,
        roleStandard: 85,
      },
      dueOn: on('2026-04-30'),
      minSample: 100,
    },
  ],
  actions: [
    {
      id: 'review-calls',
      goalId: 'no-complaints',
      what: '与导师复盘三次投诉的通话录音',
      how: '逐段听录音，对照服务话术写下每一处可以改进的回应',
      dueOn: on('2026-03-13'),
    },
    {
      id: 'quick-guide',
      goalId: 'response-time',
      what: '整理十个高频问题的速查卡',
      how: '从知识库摘录答案，每条不超过三行，由导师校对',
      dueOn: on('2026-03-20'),
    },
    {
      id: 'escalation',
      goalId: 'first-time-resolution',
      what: '退换货工单使用升级通道',
      how: '通话中当场提交升级申请，并在工单中注明承诺时限',
      dueOn: on('2026-04-10'),
    },
  ],
  supports: [
    {
      id: 'product-course',
      kind: 'TRAINING',
      description: '新产品线知识课程，两个半天，含情景演练与结业测验',
      provider: { name: '培训部 张敏', memberId: people.trainer },
      dueBy: on('2026-03-13'),
      goalIds: ['response-time', 'first-time-resolution'],
      mandatory: true,
    },
    {
      id: 'mentor',
      kind: 'MENTORING',
      description: '资深专员一对一辅导，每周一小时，共八次',
      provider: { name: '王芳', memberId: people.mentor },
      dueBy: on('2026-03-06'),
      goalIds: ['no-complaints', 'response-time', 'first-time-resolution'],
      mandatory: true,
    },
    {
      id: 'simple-process',
      kind: 'PROCESS',
      description: '退换货审批由三级简化为一级',
      provider: { name: '李强', memberId: people.manager },
      dueBy: on('2026-03-20'),
      goalIds: ['first-time-resolution'],
      mandatory: false,
    },
  ],
  schedule: {
    startOn: on('2026-03-02'),
    endOn: on('2026-04-30'),
    cadence: 'weekly',
    checkInWeekday: 4,
    meetingTime: '10:00',
    checkpoints: [{ id: 'month-1', on: on('2026-03-31') }],
    finalReviewOn: on('2026-05-06'),
  },
});

/** Three months in Berlin, in English: a milestone, a baseline still to be measured, a deferred gap. */
export const berlinContent = (): PlanContent => ({
  title: 'Release quality of the billing service',
  gaps: [
    {
      id: 'rollbacks',
      expectation: 'At most one rollback in a quarter',
      expectationSource: { kind: 'targetLetter', reference: 'Target letter 2026, item 2' },
      observedFact: 'Four of nine releases between 1 December and 12 February were rolled back',
      evidence: [
        {
          occurredOn: on('2025-12-09'),
          source: 'Incident report 311',
          fact: 'Release 4.12 was rolled back after 40 minutes: a migration was missing',
          reportedBy: 'On-call engineer',
        },
        {
          occurredOn: on('2026-01-20'),
          source: 'Incident report 324',
          fact: 'Release 4.15 was rolled back: the feature flag was on by default',
          reportedBy: 'Support desk',
        },
      ],
      causes: [
        { cause: 'METHOD', raisedBy: 'manager', note: 'Releases are cut without the checklist' },
        {
          cause: 'EXPECTATION_UNCLEAR',
          raisedBy: 'employee',
          note: 'Who signs a release is not written',
        },
      ],
      priorFeedback: [
        { givenOn: on('2026-01-21'), summary: 'Talked through the rollback of release 4.15' },
      ],
    },
    {
      id: 'documentation',
      expectation: 'Each public endpoint is documented before it is released',
      expectationSource: { kind: 'policy', reference: 'Engineering handbook, chapter 4' },
      observedFact: 'Two of the eleven endpoints released in January have no documentation',
      evidence: [
        {
          occurredOn: on('2026-01-15'),
          source: 'API catalogue',
          fact: 'GET /refunds has no entry',
          reportedBy: 'Partner team',
        },
        {
          occurredOn: on('2026-01-29'),
          source: 'API catalogue',
          fact: 'POST /credit-notes has no entry',
          reportedBy: 'Technical writer',
        },
      ],
      causes: [{ cause: 'RESOURCE', raisedBy: 'manager' }],
      deferred: {
        reason: 'The new catalogue tool arrives in July; until then the writers keep it',
      },
    },
  ],
  goals: [
    {
      id: 'checklist',
      gapIds: ['rollbacks'],
      statement: 'The release checklist is in use for every release of the billing service',
      measure: {
        kind: 'milestone',
        definitionOfDone:
          'Three releases in a row carry a complete checklist signed by a second engineer',
        verifier: 'Release manager',
      },
      dueOn: on('2026-04-30'),
      attainability: {
        basis: 'peer',
        reference: 'The payments team has used the checklist since October',
      },
      minSample: 1,
    },
    {
      id: 'lead-time',
      gapIds: ['rollbacks'],
      statement: 'A failed release is back in service within 15 minutes',
      measure: {
        kind: 'duration',
        name: 'Time to restore',
        unit: 'minutes',
        direction: 'atMost',
        aggregate: 'p90',
        window: 'all failed releases since the start',
        source: 'Incident tracker',
        measuredBy: 'Release manager',
        everyDays: 14,
        baseline: { toMeasureBy: on('2026-03-13') },
        target: 15,
        tolerance: 1,
      },
      dueOn: on('2026-05-29'),
      attainability: {
        basis: 'past',
        reference: 'Median of 14 minutes in the second quarter of 2025',
      },
      minSample: 3,
    },
  ],
  actions: [
    {
      id: 'write-checklist',
      goalId: 'checklist',
      what: 'Write the release checklist',
      how: 'From the last four incident reports; reviewed by the release manager',
      dueOn: on('2026-03-16'),
    },
    {
      id: 'rehearse',
      goalId: 'lead-time',
      what: 'Rehearse a rollback on staging',
      how: 'With the mentor, against the clock, three times',
      dueOn: on('2026-04-24'),
    },
  ],
  supports: [
    {
      id: 'pairing',
      kind: 'COACHING',
      description: 'Pairing on every release in March and April',
      provider: { name: 'Release manager', memberId: people.mentor },
      dueBy: on('2026-03-20'),
      goalIds: ['checklist', 'lead-time'],
      mandatory: true,
    },
    {
      id: 'release-roles',
      kind: 'ROLE_CLARITY',
      description: 'A page that says who cuts, signs and rolls back a release',
      provider: { name: 'Head of engineering' },
      dueBy: on('2026-03-09'),
      goalIds: ['checklist'],
      mandatory: true,
    },
  ],
  schedule: {
    startOn: on('2026-03-02'),
    endOn: on('2026-06-02'),
    cadence: 'biweekly',
    checkInWeekday: 2,
    meetingTime: '14:30',
    checkpoints: [
      { id: 'april', on: on('2026-04-02') },
      { id: 'may', on: on('2026-05-04') },
    ],
    finalReviewOn: on('2026-06-05'),
  },
});

export const shanghai: PlanCase = {
  siteId: 'shanghai',
  zone: 'Asia/Shanghai',
  language: 'zh-CN',
  calendar: china2026,
  content: shanghaiContent(),
};

export const berlin: PlanCase = {
  siteId: 'berlin',
  zone: 'Europe/Berlin',
  language: 'en',
  calendar: {
    weekend: [6, 7],
    nonWorking: ['2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25'].map(on),
    extraWorking: [],
    knownUntil: on('2027-12-31'),
  },
  content: berlinContent(),
};

/** The context at a local time in Shanghai, where most tests play. */
export const inShanghai = (local: string, actor: Actor, more: Partial<FullContext> = {}) =>
  contextIn(shanghai, local, actor, more);

/** A value of the content replaced at a JSON pointer; `undefined` takes it out. */
export const changed = <Value>(value: Value, pointer: string, to: unknown): Value => {
  const [, ...names] = pointer.split('/');
  const copy = structuredClone(value);
  const last = names.pop() ?? '';
  let place: unknown = copy;
  for (const name of names) place = (place as Record<string, unknown>)[name];
  if (typeof place !== 'object' || place === null || !(last in place || to !== undefined))
    throw new Error(`nothing at ${pointer}`);
  if (to === undefined && Array.isArray(place)) place.splice(Number(last), 1);
  else if (to === undefined) delete (place as Record<string, unknown>)[last];
  else (place as Record<string, unknown>)[last] = to;
  return copy;
};

// ---- commands of the story that every test starts from ----

export const createCommand = (
  { siteId, zone, language, content }: PlanCase,
  more: Partial<CommandOf<'CreatePlan'>> = {},
): CommandOf<'CreatePlan'> => ({
  type: 'CreatePlan',
  planId: PLAN_ID,
  tenantId: TENANT_ID,
  employeeId: people.employee,
  managerId: people.manager,
  hrOwnerId: people.hrOwner,
  siteId,
  zone,
  language,
  content,
  accepted: [],
  ...more,
});

export const shareCommand: CommandOf<'ShareDraft'> = {
  type: 'ShareDraft',
  talkHeldOn: on('2026-02-10'),
};

const WORDS = {
  'zh-CN': {
    view: '来电高峰集中在上午，新产品的问题占一半以上',
    cause: '知识库中没有新产品的条目',
    request: '在知识库中增加新产品条目',
    reply: '条目已于二月五日上线，导师将在第一次辅导中演示如何检索',
    place: '三号会议室',
    attendees: ['员工', '经理', '人力资源'],
  },
  en: {
    view: 'Two of the four rollbacks came from a library that another team had changed',
    cause: 'There is no staging environment with production data',
    request: 'A staging environment with a copy of the billing data',
    reply: 'Staging has had a copy since 5 February; the mentor shows how to refresh it',
    place: 'Room 3',
    attendees: ['Employee', 'Manager', 'HR'],
  },
} as const satisfies Record<Language, unknown>;

/** The employee agrees with the first goal, names a cause and asks for more support. */
export const answerCommand = ({ content, language }: PlanCase): CommandOf<'AnswerDraft'> => ({
  type: 'AnswerDraft',
  answer: {
    employeeView: WORDS[language].view,
    causes: content.gaps
      .slice(0, 1)
      .map(({ id }) => ({ gapId: id, cause: 'RESOURCE', note: WORDS[language].cause })),
    supportRequests: [{ id: 'request-1', kind: 'TOOLING', description: WORDS[language].request }],
    goals: content.goals.map(({ id }, index) => ({
      goalId: id,
      answer: index === 0 ? 'AGREED' : 'UNDERSTOOD',
    })),
  },
});

/** Not adopted, with a reason; adopted. */
export const replyCommand = ({ content, language }: PlanCase): CommandOf<'ReplyToAnswer'> => ({
  type: 'ReplyToAnswer',
  replies: [
    {
      to: { kind: 'cause', ref: `${content.gaps[0]?.id}/RESOURCE` },
      adopted: false,
      reply: WORDS[language].reply,
    },
    { to: { kind: 'supportRequest', ref: 'request-1' }, adopted: true, reply: '' },
  ],
});

export const submitCommand: CommandOf<'Submit'> = { type: 'Submit', accepted: [] };

const submissionOf = (history: History) => {
  const plan = planOf(history);
  if (!('submission' in plan)) throw new Error(`a ${plan.status} plan was never submitted`);
  return plan.submission;
};

export const approveCommand = (history: History): CommandOf<'Approve'> => ({
  type: 'Approve',
  contentHash: submissionOf(history).contentHash,
  accepted: [],
});

export const presentCommand = ({ zone, language }: PlanCase): CommandOf<'Present'> => ({
  type: 'Present',
  heldAt: instantIn(zone, '2026-02-25 10:00'),
  how: 'inPerson',
  place: WORDS[language].place,
  attendees: WORDS[language].attendees,
  servedAt: instantIn(zone, '2026-02-25 10:30'),
  servedBy: 'inPerson',
  accepted: [],
});

export const agreeCommand = (history: History): CommandOf<'Acknowledge'> => ({
  type: 'Acknowledge',
  kind: 'AGREED',
  contentHash: submissionOf(history).contentHash,
});

// ---- histories, each made by deciding; all begin on 10 February 2026 ----

/** 10 February: the manager begins a draft. */
export const draftHistory = (of: PlanCase = shanghai): History =>
  play([], [createCommand(of), contextIn(of, '2026-02-10 09:00', as.manager)]);

/** 10 February: the talk was held and the draft is with the employee. */
export const sharedHistory = (of: PlanCase = shanghai): History =>
  play(draftHistory(of), [shareCommand, contextIn(of, '2026-02-10 16:00', as.manager)]);

/** 12 February: the employee answered, the manager replied; ready to be submitted. */
export const answeredHistory = (of: PlanCase = shanghai): History =>
  play(
    sharedHistory(of),
    [answerCommand(of), contextIn(of, '2026-02-11 11:00', as.employee)],
    [replyCommand(of), contextIn(of, '2026-02-12 09:00', as.manager)],
  );

/** 12 February, afternoon: IN_REVIEW. */
export const submittedHistory = (of: PlanCase = shanghai): History =>
  play(answeredHistory(of), [submitCommand, contextIn(of, '2026-02-12 15:00', as.manager)]);

/** 13 February: APPROVED. */
export const approvedHistory = (of: PlanCase = shanghai): History => {
  const submitted = submittedHistory(of);
  return play(submitted, [approveCommand(submitted), contextIn(of, '2026-02-13 10:00', as.hrHead)]);
};

/** 25 February: PRESENTED; in Shanghai the window to sign ends on 3 March, in Berlin on 4 March. */
export const presentedHistory = (of: PlanCase = shanghai): History =>
  play(approvedHistory(of), [presentCommand(of), contextIn(of, '2026-02-25 11:00', as.manager)]);

/** 26 February: the employee agreed. */
export const acknowledgedHistory = (of: PlanCase = shanghai): History => {
  const presented = presentedHistory(of);
  return play(presented, [agreeCommand(presented), contextIn(of, '2026-02-26 14:00', as.employee)]);
};

/** 2 March: ACTIVE, started by the clock on the planned day. */
export const activePlanHistory = (of: PlanCase = shanghai): History =>
  play(acknowledgedHistory(of), [{ type: 'Settle' }, contextIn(of, '2026-03-02 00:00', as.system)]);
