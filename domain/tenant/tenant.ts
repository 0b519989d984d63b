import type { WorkCalendar } from '../calendar/working-days.ts';
import type { MemberId, TenantId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Language } from '../plan/vocabulary.ts';
import type { Absence, Delegation } from './absence.ts';
import type { Policy } from './policy.ts';

/** The end of a company here: asked for by one person, confirmed by another, then a time of grace. */
export interface Closure {
  readonly askedBy: MemberId;
  readonly askedAt: Instant;
  readonly confirmedBy?: MemberId;
  readonly confirmedAt?: Instant;
  /** From then on nobody signs in; until then it can be withdrawn. Set when it is confirmed. */
  readonly closesAt?: Instant;
}

/** A company that uses the product. */
export interface Tenant {
  readonly id: TenantId;
  readonly name: string;
  /** Default for new members; each member has a language of their own. */
  readonly language: Language;
  readonly createdAt: Instant;
  /** Counts changes of name, sites and policy; the ETag of the settings. */
  readonly version: number;
  readonly policy: Policy;
  /** At least one; members belong to one each. */
  readonly sites: readonly Site[];
  /** Who hears of what stays overdue longest; falls back to the plan's HR owner. */
  readonly hrHeadId?: MemberId;
  /** Set while the company is being closed; see closure.ts. */
  readonly closure?: Closure;
}

/** A place of work: gives its people their time zone and their working days. */
export interface Site {
  readonly id: string;
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
  readonly calendar: WorkCalendar;
}

/**
 * What somebody is in the company, besides being the manager or employee of a plan.
 *
 * `external`: not of the company (an adviser, a lawyer). Sees what a plan grants them and nothing
 * else; never together with another role.
 */
export const ROLES = ['admin', 'hr', 'hrHead', 'external'] as const;
export type Role = (typeof ROLES)[number];

export interface Member {
  readonly id: MemberId;
  readonly tenantId: TenantId;
  readonly name: string;
  /** Lower case; where their mail goes. */
  readonly email: string;
  /** What they sign in with, where their mail has gone to another address since. */
  readonly signInEmail?: string;
  /** What the company itself calls the person by; no two have the same. */
  readonly employeeNumber?: string;
  readonly language: Language;
  readonly siteId: string;
  /** The line manager (A1). */
  readonly managerId?: MemberId;
  readonly roles: readonly Role[];
  readonly status: 'ACTIVE' | 'LEFT';
  /** When this person is away; none when left out. */
  readonly absences?: readonly Absence[];
  /** For whom this person stands in, and when; none when left out. */
  readonly delegations?: readonly Delegation[];
  readonly createdAt: Instant;
  readonly version: number;
}

/** The member's site; the tenant's first when the member's was removed. */
export const siteOf = (tenant: Tenant, member: Pick<Member, 'siteId'>): Site | undefined =>
  tenant.sites.find((site) => site.id === member.siteId) ?? tenant.sites[0];
