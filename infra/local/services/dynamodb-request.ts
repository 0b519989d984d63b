/**
 * What a DynamoDB request asks permission for: per part the action, the resource and the condition
 * keys that IAM sees. A key that cannot be read off the request leaves `dynamodb:LeadingKeys` out,
 * so that a policy with its Null guard denies.
 */

export interface AccessCheck {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Partition keys of a table and its indexes. */
export interface TableKeys {
  readonly partitionKey: string;
  readonly indexes: Readonly<Record<string, string>>;
}

export type Json = Readonly<Record<string, unknown>>;

/** Operations that read or write items: the ones that report consumed capacity. */
export const ITEM_OPERATIONS: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'TransactGetItems',
  'TransactWriteItems',
  'UpdateItem',
]);

/** Operations in SQL: judged, but never passed on, since their keys are not read here. */
export const PARTIQL_OPERATIONS: ReadonlySet<string> = new Set([
  'BatchExecuteStatement',
  'ExecuteStatement',
  'ExecuteTransaction',
]);

/** Every table a request names, by name or ARN as it stands there. */
export const tablesIn = (operation: string, request: Json): readonly string[] => {
  switch (operation) {
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(objectOf(request.RequestItems));
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return [...new Set(transactionParts(request).map(({ part }) => String(part.TableName)))];
    default:
      return typeof request.TableName === 'string' ? [request.TableName] : [];
  }
};

/**
 * The permissions that a request needs, all of them.
 *
 * @param arnOf ARN of a table by its name or ARN.
 * @param keysOf keys of such a table, `undefined` when it does not exist.
 */
export const accessChecks = (
  operation: string,
  request: Json,
  arnOf: (table: string) => string,
  keysOf: (table: string) => TableKeys | undefined,
): readonly AccessCheck[] => {
  const table = typeof request.TableName === 'string' ? request.TableName : undefined;
  const resource = table === undefined ? '*' : arnOf(table);
  const action = `dynamodb:${operation}`;
  switch (operation) {
    case 'GetItem':
      return [
        {
          action,
          resource,
          context: {
            ...itemContext(request, [request.Key], keysOf(table ?? '')),
            'dynamodb:Select': selectOf(request, undefined),
          },
        },
      ];
    case 'DeleteItem':
    case 'UpdateItem':
      return [
        { action, resource, context: itemContext(request, [request.Key], keysOf(table ?? '')) },
      ];
    case 'PutItem':
      return [
        { action, resource, context: itemContext(request, [request.Item], keysOf(table ?? '')) },
      ];
    case 'Query':
    case 'Scan': {
      const index = typeof request.IndexName === 'string' ? request.IndexName : undefined;
      const keys = keysOf(table ?? '');
      const partitionKey = index === undefined ? keys?.partitionKey : keys?.indexes[index];
      const leading = operation === 'Query' ? queriedKeys(request, partitionKey) : undefined;
      return [
        {
          action,
          resource: index === undefined ? resource : `${resource}/index/${index}`,
          context: {
            ...leadingKeys(leading),
            ...attributes(request, []),
            'dynamodb:Select': selectOf(request, index),
          },
        },
      ];
    }
    case 'BatchGetItem':
      return Object.entries(objectOf(request.RequestItems)).map(([name, wanted]) => {
        const part = objectOf(wanted);
        return {
          action,
          resource: arnOf(name),
          context: {
            ...itemContext(part, listOf(part.Keys), keysOf(name)),
            'dynamodb:Select': selectOf(part, undefined),
          },
        };
      });
    case 'BatchWriteItem':
      return Object.entries(objectOf(request.RequestItems)).map(([name, writes]) => {
        const items = listOf(writes).map((write) => {
          const { PutRequest, DeleteRequest } = objectOf(write);
          return PutRequest === undefined ? objectOf(DeleteRequest).Key : objectOf(PutRequest).Item;
        });
        return { action, resource: arnOf(name), context: itemContext({}, items, keysOf(name)) };
      });
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return transactionParts(request).map(({ kind, part }) => ({
        action: `dynamodb:${PART_ACTIONS[kind] ?? kind}`,
        resource: arnOf(String(part.TableName)),
        context: {
          ...itemContext(
            part,
            [kind === 'Put' ? part.Item : part.Key],
            keysOf(String(part.TableName)),
          ),
          'dynamodb:EnclosingOperation': operation,
        },
      }));
    case 'BatchExecuteStatement':
    case 'ExecuteStatement':
    case 'ExecuteTransaction':
      return partiQl(request).map((statement) => ({
        action: `dynamodb:PartiQL${verbOf(statement)}`,
        resource: arnOf(/"([^"]+)"/.exec(statement)?.[1] ?? '*'),
        context: {},
      }));
    default:
      return [{ action, resource, context: {} }];
  }
};

/** IAM knows transactions only by their parts. */
const PART_ACTIONS: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

const transactionParts = (request: Json): { kind: string; part: Json }[] =>
  listOf(request.TransactItems).flatMap((item) =>
    Object.entries(objectOf(item)).map(([kind, part]) => ({ kind, part: objectOf(part) })),
  );

