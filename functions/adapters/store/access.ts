import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TenantId } from '../../../domain/kernel/ids.ts';

/** The table, with whatever rights the client's credentials have. */
export interface TableAccess {
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
}

/** The table as one tenant sees it: every function on tenant data takes it. */
export interface TenantScope extends TableAccess {
  readonly tenantId: TenantId;
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
