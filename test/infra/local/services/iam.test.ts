// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM's policy variables look like that.
import { describe, expect, it } from 'vitest';
import type { Statement } from '../../../../infra/local/service.ts';
import {
  type Decision,
  evaluate,
  type PolicyContext,
  unmodelledIn,
} from '../../../../infra/local/services/index.ts';

const TABLE = 'arn:aws:dynamodb:eu-central-1:111122223333:table/Upturn';

/** The tenant role's shape: own keys only, and both guards against what is absent. */
const TENANT: Statement = {
  Effect: 'Allow',
  Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
  Resource: [TABLE, `${TABLE}/index/plansOfTenant`],
  Condition: {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#${aws:PrincipalTag/tenantId}#*'] },
    Null: { 'dynamodb:LeadingKeys': 'false', 'aws:PrincipalTag/tenantId': 'false' },
  },
};
const with_ = (condition: Statement['Condition']): Statement => ({
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: '*',
  ...(condition === undefined ? {} : { Condition: condition }),
});
const get = (statements: Statement | Statement[], context: PolicyContext): Decision =>
  evaluate({
    statements: Array.isArray(statements) ? statements : [statements],
    action: 'dynamodb:GetItem',
    resource: TABLE,
    context,
  });
const acme = (...keys: string[]): PolicyContext => ({
  'aws:PrincipalTag/tenantId': 'acme',
  ...(keys.length > 0 ? { 'dynamodb:LeadingKeys': keys } : {}),
});

describe('the tenant role', () => {
  const vectors: [string, string, string, PolicyContext, Decision][] = [
    ['own key', 'dynamodb:GetItem', TABLE, acme('T#acme#P1'), 'allow'],
    ['own keys of a batch', 'dynamodb:BatchGetItem', TABLE, acme('T#acme#1', 'T#acme#2'), 'allow'],
    [
      'own key of an index',
      'dynamodb:Query',
      `${TABLE}/index/plansOfTenant`,
      acme('T#acme#'),
      'allow',
    ],
    ['other tenant', 'dynamodb:GetItem', TABLE, acme('T#globex#P1'), 'implicitDeny'],
    [
      'a tenant whose id begins alike',
      'dynamodb:GetItem',
      TABLE,
      acme('T#acme-eu#1'),
      'implicitDeny',
    ],
    [
      'own and other key in one batch',
      'dynamodb:BatchGetItem',
      TABLE,
      acme('T#acme#1', 'T#globex#1'),
      'implicitDeny',
    ],
    ['no key at all', 'dynamodb:Query', TABLE, acme(), 'implicitDeny'],
    [
      'an empty set of keys',
      'dynamodb:Query',
      TABLE,
      { ...acme(), 'dynamodb:LeadingKeys': [] },
      'implicitDeny',
    ],
    [
      'no tenant tag',
      'dynamodb:GetItem',
      TABLE,
      { 'dynamodb:LeadingKeys': ['T#acme#1'] },
      'implicitDeny',
    ],
    [
      'no tenant tag, key of the bare pattern',
      'dynamodb:GetItem',
      TABLE,
      { 'dynamodb:LeadingKeys': ['T##1'] },
      'implicitDeny',
    ],
    [
      'an empty tenant tag',
      'dynamodb:GetItem',
      TABLE,
      { 'aws:PrincipalTag/tenantId': '', 'dynamodb:LeadingKeys': ['T##1'] },
      'implicitDeny',
    ],
    ['global item', 'dynamodb:GetItem', TABLE, acme('U#someone'), 'implicitDeny'],
    ['scan', 'dynamodb:Scan', TABLE, acme('T#acme#1'), 'implicitDeny'],
    ['PartiQL', 'dynamodb:PartiQLSelect', TABLE, acme('T#acme#1'), 'implicitDeny'],
    ['table administration', 'dynamodb:DeleteTable', TABLE, acme('T#acme#1'), 'implicitDeny'],
    ['the due index', 'dynamodb:Query', `${TABLE}/index/due`, acme('T#acme#1'), 'implicitDeny'],
    ['another table', 'dynamodb:GetItem', `${TABLE}2`, acme('T#acme#1'), 'implicitDeny'],
    ['case of the key', 'dynamodb:GetItem', TABLE, acme('t#acme#1'), 'implicitDeny'],
  ];
  it.each(vectors)('%s', (_name, action, resource, context, decision) => {
    expect(evaluate({ statements: [TENANT], action, resource, context })).toBe(decision);
  });

  it('a wildcard character in a tag means itself', () => {
    const keys = { 'aws:PrincipalTag/tenantId': '*', 'dynamodb:LeadingKeys': ['T#globex#1'] };
    expect(get(TENANT, keys)).toBe('implicitDeny');
  });
});

