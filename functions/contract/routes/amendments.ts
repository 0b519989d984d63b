import * as z from 'zod/mini';
import {
  CHANNELS,
  CONTENT_AMENDMENTS,
  EXTENSION_REASONS,
  OVERRIDABLE_RULES,
  PAUSE_REASONS,
} from '../../../domain/plan/vocabulary.ts';
import { planContent } from '../schemas/content.ts';
import { acceptances, instant, line, list, memberId, text } from '../schemas/primitives.ts';
import { nothing, planCommand } from './shapes.ts';

const reason = () => z.strictObject({ reason: text(2000) });

/** Routes that pause, amend or extend a plan that runs, change its manager, or set a rule aside. */
export const amendmentRoutes = {
  pausePlan: planCommand({
    id: 'pausePlan',
    path: 'pause',
    action: 'plan.pause',
    summary: 'HR stops the clock of a plan from today on: leave, a legal matter, the organisation.',
    body: () => z.strictObject({ reason: z.enum(PAUSE_REASONS), note: text(2000) }),
  }),
  resumePlan: planCommand({
    id: 'resumePlan',
    path: 'resume',
    action: 'plan.pause',
    summary: 'The clock goes on from today; every open date moves by the paused working days.',
    body: () => z.strictObject({ accepted: acceptances() }),
  }),
  proposeAmendment: planCommand({
    id: 'proposeAmendment',
    path: 'amendments',
    action: 'amendment.propose',
    summary: 'Proposes another content, other dates, or more time, with a reason.',
    body: () =>
      z.strictObject({
        kind: z.enum(CONTENT_AMENDMENTS),
        reason: text(2000),
        /** Why there is to be more time; needed for EXTENSION. */
        extension: z.exactOptional(z.enum(EXTENSION_REASONS)),
        /** The whole content as it will be. */
        content: planContent(),
        accepted: acceptances(),
      }),
  }),
  approveAmendment: planCommand({
    id: 'approveAmendment',
    path: 'amendment/approve',
    action: 'amendment.approve',
    summary: 'HR approves the amendment with this content hash.',
    body: () => z.strictObject({ contentHash: line(64), accepted: acceptances() }),
  }),
  serveAmendment: planCommand({
    id: 'serveAmendment',
    path: 'amendment/serve',
    action: 'amendment.serve',
    summary: 'Records that the employee has a full copy; the time to sign runs from today.',
    body: () => z.strictObject({ servedAt: instant(), servedBy: z.enum(CHANNELS) }),
  }),
  acknowledgeAmendment: planCommand({
    id: 'acknowledgeAmendment',
    path: 'amendment/acknowledge',
    action: 'amendment.acknowledge',
    summary: 'The employee signs for the amended text, agreeing or not.',
    body: () =>
      z.strictObject({
        kind: z.enum(['AGREED', 'DISAGREED']),
        contentHash: line(64),
        /** `null` is the explicit "no statement" that a disagreement needs. */
        statement: z.exactOptional(z.nullable(text(20_000))),
      }),
  }),
  recordAmendmentRefusal: planCommand({
    id: 'recordAmendmentRefusal',
    path: 'amendment/refusal',
    action: 'amendment.recordAnswer',
    summary: 'Records before a witness that the employee refused to sign for the amendment.',
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
  recordAmendmentUnreachable: planCommand({
    id: 'recordAmendmentUnreachable',
    path: 'amendment/unreachable',
    action: 'amendment.recordAnswer',
    summary: 'Records that the employee could not be reached about the amendment.',
    body: () =>
      z.strictObject({
        attempts: list(
          z.strictObject({ channel: z.enum(CHANNELS), at: instant(), proof: text(2000) }),
          10,
        ),
      }),
  }),
  rejectAmendment: planCommand({
    id: 'rejectAmendment',
    path: 'amendment/reject',
    action: 'amendment.reject',
    summary: 'Rejects the open amendment, or takes it back.',
    body: reason,
  }),
  changeManager: planCommand({
    id: 'changeManager',
    path: 'manager',
    action: 'manager.change',
    summary: 'HR names another manager; a plan that runs is handed over and waits for acceptance.',
    body: () =>
      z.strictObject({
        managerId: memberId(),
        handoverNote: text(4000),
        accepted: acceptances(),
      }),
  }),
  acceptHandover: planCommand({
    id: 'acceptHandover',
    path: 'handover/accept',
    action: 'handover.answer',
    summary: 'The successor takes the plan over.',
    body: nothing,
  }),
  declineHandover: planCommand({
    id: 'declineHandover',
    path: 'handover/decline',
    action: 'handover.answer',
    summary: 'The successor does not take the plan over.',
    body: reason,
  }),
  overrideRule: planCommand({
    id: 'overrideRule',
    path: 'overrides',
    action: 'rule.override',
    summary: 'HR’s head sets a rule aside that stands against NOT_MET; the reason is printed.',
    body: () => z.strictObject({ ruleId: z.enum(OVERRIDABLE_RULES), reason: text(2000) }),
  }),
};
