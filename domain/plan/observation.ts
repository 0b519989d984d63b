import type { CivilDate } from '../kernel/civil-date.ts';
import type { MemberId, ObservationId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { FeedbackKind } from './vocabulary.ts';

/**
 * A dated fact noted in daily work, before any plan exists (日常工作观察记录). What it says is never
 * changed; it may be shared with the employee once, and counts as earlier feedback from then on (B4).
 */
export interface Observation {
  readonly id: ObservationId;
  readonly employeeId: MemberId;
  readonly by: MemberId;
  readonly recordedAt: Instant;
  readonly occurredOn: CivilDate;
  readonly kind: FeedbackKind;
  readonly fact: string;
  /** The day on which the employee was told; absent while they were not. */
  readonly sharedOn?: CivilDate;
}

/** What a plan keeps of an observation that its evidence cites, as it was at submit. */
export type CitedObservation = Pick<Observation, 'id' | 'occurredOn' | 'sharedOn'>;

/** The observations that a plan may cite, without their words. */
export const cited = (observations: readonly Observation[]): readonly CitedObservation[] =>
  observations.map(({ id, occurredOn, sharedOn }) => ({
    id,
    occurredOn,
    ...(sharedOn === undefined ? {} : { sharedOn }),
  }));