describe('mistakes that must show as an allow, or no test could catch them', () => {
  const lead = (operator: string, pattern: string, guard = true): Statement =>
    with_({
      [operator]: { 'dynamodb:LeadingKeys': [pattern] },
      ...(guard ? { Null: { 'dynamodb:LeadingKeys': 'false' } } : {}),
    });
  const pattern = 'T#${aws:PrincipalTag/tenantId}#*';

  it('ForAllValues without a Null guard passes a request without keys', () => {
    expect(get(lead('ForAllValues:StringLike', pattern, false), acme())).toBe('allow');
  });
  it('ForAnyValue passes a batch with one own key', () => {
    expect(get(lead('ForAnyValue:StringLike', pattern), acme('T#acme#1', 'T#globex#1'))).toBe(
      'allow',
    );
  });
  it('a pattern without its separator passes a tenant whose id begins alike', () => {
    const open = lead('ForAllValues:StringLike', 'T#${aws:PrincipalTag/tenantId}*');
    expect(get(open, acme('T#acme-eu#1'))).toBe('allow');
  });
  // aws-saas-factory-ref-solution-serverless-saas, commit 8525402: auth_manager.py
  const reference = with_({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['acme-*'] } });
  it("AWS's SaaS reference lets acme read acme-eu", () => {
    expect(get(reference, { 'dynamodb:LeadingKeys': ['acme-eu-1'] })).toBe('allow');
  });
  it("AWS's SaaS reference lets a request without keys pass", () => {
    expect(get(reference, {})).toBe('allow');
  });
});

