import type { Instant } from '../../domain/kernel/instant.ts';
import type { IdentityProvider } from '../adapters/identity/identity-provider.ts';
import type { TableAccess, TenantScopes } from '../adapters/store/index.ts';
import type { Log } from '../adapters/system/log.ts';

/** What endpoints reach the world through; a test hands in its own. */
export interface Services {
  readonly now: () => Instant;
  /** A new ULID. */
  readonly newId: (now: Instant) => string;
  readonly randomBytes: (size: number) => Uint8Array;
  /** SHA-256 of a text, lower-case hex. */
  readonly hash: (text: string) => string;
  readonly log: Log;
  /** A tenant's part of the table, under credentials that reach no other tenant. */
  readonly scopes: TenantScopes;
  /** The table under the function's own rights: founding tenants, binding logins. */
  readonly table: TableAccess;
  readonly identities: IdentityProvider;
  /** Key of the HMAC that signs list cursors. */
  readonly cursorKey: string;
}
