import type { PlanId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Actor } from '../../../domain/plan/context.ts';

/** One link of a plan's chain: the event's envelope and a salted commitment to its payload. */
export interface ChainLink {
  readonly seq: number;
  readonly at: Instant;
  readonly by: Actor;
  readonly type: string;
  /** Canonical JSON of the event; absent once its personal text was erased. */
  readonly payload?: string;
  /** 16 random bytes, lower-case hex; goes with the payload. */
  readonly salt?: string;
  readonly payloadHash: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** Where a chain breaks. */
export interface ChainBreak {
  readonly seq: number;
  readonly what: 'sequence' | 'prevHash' | 'hash' | 'payload' | 'head';
}

/** Recomputes a plan's chain; `head` is the hash that the plan itself holds. */
export const verifyChain = (
  _planId: PlanId,
  _links: readonly ChainLink[],
  _head?: string,
): ChainBreak | undefined => {
  throw new Error('verifyChain is being built');
};
