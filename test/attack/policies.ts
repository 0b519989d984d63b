import type { Statement } from '../../infra/local/service.ts';
import {
  accessChecks,
  type Json,
  type TableKeys,
} from '../../infra/local/services/dynamodb-request.ts';
import { evaluate } from '../../infra/local/services/iam.ts';
import { type Chance, chanceOf } from './random.ts';

/** What one request asks of the table, in the plainest words. */
interface Wish {
  /** The single steps that it consists of; IAM judges a transaction by them. */
  readonly steps: readonly {
    readonly action: string;
    readonly index: string | undefined;
    /** `undefined`: the request does not say. */
    readonly partitions: readonly string[] | undefined;
  }[];
  /** Attributes that an update names, and what it wants back. */
  readonly attributes?: readonly string[];
  readonly returns?: string;
}

/** Whether a role is for this; written from what it is for, not from its policy. */
export type Purpose = (wish: Wish, tag: string | undefined) => boolean;

const TENANT_ACTIONS = [
  'BatchGetItem',
  'ConditionCheckItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'UpdateItem',
];
const TENANT_INDEXES = [undefined, 'plansOfTenant', 'plansOfEmployee', 'plansOfManager'];

const every = (
  { steps }: Wish,
  actions: readonly string[],
  indexes: readonly (string | undefined)[],
  isOwn: (partition: string) => boolean,
): boolean =>
  steps.length > 0 &&
  steps.every(
    ({ action, index, partitions }) =>
      actions.includes(action) &&
      indexes.includes(index) &&
      partitions !== undefined &&
      partitions.length > 0 &&
      partitions.every(isOwn),
  );
const isLogin = (partition: string): boolean => partition.startsWith('U#');
const isTenants = (partition: string): boolean => partition.startsWith('T#');

export const nothing: Purpose = () => false;

/** What each role is for. A role that is not here has not been thought about, and fails. */
export const PURPOSES: Readonly<Record<string, Purpose>> = {
  TenantRole: (wish, tag) =>
    tag !== undefined &&
    tag !== '' &&
    every(wish, TENANT_ACTIONS, TENANT_INDEXES, (one) => one.startsWith(`T#${tag}#`)),
  ApiRole: nothing,
  ReportRole: nothing,
  SendRole: nothing,
  DirectoryRole: (wish) => every(wish, ['GetItem', 'PutItem'], [undefined], isLogin),
  PreTokenRole: (wish) => every(wish, ['GetItem'], [undefined], isLogin),
  PublicRole: (wish) =>
    every(wish, ['PutItem'], [undefined], (one) => isLogin(one) || isTenants(one)),
  /** Finds what has changed over all tenants; of a plan it reads version and hash by name, which nobody here asks for. */
  AnchorRole: ({ steps }) =>
    steps.length > 0 &&
    steps.every(({ action, index }) => action === 'Query' && index === 'changed'),
  /** Finds what is due over all tenants, and moves it without reading anything. */
  SweepRole: (wish) => {
    const { steps, attributes = [], returns = 'NONE' } = wish;
    const moves =
      every(wish, ['UpdateItem'], [undefined], isTenants) &&
      attributes.every((name) => ['pk', 'sk', 'dueSk'].includes(name)) &&
      returns === 'NONE';
    const finds = steps.every(({ action, index }) => action === 'Query' && index === 'due');
    return steps.length > 0 && (moves || finds);
  },
};

const INDEXES: Readonly<Record<string, string>> = {
  due: 'duePk',
  changed: 'chgPk',
  plansOfTenant: 'tenantPk',
  plansOfEmployee: 'employeePk',
  plansOfManager: 'managerPk',
};
const KEYS: TableKeys = { partitionKey: 'pk', indexes: INDEXES };
const TABLE_NAME = 'table';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ulid = (chance: Chance): string =>
  Array.from({ length: 26 }, () => chance.pick([...LETTERS])).join('');

/** A partition that is the tenant's own, or looks like it. */
const partitionOf = (tenant: string, other: string, chance: Chance): string =>
  chance.int(10) < 6
    ? chance.pick([`T#${tenant}#P#1`, `T#${tenant}#MEMBERS`, `T#${tenant}#TENANT`, `T#${tenant}#`])
    : chance.pick([
        `T#${other}#P#1`,
        `T#${tenant}`,
        `T#${tenant}0#P#1`,
        `T#${tenant.slice(0, -1)}#P#1`,
        `T#${tenant.slice(0, -1)}*#P#1`,
        `t#${tenant}#P#1`,
        ` T#${tenant}#P#1`,
        `T#${tenant.toLowerCase()}#P#1`,
        'T#*',
        'T#*#P#1',
        'T##P#1',
        'T#?',
        'U#sub',
        'U#',
        'u#sub',
        'DUE#00',
        '*',
        tenant,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable as a key.
        'T#${aws:PrincipalTag/tenantId}#P#1',
      ]);