describe('condition operators', () => {
  const tag = 'aws:PrincipalTag/tenantId';
  const keys = 'dynamodb:LeadingKeys';
  const attributes = 'dynamodb:Attributes';
  const source = 'aws:SourceArn';
  const q1 = 'arn:aws:sqs:eu-central-1:111122223333:q1';
  const yes = 'allow' as const;
  const no = 'implicitDeny' as const;
  const vectors: [Statement['Condition'], PolicyContext, Decision][] = [
    [{ StringEquals: { [tag]: 'acme' } }, { [tag]: 'acme' }, yes],
    [{ StringEquals: { [tag]: 'acme' } }, { [tag]: 'ACME' }, no],
    [{ StringEquals: { [tag]: 'a*' } }, { [tag]: 'acme' }, no],
    [{ StringEquals: { [tag]: 'a*' } }, { [tag]: 'a*' }, yes],
    [{ StringEquals: { [tag]: ['globex', 'acme'] } }, { [tag]: 'acme' }, yes],
    [{ StringEquals: { [tag]: 'acme' } }, {}, no],
    [{ StringEquals: { 'AWS:principaltag/TENANTID': 'acme' } }, { [tag]: 'acme' }, yes],
    [{ StringLike: { [tag]: 'a?m*' } }, { [tag]: 'acme-eu' }, yes],
    [{ StringLike: { [tag]: 'a?m' } }, { [tag]: 'am' }, no],
    [{ StringLike: { [tag]: '*-*-*' } }, { [tag]: 'a-b' }, no],
    [{ StringLike: { [tag]: '*ab*b' } }, { [tag]: 'xaabxb' }, yes],
    [{ StringLike: { [tag]: 'a${*}e' } }, { [tag]: 'acme' }, no],
    [{ StringLike: { [tag]: 'a${*}e' } }, { [tag]: 'a*e' }, yes],
    [{ StringNotEquals: { [tag]: 'acme' } }, { [tag]: 'globex' }, yes],
    [{ StringNotEquals: { [tag]: ['globex', 'acme'] } }, { [tag]: 'acme' }, no],
    [{ StringNotEquals: { [tag]: 'acme' } }, {}, yes],
    [{ StringNotLike: { [tag]: 'ac*' } }, { [tag]: 'acme' }, no],
    [{ StringEqualsIfExists: { 'dynamodb:Select': 'COUNT' } }, {}, yes],
    [
      { StringEqualsIfExists: { 'dynamodb:Select': 'COUNT' } },
      { 'dynamodb:Select': 'ALL_ATTRIBUTES' },
      no,
    ],
    [{ Null: { [tag]: 'true' } }, {}, yes],
    [{ Null: { [tag]: 'true' } }, { [tag]: 'acme' }, no],
    [{ Null: { [tag]: 'false' } }, {}, no],
    [{ Null: { [keys]: 'false' } }, { [keys]: ['x'] }, yes],
    [{ Null: { [keys]: 'true' } }, { [keys]: [] }, yes],
    [{ Bool: { 'aws:PrincipalTag/admin': 'true' } }, { 'aws:PrincipalTag/admin': 'True' }, yes],
    [{ Bool: { 'aws:PrincipalTag/admin': 'true' } }, {}, no],
    [
      { 'ForAllValues:StringEquals': { [attributes]: ['pk', 'sk'] } },
      { [attributes]: ['pk'] },
      yes,
    ],
    [
      { 'ForAllValues:StringEquals': { [attributes]: ['pk', 'sk'] } },
      { [attributes]: ['pk', 'x'] },
      no,
    ],
    [
      { 'ForAllValues:StringNotLike': { [attributes]: ['hr*'] } },
      { [attributes]: ['pk', 'hrNote'] },
      no,
    ],
    [{ 'ForAnyValue:StringEquals': { [attributes]: ['pk'] } }, { [attributes]: ['x', 'pk'] }, yes],
    [{ 'ForAnyValue:StringEquals': { [attributes]: ['pk'] } }, {}, no],
    [
      { 'ForAnyValue:StringNotEquals': { [attributes]: ['pk'] } },
      { [attributes]: ['pk', 'x'] },
      yes,
    ],
    [{ ArnLike: { [source]: 'arn:aws:sqs:*:*:q?' } }, { [source]: q1 }, yes],
    [{ ArnEquals: { [source]: 'arn:aws:sqs:*:*:q?' } }, { [source]: q1 }, yes],
    // A wildcard stays inside its part of the ARN.
    [{ ArnLike: { [source]: 'arn:aws:sqs:*:q1' } }, { [source]: q1 }, no],
    [{ ArnLike: { [source]: 'arn:aws:sqs:*:*:*' } }, { [source]: `${q1}:more` }, yes],
    [
      { StringEquals: { [tag]: '${aws:PrincipalTag/other}' } },
      { [tag]: 'a', 'aws:PrincipalTag/other': 'a' },
      yes,
    ],
    [{ StringEquals: { [tag]: ['${aws:PrincipalTag/other}', 'a'] } }, { [tag]: 'a' }, no],
    // All operators and all keys of one must hold.
    [{ StringEquals: { [tag]: 'a' }, Null: { [keys]: 'false' } }, { [tag]: 'a' }, no],
    [{ StringEquals: { [tag]: 'a', 'dynamodb:Select': 'COUNT' } }, { [tag]: 'a' }, no],
  ];
  it.each(vectors)('%j with %j', (condition, context, decision) => {
    expect(get(with_(condition), context)).toBe(decision);
  });
});

