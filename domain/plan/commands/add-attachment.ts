import { isNonEmpty } from '../../kernel/non-empty.ts';
import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { violated } from '../errors.ts';
import { attachmentsHaveRoom } from '../rules/attachments.ts';
import { fileRules } from '../rules/evidence.ts';
import { living } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * A file that was uploaded belongs to the plan from now on, under its hash (B6). At every stage: proof
 * comes late as well.
 */
export const addAttachment = (
  { id, name, mediaType, bytes, sha256 }: CommandOf<'AddAttachment'>,
  before: Plan,
  _context: Context,
): Decision => {
  const plan = living(before);
  if (!plan.ok) return plan;
  const results = [...fileRules({ mediaType, bytes }, ''), ...attachmentsHaveRoom(plan.value, id)];
  return isNonEmpty(results)
    ? violated(results)
    : ok([{ type: 'AttachmentAdded', id, name, mediaType, bytes, sha256 }]);
};
