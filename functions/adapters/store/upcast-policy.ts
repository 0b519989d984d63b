import type { RawItem } from './item.ts';

/** A policy from before extensions had limits (J3, J4): those that were promised then. */
export const upcastPolicy = (policy: unknown): RawItem => ({
  extension: { max: 1, maxRatio: 1 },
  ...(policy as RawItem),
});