const itemContext = (
  request: Json,
  items: readonly unknown[],
  keys: TableKeys | undefined,
): AccessCheck['context'] => {
  const values = items.map((item) => keyText(objectOf(item)[keys?.partitionKey ?? '']));
  const named = items.flatMap((item) => Object.keys(objectOf(item)));
  return {
    ...leadingKeys(values.includes(undefined) ? undefined : (values as string[])),
    ...attributes(request, named),
    ...(typeof request.ReturnValues === 'string'
      ? { 'dynamodb:ReturnValues': request.ReturnValues }
      : {}),
  };
};

const leadingKeys = (values: readonly string[] | undefined): AccessCheck['context'] =>
  values === undefined || values.length === 0
    ? {}
    : { 'dynamodb:LeadingKeys': [...new Set(values)] };

/** A key attribute as IAM compares it: text as it is, numbers and binary in their wire form. */
const keyText = (value: unknown): string | undefined => {
  const { S, N, B } = objectOf(value);
  const text = S ?? N ?? B;
  return typeof text === 'string' ? text : undefined;
};

/** The values that a Query pins its partition key to; `undefined` when it pins none. */
const queriedKeys = (request: Json, partitionKey: string | undefined): string[] | undefined => {
  if (partitionKey === undefined) return undefined;
  const legacy = objectOf(objectOf(request.KeyConditions)[partitionKey]);
  if (legacy.ComparisonOperator === 'EQ') {
    const value = keyText(listOf(legacy.AttributeValueList)[0]);
    return value === undefined ? undefined : [value];
  }
  if (typeof request.KeyConditionExpression !== 'string') return undefined;
  const names = objectOf(request.ExpressionAttributeNames);
  const values = objectOf(request.ExpressionAttributeValues);
  const tokens = tokensOf(request.KeyConditionExpression);
  const isKey = (token: string | undefined): boolean =>
    token !== undefined && (token.startsWith('#') ? names[token] : token) === partitionKey;
  const found: string[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token !== '=') continue;
    const before = tokens[at - 1];
    const after = tokens[at + 1];
    const name = isKey(before) ? after : isKey(after) ? before : undefined;
    if (name === undefined) continue;
    const value = name.startsWith(':') ? keyText(values[name]) : undefined;
    if (value === undefined) return undefined;
    found.push(value);
  }
  return found.length === 0 ? undefined : found;
};

const EXPRESSIONS = [
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'ProjectionExpression',
  'UpdateExpression',
] as const;

/** Every top-level attribute that a request names. */
const attributes = (request: Json, named: readonly string[]): AccessCheck['context'] => {
  const found = new Set(named);
  const names = objectOf(request.ExpressionAttributeNames);
  for (const name of listOf(request.AttributesToGet)) found.add(String(name));
  for (const name of Object.keys(objectOf(request.KeyConditions))) found.add(name);
  for (const member of EXPRESSIONS) {
    const expression = request[member];
    if (typeof expression !== 'string') continue;
    const tokens = tokensOf(expression);
    for (const [at, token] of tokens.entries()) {
      const isPath = /^[A-Za-z_#]/.test(token) && tokens[at - 1] !== '.';
      const isFunction = tokens[at + 1] === '(' && FUNCTIONS.has(token);
      if (!isPath || isFunction || KEYWORDS.has(token.toUpperCase())) continue;
      found.add(token.startsWith('#') ? String(names[token] ?? token) : token);
    }
  }
  return found.size === 0 ? {} : { 'dynamodb:Attributes': [...found] };
};

const KEYWORDS: ReadonlySet<string> = new Set(
  'SET REMOVE ADD DELETE AND OR NOT IN BETWEEN'.split(' '),
);
const FUNCTIONS: ReadonlySet<string> = new Set(
  'attribute_exists attribute_not_exists attribute_type begins_with contains size if_not_exists list_append'.split(
    ' ',
  ),
);

const tokensOf = (expression: string): string[] =>
  expression.match(/[#:]?[A-Za-z0-9_]+|<>|<=|>=|[=<>(),.[\]+-]/g) ?? [];

const selectOf = (request: Json, index: string | undefined): string => {
  if (typeof request.Select === 'string') return request.Select;
  if (request.ProjectionExpression !== undefined || request.AttributesToGet !== undefined) {
    return 'SPECIFIC_ATTRIBUTES';
  }
  return index === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES';
};

const partiQl = (request: Json): string[] => {
  const parts = [
    request.Statement,
    ...[...listOf(request.Statements), ...listOf(request.TransactStatements)].map(
      (part) => objectOf(part).Statement,
    ),
  ];
  const statements = parts.filter((part) => typeof part === 'string');
  return statements.length === 0 ? [''] : statements;
};

const verbOf = (statement: string): string => {
  const verb = /^\s*(\w+)/.exec(statement)?.[1]?.toLowerCase() ?? 'select';
  return verb.charAt(0).toUpperCase() + verb.slice(1);
};

const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