/** A request as the SDK sends it, and the same as a wish. */
const requestOf = (
  tenant: string,
  other: string,
  chance: Chance,
): { readonly operation: string; readonly request: Json; readonly wish: Wish } => {
  const partition = (): string => partitionOf(tenant, other, chance);
  const S = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });
  const TableName = TABLE_NAME;
  const single = (
    operation: string,
    request: Json,
    partitions: readonly string[] | undefined,
    index?: string,
    more: Partial<Wish> = {},
  ) => ({
    operation,
    request: { TableName, ...request },
    wish: { steps: [{ action: operation, index, partitions }], ...more },
  });
  const many = Array.from({ length: 1 + chance.int(4) }, partition);
  const index = chance.pick([undefined, ...Object.keys(INDEXES)]);
  const named = index === undefined ? {} : { IndexName: index };
  const key = index === undefined ? 'pk' : String(INDEXES[index]);
  const pk = partition();
  switch (chance.int(14)) {
    case 0:
      return single('GetItem', { Key: S(pk) }, [pk]);
    case 1:
      return single('PutItem', { Item: S(pk) }, [pk]);
    case 2:
      return single('DeleteItem', { Key: S(pk) }, [pk]);
    case 3: {
      const attributes = chance.pick([['dueSk'], ['dueSk', 'status'], ['status']]);
      const returns = chance.pick([undefined, 'NONE', 'ALL_NEW', 'ALL_OLD']);
      const request = {
        Key: S(pk),
        UpdateExpression: `SET ${attributes.map((name) => `${name} = :v`).join(', ')}`,
        ExpressionAttributeValues: { ':v': { S: 'x' } },
        ...(returns === undefined ? {} : { ReturnValues: returns }),
      };
      return single('UpdateItem', request, [pk], undefined, {
        attributes: ['pk', 'sk', ...attributes],
        ...(returns === undefined ? {} : { returns }),
      });
    }
    case 4:
    case 5: {
      const request = {
        ...named,
        KeyConditionExpression: '#k = :k',
        ExpressionAttributeNames: { '#k': key },
        ExpressionAttributeValues: { ':k': { S: pk } },
      };
      return single('Query', request, [pk], index);
    }
    case 6:
      // A query of the index by the table's key, or by a key that is not spelled out.
      return single(
        'Query',
        { ...named, KeyConditionExpression: 'other = :k', ExpressionAttributeValues: {} },
        undefined,
        index,
      );
    case 7:
      return single('Scan', named, undefined, index);
    case 8:
    case 9:
      return {
        operation: 'BatchGetItem',
        request: { RequestItems: { [TableName]: { Keys: many.map(S) } } },
        wish: { steps: [{ action: 'BatchGetItem', index: undefined, partitions: many }] },
      };
    case 10:
      return {
        operation: 'BatchWriteItem',
        request: {
          RequestItems: { [TableName]: many.map((one) => ({ PutRequest: { Item: S(one) } })) },
        },
        wish: { steps: [{ action: 'BatchWriteItem', index: undefined, partitions: many }] },
      };
    case 11:
    case 12: {
      // One transaction that may mix tenants.
      const parts = many.map((one) => {
        const kind = chance.pick(['Put', 'Delete', 'ConditionCheck'] as const);
        return { kind, one };
      });
      return {
        operation: 'TransactWriteItems',
        request: {
          TransactItems: parts.map(({ kind, one }) => ({
            [kind]: { TableName, ...(kind === 'Put' ? { Item: S(one) } : { Key: S(one) }) },
          })),
        },
        wish: {
          steps: parts.map(({ kind, one }) => ({
            action: kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`,
            index: undefined,
            partitions: [one],
          })),
        },
      };
    }
    default: {
      const verb = chance.pick(['SELECT', 'UPDATE', 'INSERT', 'DELETE']);
      return {
        operation: 'ExecuteStatement',
        request: { Statement: `${verb} * FROM "${TableName}" WHERE pk = '${pk}'` },
        wish: {
          steps: [{ action: `PartiQL${verb}`, index: undefined, partitions: [pk] }],
        },
      };
    }
  }
};

const tagOf = (tenant: string, other: string, chance: Chance): string | undefined =>
  chance.int(10) < 7
    ? tenant
    : chance.pick([undefined, '', '*', '?'.repeat(26), other, `${tenant}0`, tenant.slice(0, -1)]);

export interface PoliciesReport {
  readonly evaluations: number;
  readonly allowed: number;
  readonly faults: readonly string[];
}

/** Random requests of random roles: the policies' verdict is that of what the roles are for. */
export const runPolicies = (
  roles: ReadonlyMap<string, readonly Statement[]>,
  tableArn: string,
  options: { readonly seed: number; readonly evaluations: number },
): PoliciesReport => {
  const chance = chanceOf(options.seed);
  const faults: string[] = [];
  let allowed = 0;
  for (let evaluation = 0; evaluation < options.evaluations; evaluation += 1) {
    const role = chance.chance(0.6) ? 'TenantRole' : chance.pick([...roles.keys()]);
    const tenant = ulid(chance);
    const other = ulid(chance);
    const { operation, request, wish } = requestOf(tenant, other, chance);
    const tag = tagOf(tenant, other, chance);
    const checks = accessChecks(
      operation,
      request,
      () => tableArn,
      () => KEYS,
    );
    const verdict =
      checks.length > 0 &&
      checks.every(
        ({ action, resource, context }) =>
          evaluate({
            statements: roles.get(role) ?? [],
            action,
            resource,
            context: {
              ...context,
              ...(tag === undefined ? {} : { 'aws:PrincipalTag/tenantId': tag }),
            },
          }) === 'allow',
      );
    const purpose = PURPOSES[role];
    if (verdict) allowed += 1;
    if (purpose === undefined) faults.push(`nobody has said what ${role} is for`);
    else if (verdict !== purpose(wish, tag))
      faults.push(
        `${role} tagged ${String(tag)} ${verdict ? 'may' : 'may not'} ${operation} ${JSON.stringify(request)}`,
      );
    if (faults.length > 20) break;
  }
  return { evaluations: options.evaluations, allowed, faults };
};
