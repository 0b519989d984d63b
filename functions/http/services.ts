import type { Instant } from '../../domain/kernel/instant.ts';
import type { IdentityProvider } from '../adapters/identity/identity-provider.ts';
import type { ObjectStore } from '../adapters/objects/object-store.ts';
import type { CallForward } from '../adapters/queue/admission-queue.ts';
import type { Signer } from '../adapters/signing/signer.ts';
import type { TableAccess, TenantScope, TenantScopes } from '../adapters/store/index.ts';
import type { Log } from '../adapters/system/log.ts';
import type { AnsweredFile } from './answer.ts';
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
  /** A company's files and evidence; absent in functions that have nothing to do with them. */
  readonly vault?: Vault;
}

/** A company's files, and what evidence is made with. */
export interface Vault {
  /** What people attach, and answers too large for a response. */
  readonly files: (scope: TenantScope) => ObjectStore;
  readonly anchors: (scope: TenantScope) => ObjectStore;
  /** Seals evidence bundles. */
  readonly seal: Signer;
  /** The one-file verifier that a bundle brings along. */
  readonly verifier: () => Promise<Uint8Array>;
  /** Keeps a file for a short while; a link that downloads it. */
  readonly handOver: (scope: TenantScope, file: AnsweredFile) => Promise<string>;
}
