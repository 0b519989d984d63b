import type { PlanId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { TenantScope, TenantScopes } from '../adapters/store/index.ts';
import type { Clock } from '../adapters/system/clock.ts';
import type { OptOutLink } from '../adapters/system/link-token.ts';
import type { Log } from '../adapters/system/log.ts';
import type { OutgoingGuard } from '../adapters/system/outgoing.ts';
import type { RandomBytes } from '../adapters/system/random.ts';
import type { Pace } from './pace.ts';
import type { SendMail } from './ses-sender.ts';

/** What the jobs on one plan reach the world through. */
export interface JobDependencies {
  /** A tenant's part of the table, under credentials that reach no other tenant. */
  readonly scopes: TenantScopes;
  readonly now: Clock;
  readonly randomBytes: RandomBytes;
  readonly log: Log;
  /** Version of the time zone data that instants are computed with. */
  readonly tzdata: string;
  /** The last look at a mail before it goes. */
  readonly outgoing: OutgoingGuard;
  readonly sendMail: SendMail;
  /** Keeps to the account's rate. */
  readonly pace: Pace;
  /** Address that mail comes from. */
  readonly mailFrom: string;
  /** Where mail links point unless the tenant says otherwise. */
  readonly appUrl: string;
  /** The address that switches off a sort of mail for a person; absent where mails have none. */
  readonly optOutUrl?: (link: OptOutLink, now: Instant) => string;
  /** Deletes the files of a plan for good (N5); absent where nobody can attach any. */
  readonly eraseFiles?: (scope: TenantScope, planId: PlanId) => Promise<void>;
}

/** `retry`: somebody was in the way; the queue brings the message back. */
export type Done = 'done' | 'retry';
