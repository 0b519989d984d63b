import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { memberOf } from '../parts.ts';
import { receiptSentence } from '../receipt.ts';
import { scanOf, signedInTime } from '../rules/attachments.ts';
import { disagreementStated, maySign, sameContent } from '../rules/delivery.ts';
import { witnessRules } from '../rules/people.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * The employee signed on paper, agreeing or not (H4): the scan is one of the plan's files, and its
 * hash stands in the record. Whoever records it does not sign: the paper says who did.
 */
export const recordPaperAcknowledgement = (
  command: CommandOf<'RecordPaperAcknowledgement'>,
  before: Plan,
  { now, today, actor }: Context,
): Decision => {
  const stage = atStage(before, 'PRESENTED', 'ACTIVE', 'FINAL_REVIEW');
  if (!stage.ok) return stage;
  const plan = stage.value;
  const { kind, contentHash, signedOn, attachmentId, statement = null, witness } = command;
  const scan = scanOf(plan, attachmentId);
  const results = [
    ...maySign(plan.acknowledgements),
    ...sameContent(contentHash, plan.submission.contentHash),
    ...disagreementStated(command),
    ...signedInTime(signedOn, plan, today),
    ...(witness === undefined ? [] : witnessRules(witness, plan, now)),
  ];
  if (!scan.ok) return violated([scan.error, ...results]);
  if (isNonEmpty(results)) return violated(results);
  const signed = {
    at: now,
    on: signedOn,
    contentHash,
    sentence: receiptSentence(plan.language),
    paper: {
      attachmentId,
      sha256: scan.value.sha256,
      recordedBy: memberOf(actor, plan),
      ...(witness === undefined ? {} : { witness }),
    },
  };
  return ok([
    {
      type: 'PlanAcknowledged',
      acknowledgement: kind === 'DISAGREED' ? { ...signed, kind, statement } : { ...signed, kind },
    },
  ]);
};
