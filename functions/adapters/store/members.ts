import type { MemberId, TenantId } from '../../../domain/kernel/ids.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import type { Page, PageRequest, TableAccess, TenantScope } from './access.ts';
import type { NewReplay } from './replay.ts';

/** Those of the members that exist; at most 100 ids. */
export const getMembers = async (
  _scope: TenantScope,
  _ids: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, Member>> => {
  throw new Error('getMembers is being built');
};

/** Members in the order of their ids. */
export const listMembers = async (
  _scope: TenantScope,
  _page: PageRequest,
): Promise<Page<Member>> => {
  throw new Error('listMembers is being built');
};

export type PutMemberResult =
  | { readonly kind: 'stored' }
  /** Another member has the address. */
  | { readonly kind: 'emailTaken' }
  /** Not at the version of `before` any more, or the id exists already. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'replayed' }
  | { readonly kind: 'contended' };

/** Creates a member, or changes the one given as `before`; its e-mail address stays unique. */
export const putMember = async (
  _scope: TenantScope,
  _change: { readonly member: Member; readonly before?: Member; readonly replay?: NewReplay },
): Promise<PutMemberResult> => {
  throw new Error('putMember is being built');
};

/** `undefined` when the tenant does not exist. */
export const getTenant = async (_scope: TenantScope): Promise<Tenant | undefined> => {
  throw new Error('getTenant is being built');
};

/** Changes the tenant's settings when they are still at the version of `before`. */
export const putTenant = async (
  _scope: TenantScope,
  _change: { readonly tenant: Tenant; readonly before: Tenant },
): Promise<{ readonly kind: 'stored' } | { readonly kind: 'conflict' }> => {
  throw new Error('putTenant is being built');
};

/** Which company and person a sign-in belongs to. */
export interface Login {
  /** Subject of the identity provider. */
  readonly sub: string;
  readonly tenantId: TenantId;
  readonly memberId: MemberId;
}

/** Creates a company with its first administrator and that person's login, all or nothing. */
export const createTenant = async (
  _table: TableAccess,
  _founding: { readonly tenant: Tenant; readonly admin: Member; readonly sub: string },
): Promise<
  | { readonly kind: 'created' }
  /** The login already belongs to a company. */
  | { readonly kind: 'loginTaken' }
  /** The tenant id exists already. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'contended' }
> => {
  throw new Error('createTenant is being built');
};

/** Binds a login to a member; binding it again to the same member is fine. */
export const putLogin = async (
  _table: TableAccess,
  _login: Login,
): Promise<{ readonly kind: 'stored' } | { readonly kind: 'loginTaken' }> => {
  throw new Error('putLogin is being built');
};

export const getLogin = async (_table: TableAccess, _sub: string): Promise<Login | undefined> => {
  throw new Error('getLogin is being built');
};