describe('statements', () => {
  const deny = (condition?: Statement['Condition']): Statement => ({
    ...with_(condition),
    Effect: 'Deny',
  });

  it('denies by default', () => {
    expect(get([], {})).toBe('implicitDeny');
  });
  it('lets a Deny win wherever it stands', () => {
    expect(get([with_({}), deny()], {})).toBe('deny');
    expect(get([deny(), with_({})], {})).toBe('deny');
  });
  it('lets a Deny whose condition fails be', () => {
    const unlessAcme = deny({ StringNotEquals: { 'aws:PrincipalTag/tenantId': 'acme' } });
    expect(get([with_({}), unlessAcme], { 'aws:PrincipalTag/tenantId': 'acme' })).toBe('allow');
    expect(get([with_({}), unlessAcme], {})).toBe('deny');
  });
  it('compares actions without case and with wildcards', () => {
    for (const action of ['dynamodb:getitem', 'DynamoDB:Get*', '*', 'dynamodb:?etItem']) {
      expect(get({ ...with_({}), Action: action }, {})).toBe('allow');
    }
    expect(get({ ...with_({}), Action: 'dynamodb:Get' }, {})).toBe('implicitDeny');
    expect(get({ ...with_({}), Action: 'sqs:*' }, {})).toBe('implicitDeny');
  });
  it('compares resources part by part', () => {
    const vectors: [string, boolean][] = [
      [`${TABLE}*`, true],
      ['arn:aws:dynamodb:*:111122223333:table/Up*', true],
      ['arn:aws:dynamodb:*:table/Upturn', false],
      ['arn:*', false],
      ['arn:aws:dynamodb:*:*:*', true],
      [`${TABLE}/index/*`, false],
      [TABLE.toLowerCase(), false],
    ];
    for (const [resource, matches] of vectors) {
      expect([resource, get({ ...with_({}), Resource: resource }, {})]).toEqual([
        resource,
        matches ? 'allow' : 'implicitDeny',
      ]);
    }
  });
  it('allows an action without a resource only for *', () => {
    const question = (Resource: string): Decision =>
      evaluate({
        statements: [{ Effect: 'Allow', Action: 'ses:GetSendQuota', Resource }],
        action: 'ses:GetSendQuota',
        resource: '*',
        context: {},
      });
    expect(question('*')).toBe('allow');
    expect(question('arn:aws:ses:*:*:*')).toBe('implicitDeny');
  });
});

describe('what is not modelled', () => {
  const cases: [string, object][] = [
    ['an operator', with_({ NumericLessThan: { 'aws:PrincipalTag/x': '1' } })],
    ['a condition key', with_({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })],
    ['a variable', with_({ StringEquals: { 'aws:PrincipalTag/x': '${aws:username}' } })],
    [
      'a default value',
      with_({ StringEquals: { 'aws:PrincipalTag/x': "${aws:PrincipalTag/y, 'z'}" } }),
    ],
    ['a quantified Null', with_({ 'ForAnyValue:Null': { 'dynamodb:LeadingKeys': 'true' } })],
    [
      'ForAnyValue with IfExists',
      with_({ 'ForAnyValue:StringLikeIfExists': { 'dynamodb:LeadingKeys': 'x' } }),
    ],
    [
      'a plain operator on a multi-valued key',
      with_({ StringLike: { 'dynamodb:LeadingKeys': 'T#*' } }),
    ],
    [
      'an unknown quantifier',
      with_({ 'ForSomeValues:StringLike': { 'dynamodb:LeadingKeys': 'T#*' } }),
    ],
    ['NotAction', { Effect: 'Allow', NotAction: 'dynamodb:Scan', Action: [], Resource: '*' }],
    ['an unresolved resource', { ...with_({}), Resource: [{ 'Fn::GetAtt': ['Table', 'Arn'] }] }],
    ['another effect', { ...with_({}), Effect: 'Maybe' }],
  ];
  it.each(cases)('%s is refused loudly', (_name, statement) => {
    expect(unmodelledIn([statement as Statement])).toHaveLength(1);
    expect(() => get(statement as Statement, {})).toThrow(
      expect.objectContaining({ name: 'UnmodelledPolicyError' }),
    );
  });

  it('does not matter to an action that the statement is not about', () => {
    const metrics: Statement = {
      Effect: 'Allow',
      Action: 'cloudwatch:PutMetricData',
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': 'Upturn' } },
    };
    expect(get([metrics, with_({})], {})).toBe('allow');
  });
});
