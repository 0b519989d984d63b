import type { MemberId } from '../../../domain/kernel/ids.ts';
import { epochMs, type Instant } from '../../../domain/kernel/instant.ts';
import type { TableAccess, TenantScope } from './access.ts';
import { assign } from './condition.ts';
import { type Codec, fromItem, stamp } from './item.ts';
import { type AllowanceKind, type Key, keyOf, rangeOf } from './keys.ts';
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
  /** Mails of one company that call people in. */
  invitation: 2000,
} as const satisfies Record<AllowanceKind, number>;

/** Mails to one address that let somebody in, on one UTC day and whoever asks for them. */
export const ADMISSION_MAILS = 5;

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
    kind: fields.oneOf('kind', ['mail', 'mailTo', 'export', 'invitation']),
    ...(fields.has('memberId') ? { memberId: fields.text('memberId') as MemberId } : {}),
    on: fields.text('on'),
    used: fields.has('used') ? fields.count('used') : 0,
    refused: fields.has('refused') ? fields.count('refused') : 0,
  }),
};

/** One count of one day: where it lies, and what its item says besides. */
interface Count {
  readonly key: Key;
  readonly facts: Readonly<Record<string, unknown>>;
  /** How many at once; all of them or none. */
  readonly take: number;
  readonly most: number;
}

/** @returns false when so many are not left; that is counted too */
const takeFrom = async (
  access: TableAccess,
  { key, facts, take, most }: Count,
): Promise<boolean> => {
  const counting = (name: 'used' | 'refused', condition: string, more = {}) => {
    const { set, when } = assign(facts, { condition });
    return {
      set: `${set} ADD #count :take`,
      when: {
        condition,
        names: { ...when.names, '#count': name },
        values: { ...when.values, ':take': take, ...more },
      },
    };
  };
  const room = most - take;
  const taken =
    room < 0
      ? { kind: 'refused' as const }
      : await updateIf(access, {
          key,
          ...counting('used', 'attribute_not_exists(#count) OR #count <= :room', { ':room': room }),
          give: 'nothing',
        });
  if (taken.kind === 'done') return true;
  if (taken.kind === 'contended') throw new Error('A count is contended');
  const noted = counting('refused', 'attribute_exists(#count) OR attribute_not_exists(#count)');
  await updateIf(access, { key, ...noted, give: 'nothing' });
  return false;
};

const clearedAfter = (now: Instant, days: number) => ({
  [TABLE.ttlAttribute]: Math.floor((epochMs(now) + days * DAY_MS) / 1000),
});

/**
 * Takes uses of an allowance, one unless `count` says more, all of them or none.
 *
 * @returns false when they are used up today; that is counted too
 */
export const takeAllowance = async (
  scope: TenantScope,
  take: Allowance & { readonly count?: number; readonly most: number; readonly now: Instant },
): Promise<boolean> => {
  const { kind, memberId, count = 1, most, now } = take;
  const on = dayOf(now);
  return takeFrom(scope, {
    key: keyOf.allowance(scope.tenantId, on, kind, memberId),
    facts: {
      ...stamp(allowanceCodec),
      kind,
      on,
      ...clearedAfter(now, KEPT_DAYS),
      ...(memberId === undefined ? {} : { memberId }),
    },
    take: count,
    most,
  });
};

/** What was used of one address's allowance of mails that let somebody in. */
export const admissionMailsCodec: Codec<Pick<AllowanceUse, 'on' | 'used' | 'refused'>> = {
  type: 'admissionMails',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    on: fields.text('on'),
    used: fields.has('used') ? fields.count('used') : 0,
    refused: fields.has('refused') ? fields.count('refused') : 0,
  }),
};

/**
 * Counts a mail that lets somebody in against its address, which anyone may have written to.
 *
 * @returns false when the address has had all of today's
 */
export const takeAdmissionMail = (
  table: TableAccess,
  email: string,
  now: Instant,
): Promise<boolean> => {
  const on = dayOf(now);
  return takeFrom(table, {
    key: keyOf.admissionMails(email, on),
    facts: { ...stamp(admissionMailsCodec), on, ...clearedAfter(now, 2) },
    take: 1,
    most: ADMISSION_MAILS,
  });
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
