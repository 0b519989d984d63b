import { answerAmendment } from '../answer-amendment.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { amendmentAt } from '../open-amendment.ts';
import { memberOf } from '../parts.ts';
import { witnessRules } from '../rules/people.ts';
import type { Plan } from '../state.ts';

/** The employee refused to sign for the amendment, before a witness (A5); no misconduct (H9). */
export const recordAmendmentRefusal = (
  { witness }: CommandOf<'RecordAmendmentRefusal'>,
  before: Plan,
  context: Context,
): Decision => {
  const open = amendmentAt(before, 'SERVED');
  if (!open.ok) return open;
  const { plan, amendment } = open.value;
  const { now, today, actor } = context;
  return answerAmendment(
    plan,
    amendment,
    {
      kind: 'REFUSED',
      at: now,
      on: today,
      contentHash: amendment.contentHash,
      witness,
      recordedBy: memberOf(actor, plan),
    },
    witnessRules(witness, { ...plan, delivery: amendment }, now),
    context,
  );
};
