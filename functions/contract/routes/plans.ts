import * as z from 'zod/mini';
import {
  CANCEL_REASONS,
  CHANNELS,
  LANGUAGES,
  PLAN_STATUSES,
  SUPPORT_KINDS,
} from '../../../domain/plan/vocabulary.ts';
import { defineRoute } from '../route.ts';
import { planContent } from '../schemas/content.ts';
import { invitation } from '../schemas/jurisdiction.ts';
import { commandAnswer, openCause, planSummary, planView, ruleResult } from '../schemas/plan.ts';
import {
  acceptances,
  civilDate,
  instant,
  line,
  list,
  memberId,
  partId,
  text,
} from '../schemas/primitives.ts';
import { nothing, pageQuery, planCommand, planParams } from './shapes.ts';

const accepting = () => z.strictObject({ accepted: acceptances() });
const comment = () => z.strictObject({ comment: text(4000) });
const reason = () => z.strictObject({ reason: text(4000) });

/** Routes of a plan from draft to start, and its reads. */
export const planRoutes = {
  createPlan: defineRoute({
    id: 'createPlan',
    method: 'POST',
    path: '/v1/plans',
    runsIn: 'api',
    caller: 'member',
    action: 'plan.create',
    summary: 'Drafts a plan for one employee.',
    params: nothing,
    query: nothing,
    body: () =>
      z.strictObject({
        employeeId: memberId(),
        /** The caller when absent. */
        managerId: z.exactOptional(memberId()),
        hrOwnerId: memberId(),
        language: z.exactOptional(z.enum(LANGUAGES)),
        managerAssignment: z.exactOptional(text(2000)),
        content: planContent(),
        accepted: acceptances(),
      }),
    success: 201,
    answer: commandAnswer,
    conditional: false,
    idempotent: true,
    problems: ['notFound', 'rulesViolated'],
  }),
  listPlans: defineRoute({
    id: 'listPlans',
    method: 'GET',
    path: '/v1/plans',
    runsIn: 'api',
    caller: 'member',
    action: 'plan.list',
    summary: 'Lists plans: all of the company (HR), those one manages, or one’s own.',
    params: nothing,
    query: () =>
      z.strictObject({
        as: z._default(z.enum(['hr', 'manager', 'employee']), 'manager'),
        status: z.exactOptional(z.enum(PLAN_STATUSES)),
        ...pageQuery(),
      }),
    success: 200,
    answer: () => z.object({ plans: z.array(planSummary()), next: z.exactOptional(z.string()) }),
    conditional: false,
    idempotent: false,
    problems: ['forbidden'],
  }),
  getPlan: defineRoute({
    id: 'getPlan',
    method: 'GET',
    path: '/v1/plans/{planId}',
    runsIn: 'api',
    caller: 'member',
    action: 'plan.read',
    summary: 'Reads a plan, as much of it as the caller may see. Answers its ETag.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: planView,
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  checkDraft: defineRoute({
    id: 'checkDraft',
    method: 'GET',
    path: '/v1/plans/{planId}/check',
    runsIn: 'api',
    caller: 'member',
    action: 'plan.edit',
    summary: 'Says what the rules would find if the draft were submitted now.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: () => z.object({ results: z.array(ruleResult()) }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  editContent: planCommand({
    id: 'editContent',
    path: 'content',
    action: 'plan.edit',
    summary: 'Replaces what the draft says; an approval that it had is void.',
    body: () => z.strictObject({ content: planContent() }),
  }),
  shareDraft: planCommand({
    id: 'shareDraft',
    path: 'share',
    action: 'plan.share',
    summary: 'Shares the draft with the employee after the diagnosis talk.',
    body: () => z.strictObject({ talkHeldOn: civilDate() }),
  }),
  deferSharing: planCommand({
    id: 'deferSharing',
    path: 'defer-sharing',
    action: 'plan.deferSharing',
    summary: 'Lets HR defer sharing the draft, with a reason that is printed.',
    body: reason,
  }),
  answerDraft: planCommand({
    id: 'answerDraft',
    path: 'answer',
    action: 'plan.answer',
    summary: 'The employee’s view: causes, support requests, an answer to each goal.',
    body: () =>
      z.strictObject({
        employeeView: text(20_000),
        causes: list(z.strictObject({ gapId: partId(), cause: openCause(), note: text(2000) }), 20),
        supportRequests: list(
          z.strictObject({
            id: partId(),
            kind: z.exactOptional(z.enum(SUPPORT_KINDS)),
            description: text(2000),
          }),
          20,
        ),
        goals: list(
          z.strictObject({
            goalId: partId(),
            answer: z.enum(['UNDERSTOOD', 'AGREED', 'COUNTER_PROPOSAL']),
            proposal: z.exactOptional(text(2000)),
          }),
          10,
        ),
      }),
  }),
  declineTalk: planCommand({
    id: 'declineTalk',
    path: 'decline-talk',
    action: 'plan.answer',
    summary: 'The employee declines to comment on the draft.',
    body: nothing,
  }),
  replyToAnswer: planCommand({
    id: 'replyToAnswer',
    path: 'replies',
    action: 'plan.replyToAnswer',
    summary: 'Replies in writing to what the employee asked for.',
    body: () =>
      z.strictObject({
        replies: list(
          z.strictObject({
            to: z.strictObject({
              kind: z.enum(['cause', 'supportRequest', 'goal']),
              ref: line(100),
            }),
            adopted: z.boolean(),
            reply: text(2000),
          }),
          50,
        ),
      }),
  }),
  submitPlan: planCommand({
    id: 'submitPlan',
    path: 'submit',
    action: 'plan.submit',
    summary: 'Submits the draft to HR: freezes the version, its hash and the policy.',
    body: accepting,
  }),
  returnPlan: planCommand({
    id: 'returnPlan',
    path: 'return',
    action: 'plan.review',
    summary: 'HR sends the plan back with a comment.',
    body: comment,
  }),
  approvePlan: planCommand({
    id: 'approvePlan',
    path: 'approve',
    action: 'plan.review',
    summary: 'HR approves the plan with this content hash.',
    body: () => z.strictObject({ contentHash: line(64), accepted: acceptances() }),
  }),
  presentPlan: planCommand({
    id: 'presentPlan',
    path: 'present',
    action: 'plan.present',
    summary: 'Records the delivery meeting and that the full copy was served.',
    body: () =>
      z.strictObject({
        heldAt: instant(),
        how: z.enum(CHANNELS),
        place: line(),
        attendees: list(line(120), 20),
        servedAt: instant(),
        servedBy: z.enum(CHANNELS),
        serviceProof: z.exactOptional(line(100)),
        invitation: z.exactOptional(invitation()),
        accepted: acceptances(),
      }),
  }),
  acknowledgePlan: planCommand({
    id: 'acknowledgePlan',
    path: 'acknowledge',
    action: 'plan.acknowledge',
    summary: 'The employee signs: receipt, agreed or disagreed.',
    body: () =>
      z.strictObject({
        kind: z.enum(['AGREED', 'DISAGREED']),
        contentHash: line(64),
        /** `null` is the explicit "no statement" that a disagreement needs. */
        statement: z.exactOptional(z.nullable(text(20_000))),
        accepted: acceptances(),
      }),
  }),
  recordRefusal: planCommand({
    id: 'recordRefusal',
    path: 'refusal',
    action: 'plan.recordRefusal',
    summary: 'Records before a witness that the employee refused to sign.',
    body: () =>
      z.strictObject({
        witness: z.strictObject({
          name: line(120),
          role: line(120),
          memberId: z.exactOptional(memberId()),
          at: instant(),
          place: line(),
        }),
      }),
  }),
  recordNoResponse: planCommand({
    id: 'recordNoResponse',
    path: 'no-response',
    action: 'plan.recordNoResponse',
    summary: 'Records that the employee did not respond; never read as refusal.',
    body: nothing,
  }),
  recordUnreachable: planCommand({
    id: 'recordUnreachable',
    path: 'unreachable',
    action: 'plan.recordUnreachable',
    summary: 'Records that the employee could not be reached on two channels.',
    body: () =>
      z.strictObject({
        attempts: list(
          z.strictObject({ channel: z.enum(CHANNELS), at: instant(), proof: text(2000) }),
          10,
        ),
      }),
  }),
  recallPlan: planCommand({
    id: 'recallPlan',
    path: 'recall',
    action: 'plan.recall',
    summary: 'HR takes a presented plan back to draft.',
    body: reason,
  }),
  cancelPlan: planCommand({
    id: 'cancelPlan',
    path: 'cancel',
    action: 'plan.cancel',
    summary: 'Ends a plan without an outcome.',
    body: () => z.strictObject({ reason: z.enum(CANCEL_REASONS), note: text(4000) }),
  }),
};
