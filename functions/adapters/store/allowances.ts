import type { MemberId } from '../../../domain/kernel/ids.ts';
import { epochMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { TenantScope } from './access.ts';
import { assign } from './condition.ts';
import { type Codec, fromItem, stamp } from './item.ts';
import { type AllowanceKind, keyOf, rangeOf } from './keys.ts';
import { queryAll } from './read.ts';
import { TABLE } from './table.ts';
import { updateIf } from './write-if.ts';

/**
 * What may be done so often a day, counted exactly: each use is one conditional write, so two at
 * once cannot both have the last one. A count is taken before the deed, so a crash or a lost answer
 * may waste one; none is ever used beyond the limit. A day is one of UTC.
 */
export interface Allowance {
  readonly kind: AllowanceKind;
  /** Whose; absent for the company's own. */
  readonly memberId?: MemberId;
}

/** What was used of one allowance on one day. */
export interface AllowanceUse extends Allowance {
  /** UTC date. */
  readonly on: string;
  readonly used: number;
  /** How often it was asked for and was used up. */
  readonly refused: number;
}

/**
 * How often on one UTC day. Far above what a busy day brings: these are there against a fault, or a
 * person, that does not stop.
 */
export const DAILY_LIMITS = {
  /** Mails of one company. */
  mail: 2000,
  /** Mails to one person. */
  mailTo: 25,
  /** Reports and other files for one person. */
  export: 100,
} as const satisfies Record<AllowanceKind, number>;

const DAY_MS = 86_400_000;
/** How long a count is kept to look at. */
const KEPT_DAYS = 35;

/** The UTC date of an instant. */
const dayOf = (now: Instant): string => now.slice(0, 10);

export const allowanceCodec: Codec<AllowanceUse> = {
  type: 'allowance',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    kind: fields.oneOf('kind', ['mail', 'mailTo', 'export']),
    ...(fields.has('memberId') ? { memberId: fields.text('memberId') as MemberId } : {}),
    on: fields.text('on'),
    used: fields.has('used') ? fields.count('used') : 0,
    refused: fields.has('refused') ? fields.count('refused') : 0,
  }),
};

/**
 * Takes one use of an allowance.
 *
 * @returns false when it is used up today; that is counted too
 */
export const takeAllowance = async (
  scope: TenantScope,
  take: Allowance & { readonly most: number; readonly now: Instant },
): Promise<boolean> => {
  const { kind, memberId, most, now } = take;
  const on = dayOf(now);
  const key = keyOf.allowance(scope.tenantId, on, kind, memberId);
  const { type, v } = stamp(allowanceCodec);
  const facts: Readonly<Record<string, unknown>> = {
    type,
    v,
    kind,
    on,
    [TABLE.ttlAttribute]: Math.floor((epochMs(now) + KEPT_DAYS * DAY_MS) / 1000),
    ...(memberId === undefined ? {} : { memberId }),
  };
  const counting = (name: 'used' | 'refused', condition: string, more = {}) => {
    const { set, when } = assign(facts, { condition });
    return {
      set: `${set} ADD #count :one`,
      when: {
        condition,
        names: { ...when.names, '#count': name },
        values: { ...when.values, ':one': 1, ...more },
      },
    };
  };
  const taken = await updateIf(scope, {
    key,
    ...counting('used', 'attribute_not_exists(#count) OR #count < :most', { ':most': most }),
    give: 'nothing',
  });
  if (taken.kind === 'done') return true;
  if (taken.kind === 'contended') throw new Error(`The count of ${kind} is contended`);
  const noted = counting('refused', 'attribute_exists(#count) OR attribute_not_exists(#count)');
  await updateIf(scope, { key, ...noted, give: 'nothing' });
  return false;
};

/** What was used of every allowance of the company on the day of an instant. */
export const loadAllowances = async (
  scope: TenantScope,
  now: Instant,
): Promise<readonly AllowanceUse[]> =>
  (await queryAll(scope, rangeOf.allowances(scope.tenantId, dayOf(now)))).map((item) =>
    fromItem(allowanceCodec, item),
  );

export type { AllowanceKind } from './keys.ts';
