import type { NonEmpty } from '../kernel/non-empty.ts';
import { err, type Result } from '../kernel/result.ts';
import { finding, type RuleResult } from './rules/findings.ts';
import type { PlanStatus } from './vocabulary.ts';

/** Why a command was refused. A refused command changes nothing. */
export type PlanError =
  | { readonly code: 'RULES_VIOLATED'; readonly violations: NonEmpty<RuleResult> }
  /** The plan is at a stage in which the command does not exist. */
  | {
      readonly code: 'WRONG_STATUS';
      readonly status: PlanStatus;
      readonly allowed: NonEmpty<PlanStatus>;
    }
  /** The command names a part that the plan does not have. */
  | { readonly code: 'UNKNOWN_PART'; readonly part: PartKind };

export type PartKind =
  | 'gap'
  | 'goal'
  | 'action'
  | 'support'
  | 'checkpoint'
  | 'checkIn'
  | 'measurement'
  | 'obstacle'
  | 'appeal'
  | 'grant'
  | 'amendment'
  | 'member';

export const violated = (violations: NonEmpty<RuleResult>): Result<never, PlanError> =>
  err({ code: 'RULES_VIOLATED', violations });

/** A refusal for one finding. */
export const refuse = (...of: Parameters<typeof finding>): Result<never, PlanError> =>
  violated([finding(...of)]);

export const unknownPart = (part: PartKind): Result<never, PlanError> =>
  err({ code: 'UNKNOWN_PART', part });

export const wrongStatus = (
  status: PlanStatus,
  allowed: NonEmpty<PlanStatus>,
): Result<never, PlanError> => err({ code: 'WRONG_STATUS', status, allowed });
