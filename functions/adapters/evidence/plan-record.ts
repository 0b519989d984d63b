import type { PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import type { Records } from '../../../domain/plan/records.ts';
import type { ChainLink, SealedLink } from '../store/chain.ts';
import type { SignedAnchor } from './anchor.ts';

/**
 * A plan's record as it leaves the house, to be verified by anybody: events as they were hashed,
 * what has grown from them, the company's anchors since, and the keys that these were signed with.
 */
export interface PlanRecord {
  readonly format: 'upturn-record/1';
  readonly tenantId: TenantId;
  readonly planId: PlanId;
  /** Oldest first. Those whose text is erased or withheld have neither payload nor salt. */
  readonly events: readonly (ChainLink | SealedLink)[];
  /** Check-ins, measurements and the like, as they follow from the events; left out where a text is missing. */
  readonly records?: Records;
  /** One after the other without a gap, oldest first. */
  readonly anchors: readonly SignedAnchor[];
  /** Public keys of the anchors: SPKI in DER, base64. */
  readonly keys: readonly string[];
}

/** The text of a record: canonical, so that not one bit of it is without meaning. */
export const writeRecord = (record: PlanRecord): string => canonicalJson(record);
