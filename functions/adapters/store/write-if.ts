import {
  ConditionalCheckFailedException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  PutCommand,
  type PutCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { ATTEMPTS, pauseAfter, type TableAccess } from './access.ts';
import { type Condition, conditionParameters } from './condition.ts';
import type { RawItem } from './item.ts';
import type { Key } from './keys.ts';

export type WriteResult =
  /** `item` as it is after an update. */
  | { readonly kind: 'done'; readonly item?: RawItem }
  /**
   * The condition did not hold. It may have been this very write that came first: the SDK repeats a
   * call whose answer was lost. Callers for whom that matters look at the item.
   */
  | { readonly kind: 'refused' }
  /** A transaction held the item through every attempt; nothing was written. */
  | { readonly kind: 'contended' };

const attempts = async (
  access: TableAccess,
  send: () => Promise<RawItem | undefined>,
): Promise<WriteResult> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const item = await send();
      return item === undefined ? { kind: 'done' } : { kind: 'done', item };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { kind: 'refused' };
      if (!(error instanceof TransactionConflictException)) throw error;
      if (attempt === ATTEMPTS) return { kind: 'contended' };
      await pauseAfter(access, attempt);
    }
  }
};

/** Puts one item if the condition holds. */
export const putIf = (
  access: TableAccess,
  item: RawItem & Key,
  when: Condition,
): Promise<WriteResult> => {
  const input: PutCommandInput = {
    TableName: access.tableName,
    Item: item,
    ...conditionParameters(when),
  };
  return attempts(access, async () => {
    await access.documents.send(new PutCommand(input));
    return undefined;
  });
};

/** Updates one item if the condition holds; `set` shares the condition's names and values. */
export const updateIf = (
  access: TableAccess,
  update: {
    readonly key: Key;
    readonly set: string;
    readonly when: Condition;
    /** Whether the answer carries the item as it is then. */
    readonly give: 'item' | 'nothing';
  },
): Promise<WriteResult> => {
  const input: UpdateCommandInput = {
    TableName: access.tableName,
    Key: { ...update.key },
    UpdateExpression: update.set,
    ReturnValues: update.give === 'item' ? 'ALL_NEW' : 'NONE',
    ...conditionParameters(update.when),
  };
  return attempts(access, async () => {
    const { Attributes } = await access.documents.send(new UpdateCommand(input));
    return Attributes;
  });
};
