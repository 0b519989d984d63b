import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';

/** The first answer to a request with an idempotency key. */
export interface ReplayRecord {
  /** Digest of what makes two requests the same: method, route and body. */
  readonly requestHash: string;
  /** The answer as the HTTP layer gave it, a JSON value under 100 KB. */
  readonly answer: unknown;
  readonly at: Instant;
}

/** A replay record to be written in the same transaction as the effect; kept for 24 hours. */
export interface NewReplay extends ReplayRecord {
  readonly memberId: MemberId;
  readonly key: string;
}
