import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import type { ChangedMember } from './absences.ts';
import type { Page, PageRequest, TableAccess, TenantScope } from './access.ts';
import { admissionItem, type Founded } from './admissions.ts';
import { ABSENT, atVersion } from './condition.ts';
import { fromItem } from './item.ts';
import { keyOf, rangeOf } from './keys.ts';
import { type PastPolicy, policyItem } from './policies.ts';
import { BATCH_MAX, batchGet, getItem, queryAll, queryRange } from './read.ts';
import { refreshItem } from './refresh.ts';
import type { NewReplay } from './replay.ts';
import {
  emailClaimItem,
  type Login,
  loginCodec,
  loginItem,
  memberCodec,
  memberItem,
  replayItem,
  tenantCodec,
  tenantItem,
} from './tenant-codec.ts';
import { ACTIONS_MAX, type Action, transact } from './transact.ts';
import { putIf } from './write-if.ts';

/** Those of the members that exist. */
export const getMembers = async (
  scope: TenantScope,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, Member>> => {
  const members = new Map<MemberId, Member>();
  for (let at = 0; at < ids.length; at += BATCH_MAX) {
    const some = ids.slice(at, at + BATCH_MAX);
    const found = await batchGet(
      scope,
      some.map((id) => keyOf.member(scope.tenantId, id)),
    );
    for (const id of some) {
      const item = found.get(keyOf.member(scope.tenantId, id));
      if (item !== undefined) members.set(id, fromItem(memberCodec, item));
    }
  }
  return members;
};

/** Members in the order of their ids, which is that of their joining. */
export const listMembers = async (scope: TenantScope, page: PageRequest): Promise<Page<Member>> => {
  const found = await queryRange(scope, rangeOf.members(scope.tenantId), page, 'ascending');
  return { ...found, items: found.items.map((item) => fromItem(memberCodec, item)) };
};

export type PutMemberResult =
  | { readonly kind: 'stored' }
  /** Another member has the address. */
  | { readonly kind: 'emailTaken' }
  /** Not at the version of `before` any more, or the id exists already. */
  | { readonly kind: 'conflict' }
  /** The idempotency key was used in the meantime: load again and answer from its record. */
  | { readonly kind: 'replayed' }
  | { readonly kind: 'contended' };

/** Creates a member, or changes the one given as `before`; its e-mail address stays unique. */
export const putMember = async (
  scope: TenantScope,
  change: {
    readonly member: Member;
    readonly before?: Member;
    readonly replay?: NewReplay;
    /** People on whom the change rests: it is a conflict when one is not as read any more. */
    readonly unchanged?: readonly Member[];
    /** People who change with them, their addresses apart; each still at the version of its `before`. */
    readonly others?: readonly ChangedMember[];
    /** Has every plan looked at anew: somebody left, who may be named in some. */
    readonly refresh?: boolean;
  },
): Promise<PutMemberResult> => {
  const { member, before, replay, others = [], refresh = false } = change;
  // One item, one action: who changes is held to their version by that.
  const unchanged = (change.unchanged ?? []).filter(
    ({ id }) => !others.some((other) => other.after.id === id),
  );
  if (member.tenantId !== scope.tenantId)
    throw new Error(`Member ${member.id} is not of this tenant`);
  const result = await transact(scope, [
    {
      label: 'member',
      put: memberItem(member),
      when: before === undefined ? ABSENT : atVersion(before.version),
    },
    ...emailActions(before, member),
    ...unchanged.map((one) => ({
      label: 'member' as const,
      check: keyOf.member(scope.tenantId, one.id),
      when: atVersion(one.version),
    })),
    ...others.map((other) => ({
      label: 'member' as const,
      put: memberItem(other.after),
      when: atVersion(other.before.version),
    })),
    ...(refresh || hasMoved(change) ? [refreshAfter(member)] : []),
    ...replayActions(scope, replay),
  ]);
  if (result.kind === 'done') return { kind: 'stored' };
  if (result.kind === 'contended') return result;
  if (result.versions.has('replay')) return { kind: 'replayed' };
  return { kind: result.versions.has('member') ? 'conflict' : 'emailTaken' };
};

const hasMoved = ({ member, before }: { readonly member: Member; readonly before?: Member }) =>
  before !== undefined && before.siteId !== member.siteId;

/** What is due to whoever works elsewhere was computed with the clocks and days of where they were. */
const refreshAfter = ({ tenantId, id, version }: Member) => ({
  label: 'refresh' as const,
  put: refreshItem(tenantId, `${id}.${version}`),
});

const replayActions = (
  { tenantId }: TenantScope,
  replay: NewReplay | undefined,
): readonly Action<'replay'>[] =>
  replay === undefined
    ? []
    : [{ label: 'replay', put: replayItem(tenantId, replay), when: ABSENT }];

/** Keeps the answer to a request whose effect lies where no company's credentials reach. */
export const putReplay = async (
  scope: TenantScope,
  replay: NewReplay,
): Promise<{ readonly kind: 'stored' | 'replayed' | 'contended' }> => {
  const { kind } = await transact(scope, replayActions(scope, replay));
  if (kind === 'contended') return { kind };
  return { kind: kind === 'done' ? 'stored' : 'replayed' };
};

const emailActions = (
  before: Member | undefined,
  member: Member,
): readonly Action<'email' | 'oldEmail'>[] => {
  if (before?.email === member.email) return [];
  const mine = {
    condition: 'attribute_not_exists(pk) OR memberId = :member',
    values: { ':member': member.id },
  };
  const claimed: Action<'email'> = { label: 'email', put: emailClaimItem(member), when: mine };
  if (before === undefined) return [claimed];
  return [
    claimed,
    { label: 'oldEmail', remove: keyOf.email(before.tenantId, before.email), when: mine },
  ];
};

/** `undefined` when the tenant does not exist. */
export const getTenant = async (scope: TenantScope): Promise<Tenant | undefined> => {
  const item = await getItem(scope, keyOf.settings(scope.tenantId));
  return item && fromItem(tenantCodec, item);
};

/**
 * Changes the tenant's settings when they are still at the version of `before`. A version of the
 * policy that this puts out of force is kept as an item of its own (Q1).
 */
export const putTenant = async (
  scope: TenantScope,
  change: {
    readonly tenant: Tenant;
    readonly before: Tenant;
    /** When and by whom, where the policy is another. */
    readonly replaced?: Omit<PastPolicy, 'policy'>;
    readonly replay?: NewReplay;
  },
): Promise<
  { readonly kind: 'stored' } | { readonly kind: 'conflict' } | { readonly kind: 'contended' }
> => {
  const { tenant, before, replaced, replay } = change;
  if (tenant.id !== scope.tenantId) throw new Error(`Tenant ${tenant.id} is not this one`);
  if ((replaced === undefined) !== (tenant.policy.version === before.policy.version))
    throw new Error(`Tenant ${tenant.id}: its policy changes with its version, or not at all`);
  // A transaction: its repeats after a lost answer do not meet their own write.
  const result = await transact(scope, [
    { label: 'tenant', put: tenantItem(tenant), when: atVersion(before.version) },
    ...(replaced === undefined
      ? []
      : [
          {
            label: 'policy' as const,
            put: policyItem(tenant.id, { policy: before.policy, ...replaced }),
            when: ABSENT,
          },
        ]),
    // What is due of its plans was computed with the settings of before.
    { label: 'refresh', put: refreshItem(tenant.id, String(tenant.version)) },
    ...replayActions(scope, replay),
  ]);
  if (result.kind === 'done') return { kind: 'stored' };
  return { kind: result.kind === 'contended' ? 'contended' : 'conflict' };
};

/**
 * Creates a company with its first administrator and that person's login, all or nothing. Needs no
 * right but to put items.
 */
export const createTenant = async (
  table: TableAccess,
  founding: {
    readonly tenant: Tenant;
    readonly admin: Member;
    readonly sub: string;
    /** What takes the place of the sign-up that is used up by it. */
    readonly founded?: Founded;
  },
): Promise<
  | { readonly kind: 'created' }
  /** The login already belongs to a company. */
  | { readonly kind: 'loginTaken' }
  /** The sign-up was used in the meantime. */
  | { readonly kind: 'gone' }
  /** The tenant id exists already. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'contended' }
> => {
  const { tenant, admin, sub, founded } = founding;
  const login: Login = { sub, tenantId: tenant.id, memberId: admin.id };
  const result = await transact(table, [
    { label: 'tenant', put: tenantItem(tenant), when: ABSENT },
    { label: 'member', put: memberItem(admin), when: ABSENT },
    { label: 'email', put: emailClaimItem(admin), when: ABSENT },
    { label: 'login', put: loginItem(login), when: ABSENT },
    ...(founded === undefined
      ? []
      : [
          {
            label: 'admission' as const,
            put: admissionItem(founded),
            when: {
              condition: '#kind = :signUp',
              names: { '#kind': 'kind' },
              values: { ':signUp': 'signUp' },
            },
          },
        ]),
  ]);
  if (result.kind === 'done') return { kind: 'created' };
  if (result.kind === 'contended') return result;
  if (result.versions.has('admission')) return { kind: 'gone' };
  return { kind: result.versions.has('login') ? 'loginTaken' : 'conflict' };
};

/** Binds a login to a member; binding it again to the same member is fine. */
export const putLogin = async (
  table: TableAccess,
  login: Login,
): Promise<
  { readonly kind: 'stored' } | { readonly kind: 'loginTaken' } | { readonly kind: 'contended' }
> => {
  const result = await putIf(table, loginItem(login), {
    condition: 'attribute_not_exists(pk) OR (tenantId = :tenant AND memberId = :member)',
    values: { ':tenant': login.tenantId, ':member': login.memberId },
  });
  if (result.kind === 'done') return { kind: 'stored' };
  return { kind: result.kind === 'refused' ? 'loginTaken' : 'contended' };
};

/** `undefined` for somebody who belongs to no company. */
export const getLogin = async (table: TableAccess, sub: string): Promise<Login | undefined> => {
  const item = await getItem(table, keyOf.login(sub));
  return item && fromItem(loginCodec, item);
};

/** Most people in one write: a person, their address and the one they had before; a refresh, a replay. */
export const PEOPLE_MAX = Math.floor((ACTIONS_MAX - 2) / 3);

/**
 * Adds and changes many people, all or none of them; give at most `PEOPLE_MAX`.
 *
 * @returns `conflict` when one of them is not as read any more, an address is another's, or the
 * request is answered already
 */
export const putMembers = async (
  scope: TenantScope,
  changes: readonly { readonly member: Member; readonly before?: Member }[],
  replay?: NewReplay,
): Promise<'stored' | 'conflict' | 'contended'> => {
  if (changes.some(({ member }) => member.tenantId !== scope.tenantId))
    throw new Error('A member is not of this tenant');
  const moved = changes.find(hasMoved);
  const result = await transact(scope, [
    ...changes.flatMap(({ member, before }) => [
      {
        label: 'member' as const,
        put: memberItem(member),
        when: before === undefined ? ABSENT : atVersion(before.version),
      },
      ...emailActions(before, member),
    ]),
    ...(moved === undefined ? [] : [refreshAfter(moved.member)]),
    ...replayActions(scope, replay),
  ]);
  if (result.kind === 'done') return 'stored';
  return result.kind === 'contended' ? 'contended' : 'conflict';
};

/** Everybody, in the order of joining. */
export const allMembers = async (scope: TenantScope): Promise<readonly Member[]> =>
  (await queryAll(scope, rangeOf.members(scope.tenantId))).map((item) =>
    fromItem(memberCodec, item),
  );
