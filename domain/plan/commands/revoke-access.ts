import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse, unknownPart } from '../errors.ts';
import { isBlank } from '../rules/text.ts';
import { living } from '../stage.ts';
import type { Plan } from '../state.ts';

/** HR takes back an access before it has run out (O1); it ends at once. */
export const revokeAccess = (
  { grant, reason }: CommandOf<'RevokeAccess'>,
  before: Plan,
  _context: Context,
): Decision => {
  const plan = living(before);
  if (!plan.ok) return plan;
  const given = plan.value.grants.find(({ seq }) => seq === grant);
  if (given === undefined) return unknownPart('grant');
  if (isBlank(reason)) return refuse('O1.purpose', '/reason');
  return ok([{ type: 'AccessRevoked', grant, memberId: given.memberId, as: given.as, reason }]);
};
