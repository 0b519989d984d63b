import * as z from 'zod/mini';
import {
  CHANNELS,
  FEEDBACK_KINDS,
  GOAL_STATUSES,
  NEXT_STEPS,
  PROPOSED_OUTCOMES,
  SUPPORT_KINDS,
} from '../../../domain/plan/vocabulary.ts';
import { REPORT_FILES, REPORT_FORMATS } from '../report-formats.ts';
import { defineRoute } from '../route.ts';
import { trainingDelivery } from '../schemas/jurisdiction.ts';
import { goalStanding, ruleResult, supportStanding } from '../schemas/plan.ts';
import {
  acceptances,
  amount,
  civilDate,
  instant,
  line,
  list,
  memberId,
  partId,
  planId,
  seq,
  text,
  whole,
} from '../schemas/primitives.ts';
import { nothing, pageQuery, planCommand, planParams } from './shapes.ts';

const people = () => list(line(120), 20);
const lines = (max = 20) => list(text(4000), max);
const reason = () => z.strictObject({ reason: text(2000) });
const feedbackEntry = () =>
  z.strictObject({
    kind: z.enum(FEEDBACK_KINDS),
    text: text(4000),
    goalId: z.exactOptional(partId()),
  });
const move = () => z.strictObject({ to: civilDate(), reason: text(2000) });
const measured = () => z.strictObject({ planId: planId(), goalId: partId() });
const checkIn = () => z.strictObject({ planId: planId(), plannedOn: civilDate() });
const checkpoint = () => z.strictObject({ planId: planId(), checkpointId: partId() });
const support = () => z.strictObject({ planId: planId(), supportId: partId() });

