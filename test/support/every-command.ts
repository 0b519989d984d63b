import type { CommandOf, PlanCommand, PlanCommandType } from '../../domain/plan/command.ts';
import { on } from '../domain/calendar/calendars.ts';
import { instantIn, people, presentCommand, shanghai, shanghaiContent } from './plans.ts';
import {
  checkInCommand,
  checkpointCommand,
  holdMeetingCommand,
  measureCommand,
} from './run-histories.ts';

/** A command of every type that somebody gives on the Shanghai plan; what it names exists. */
export const EVERY_COMMAND: {
  readonly [Type in Exclude<PlanCommandType, 'CreatePlan' | 'Settle'>]: CommandOf<Type>;
} = {
  EditContent: { type: 'EditContent', content: shanghaiContent() },
  ShareDraft: { type: 'ShareDraft', talkHeldOn: on('2026-02-10') },
  DeferSharing: { type: 'DeferSharing', reason: '员工正在休假' },
  AnswerDraft: {
    type: 'AnswerDraft',
    answer: { employeeView: '来电集中在上午', causes: [], supportRequests: [], goals: [] },
  },
  DeclineTalk: { type: 'DeclineTalk' },
  ReplyToAnswer: { type: 'ReplyToAnswer', replies: [] },
  Submit: { type: 'Submit', accepted: [] },
  ReturnForChanges: { type: 'ReturnForChanges', comment: '请补充第二个目标' },
  Approve: { type: 'Approve', contentHash: '', accepted: [] },
  Present: presentCommand(shanghai),
  Acknowledge: { type: 'Acknowledge', kind: 'AGREED', contentHash: '' },
  RecordRefusal: {
    type: 'RecordRefusal',
    witness: {
      name: '周洋',
      role: '班长',
      memberId: people.colleague,
      at: instantIn(shanghai.zone, '2026-02-25 11:30'),
      place: '三号会议室',
    },
  },
  RecordNoResponse: { type: 'RecordNoResponse' },
  RecordUnreachable: { type: 'RecordUnreachable', attempts: [] },
  Recall: { type: 'Recall', reason: '岗位职责有变' },
  Cancel: { type: 'Cancel', reason: 'ROLE_CHANGED', note: '转岗' },
  RecordCheckIn: checkInCommand('2026-03-05'),
  ReplyToCheckIn: {
    type: 'ReplyToCheckIn',
    plannedOn: on('2026-03-05'),
    kind: 'REPLY',
    text: '同意以上记录',
  },
  CorrectCheckIn: { type: 'CorrectCheckIn', plannedOn: on('2026-03-05'), text: '应为两通来电' },
  MoveCheckIn: {
    type: 'MoveCheckIn',
    plannedOn: on('2026-03-12'),
    to: on('2026-03-13'),
    reason: '经营会议',
  },
  ExcuseCheckIn: { type: 'ExcuseCheckIn', plannedOn: on('2026-03-12'), reason: '员工请假' },
  RecordNoShow: { type: 'RecordNoShow', plannedOn: on('2026-03-12') },
  HoldCheckpoint: checkpointCommand(),
  MoveCheckpoint: {
    type: 'MoveCheckpoint',
    checkpointId: 'month-1',
    to: on('2026-04-01'),
    reason: '经营会议',
  },
  ExcuseCheckpoint: { type: 'ExcuseCheckpoint', checkpointId: 'month-1', reason: '员工请假' },
  RecordMeasurement: measureCommand('response-time', 40, '2026-03-04'),
  RecordBaseline: {
    type: 'RecordBaseline',
    goalId: 'response-time',
    value: 52,
    period: '一月',
    source: '月报',
  },
  GiveFeedback: { type: 'GiveFeedback', entry: { kind: 'positive', text: '回拨及时' } },
  RecordCriticalEvent: {
    type: 'RecordCriticalEvent',
    occurredOn: on('2026-03-03'),
    kind: 'positive',
    fact: '客户来电表扬',
  },
  MakeStatement: { type: 'MakeStatement', text: '我愿意改进' },
  ReportAction: {
    type: 'ReportAction',
    actionId: 'review-calls',
    done: 'partly',
    fact: '复盘了两段录音',
  },
  ScheduleSupport: { type: 'ScheduleSupport', supportId: 'mentor', on: on('2026-05-29') },
  DeliverSupport: {
    type: 'DeliverSupport',
    supportId: 'mentor',
    deliveredOn: on('2026-03-04'),
    evidence: '签到表',
  },
  ConfirmSupport: { type: 'ConfirmSupport', supportId: 'mentor' },
  DisputeSupport: { type: 'DisputeSupport', supportId: 'mentor', reason: '没有进行' },
  ResolveSupportDispute: {
    type: 'ResolveSupportDispute',
    supportId: 'mentor',
    finding: 'DELIVERED',
    reason: '双方签字的记录表在案',
  },
  WaiveSupport: { type: 'WaiveSupport', supportId: 'mentor', reason: '导师离职' },
  BeginFinalReview: { type: 'BeginFinalReview' },
  InviteToFinalMeeting: {
    type: 'InviteToFinalMeeting',
    invitedOn: on('2026-04-30'),
    channel: 'email',
    proof: '邮件回执',
  },
  HoldFinalMeeting: holdMeetingCommand(),
  RespondToReview: { type: 'RespondToReview', text: null },
  MarkSubstantiallyMet: {
    type: 'MarkSubstantiallyMet',
    goalId: 'response-time',
    reason: '四月各周均已达标',
  },
  ProposeOutcome: {
    type: 'ProposeOutcome',
    outcome: 'NOT_MET',
    nextStep: 'RETRAIN',
    reasons: [],
    accepted: [],
  },
  ReturnOutcome: { type: 'ReturnOutcome', comment: '请补充第二个目标' },
  ApproveOutcome: { type: 'ApproveOutcome', accepted: [] },
};

export type GivenType = keyof typeof EVERY_COMMAND;
export const GIVEN_TYPES = Object.keys(EVERY_COMMAND) as readonly GivenType[];
export const commandOf = (type: GivenType): PlanCommand => EVERY_COMMAND[type];
