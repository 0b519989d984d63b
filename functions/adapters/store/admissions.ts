import type { MemberId, TenantId } from '../../../domain/kernel/ids.ts';
import { epochMs, type Instant } from '../../../domain/kernel/instant.ts';
import { LANGUAGES, type Language } from '../../../domain/plan/vocabulary.ts';
import type { Member, Site, Tenant } from '../../../domain/tenant/tenant.ts';
import type { TableAccess } from './access.ts';
import { ABSENT } from './condition.ts';
import { type Codec, fromItem, type RawItem, stamp } from './item.ts';
import { type Key, keyOf } from './keys.ts';
import { pack } from './packed.ts';
import { batchGet, getItem } from './read.ts';
import { TABLE } from './table.ts';
import { type Login, loginItem } from './tenant-codec.ts';
import { transact } from './transact.ts';
import { putIf, updateIf } from './write-if.ts';

interface Waiting {
  readonly id: string;
  /** Where the link goes. */
  readonly email: string;
  readonly language: Language;
  /** Counts how often it was sent; only the link of the last round opens. */
  readonly round: number;
  readonly expiresAt: Instant;
}

/** A company that nobody has confirmed yet. Nothing else of it exists. */
export interface SignUp extends Waiting {
  readonly kind: 'signUp';
  readonly company: Pick<Tenant, 'name'> & { readonly site: Site };
  readonly administrator: Pick<Member, 'name'>;
}

/** A person of a company who has no login yet; `id` is the member's. */
export interface Invitation extends Waiting {
  readonly kind: 'invitation';
  readonly tenantId: TenantId;
  readonly companyName: string;
  readonly usedAt?: Instant;
  /** Digest of the key of the request that used it; that request is answered again. */
  readonly usedBy?: string;
}

/** A sign-up that was used, with what the request that did so is answered. */
export interface Founded extends Waiting {
  readonly kind: 'founded';
  readonly tenantId: TenantId;
  readonly administratorId: MemberId;
  readonly usedBy: string;
}

/** A word to an address that a person's mail goes to no more, or from now on; it opens nothing. */
export interface AddressNotice extends Waiting {
  readonly kind: 'moved';
  readonly side: 'old' | 'new';
  readonly tenantId: TenantId;
  readonly companyName: string;
}

/** Somebody at the door, who is let in by a link in a mail, or told there. Belongs to no tenant. */
export type Admission = SignUp | Founded | Invitation | AddressNotice;

/** A used or expired one is of interest to whoever sent it for a while. */
const DAY_SECONDS = 24 * 3600;
const KEPT_SECONDS = {
  signUp: DAY_SECONDS,
  founded: DAY_SECONDS,
  invitation: 90 * DAY_SECONDS,
  moved: DAY_SECONDS,
} as const;

export const admissionCodec: Codec<Admission> = {
  type: 'admission',
  version: 1,
  packed: ['company'],
  upcasters: {},
  read: (fields) => {
    const waiting = {
      id: fields.text('id'),
      email: fields.text('email'),
      language: fields.oneOf('language', LANGUAGES),
      round: fields.count('round'),
      expiresAt: fields.text('endsAt') as Instant,
    };
    const kind = fields.oneOf('kind', ['signUp', 'founded', 'invitation', 'moved']);
    if (kind === 'signUp')
      return {
        kind,
        ...waiting,
        company: fields.object('company') as unknown as SignUp['company'],
        administrator: { name: fields.text('administrator') },
      };
    const tenantId = fields.text('tenantId') as TenantId;
    if (kind === 'founded')
      return {
        kind,
        ...waiting,
        tenantId,
        administratorId: fields.text('administratorId') as MemberId,
        usedBy: fields.text('usedBy'),
      };
    const of = {
      tenantId,
      companyName: fields.text('companyName'),
    };
    if (kind === 'moved')
      return { kind, ...waiting, ...of, side: fields.oneOf('side', ['old', 'new']) };
    return {
      kind,
      ...waiting,
      ...of,
      ...(fields.has('usedAt') ? { usedAt: fields.text('usedAt') as Instant } : {}),
      ...(fields.has('usedBy') ? { usedBy: fields.text('usedBy') } : {}),
    };
  },
};

/** What an item says beside what they all do. */
const particularsOf = (admission: Admission): RawItem => {
  switch (admission.kind) {
    case 'signUp':
      return {
        company: pack(admission.company),
        administrator: admission.administrator.name,
      };
    case 'founded': {
      const { tenantId, administratorId, usedBy } = admission;
      return { tenantId, administratorId, usedBy };
    }
    case 'invitation': {
      const { tenantId, companyName, usedAt, usedBy } = admission;
      return { tenantId, companyName, usedAt, usedBy };
    }
    default: {
      const { tenantId, companyName, side } = admission;
      return { tenantId, companyName, side };
    }
  }
};

