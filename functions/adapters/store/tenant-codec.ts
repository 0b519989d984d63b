import type { MemberId, PlanId, TenantId } from '../../../domain/kernel/ids.ts';
import { epochMs, type Instant } from '../../../domain/kernel/instant.ts';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import { type Member, ROLES, type Tenant } from '../../../domain/tenant/tenant.ts';
import { type Codec, type RawItem, stamp } from './item.ts';
import { type Key, keyOf, planIdOf, tenantIdOf } from './keys.ts';
import { pack } from './packed.ts';
import type { NewReplay, ReplayRecord } from './replay.ts';
import { TABLE } from './table.ts';
import { upcastPolicy } from './upcast-policy.ts';

type Item = RawItem & Key;

// ---- the company ----

export const tenantCodec: Codec<Tenant> = {
  type: 'tenant',
  version: 2,
  packed: ['policy', 'sites'],
  upcasters: {
    1: (item) =>
      item.policy === undefined ? item : { ...item, policy: upcastPolicy(item.policy) },
  },
  read: (fields) => ({
    id: tenantIdOf(fields.key),
    name: fields.text('name'),
    language: fields.oneOf('language', LANGUAGES),
    createdAt: fields.text('createdAt') as Instant,
    version: fields.count('version'),
    policy: fields.object('policy') as unknown as Tenant['policy'],
    sites: fields.list('sites') as unknown as Tenant['sites'],
    ...(fields.has('hrHeadId') ? { hrHeadId: fields.text('hrHeadId') as MemberId } : {}),
    ...(fields.has('closure')
      ? { closure: fields.object('closure') as unknown as NonNullable<Tenant['closure']> }
      : {}),
  }),
};

export const tenantItem = (tenant: Tenant): Item => ({
  ...keyOf.settings(tenant.id),
  ...stamp(tenantCodec),
  name: tenant.name,
  language: tenant.language,
  createdAt: tenant.createdAt,
  version: tenant.version,
  policy: pack(tenant.policy),
  sites: pack(tenant.sites),
  hrHeadId: tenant.hrHeadId,
  closure: tenant.closure,
});

// ---- people ----

export const memberCodec: Codec<Member> = {
  type: 'member',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    id: fields.text('id') as MemberId,
    tenantId: tenantIdOf(fields.key),
    name: fields.text('name'),
    email: fields.text('email'),
    ...(fields.has('signInEmail') ? { signInEmail: fields.text('signInEmail') } : {}),
    ...(fields.has('employeeNumber') ? { employeeNumber: fields.text('employeeNumber') } : {}),
    language: fields.oneOf('language', LANGUAGES),
    siteId: fields.text('siteId'),
    ...(fields.has('managerId') ? { managerId: fields.text('managerId') as MemberId } : {}),
    roles: ROLES.filter((role) => fields.list('roles').includes(role)),
    status: fields.oneOf('status', ['ACTIVE', 'LEFT']),
    ...(fields.has('absences')
      ? { absences: fields.list('absences') as NonNullable<Member['absences']> }
      : {}),
    ...(fields.has('delegations')
      ? { delegations: fields.list('delegations') as NonNullable<Member['delegations']> }
      : {}),
    createdAt: fields.text('createdAt') as Instant,
    version: fields.count('version'),
  }),
};

export const memberItem = (member: Member): Item => ({
  ...keyOf.member(member.tenantId, member.id),
  ...stamp(memberCodec),
  id: member.id,
  name: member.name,
  email: member.email,
  signInEmail: member.signInEmail,
  employeeNumber: member.employeeNumber,
  language: member.language,
  siteId: member.siteId,
  managerId: member.managerId,
  roles: [...member.roles],
  status: member.status,
  absences: member.absences,
  delegations: member.delegations,
  createdAt: member.createdAt,
  version: member.version,
});

/** Says whose address it is; the address itself stands in the member only. */
export const emailClaimCodec: Codec<MemberId> = {
  type: 'emailClaim',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => fields.text('memberId') as MemberId,
};

export const emailClaimItem = ({ tenantId, email, id }: Member): Item => ({
  ...keyOf.email(tenantId, email),
  ...stamp(emailClaimCodec),
  memberId: id,
});

/** Which company and person a sign-in belongs to. */
export interface Login {
  /** Subject of the identity provider. */
  readonly sub: string;
  readonly tenantId: TenantId;
  readonly memberId: MemberId;
}

export const loginCodec: Codec<Login> = {
  type: 'login',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    sub: fields.text('sub'),
    tenantId: fields.text('tenantId') as TenantId,
    memberId: fields.text('memberId') as MemberId,
  }),
};

export const loginItem = (login: Login): Item => ({
  ...keyOf.login(login.sub),
  ...stamp(loginCodec),
  ...login,
});

// ---- beside a plan ----

/** The open plan of an employee (A2). */
export const openClaimCodec: Codec<PlanId> = {
  type: 'openPlan',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => fields.text('planId') as PlanId,
};

export const openClaimItem = (tenantId: TenantId, employeeId: MemberId, planId: PlanId): Item => ({
  ...keyOf.open(tenantId, employeeId),
  ...stamp(openClaimCodec),
  planId,
});

/** How long an answer is kept at least; the table's clearing of old items may take days more. */
const REPLAY_SECONDS = 24 * 3600;

export const replayCodec: Codec<ReplayRecord> = {
  type: 'replay',
  version: 1,
  packed: ['answer'],
  upcasters: {},
  read: (fields) => ({
    requestHash: fields.text('requestHash'),
    answer: fields.any('answer'),
    at: fields.text('at') as Instant,
  }),
};

/** @param planId the plan that existed when the request came; absent for all other requests */
export const replayItem = (tenantId: TenantId, replay: NewReplay, planId?: PlanId): Item => ({
  ...(planId === undefined
    ? keyOf.memberReplay(tenantId, replay.memberId, replay.key)
    : keyOf.planReplay(tenantId, planId, replay.memberId, replay.key)),
  ...stamp(replayCodec),
  requestHash: replay.requestHash,
  answer: pack(replay.answer),
  at: replay.at,
  [TABLE.ttlAttribute]: Math.floor(epochMs(replay.at) / 1000) + REPLAY_SECONDS,
});

/** Who looked at a plan's content, when and for what; shown to the employee (O2). */
export interface AccessEntry {
  readonly planId: PlanId;
  readonly at: Instant;
  readonly by: MemberId;
  /** The relation that opened the plan to the reader. */
  readonly acts: string;
  /** Whose stand-in the reader is. */
  readonly actingFor?: MemberId;
  /** The operation, e.g. `getPlan`. */
  readonly action: string;
}

export const accessCodec: Codec<AccessEntry> = {
  type: 'access',
  version: 1,
  packed: [],
  upcasters: {},
  read: (fields) => ({
    planId: planIdOf(fields.key),
    at: fields.text('at') as Instant,
    by: fields.text('by') as MemberId,
    acts: fields.text('acts'),
    ...(fields.has('actingFor') ? { actingFor: fields.text('actingFor') as MemberId } : {}),
    action: fields.text('action'),
  }),
};

export const accessItem = (tenantId: TenantId, { planId, ...entry }: AccessEntry): Item => ({
  ...keyOf.access(tenantId, planId, entry),
  ...stamp(accessCodec),
  ...entry,
});
