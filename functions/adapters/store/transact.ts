import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { ATTEMPTS, pauseAfter, type TableAccess } from './access.ts';
import { type Condition, conditionParameters } from './condition.ts';
import type { Key } from './keys.ts';

/** Most actions that the service takes in one transaction. */
export const ACTIONS_MAX = 100;

/** One action of a transaction. The label says in a refusal whose condition did not hold. */
export type Action<Label extends string> = { readonly label: Label } & (
  | { readonly put: Readonly<Record<string, unknown>> & Key; readonly when?: Condition }
  | { readonly update: Key; readonly set: string; readonly when: Condition }
  | { readonly remove: Key; readonly when?: Condition }
  | { readonly check: Key; readonly when: Condition }
);

export type TransactResult<Label extends string> =
  | { readonly kind: 'done' }
  /**
   * Nothing was written: the conditions of these actions did not hold. With each stands the version
   * of the item that was in the way, where it has one.
   */
  | { readonly kind: 'refused'; readonly versions: ReadonlyMap<Label, number | undefined> }
  /** Nothing was written: other writes held the items through every attempt. */
  | { readonly kind: 'contended' };

/**
 * Writes all actions or none. A transaction that met another one is repeated with the same token;
 * a lost answer is repeated by the SDK, whose repeats carry the same token too.
 *
 * @param token makes repeats one transaction; the SDK makes one up when absent
 * @throws whatever else the service says: missing rights, throttling that outlasts the repeats
 */
export const transact = async <Label extends string>(
  access: TableAccess,
  actions: readonly Action<Label>[],
  token?: string,
): Promise<TransactResult<Label>> => {
  const input: TransactWriteCommandInput = {
    TransactItems: actions.map((action) => toWire(access.tableName, action)),
    ...(token === undefined ? {} : { ClientRequestToken: token }),
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await access.documents.send(new TransactWriteCommand(input));
      return { kind: 'done' };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const cancelled = judge(actions, error.CancellationReasons ?? []);
      if (cancelled.kind === 'refused') return cancelled;
      if (cancelled.kind === 'fault') throw error;
      if (attempt === ATTEMPTS) {
        if (cancelled.kind === 'throttled') throw error;
        return { kind: 'contended' };
      }
      await pauseAfter(access, attempt);
    }
  }
};

type Cancelled<Label extends string> =
  | { readonly kind: 'refused'; readonly versions: ReadonlyMap<Label, number | undefined> }
  | { readonly kind: 'conflict' | 'throttled' | 'fault' };

/** What a cancellation means: the one place that reads cancellation reasons. */
const judge = <Label extends string>(
  actions: readonly Action<Label>[],
  reasons: readonly CancellationReason[],
): Cancelled<Label> => {
  const codes = reasons.map((reason) => reason.Code ?? 'None');
  // A condition that failed stays failed: what it looked at is committed.
  const versions = new Map<Label, number | undefined>();
  for (const [at, { label }] of actions.entries())
    if (codes[at] === 'ConditionalCheckFailed') versions.set(label, versionIn(reasons[at]));
  if (versions.size > 0) return { kind: 'refused', versions };
  const causes = codes.filter((code) => code !== 'None');
  if (causes.length === 0 || causes.some((code) => !PASSING.has(code))) return { kind: 'fault' };
  return { kind: causes.includes('TransactionConflict') ? 'conflict' : 'throttled' };
};

/** A cancellation shows items in the wire's form, document client or not. */
const versionIn = (reason: CancellationReason | undefined): number | undefined => {
  const text = reason?.Item?.version?.N;
  return text === undefined ? undefined : Number(text);
};

/** Reasons that a repeat may not meet again; the others (item too large, invalid) are faults. */
const PASSING: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
]);

type WireAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const toWire = (TableName: string, action: Action<string>): WireAction => {
  if ('put' in action)
    return {
      Put: { TableName, Item: action.put, ...conditionOf(action.when) },
    };
  if ('update' in action)
    return {
      Update: {
        TableName,
        Key: { ...action.update },
        UpdateExpression: action.set,
        ...required(action.when),
      },
    };
  if ('remove' in action)
    return {
      Delete: {
        TableName,
        Key: { ...action.remove },
        ...conditionOf(action.when),
      },
    };
  return {
    ConditionCheck: { TableName, Key: { ...action.check }, ...required(action.when) },
  };
};

const conditionOf = (when: Condition | undefined) => (when === undefined ? {} : required(when));

const required = (when: Condition) => ({
  ...conditionParameters(when),
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});
