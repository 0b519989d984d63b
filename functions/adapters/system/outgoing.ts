import type { TenantId } from '../../../domain/kernel/ids.ts';

/**
 * The last look at what leaves: an answer or a mail that names another company's id is a leak,
 * whatever made it. Ids all look alike, so a text is held against the companies that this execution
 * environment has worked for (a leak between them is what memory can cause), and against the places
 * where an id can only be a company's (a leaked item or object).
 */

const ULID = /[0-9A-HJKMNP-TV-Z]{26}/g;
const TENANT_PLACES = /(?:\bT#|\bt\/|"tenantId"\s*:\s*")([0-9A-HJKMNP-TV-Z]{26})/g;

/** Companies that an environment remembers; one in tenant isolation mode only ever meets one. */
const KEPT = 20_000;

export interface OutgoingGuard {
  /** From now on the company's id is known for one. */
  readonly meet: (tenantId: TenantId) => void;
  /** Whether the texts name no company but this one. */
  readonly isOwn: (tenantId: TenantId | undefined, ...texts: readonly string[]) => boolean;
}

export const createOutgoingGuard = (): OutgoingGuard => {
  const met = new Set<string>();
  return {
    meet: (tenantId) => {
      met.add(tenantId);
      const [oldest] = met;
      if (met.size > KEPT && oldest !== undefined) met.delete(oldest);
    },
    isOwn: (tenantId, ...texts) =>
      texts.every((text) => {
        for (const [id] of text.matchAll(ULID)) if (id !== tenantId && met.has(id)) return false;
        for (const [, id] of text.matchAll(TENANT_PLACES)) if (id !== tenantId) return false;
        return true;
      }),
  };
};
