import type { Instant } from '../../domain/kernel/instant.ts';
import type { IdentityProvider } from '../adapters/identity/identity-provider.ts';
import type { CallForward } from '../adapters/queue/admission-queue.ts';
import type { TableAccess, TenantScopes } from '../adapters/store/index.ts';
import type { Log } from '../adapters/system/log.ts';
import type { FairUse } from './fair-use.ts';

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
  /** Judges how often somebody asks; absent: as often as they like. */
  readonly fairUse?: FairUse;
  /** Key of the HMAC that signs list cursors. */
  readonly cursorKey: string;
  /** Key of the HMAC that signs the links which let people in. */
  readonly linkKey: string;
  /** Has a mail sent to people at the door. */
  readonly callForward: CallForward;
}
