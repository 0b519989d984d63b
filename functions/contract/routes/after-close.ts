import * as z from 'zod/mini';
import {
  APPEAL_GROUNDS,
  CHANNELS,
  FEEDBACK_KINDS,
  NEXT_STEPS,
  PROPOSED_OUTCOMES,
} from '../../../domain/plan/vocabulary.ts';
import { defineRoute } from '../route.ts';
import { planView } from '../schemas/plan.ts';
import {
  acceptances,
  civilDate,
  instant,
  line,
  list,
  memberId,
  partId,
  planId,
  seq,
  text,
} from '../schemas/primitives.ts';
import { records } from '../schemas/records.ts';
import { nothing, pageQuery, planCommand, planParams } from './shapes.ts';

const reason = () => z.strictObject({ reason: text(4000) });

/** A list with at least one entry, as the domain's types want it. */
const someOf = <Item extends z.ZodMiniType>(item: Item, max: number) =>
  z.tuple([item], item).check(z.refine((items) => items.length <= max, { error: 'too_big' }));

/** Routes of the time after the outcome: appeal, sustaining, archive, erasure. */
export const afterCloseRoutes = {
  serveOutcomeNotice: planCommand({
    id: 'serveOutcomeNotice',
    path: 'outcome/notice',
    action: 'outcome.serveNotice',
    summary: 'Records that the outcome notice was served by post or in person.',
    body: () => z.strictObject({ servedOn: civilDate(), channel: z.enum(CHANNELS) }),
  }),
  lodgeAppeal: planCommand({
    id: 'lodgeAppeal',
    path: 'appeal/lodge',
    action: 'appeal.lodge',
    summary: 'The employee objects to the outcome; what follows from it is frozen.',
    body: () =>
      z.strictObject({
        grounds: list(z.enum(APPEAL_GROUNDS), APPEAL_GROUNDS.length),
        text: text(20_000),
      }),
  }),
  withdrawAppeal: planCommand({
    id: 'withdrawAppeal',
    path: 'appeal/withdraw',
    action: 'appeal.lodge',
    summary: 'The employee takes the appeal back.',
    body: nothing,
  }),
  nameAppealDecider: planCommand({
    id: 'nameAppealDecider',
    path: 'appeal/decider',
    action: 'appeal.nameDecider',
    summary: 'HR names who hears and decides the appeal.',
    body: () => z.strictObject({ memberId: memberId(), accepted: acceptances() }),
  }),
  hearAppeal: planCommand({
    id: 'hearAppeal',
    path: 'appeal/hearing',
    action: 'appeal.hear',
    summary: 'The decider writes down the hearing and what was said.',
    body: () =>
      z.strictObject({
        heldOn: civilDate(),
        attendees: list(line(120), 20),
        statements: list(z.strictObject({ by: line(120), text: text(4000) }), 20),
      }),
  }),
  decideAppeal: planCommand({
    id: 'decideAppeal',
    path: 'appeal/decide',
    action: 'appeal.decide',
    summary: 'The decider upholds the appeal, upholds it in part, or dismisses it.',
    body: () =>
      z.strictObject({
        verdict: z.union([
          z.strictObject({ decision: z.literal('UPHELD'), effect: z.literal('CANCEL') }),
          z.strictObject({
            decision: z.literal('UPHELD'),
            effect: z.literal('REOPEN'),
            schedule: z.strictObject({
              endOn: civilDate(),
              finalReviewOn: civilDate(),
              checkpoints: someOf(z.strictObject({ id: partId(), on: civilDate() }), 20),
            }),
          }),
          z.strictObject({
            decision: z.literal('PARTLY'),
            outcome: z.enum(PROPOSED_OUTCOMES),
            nextStep: z.enum(NEXT_STEPS),
          }),
          z.strictObject({ decision: z.literal('DISMISSED') }),
        ]),
        reasons: text(20_000),
        accepted: acceptances(),
      }),
  }),
  beginNextStep: planCommand({
    id: 'beginNextStep',
    path: 'outcome/next-step',
    action: 'nextStep.begin',
    summary: 'Notes that what follows from the outcome has begun; blocked while an appeal is open.',
    body: () => z.strictObject({ note: text(4000) }),
  }),
  recordSustainCheckIn: planCommand({
    id: 'recordSustainCheckIn',
    path: 'sustain/check-ins',
    action: 'sustain.record',
    summary: 'Writes up a light check-in of a success: one fact, one word of feedback.',
    body: () =>
      z.strictObject({
        heldOn: civilDate(),
        fact: text(4000),
        feedback: z.strictObject({
          kind: z.enum(FEEDBACK_KINDS),
          text: text(4000),
          goalId: z.exactOptional(partId()),
        }),
      }),
  }),
  recordRelapse: planCommand({
    id: 'recordRelapse',
    path: 'sustain/relapses',
    action: 'sustain.record',
    summary: 'Records that a gap of the plan came back inside the window.',
    body: () =>
      z.strictObject({
        gapId: partId(),
        occurredOn: civilDate(),
        fact: text(4000),
        accepted: acceptances(),
      }),
  }),
  answerRelapse: planCommand({
    id: 'answerRelapse',
    path: 'sustain/relapses/answer',
    action: 'sustain.answerRelapse',
    summary: 'HR says what follows from a relapse.',
    body: () => z.strictObject({ nextStep: z.enum(NEXT_STEPS), reason: text(4000) }),
  }),
  recordEmploymentEnd: planCommand({
    id: 'recordEmploymentEnd',
    path: 'record/employment-end',
    action: 'record.employmentEnd',
    summary: 'Records when the employment ended: retention may run from it.',
    body: () => z.strictObject({ on: civilDate() }),
  }),
  placeHold: planCommand({
    id: 'placeHold',
    path: 'record/hold',
    action: 'record.hold',
    summary: 'The HR head keeps the record from being erased.',
    body: reason,
  }),
  releaseHold: planCommand({
    id: 'releaseHold',
    path: 'record/hold/release',
    action: 'record.hold',
    summary: 'The HR head lets go of a hold.',
    body: reason,
  }),
  requestErasure: planCommand({
    id: 'requestErasure',
    path: 'record/erasure',
    action: 'record.erase',
    summary: 'The first of two people asks for the plan to be erased.',
    body: nothing,
  }),
  withdrawErasure: planCommand({
    id: 'withdrawErasure',
    path: 'record/erasure/withdraw',
    action: 'record.erase',
    summary: 'Takes a request to erase back, or declines it.',
    body: reason,
  }),
  confirmErasure: planCommand({
    id: 'confirmErasure',
    path: 'record/erasure/confirm',
    action: 'record.erase',
    summary: 'The second person confirms: nothing can be read of the plan from now on.',
    body: nothing,
  }),
  exportSubject: defineRoute({
    id: 'exportSubject',
    method: 'GET',
    path: '/v1/plans/{planId}/subject-export',
    runsIn: 'report',
    caller: 'member',
    action: 'record.export',
    summary: 'Everything of the plan that its employee may see, and that there is more.',
    params: planParams,
    query: nothing,
    success: 200,
    answer: () =>
      z.object({
        exportedAt: instant(),
        plan: planView().employee,
        records: records(),
        timeline: z.array(
          z.object({ seq: seq(), at: instant(), type: z.string(), text: z.string() }),
        ),
        /** What only HR and those who decide may read: that it exists, never what it says. */
        notShown: z.object({
          deferralReason: z.boolean(),
          acceptedWarnings: z.int(),
          returnComments: z.int(),
          undecidedProposals: z.int(),
          referralChecklist: z.boolean(),
          confidentialNotes: z.boolean(),
        }),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
  exportPlans: defineRoute({
    id: 'exportPlans',
    method: 'GET',
    path: '/v1/tenant/export/plans',
    runsIn: 'report',
    caller: 'member',
    action: 'plans.export',
    summary:
      'What a company takes along of its plans, for the head of HR: each as HR sees it with its record, a page at a time; every plan’s log says so. Files are fetched one by one.',
    params: nothing,
    query: () => z.strictObject(pageQuery(10, 20)),
    success: 200,
    answer: () =>
      z.object({
        plans: z.array(
          z.object({
            exportedAt: instant(),
            plan: planView().hr,
            /** Every event as it was hashed, and what follows from them: saved as it is, it can be verified. */
            record: z.string(),
            confidential: z.object({
              capacityHealth: z.array(partId()),
              /** There was a protected event (B7): never which. */
              protectedEvent: z.boolean(),
            }),
            attachments: z.array(
              z.object({
                id: partId(),
                name: z.string(),
                mediaType: z.string(),
                bytes: z.int(),
                sha256: z.string(),
                at: instant(),
                by: memberId(),
                scan: z.exactOptional(z.enum(['CLEAN', 'INFECTED'])),
              }),
            ),
          }),
        ),
        /** Plans to which the caller is a party and not HR: another head of HR takes them. */
        notAsHr: z.array(planId()),
        next: z.exactOptional(z.string()),
      }),
    conditional: false,
    idempotent: false,
    problems: [],
  }),
};