export const admissionItem = (admission: Admission): RawItem & Key => {
  const { kind, id, email, language, round, expiresAt } = admission;
  return {
    ...keyOf.admission(id),
    ...stamp(admissionCodec),
    kind,
    id,
    email,
    language,
    round,
    // The table's own attribute of that name is when it clears the item.
    endsAt: expiresAt,
    ...particularsOf(admission),
    [TABLE.ttlAttribute]: Math.floor(epochMs(expiresAt) / 1000) + KEPT_SECONDS[kind],
  };
};

/**
 * Says that the mail of a round goes out now, or, after the mail service has refused it for a while,
 * that it has not gone.
 *
 * @returns false when it went out before, or another round took its place
 */
export const noteAdmissionMail = async (
  table: TableAccess,
  { id, round, gone }: { readonly id: string; readonly round: number; readonly gone: boolean },
): Promise<boolean> => {
  const { kind } = await updateIf(table, {
    key: keyOf.admission(id),
    set: 'SET sentRound = :to',
    when: {
      condition: gone
        ? '#round = :round AND (attribute_not_exists(sentRound) OR sentRound < :round)'
        : '#round = :round AND sentRound = :round',
      names: { '#round': 'round' },
      values: { ':round': round, ':to': gone ? round : round - 1 },
    },
    give: 'nothing',
  });
  if (kind === 'contended') throw new Error(`Admission ${id} is held by others`);
  return kind === 'done';
};

/** Lets people wait at the door, all or none of them; give at most 100. Their older links end. */
export const putAdmissions = async (
  table: TableAccess,
  admissions: readonly Admission[],
): Promise<void> => {
  const result = await transact(
    table,
    admissions.map((one) => ({ label: 'admission' as const, put: admissionItem(one) })),
  );
  if (result.kind !== 'done') throw new Error('Admissions are held by others');
};

/** Lets a company wait; one that waits there already stays as it is. */
export const putSignUp = async (table: TableAccess, signUp: SignUp): Promise<void> => {
  const { kind } = await putIf(table, admissionItem(signUp), ABSENT);
  if (kind === 'contended') throw new Error(`Admission ${signUp.id} is held by others`);
};

/** `undefined` when nobody waits there. */
export const getAdmission = async (
  table: TableAccess,
  id: string,
): Promise<Admission | undefined> => {
  const item = await getItem(table, keyOf.admission(id));
  return item && fromItem(admissionCodec, item);
};

/** Those that exist, by id; give at most 100. */
export const getAdmissions = async (
  table: TableAccess,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Admission>> => {
  const found = await batchGet(table, ids.map(keyOf.admission));
  return new Map(
    ids.flatMap((id) => {
      const item = found.get(keyOf.admission(id));
      return item === undefined ? [] : [[id, fromItem(admissionCodec, item)] as const];
    }),
  );
};

/** Ends an invitation that was not used: its links open nothing from then on. */
export const revokeInvitation = async (
  table: TableAccess,
  id: string,
  now: Instant,
): Promise<'revoked' | 'none'> => {
  const { kind } = await updateIf(table, {
    key: keyOf.admission(id),
    set: 'SET endsAt = :now',
    when: {
      condition: 'attribute_exists(pk) AND attribute_not_exists(usedAt) AND endsAt > :now',
      values: { ':now': now },
    },
    give: 'nothing',
  });
  if (kind === 'contended') throw new Error(`Admission ${id} is held by others`);
  return kind === 'done' ? 'revoked' : 'none';
};

/** Binds the login to the member whom the invitation is for, once. */
export const acceptInvitation = async (
  table: TableAccess,
  accepted: {
    readonly invitation: Invitation;
    readonly sub: string;
    readonly now: Instant;
    /** Digest of the key of the request. */
    readonly usedBy: string;
  },
): Promise<
  | { readonly kind: 'accepted' }
  /** Used, revoked, expired or sent again in the meantime. */
  | { readonly kind: 'gone' }
  /** The login belongs to another company, or to somebody else in this one. */
  | { readonly kind: 'loginTaken' }
  | { readonly kind: 'contended' }
> => {
  const { invitation, sub, now, usedBy } = accepted;
  const { id, tenantId, round } = invitation;
  const login: Login = { sub, tenantId, memberId: id as MemberId };
  const result = await transact(table, [
    {
      label: 'admission',
      update: keyOf.admission(id),
      set: 'SET usedAt = :now, usedBy = :by',
      when: {
        condition:
          'attribute_exists(pk) AND attribute_not_exists(usedAt) AND #round = :round AND endsAt > :now',
        names: { '#round': 'round' },
        values: { ':round': round, ':now': now, ':by': usedBy },
      },
    },
    {
      label: 'login',
      put: loginItem(login),
      when: {
        condition: 'attribute_not_exists(pk) OR (tenantId = :tenant AND memberId = :member)',
        values: { ':tenant': tenantId, ':member': id },
      },
    },
  ]);
  if (result.kind === 'done') return { kind: 'accepted' };
  if (result.kind === 'contended') return result;
  return { kind: result.versions.has('admission') ? 'gone' : 'loginTaken' };
};
