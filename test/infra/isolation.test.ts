import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Statement } from '../../infra/local/service.ts';
import { evaluate, unmodelledIn } from '../../infra/local/services/iam.ts';
import { LONG } from '../attack/long.ts';
import { PURPOSES, runPolicies } from '../attack/policies.ts';
import { type Grant, grantsOf, ofType, templateWith } from './synthesised.ts';

const template = templateWith();
const TABLE = '<DataTable.Arn>';
const INDEXES = ['due', 'changed', 'plansOfTenant', 'plansOfEmployee', 'plansOfManager'];
const RESOURCES = [TABLE, ...INDEXES.map((name) => `${TABLE}/index/${name}`)];
const TENANT = '01JAAAAAAAAAAAAAAAAAAAAAAA';
const OTHER = '01JBBBBBBBBBBBBBBBBBBBBBBB';

const asStatements = (grants: readonly Grant[]): readonly Statement[] =>
  grants.map(({ action, resource, condition }) => ({
    Effect: 'Allow',
    Action: action,
    Resource: resource,
    ...(condition === undefined
      ? {}
      : { Condition: condition as NonNullable<Statement['Condition']> }),
  }));

const tenantStatements = asStatements(grantsOf(template, 'TenantRole'));

/** Whether a session of the tenant role, tagged so, may do this. */
const may = (request: {
  readonly action: string;
  readonly resource: string;
  readonly keys?: readonly string[];
  readonly tag?: string;
}): boolean =>
  evaluate({
    statements: tenantStatements,
    action: `dynamodb:${request.action}`,
    resource: request.resource,
    context: {
      ...(request.keys === undefined ? {} : { 'dynamodb:LeadingKeys': request.keys }),
      ...(request.tag === undefined ? {} : { 'aws:PrincipalTag/tenantId': request.tag }),
    },
  }) === 'allow';

