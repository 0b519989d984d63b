import type { TenantId } from '../../../domain/kernel/ids.ts';
import type { TableAccess, TenantScope } from './access.ts';

/** Gives the table as one tenant sees it, under credentials that reach no other tenant's items. */
export type TenantScopes = (tenantId: TenantId) => Promise<TenantScope>;

export interface ScopeOptions {
  readonly tableName: string;
  /** ARN of the role that is assumed with the tenant in a session tag. */
  readonly tenantRoleArn: string;
  /** Now, in epoch milliseconds. */
  readonly now: () => number;
}

export const createTenantScopes = (_options: ScopeOptions): TenantScopes => {
  throw new Error('createTenantScopes is being built');
};

/** The table under the function's own permissions. */
export const openTable = (_tableName: string): TableAccess => {
  throw new Error('openTable is being built');
};
