import { ok } from '../../kernel/result.ts';
import type { CommandOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../errors.ts';
import { atStage } from '../stage.ts';
import type { Plan } from '../state.ts';
import { OPEN_STATUSES } from '../vocabulary.ts';

/** HR records what the law of the place asks for; HR alone sees it (K11, section 5). */
export const recordJurisdictionFact = (
  { fact }: CommandOf<'RecordJurisdictionFact'>,
  before: Plan,
  { today }: Context,
): Decision => {
  const stage = atStage(before, ...OPEN_STATUSES);
  if (!stage.ok) return stage;
  return fact.on > today
    ? refuse('K11.factDate', '/fact/on', { to: today })
    : ok([{ type: 'JurisdictionFactRecorded', fact }]);
};
