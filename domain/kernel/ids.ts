declare const brand: unique symbol;
/** A string that only its own parser makes, so that ids of different kinds cannot be mixed up. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A company. 26 characters of Crockford's base 32; never contains `#`. */
export type TenantId = Brand<string, 'TenantId'>;
/** A person in a company's directory. */
export type MemberId = Brand<string, 'MemberId'>;
/** One performance improvement plan. */
export type PlanId = Brand<string, 'PlanId'>;
/** A note from daily work about one employee. */
export type ObservationId = Brand<string, 'ObservationId'>;

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const isUlid = (text: string): boolean => ULID.test(text);

/** The id, or `undefined` when the text is not 26 characters of Crockford's base 32. */
export const parseTenantId = (text: string): TenantId | undefined =>
  isUlid(text) ? (text as TenantId) : undefined;
export const parseMemberId = (text: string): MemberId | undefined =>
  isUlid(text) ? (text as MemberId) : undefined;
export const parsePlanId = (text: string): PlanId | undefined =>
  isUlid(text) ? (text as PlanId) : undefined;
export const parseObservationId = (text: string): ObservationId | undefined =>
  isUlid(text) ? (text as ObservationId) : undefined;

/**
 * The name of a part inside one plan (a gap, goal, action, support or checkpoint): chosen by the
 * author, unique within its list, lower case letters, digits and hyphens, 1 to 40 characters.
 */
export type PartId = string;
export const PART_ID = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
