import type { NonEmpty } from '../kernel/non-empty.ts';
import type { Result } from '../kernel/result.ts';
import type { PlanError } from './errors.ts';
import type { PlanEvent } from './events.ts';

/** What `decide` answers: at least one event, or a refusal. */
export type Decision = Result<NonEmpty<PlanEvent>, PlanError>;
