import { setTimeout as wait } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TenantId } from '../../../domain/kernel/ids.ts';

/** The table, with whatever rights the client's credentials have. */
export interface TableAccess {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Waits before attempt `attempt + 1`; absent: `jitteredPause`. Replaced where time is simulated. */
  readonly pause?: (attempt: number) => Promise<void>;
}

/** The table as one tenant sees it: every function on tenant data takes it. */
export interface TenantScope extends TableAccess {
  readonly tenantId: TenantId;
  /** What the table is reached with; the same role reaches the tenant's objects, and no other's. */
  readonly credentials?: TenantCredentials;
}

/** Keys of a session of the tenant role. */
export interface TenantCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Where a list goes on: plain key attributes, which the HTTP layer seals into an opaque token. */
export type Cursor = Readonly<Record<string, string>>;

export interface PageRequest {
  /** Most items of a page. */
  readonly limit: number;
  /** The `next` of the page before; absent for the first one. */
  readonly after?: Cursor;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next?: Cursor;
}

/** Calls of one operation, the first included, when others keep writing the same items. */
export const ATTEMPTS = 5;

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 400;

/** Full jitter: anything up to a ceiling that doubles with each attempt. */
const jitteredPause = async (attempt: number): Promise<void> => {
  const ceiling = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  await wait(Math.random() * ceiling);
};

/** @param attempt how many calls were made so far */
export const pauseAfter = (access: TableAccess, attempt: number): Promise<void> =>
  (access.pause ?? jitteredPause)(attempt);
