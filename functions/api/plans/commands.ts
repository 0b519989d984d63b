import { routes } from '../../contract/registry.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import { afterCloseCommands } from './after-close.ts';
import { planCommandEndpoint as command } from './plan-command.ts';

/**
 * Every command on a plan: which route means which command. The route says what may come in and who
 * may send it, the command's own file under domain/plan/commands/ says what it does.
 */
export const planCommands: readonly Endpoint[] = [
  command(routes.editContent)(({ body }) => ({ type: 'EditContent', content: body.content })),
  command(routes.shareDraft)(({ body }) => ({ type: 'ShareDraft', ...body })),
  command(routes.deferSharing)(({ body }) => ({ type: 'DeferSharing', ...body })),
  command(routes.answerDraft)(({ body }) => ({ type: 'AnswerDraft', answer: body })),
  command(routes.declineTalk)(() => ({ type: 'DeclineTalk' })),
  command(routes.replyToAnswer)(({ body }) => ({ type: 'ReplyToAnswer', ...body })),
  command(routes.submitPlan)(({ body }) => ({ type: 'Submit', ...body })),
  command(routes.returnPlan)(({ body }) => ({ type: 'ReturnForChanges', ...body })),
  command(routes.approvePlan)(({ body }) => ({ type: 'Approve', ...body })),
  command(routes.presentPlan)(({ body }) => ({ type: 'Present', ...body })),
  command(routes.acknowledgePlan)(({ body }) => ({ type: 'Acknowledge', ...body })),
  command(routes.recordPaperAcknowledgement)(({ body }) => ({
    type: 'RecordPaperAcknowledgement',
    ...body,
  })),
  command(routes.recordRefusal)(({ body }) => ({ type: 'RecordRefusal', ...body })),
  command(routes.recordNoResponse)(() => ({ type: 'RecordNoResponse' })),
  command(routes.recordUnreachable)(({ body }) => ({ type: 'RecordUnreachable', ...body })),
  command(routes.recallPlan)(({ body }) => ({ type: 'Recall', ...body })),
  command(routes.cancelPlan)(({ body }) => ({ type: 'Cancel', ...body })),

  command(routes.recordCheckIn)(({ params, body: { accepted, ...writeUp } }) => ({
    type: 'RecordCheckIn',
    accepted,
    writeUp: { plannedOn: params.plannedOn, ...writeUp },
  })),
  command(routes.replyToCheckIn)(({ params, body }) => ({
    type: 'ReplyToCheckIn',
    plannedOn: params.plannedOn,
    ...body,
  })),
  command(routes.correctCheckIn)(({ params, body }) => ({
    type: 'CorrectCheckIn',
    plannedOn: params.plannedOn,
    ...body,
  })),
  command(routes.moveCheckIn)(({ params, body }) => ({
    type: 'MoveCheckIn',
    plannedOn: params.plannedOn,
    ...body,
  })),
  command(routes.excuseCheckIn)(({ params, body }) => ({
    type: 'ExcuseCheckIn',
    plannedOn: params.plannedOn,
    ...body,
  })),
  command(routes.recordNoShow)(({ params }) => ({
    type: 'RecordNoShow',
    plannedOn: params.plannedOn,
  })),
  command(routes.holdCheckpoint)(({ params, body }) => ({
    type: 'HoldCheckpoint',
    checkpointId: params.checkpointId,
    ...body,
  })),
  command(routes.moveCheckpoint)(({ params, body }) => ({
    type: 'MoveCheckpoint',
    checkpointId: params.checkpointId,
    ...body,
  })),
  command(routes.excuseCheckpoint)(({ params, body }) => ({
    type: 'ExcuseCheckpoint',
    checkpointId: params.checkpointId,
    ...body,
  })),
  command(routes.recordMeasurement)(({ params, body }) => ({
    type: 'RecordMeasurement',
    goalId: params.goalId,
    ...body,
  })),
  command(routes.recordBaseline)(({ params, body }) => ({
    type: 'RecordBaseline',
    goalId: params.goalId,
    ...body,
  })),
  command(routes.giveFeedback)(({ body }) => ({ type: 'GiveFeedback', entry: body })),
  command(routes.recordCriticalEvent)(({ body }) => ({ type: 'RecordCriticalEvent', ...body })),
  command(routes.makeStatement)(({ body }) => ({ type: 'MakeStatement', ...body })),
  command(routes.reportAction)(({ params, body }) => ({
    type: 'ReportAction',
    actionId: params.actionId,
    ...body,
  })),
  command(routes.scheduleSupport)(({ params, body }) => ({
    type: 'ScheduleSupport',
    supportId: params.supportId,
    ...body,
  })),
  command(routes.deliverSupport)(({ params, body }) => ({
    type: 'DeliverSupport',
    supportId: params.supportId,
    ...body,
  })),
  command(routes.confirmSupport)(({ params }) => ({
    type: 'ConfirmSupport',
    supportId: params.supportId,
  })),
  command(routes.disputeSupport)(({ params, body }) => ({
    type: 'DisputeSupport',
    supportId: params.supportId,
    ...body,
  })),
  command(routes.resolveSupportDispute)(({ params, body }) => ({
    type: 'ResolveSupportDispute',
    supportId: params.supportId,
    ...body,
  })),
  command(routes.waiveSupport)(({ params, body }) => ({
    type: 'WaiveSupport',
    supportId: params.supportId,
    ...body,
  })),

  command(routes.beginFinalReview)(() => ({ type: 'BeginFinalReview' })),
  command(routes.inviteToFinalMeeting)(({ body }) => ({ type: 'InviteToFinalMeeting', ...body })),
  command(routes.holdFinalMeeting)(({ body }) => ({ type: 'HoldFinalMeeting', ...body })),
  command(routes.respondToReview)(({ body }) => ({ type: 'RespondToReview', ...body })),
  command(routes.markSubstantiallyMet)(({ params, body }) => ({
    type: 'MarkSubstantiallyMet',
    goalId: params.goalId,
    ...body,
  })),
  command(routes.proposeOutcome)(({ body }) => ({ type: 'ProposeOutcome', ...body })),
  command(routes.returnOutcome)(({ body }) => ({ type: 'ReturnOutcome', ...body })),
  command(routes.approveOutcome)(({ body }) => ({ type: 'ApproveOutcome', ...body })),
  ...afterCloseCommands,
];
