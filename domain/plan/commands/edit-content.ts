import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';

/**
 * Replaces the content of a draft. Editing an approved plan voids the approval and takes the plan
 * back to DRAFT (H1); what the employee answered stays. While HR reviews, nobody edits.
 */
export const editContent = (
  { content }: CommandOf<'EditContent'>,
  before: Plan,
  _context: Context,
): Decision => {
  const stage = atStage(before, 'DRAFT', 'APPROVED');
  if (!stage.ok) return stage;
  return ok([
    { type: 'ContentEdited', content, approvalVoided: stage.value.status === 'APPROVED' },
  ]);
};