describe('a session of the tenant role', () => {
  it('consists of statements that can be judged', () => {
    expect(unmodelledIn(tenantStatements)).toEqual([]);
  });

  it('reaches its own keys', () => {
    const own = { tag: TENANT, keys: [`T#${TENANT}#P#1`, `T#${TENANT}#ROOT`] };
    for (const action of ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'])
      expect(may({ ...own, action, resource: TABLE })).toBe(true);
    expect(may({ ...own, action: 'Query', resource: `${TABLE}/index/plansOfTenant` })).toBe(true);
  });

  it.each([
    ['another tenant', { tag: TENANT, keys: [`T#${OTHER}#P#1`] }],
    ['another tenant among its own', { tag: TENANT, keys: [`T#${TENANT}#P#1`, `T#${OTHER}#P#1`] }],
    ['a tenant whose id starts with its own', { tag: TENANT, keys: [`T#${TENANT}0#P#1`] }],
    ['its own id without the separator', { tag: TENANT, keys: [`T#${TENANT}`] }],
    ['a login', { tag: TENANT, keys: ['U#sub'] }],
    ['a key in other case', { tag: TENANT, keys: [`t#${TENANT}#P#1`] }],
    ['no key at all', { tag: TENANT }],
    ['no key, with an empty list', { tag: TENANT, keys: [] }],
    ['anything without a tag', { keys: [`T#${TENANT}#P#1`] }],
    ['anything with an empty tag', { tag: '', keys: [`T#${TENANT}#P#1`] }],
    ['anything with a wildcard for a tag', { tag: '*', keys: [`T#${TENANT}#P#1`] }],
  ])('does not reach %s', (_what, request) => {
    for (const action of [
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
    ])
      for (const resource of RESOURCES) expect(may({ action, resource, ...request })).toBe(false);
  });

  it.each([
    'Scan',
    'PartiQLSelect',
    'PartiQLUpdate',
    'BatchWriteItem',
    'DeleteTable',
    'UpdateTable',
    'ExportTableToPointInTime',
  ])('may not %s', (action) => {
    for (const resource of RESOURCES)
      expect(may({ action, resource, tag: TENANT, keys: [`T#${TENANT}#P#1`] })).toBe(false);
  });

  it('never reaches the index that tenants share', () => {
    for (const action of ['Query', 'GetItem', 'Scan'])
      expect(
        may({ action, resource: `${TABLE}/index/due`, tag: TENANT, keys: [`T#${TENANT}#P#1`] }),
      ).toBe(false);
  });

  it('never reaches the index of changed plans either', () => {
    for (const action of ['Query', 'GetItem', 'Scan'])
      expect(
        may({ action, resource: `${TABLE}/index/changed`, tag: TENANT, keys: [`T#${TENANT}#P#1`] }),
      ).toBe(false);
  });

  it('is allowed exactly when every key is its own', () => {
    const id = fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    const key = fc.oneof(
      id.map((tenant) => `T#${tenant}#P#1`),
      fc.string(),
      fc.constantFrom(`T#${TENANT}#P#1`, `T#${TENANT}#`, `T#${TENANT}`, `T#${TENANT}X#P`, 'T#*'),
    );
    fc.assert(
      fc.property(
        fc.oneof(fc.constant(TENANT), id),
        fc.array(key, { maxLength: 4 }),
        fc.constantFrom('GetItem', 'Query', 'PutItem', 'ConditionCheckItem'),
        fc.constantFrom(...RESOURCES),
        (tag, keys, action, resource) => {
          const own = keys.length > 0 && keys.every((one) => one.startsWith(`T#${tag}#`));
          expect(may({ action, resource, tag, keys })).toBe(
            own && !/\/(due|changed)$/.test(resource),
          );
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

describe('assuming the tenant role', () => {
  const trust: readonly Statement[] = (
    ofType(template, 'AWS::IAM::Role').get('TenantRole')?.Properties.AssumeRolePolicyDocument
      .Statement ?? []
  ).map(({ Effect, Action, Condition }: Statement) => ({
    Effect,
    Action,
    Condition,
    Resource: 'role',
  }));
  const tagged = (tags: Readonly<Record<string, string>>): boolean =>
    ['sts:AssumeRole', 'sts:TagSession'].every(
      (action) =>
        evaluate({
          statements: trust,
          action,
          resource: 'role',
          context: {
            ...(Object.keys(tags).length > 0 ? { 'aws:TagKeys': Object.keys(tags) } : {}),
            ...Object.fromEntries(
              Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]),
            ),
          },
        }) === 'allow',
    );

  it('takes the tenant in a session tag', () => {
    expect(tagged({ tenantId: TENANT })).toBe(true);
  });

  it.each([
    ['no tag', {}],
    ['an empty tag', { tenantId: '' }],
    ['a short tag', { tenantId: TENANT.slice(1) }],
    ['a long tag', { tenantId: `${TENANT}0` }],
    ['another tag', { tenant: TENANT }],
    ['a second tag', { tenantId: TENANT, role: 'admin' }],
  ])('is refused with %s', (_what, tags) => {
    expect(tagged(tags)).toBe(false);
  });
});

describe("a function's own role", () => {
  const direct = (
    role: string,
    action: string,
    keys: readonly string[] | undefined,
    attributes: readonly string[] = ['pk', 'sk'],
    returns?: string,
  ): boolean =>
    evaluate({
      statements: asStatements(grantsOf(template, role)),
      action: `dynamodb:${action}`,
      resource: TABLE,
      context: {
        'dynamodb:Attributes': attributes,
        ...(returns === undefined ? {} : { 'dynamodb:ReturnValues': returns }),
        ...(keys === undefined ? {} : { 'dynamodb:LeadingKeys': keys }),
      },
    }) === 'allow';

  it.each(['ApiRole', 'ReportRole', 'SendRole'])('%s does not reach the table', (role) => {
    for (const action of ['GetItem', 'Query', 'PutItem', 'UpdateItem'])
      expect(direct(role, action, [`T#${TENANT}#P#1`])).toBe(false);
  });

  it('reads a login for the token, and no tenant', () => {
    expect(direct('PreTokenRole', 'GetItem', ['U#sub'])).toBe(true);
    expect(direct('PreTokenRole', 'GetItem', [`T#${TENANT}#M#1`])).toBe(false);
    expect(direct('PreTokenRole', 'PutItem', ['U#sub'])).toBe(false);
  });

  it('founds a tenant and reads none', () => {
    expect(direct('PublicRole', 'PutItem', [`T#${TENANT}#ROOT`, 'U#sub'])).toBe(true);
    expect(direct('PublicRole', 'PutItem', undefined)).toBe(false);
    for (const action of ['GetItem', 'Query', 'UpdateItem', 'DeleteItem'])
      expect(direct('PublicRole', action, [`T#${TENANT}#ROOT`])).toBe(false);
  });

  it('moves what is due without reading it', () => {
    const moved = ['pk', 'sk', 'dueSk'];
    expect(direct('SweepRole', 'UpdateItem', [`T#${TENANT}#P#1`], moved)).toBe(true);
    expect(direct('SweepRole', 'UpdateItem', [`T#${TENANT}#P#1`], moved, 'NONE')).toBe(true);
    expect(direct('SweepRole', 'UpdateItem', [`T#${TENANT}#P#1`], moved, 'ALL_NEW')).toBe(false);
    expect(direct('SweepRole', 'UpdateItem', ['U#sub'], moved)).toBe(false);
    expect(direct('SweepRole', 'UpdateItem', [`T#${TENANT}#P#1`], [...moved, 'status'])).toBe(
      false,
    );
    expect(direct('SweepRole', 'UpdateItem', [`T#${TENANT}#P#1`], [])).toBe(false);
    expect(direct('SweepRole', 'GetItem', [`T#${TENANT}#P#1`])).toBe(false);
    expect(direct('SweepRole', 'Query', [`T#${TENANT}#P#1`])).toBe(false);
  });
});

describe('every role, asked for everything', () => {
  const reaching = [...ofType(template, 'AWS::IAM::Role').keys()].filter(
    // API Gateway's account-wide log role has AWS's own policy and no way to the table.
    (role) => role !== 'HttpApiCloudWatchRole',
  );
  const touches = ({ action }: Grant): boolean => action.startsWith('dynamodb:');

  it('that reaches the table has a purpose that somebody wrote down', () => {
    const unsaid = reaching.filter(
      (role) => PURPOSES[role] === undefined && grantsOf(template, role).some(touches),
    );
    expect(unsaid).toEqual([]);
  });

  it('is allowed what it is for and nothing else', () => {
    const roles = new Map(
      reaching
        .filter((role) => PURPOSES[role] !== undefined)
        .map((role) => [role, asStatements(grantsOf(template, role).filter(touches))]),
    );
    const seed = 20_261_122;
    const evaluations = LONG ? 250_000 : 10_000;
    const { allowed, faults } = runPolicies(roles, TABLE, { seed, evaluations });
    expect(faults, `seed ${seed}`).toEqual([]);
    // Neither always yes nor always no.
    expect(allowed / evaluations).toBeGreaterThan(0.05);
    expect(allowed / evaluations).toBeLessThan(0.5);
    console.info(`policies: ${evaluations} evaluations of ${roles.size} roles, ${allowed} allowed`);
  }, 600_000);
});
