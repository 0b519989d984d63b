import { answerAmendment } from '../answer-amendment.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { amendmentAt } from '../open-amendment.ts';
import { amendmentReceipt } from '../receipt.ts';
import { disagreementStated, sameContent } from '../rules/delivery.ts';
import { isBlank } from '../rules/text.ts';
import type { Plan } from '../state.ts';

/** The employee signs for the amended text, agreeing or not (J1, H4, H6). */
export const acknowledgeAmendment = (
  { kind, contentHash, statement }: CommandOf<'AcknowledgeAmendment'>,
  before: Plan,
  context: Context,
): Decision => {
  const open = amendmentAt(before, 'SERVED');
  if (!open.ok) return open;
  const { plan, amendment } = open.value;
  const signed = {
    at: context.now,
    on: context.today,
    contentHash,
    sentence: amendmentReceipt(plan.language),
  };
  const results = [
    ...sameContent(contentHash, amendment.contentHash),
    ...disagreementStated({ kind, ...(statement === undefined ? {} : { statement }) }),
  ];
  if (kind === 'DISAGREED')
    return answerAmendment(
      plan,
      amendment,
      { ...signed, kind, statement: statement ?? null },
      results,
      context,
    );
  const words = statement ?? '';
  return answerAmendment(
    plan,
    amendment,
    { ...signed, kind },
    results,
    context,
    ...(isBlank(words) ? [] : [{ type: 'StatementMade', text: words } as const]),
  );
};
