import * as z from 'zod/mini';
import { PACK_IDS } from '../../../domain/tenant/packs/pack.ts';
import { between, civilDate, line, list, partId, text } from './primitives.ts';

/** Where a company switches a jurisdiction pack on. */
export const packSwitch = () =>
  z.strictObject({ id: z.enum(PACK_IDS), siteIds: z.exactOptional(list(partId(), 50)) });

/** The invitation to the meeting in which a plan is handed over. */
export const invitation = () => z.strictObject({ sentOn: civilDate(), accompanied: z.boolean() });

export const trainingDelivery = () =>
  z.strictObject({
    hours: between(0, 1000),
    attendance: text(2000),
    material: text(2000),
  });

/** What HR records for the law of the place. */
export const jurisdictionFact = () => {
  const on = civilDate();
  return z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('firstFinding'),
      on,
      standard: text(2000),
      reference: line(),
    }),
    z.strictObject({
      kind: z.literal('training'),
      on,
      topic: line(),
      gapId: partId(),
      trainer: line(120),
      ...trainingDelivery().shape,
    }),
    z.strictObject({ kind: z.literal('reassignment'), on, position: line() }),
    z.strictObject({
      kind: z.literal('secondAssessment'),
      on,
      standard: text(2000),
      reference: line(),
    }),
    z.strictObject({ kind: z.literal('protectedPersons'), on, applies: z.boolean() }),
    z.strictObject({
      kind: z.literal('unionNotice'),
      on,
      answer: z.enum(['notified', 'noUnion']),
      reference: line(),
    }),
    z.strictObject({
      kind: z.literal('noticeOrPay'),
      on,
      answer: z.enum(['thirtyDays', 'monthlyPay']),
    }),
    z.strictObject({ kind: z.literal('compensation'), on, reference: line() }),
    z.strictObject({
      kind: z.literal('policyPublication'),
      on,
      policy: line(),
      procedure: text(2000),
      proof: text(2000),
    }),
    z.strictObject({
      kind: z.literal('worksCouncil'),
      on,
      answer: z.enum(['agreement', 'none']),
      reference: line(),
    }),
    z.strictObject({
      kind: z.literal('disabilityRepresentation'),
      on,
      answer: z.enum(['involved', 'notApplicable']),
    }),
  ]);
};
