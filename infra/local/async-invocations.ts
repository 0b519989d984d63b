import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type FunctionError, type Invocation, type Lambda, LambdaRefusal } from './lambda.ts';
import type { Clock } from './service.ts';

/** How Lambda treats a function's asynchronous invocations. */
export interface AsyncPolicy {
  /** Further attempts after a failed one, 0 to 2. */
  readonly retries: number;
  readonly maxAgeSeconds: number;
  /** ARN of the queue that receives a record of what failed for good. */
  readonly onFailure: string | undefined;
}

export const DEFAULT_ASYNC_POLICY: AsyncPolicy = {
  retries: 2,
  maxAgeSeconds: 21_600,
  onFailure: undefined,
};

/** Something with work that falls due by the host's clock. */
export interface DueWork {
  /** Epoch milliseconds of the next work, `undefined` when there is none. */
  nextAt(): number | undefined;
  /** Does all that is due now; resolves to how many pieces that were. */
  runDue(): Promise<number>;
}

export interface AsyncInvocations extends DueWork {
  /** Accepts an event; it is on disk when this returns. Runs with the next `runDue`. */
  enqueue(functionName: string, event: unknown, options?: { readonly tenantId?: string }): void;
}

export interface AsyncInvocationsOptions {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly lambda: Lambda;
  /** By logical id of the function; others have Lambda's defaults. */
  readonly policies: ReadonlyMap<string, AsyncPolicy>;
  /** Delivers a failure record to the queue with that ARN. */
  readonly deliver: (queueArn: string, body: string) => void;
  /** Told when something was accepted, so that it can be run soon. */
  readonly onEnqueued?: () => void;
}

/** Lambda waits one minute before the first retry and two before the second. */
const RETRY_DELAYS_MS = [60_000, 120_000];

interface Row {
  readonly id: string;
  readonly fn: string;
  readonly event: string;
  readonly tenant: string | null;
  readonly attempts: number;
  readonly accepted_at: number;
}

/**
 * Lambda's queue of asynchronous invocations: at least once, retried after one and two minutes, then
 * recorded at the function's failure destination. Survives a restart; what was running is run again.
 */
export const createAsyncInvocations = (options: AsyncInvocationsOptions): AsyncInvocations => {
  const { database, clock, lambda } = options;
  database.exec(
    `CREATE TABLE IF NOT EXISTS async_invocations (
       id TEXT PRIMARY KEY, fn TEXT NOT NULL, event TEXT NOT NULL, tenant TEXT,
       attempts INTEGER NOT NULL, accepted_at INTEGER NOT NULL, due_at INTEGER NOT NULL)`,
  );
  const insert = database.prepare('INSERT INTO async_invocations VALUES (?, ?, ?, ?, 0, ?, ?)');
  const due = database.prepare(
    'SELECT * FROM async_invocations WHERE due_at <= ? ORDER BY due_at, rowid',
  );
  const times = database.prepare('SELECT id, due_at FROM async_invocations ORDER BY due_at');
  const postpone = database.prepare(
    'UPDATE async_invocations SET attempts = ?, due_at = ? WHERE id = ?',
  );
  const remove = database.prepare('DELETE FROM async_invocations WHERE id = ?');
  const running = new Set<string>();

  const giveUp = (row: Row, condition: string, error: FunctionError) => {
    const policy = options.policies.get(row.fn) ?? DEFAULT_ASYNC_POLICY;
    if (policy.onFailure !== undefined)
      options.deliver(
        policy.onFailure,
        JSON.stringify({
          version: '1.0',
          timestamp: new Date(clock.now()).toISOString(),
          requestContext: {
            requestId: row.id,
            functionArn: `${lambda.describe(row.fn).arn}:$LATEST`,
            condition,
            approximateInvokeCount: row.attempts + 1,
          },
          requestPayload: JSON.parse(row.event),
          responseContext: {
            statusCode: 200,
            executedVersion: '$LATEST',
            functionError: 'Unhandled',
          },
          responsePayload: error,
        }),
      );
    remove.run(row.id);
  };

  const run = async (row: Row): Promise<void> => {
    let result: Invocation;
    try {
      result = await lambda.invoke(
        row.fn,
        JSON.parse(row.event),
        row.tenant === null ? {} : { tenantId: row.tenant },
      );
    } catch (error) {
      // The host is closing: the event stays on record for its next start.
      if (error instanceof LambdaRefusal && error.code === 'ServiceException') return;
      throw error;
    } finally {
      running.delete(row.id);
    }
    if (result.ok) {
      remove.run(row.id);
      return;
    }
    const policy = options.policies.get(row.fn) ?? DEFAULT_ASYNC_POLICY;
    const delay = RETRY_DELAYS_MS[row.attempts];
    if (delay === undefined || row.attempts >= policy.retries)
      return giveUp(row, 'RetriesExhausted', result.error);
    const again = clock.now() + delay;
    if (again - row.accepted_at > policy.maxAgeSeconds * 1000)
      return giveUp(row, 'EventAgeExceeded', result.error);
    postpone.run(row.attempts + 1, again, row.id);
  };

  return {
    enqueue(functionName, event, { tenantId } = {}) {
      const { logicalId, perTenant } = lambda.describe(functionName);
      if (perTenant !== (tenantId !== undefined))
        throw new LambdaRefusal(
          'InvalidParameterValueException',
          `${logicalId}: a tenant is ${perTenant ? 'required' : 'not taken'}`,
        );
      const now = clock.now();
      insert.run(
        randomUUID(),
        logicalId,
        JSON.stringify(event) ?? 'null',
        tenantId ?? null,
        now,
        now,
      );
      options.onEnqueued?.();
    },
    nextAt() {
      const row = times.all().find(({ id }) => !running.has(String(id)));
      return row === undefined ? undefined : Number(row.due_at);
    },
    async runDue() {
      const rows = (due.all(clock.now()) as unknown as Row[]).filter(({ id }) => !running.has(id));
      for (const { id } of rows) running.add(id);
      await Promise.all(rows.map(run));
      return rows.length;
    },
  };
};