/** Routes of a plan that runs, its end, and what is read of it. */
export const runningRoutes = {
  recordCheckIn: planCommand({
    id: 'recordCheckIn',
    path: 'check-ins/{plannedOn}/record',
    action: 'checkIn.record',
    summary: 'Writes up a check-in that was held.',
    params: checkIn,
    body: () =>
      z.strictObject({
        heldOn: civilDate(),
        attendees: people(),
        facts: lines(),
        feedback: list(feedbackEntry(), 20),
        goals: list(
          z.strictObject({
            goalId: partId(),
            status: z.enum([...GOAL_STATUSES, 'NO_CHANGE']),
            note: z.exactOptional(text(2000)),
          }),
          10,
        ),
        /** Leaving one out says that it was not talked about; an empty list, that there is nothing. */
        obstacles: z.exactOptional(lines()),
        supportNeeded: z.exactOptional(lines()),
        nextSteps: z.exactOptional(lines()),
        accepted: acceptances(),
      }),
  }),
  replyToCheckIn: planCommand({
    id: 'replyToCheckIn',
    path: 'check-ins/{plannedOn}/reply',
    action: 'checkIn.reply',
    summary: 'The employee answers or disputes a check-in record.',
    params: checkIn,
    body: () => z.strictObject({ kind: z.enum(['REPLY', 'DISPUTE']), text: text(20_000) }),
  }),
  correctCheckIn: planCommand({
    id: 'correctCheckIn',
    path: 'check-ins/{plannedOn}/correct',
    action: 'checkIn.correct',
    summary: 'Appends a correction to a check-in record.',
    params: checkIn,
    body: () => z.strictObject({ text: text(4000) }),
  }),
  moveCheckIn: planCommand({
    id: 'moveCheckIn',
    path: 'check-ins/{plannedOn}/move',
    action: 'checkIn.move',
    summary: 'Moves a check-in to a later day.',
    params: checkIn,
    body: move,
  }),
  excuseCheckIn: planCommand({
    id: 'excuseCheckIn',
    path: 'check-ins/{plannedOn}/excuse',
    action: 'checkIn.excuse',
    summary: 'HR takes a check-in out of the count.',
    params: checkIn,
    body: reason,
  }),
  recordNoShow: planCommand({
    id: 'recordNoShow',
    path: 'check-ins/{plannedOn}/no-show',
    action: 'checkIn.record',
    summary: 'Records that the employee did not come.',
    params: checkIn,
    body: nothing,
  }),
  holdCheckpoint: planCommand({
    id: 'holdCheckpoint',
    path: 'checkpoints/{checkpointId}/hold',
    action: 'checkpoint.hold',
    summary: 'Holds an interim checkpoint and freezes the interim report.',
    params: checkpoint,
    body: () =>
      z.strictObject({
        heldOn: civilDate(),
        attendees: people(),
        facts: lines(),
        feedback: list(feedbackEntry(), 20),
      }),
  }),
  moveCheckpoint: planCommand({
    id: 'moveCheckpoint',
    path: 'checkpoints/{checkpointId}/move',
    action: 'checkpoint.move',
    summary: 'Moves an interim checkpoint to a later day.',
    params: checkpoint,
    body: move,
  }),
  excuseCheckpoint: planCommand({
    id: 'excuseCheckpoint',
    path: 'checkpoints/{checkpointId}/excuse',
    action: 'checkpoint.excuse',
    summary: 'HR takes an interim checkpoint out of the count.',
    params: checkpoint,
    body: reason,
  }),
  recordMeasurement: planCommand({
    id: 'recordMeasurement',
    path: 'goals/{goalId}/measurements',
    action: 'measurement.record',
    summary: 'Records what was measured for a goal.',
    params: measured,
    body: () =>
      z.strictObject({
        value: amount(),
        /** Observations behind the value. */
        sample: z._default(whole(1, 1_000_000), 1),
        measuredOn: civilDate(),
        source: line(),
        supersedes: z.exactOptional(z.strictObject({ seq: seq(), reason: text(2000) })),
      }),
  }),
  recordBaseline: planCommand({
    id: 'recordBaseline',
    path: 'goals/{goalId}/baseline',
    action: 'measurement.record',
    summary: 'Records the baseline that was still owed.',
    params: measured,
    body: () => z.strictObject({ value: amount(), period: line(), source: line() }),
  }),
  giveFeedback: planCommand({
    id: 'giveFeedback',
    path: 'feedback',
    action: 'feedback.give',
    summary: 'Gives feedback, in either direction.',
    body: feedbackEntry,
  }),
  recordCriticalEvent: planCommand({
    id: 'recordCriticalEvent',
    path: 'critical-events',
    action: 'criticalEvent.record',
    summary: 'Records a critical event.',
    body: () =>
      z.strictObject({
        occurredOn: civilDate(),
        kind: z.enum(['positive', 'negative']),
        fact: text(4000),
        goalId: z.exactOptional(partId()),
      }),
  }),
  makeStatement: planCommand({
    id: 'makeStatement',
    path: 'statements',
    action: 'statement.make',
    summary: 'The employee’s own words; immutable, always printed.',
    body: () => z.strictObject({ text: text(20_000) }),
  }),
  reportAction: planCommand({
    id: 'reportAction',
    path: 'actions/{actionId}/report',
    action: 'action.report',
    summary: 'Says how far an action step is.',
    params: () => z.strictObject({ planId: planId(), actionId: partId() }),
    body: () => z.strictObject({ done: z.enum(['no', 'partly', 'yes']), fact: text(4000) }),
  }),
  getSupport: defineRoute({
    id: 'getSupport',
    method: 'GET',
    path: '/v1/plans/{planId}/supports/{supportId}',
    runsIn: 'api',
    caller: 'member',
    action: 'support.read',
    summary: 'One promised support; all that its provider sees of a plan. Answers the ETag.',
    params: support,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        supportId: partId(),
        kind: z.enum(SUPPORT_KINDS),
        description: z.string(),
        dueBy: civilDate(),
        ...supportStanding(),
      }),
    conditional: false,
    idempotent: false,
    problems: ['unknownPart', 'wrongStatus'],
  }),
  scheduleSupport: planCommand({
    id: 'scheduleSupport',
    path: 'supports/{supportId}/schedule',
    action: 'support.deliver',
    summary: 'Names the day on which a promised support will be given.',
    params: support,
    body: () => z.strictObject({ on: civilDate() }),
  }),
  deliverSupport: planCommand({
    id: 'deliverSupport',
    path: 'supports/{supportId}/deliver',
    action: 'support.deliver',
    summary: 'Says that a support was given, with date and evidence.',
    params: support,
    body: () =>
      z.strictObject({
        deliveredOn: civilDate(),
        evidence: text(2000),
        training: z.exactOptional(trainingDelivery()),
      }),
  }),
  confirmSupport: planCommand({
    id: 'confirmSupport',
    path: 'supports/{supportId}/confirm',
    action: 'support.confirm',
    summary: 'The employee confirms that a support arrived.',
    params: support,
    body: nothing,
  }),
  disputeSupport: planCommand({
    id: 'disputeSupport',
    path: 'supports/{supportId}/dispute',
    action: 'support.confirm',
    summary: 'The employee says that a support did not arrive as promised.',
    params: support,
    body: reason,
  }),
  resolveSupportDispute: planCommand({
    id: 'resolveSupportDispute',
    path: 'supports/{supportId}/resolve',
    action: 'support.resolve',
    summary: 'HR’s finding on a disputed support.',
    params: support,
    body: () =>
      z.strictObject({ finding: z.enum(['DELIVERED', 'NOT_DELIVERED']), reason: text(2000) }),
  }),
  waiveSupport: planCommand({
    id: 'waiveSupport',
    path: 'supports/{supportId}/waive',
    action: 'support.resolve',
    summary: 'HR gives up a promise, with a reason that the employee sees.',
    params: support,
    body: reason,
  }),
  beginFinalReview: planCommand({
    id: 'beginFinalReview',
    path: 'final-review/begin',
    action: 'finalReview.run',
    summary: 'Ends the period early after proven success.',
    body: nothing,
  }),
  inviteToFinalMeeting: planCommand({
    id: 'inviteToFinalMeeting',
    path: 'final-review/invitations',
    action: 'finalReview.run',
    summary: 'Records an invitation to the final meeting, with proof.',
    body: () =>
      z.strictObject({ invitedOn: civilDate(), channel: z.enum(CHANNELS), proof: text(2000) }),
  }),
  holdFinalMeeting: planCommand({
    id: 'holdFinalMeeting',
    path: 'final-review/meeting',
    action: 'finalReview.run',
    summary: 'Records the final meeting.',
    body: () => z.strictObject({ heldOn: civilDate(), attendees: people(), facts: lines() }),
  }),
  respondToReview: planCommand({
    id: 'respondToReview',
    path: 'final-review/response',
    action: 'finalReview.respond',
    summary: 'The employee’s answer to the final review.',
    body: () => z.strictObject({ text: z.nullable(text(20_000)) }),
  }),
  markSubstantiallyMet: planCommand({
    id: 'markSubstantiallyMet',
    path: 'goals/{goalId}/substantially-met',
    action: 'finalReview.markMet',
    summary: 'HR counts a goal as met although the figure falls short.',
    params: measured,
    body: reason,
  }),
  proposeOutcome: planCommand({
    id: 'proposeOutcome',
    path: 'outcome/propose',
    action: 'outcome.propose',
    summary: 'Proposes how the plan ends, with reasons per goal.',
    body: () =>
      z.strictObject({
        outcome: z.enum(PROPOSED_OUTCOMES),
        nextStep: z.enum(NEXT_STEPS),
        reasons: list(
          z.strictObject({ goalId: partId(), text: text(4000), measurements: list(seq(), 100) }),
          10,
        ),
        accepted: acceptances(),
      }),
  }),
  returnOutcome: planCommand({
    id: 'returnOutcome',
    path: 'outcome/return',
    action: 'outcome.approve',
    summary: 'HR sends a proposed outcome back.',
    body: () => z.strictObject({ comment: text(4000) }),
  }),
  approveOutcome: planCommand({
    id: 'approveOutcome',
    path: 'outcome/approve',
    action: 'outcome.approve',
    summary: 'HR approves the outcome: the plan closes and the appeal window starts.',
    body: () =>
      z.strictObject({
        referralChecklist: z.exactOptional(list(text(2000), 20)),
        /** By item of the packs' checklists: `CN.union`. */
        referralAnswers: z.exactOptional(z.record(z.string().check(z.maxLength(60)), text(2000))),
        accepted: acceptances(),
      }),
  }),
  getReadiness: defineRoute({
    id: 'getReadiness',
    method: 'GET',
    path: '/v1/plans/{planId}/readiness',
    runsIn: 'api',
    caller: 'member',
    action: 'plan.readReadiness',
    summary: 'If it ended today: where the goals stand and what would be missing.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        asOf: civilDate(),
        goals: z.array(goalStanding()),
        met: z.array(ruleResult()),
        notMet: z.array(ruleResult()),
        /** What speaks for cancelling, extending or waiting, without standing in the way. */
        hints: z.array(ruleResult()),
        /** What a referral for a separation review would lack besides, under the plan’s packs. */
        referral: z.array(ruleResult()),
      }),
    conditional: false,
    idempotent: false,
    problems: ['wrongStatus'],
  }),
  getTimeline: defineRoute({
    id: 'getTimeline',
    method: 'GET',
    path: '/v1/plans/{planId}/timeline',
    runsIn: 'api',
    caller: 'member',
    action: 'plan.readTimeline',
    summary: 'What happened, newest first.',
    params: planParams,
    query: () => z.strictObject(pageQuery()),
    success: 200,
    answer: () =>
      z.object({
        entries: z.array(
          z.object({
            seq: seq(),
            at: instant(),
            by: z.union([memberId(), z.literal('system')]),
            /** Whose stand-in they were. */
            actingFor: z.exactOptional(memberId()),
            type: z.string(),
            text: z.string(),
            /** The part it is about: a support, a goal, a planned date. */
            about: z.exactOptional(z.string()),
          }),
        ),
        next: z.exactOptional(z.string()),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  previewReminders: defineRoute({
    id: 'previewReminders',
    method: 'GET',
    path: '/v1/plans/{planId}/reminders/preview',
    runsIn: 'api',
    caller: 'member',
    action: 'plan.readReminders',
    summary: 'The reminders that will be sent if nothing changes; the employee sees their own.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        reminders: z.array(
          z.object({
            at: instant(),
            kind: z.string(),
            step: z.string(),
            about: z.string(),
            dueOn: civilDate(),
            recipientId: memberId(),
            role: z.string(),
          }),
        ),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  getTrackingReport: defineRoute({
    id: 'getTrackingReport',
    method: 'GET',
    path: '/v1/plans/{planId}/report',
    runsIn: 'report',
    caller: 'member',
    action: 'plan.readReport',
    summary: 'The tracking report as a file, in the caller’s view; a page by default.',
    params: planParams,
    query: () =>
      z.strictObject({
        language: z.exactOptional(z.enum(['zh-CN', 'en'])),
        format: z.exactOptional(z.enum(REPORT_FORMATS)),
      }),
    success: 200,
    answer: { files: REPORT_FILES },
    conditional: false,
    idempotent: false,
    problems: [],
  }),
};
