import { describe, expect, it } from 'vitest';
import { HTTP_FUNCTIONS } from '../../functions/contract/functions.ts';
import { JOBS } from '../../functions/jobs/registry.ts';
import { type Grant, grantsOf, ofType, readable, templateWith } from './synthesised.ts';

const template = templateWith({ mailFrom: 'hr@company.example' });

const FUNCTIONS = [...Object.keys(HTTP_FUNCTIONS), ...Object.keys(JOBS)] as const;
const roleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Role`;
const ownLogs = (name: string): readonly string[] => {
  const logs = `<${name.charAt(0).toUpperCase()}${name.slice(1)}Logs.Arn>`;
  return [`logs:CreateLogStream ${logs}`, `logs:PutLogEvents ${logs}`];
};
const line = ({ action, resource }: Grant): string => `${action} ${resource}`;

const TENANT_ROLE = ['sts:AssumeRole <TenantRole.Arn>', 'sts:TagSession <TenantRole.Arn>'];
const TABLE = '<DataTable.Arn>';
const POOL = '<IdentityPool.Arn>';
const ANCHORS = '<AnchorsBucket.Arn>';
const FILES = '<FilesBucket.Arn>';
const OWN = `t/\${aws:PrincipalTag/tenantId}`;
const QUEUE = '<DeliveriesQueue.Arn>';
const SES = 'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>';

/** What each function may do besides writing its own log. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  api: TENANT_ROLE,
  report: [...TENANT_ROLE, 'kms:Sign <SealKey.Arn>', 'kms:GetPublicKey <SealKey.Arn>'],
  directory: [
    ...TENANT_ROLE,
    `dynamodb:GetItem ${TABLE}`,
    `dynamodb:PutItem ${TABLE}`,
    `cognito-idp:AdminCreateUser ${POOL}`,
    `cognito-idp:AdminGetUser ${POOL}`,
    `cognito-idp:AdminDisableUser ${POOL}`,
    `cognito-idp:AdminEnableUser ${POOL}`,
    `cognito-idp:AdminUserGlobalSignOut ${POOL}`,
    ...['BatchGetItem', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action} ${TABLE}`),
    `sqs:SendMessage ${QUEUE}`,
  ],
  public: [
    `dynamodb:PutItem ${TABLE}`,
    ...['GetItem', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action} ${TABLE}`),
    `sqs:SendMessage ${QUEUE}`,
    `cognito-idp:AdminCreateUser ${POOL}`,
    `cognito-idp:AdminGetUser ${POOL}`,
  ],
  sweep: [
    `dynamodb:Query ${TABLE}/index/due`,
    `dynamodb:UpdateItem ${TABLE}`,
    `sqs:SendMessage ${QUEUE}`,
    // Where Lambda puts what the handler failed at.
    'sqs:SendMessage <JobssweepDeadLetters.Arn>',
    'sqs:GetQueueAttributes <JobssweepDeadLetters.Arn>',
    'sqs:GetQueueUrl <JobssweepDeadLetters.Arn>',
  ],
  send: [
    ...TENANT_ROLE,
    `dynamodb:GetItem ${TABLE}`,
    `sqs:ReceiveMessage ${QUEUE}`,
    `sqs:DeleteMessage ${QUEUE}`,
    `sqs:ChangeMessageVisibility ${QUEUE}`,
    `sqs:GetQueueAttributes ${QUEUE}`,
    `sqs:GetQueueUrl ${QUEUE}`,
    // When the account may send next; that somebody's mail at the door has gone.
    `dynamodb:UpdateItem ${TABLE}`,
    `dynamodb:UpdateItem ${TABLE}`,
    `ses:SendRawEmail ${SES}:identity/<MailIdentity>`,
    `ses:SendRawEmail ${SES}:configuration-set/<MailConfigurationSet>`,
  ],
  mailEvents: [
    ...TENANT_ROLE,
    ...[
      'ReceiveMessage',
      'DeleteMessage',
      'ChangeMessageVisibility',
      'GetQueueAttributes',
      'GetQueueUrl',
    ].map((action) => `sqs:${action} <MailEventFeedQueue.Arn>`),
  ],
  anchor: [
    `dynamodb:Query ${TABLE}/index/changed`,
    `dynamodb:BatchGetItem ${TABLE}`,
    `dynamodb:UpdateItem ${TABLE}`,
    `s3:GetObject ${ANCHORS}/t/*/anchors/*`,
    `s3:PutObject ${ANCHORS}/t/*/anchors/*`,
    `s3:PutObject ${ANCHORS}/keys/*`,
    `s3:ListBucket ${ANCHORS}`,
    'kms:Sign <AnchorKey.Arn>',
    'kms:GetPublicKey <AnchorKey.Arn>',
    'sqs:SendMessage <JobsanchorDeadLetters.Arn>',
    'sqs:GetQueueAttributes <JobsanchorDeadLetters.Arn>',
    'sqs:GetQueueUrl <JobsanchorDeadLetters.Arn>',
  ],
  preToken: [...TENANT_ROLE, `dynamodb:GetItem ${TABLE}`, `cognito-idp:AdminGetUser ${POOL}`],
};

/** Key patterns of the direct table rights above; the tenant role's are tested on their own. */
const KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  directory: [['U#*'], ['A#*']],
  public: [['T#*', 'U#*'], ['A#*']],
  send: [['A#*'], ['R#*']],
  preToken: [['U#*']],
};

const allGrants = [...ofType(template, 'AWS::IAM::Role').keys()]
  // API Gateway's account-wide log role has AWS's own policy and cannot be assumed by a function.
  .filter((role) => role !== 'HttpApiCloudWatchRole')
  .map((role) => ({ role, grants: grantsOf(template, role) }));
const whoMay = (matches: (grant: Grant) => boolean): readonly string[] =>
  allGrants.filter(({ grants }) => grants.some(matches)).map(({ role }) => role);

describe("each function's role", () => {
  it.each(FUNCTIONS)('%s may do exactly what it needs', (name) => {
    expect(grantsOf(template, roleOf(name)).map(line).sort()).toEqual(
      [...ownLogs(name), ...(MAY[name] ?? [])].sort(),
    );
  });

  it.each(FUNCTIONS)('%s can be assumed by Lambda alone', (name) => {
    const role = ofType(template, 'AWS::IAM::Role').get(roleOf(name));
    expect(role?.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'lambda.amazonaws.com' },
      },
    ]);
  });

  it.each(FUNCTIONS)('%s is the role that the function runs under', (name) => {
    const definition = ofType(template, 'AWS::Lambda::Function').get(
      roleOf(name).replace(/Role$/, 'Function'),
    );
    expect(readable(definition?.Properties.Role)).toBe(`<${roleOf(name)}.Arn>`);
  });

  it.each(Object.entries(KEYS))('%s reaches only keys like %s', (name, patterns) => {
    const direct = grantsOf(template, roleOf(name)).filter(
      ({ resource, condition }) =>
        resource === TABLE && !JSON.stringify(condition).includes('sentRound'),
    );
    expect(direct).not.toHaveLength(0);
    const pinned = patterns.map((keys) => ({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    }));
    for (const { condition } of direct) expect(pinned).toContainEqual(condition);
    for (const one of pinned) expect(direct.map(({ condition }) => condition)).toContainEqual(one);
  });

  it('public looks at people at the door and never into a company', () => {
    const reads = grantsOf(template, roleOf('public')).filter(
      ({ action }) => /Get|Query|Scan/.test(action) && action.startsWith('dynamodb:'),
    );
    expect(reads.map(({ action, condition }) => [action, condition])).toEqual([
      [
        'dynamodb:GetItem',
        {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['A#*'] },
          Null: { 'dynamodb:LeadingKeys': 'false' },
        },
      ],
    ]);
  });
});

it('lets the sender note that a mail has gone to somebody at the door, and nothing else of them', () => {
  const updates = grantsOf(template, 'SendRole').filter(
    ({ action, resource }) => action === 'dynamodb:UpdateItem' && resource === TABLE,
  );
  expect(updates.map(({ condition }) => condition)).toContainEqual({
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['A#*'] },
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'round', 'sentRound'] },
    StringEqualsIfExists: {
      'dynamodb:ReturnValues': 'NONE',
      'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
    },
    Null: { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
  });
});

it('lets the sweep move when something is due, and neither read nor change the rest', () => {
  const [update] = grantsOf(template, 'SweepRole').filter(({ resource }) => resource === TABLE);
  expect(update?.condition).toEqual({
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*'] },
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'dueSk'] },
    StringEqualsIfExists: {
      'dynamodb:ReturnValues': 'NONE',
      'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
    },
    Null: { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
  });
});

it('lets the anchoring job see how far plans have come, and nothing that they say', () => {
  const [read, update] = grantsOf(template, 'AnchorRole').filter(
    ({ resource }) => resource === TABLE,
  );
  const only = (...attributes: readonly string[]) => ({
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*'] },
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
    StringEqualsIfExists: {
      'dynamodb:ReturnValues': 'NONE',
      'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
    },
    Null: { 'dynamodb:LeadingKeys': 'false', 'dynamodb:Attributes': 'false' },
  });
  expect(read?.condition).toEqual(only('pk', 'sk', 'version', 'chainHash'));
  expect(update?.condition).toEqual(only('pk', 'sk', 'version', 'chgPk', 'chgSk'));
});

describe('the tenant role', () => {
  const tenantRole = ofType(template, 'AWS::IAM::Role').get('TenantRole');

  it('reaches the keys of the tagged tenant and nothing else', () => {
    const grants = grantsOf(template, 'TenantRole');
    const actions = [
      'BatchGetItem',
      'ConditionCheckItem',
      'DeleteItem',
      'GetItem',
      'PutItem',
      'Query',
      'UpdateItem',
    ];
    const resources = [
      TABLE,
      `${TABLE}/index/plansOfEmployee`,
      `${TABLE}/index/plansOfManager`,
      `${TABLE}/index/plansOfTenant`,
    ];
    const onTable = grants.filter(({ action }) => action.startsWith('dynamodb:'));
    expect(onTable.map(line).sort()).toEqual(
      actions.flatMap((action) => resources.map((on) => `dynamodb:${action} ${on}`)).sort(),
    );
    for (const { condition } of onTable)
      expect(condition).toEqual({
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': [`T#\${aws:PrincipalTag/tenantId}#*`],
        },
        Null: { 'dynamodb:LeadingKeys': 'false', 'aws:PrincipalTag/tenantId': 'false' },
      });
  });

  it('reaches the objects under the prefix of the tagged tenant and nothing else', () => {
    const grants = grantsOf(template, 'TenantRole').filter(
      ({ action }) => !action.startsWith('dynamodb:'),
    );
    expect(grants.map(line).sort()).toEqual([
      `s3:DeleteObjectVersion ${FILES}/${OWN}/*`,
      `s3:GetObject ${ANCHORS}/keys/*`,
      `s3:GetObject ${ANCHORS}/${OWN}/*`,
      `s3:GetObject ${FILES}/answers/${OWN}/*`,
      `s3:GetObject ${FILES}/${OWN}/*`,
      `s3:ListBucket ${ANCHORS}`,
      `s3:PutObject ${FILES}/answers/${OWN}/*`,
      `s3:PutObject ${FILES}/${OWN}/*`,
    ]);
    for (const { action, condition } of grants)
      expect(condition).toEqual(
        action === 's3:ListBucket'
          ? {
              StringLike: { 's3:prefix': `${OWN}/*` },
              Null: { 's3:prefix': 'false', 'aws:PrincipalTag/tenantId': 'false' },
            }
          : { Null: { 'aws:PrincipalTag/tenantId': 'false' } },
      );
  });

  it('is assumed by six functions, with one tag of the length of a tenant id', () => {
    expect(tenantRole?.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Principal: {
          AWS: [
            'ApiRole',
            'DirectoryRole',
            'MailEventsRole',
            'PreTokenRole',
            'ReportRole',
            'SendRole',
          ].map((role) => ({
            'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${role}[0-9A-F]{8}$`)), 'Arn'],
          })),
        },
        Condition: {
          StringLike: { 'aws:RequestTag/tenantId': '?'.repeat(26) },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['tenantId'] },
          Null: { 'aws:TagKeys': 'false' },
        },
      },
    ]);
  });
});

describe('nobody', () => {
  it('but the sweep queries the index of what is due', () => {
    expect(whoMay(({ resource }) => resource.includes('/index/due'))).toEqual(['SweepRole']);
    expect(whoMay(({ resource }) => /\/index\/.*\*/.test(resource))).toEqual([]);
  });

  it('but the anchoring job reads what has changed, signs, or writes an anchor; nobody removes one', () => {
    expect(whoMay(({ resource }) => resource.includes('/index/changed'))).toEqual(['AnchorRole']);
    expect(whoMay(({ resource }) => resource === '<AnchorKey.Arn>')).toEqual(['AnchorRole']);
    expect(whoMay(({ action }) => action.startsWith('kms:'))).toEqual(['ReportRole', 'AnchorRole']);
    const onAnchors = ({ resource }: Grant) => resource.startsWith(ANCHORS);
    expect(whoMay((grant) => onAnchors(grant) && grant.action.startsWith('s3:Put'))).toEqual([
      'AnchorRole',
    ]);
    expect(
      whoMay(({ action }) =>
        /^s3:(Delete|Bypass|PutBucket|PutObject(Retention|LegalHold|Acl))/.test(action),
      ),
    ).toEqual(['TenantRole']);
    expect(whoMay((grant) => onAnchors(grant) && grant.action.startsWith('s3:Delete'))).toEqual([]);
  });

  it('but the sender sends mail, from the one address', () => {
    const sends = ({ action }: Grant) => action.startsWith('ses:');
    expect(whoMay(sends)).toEqual(['SendRole']);
    for (const { condition } of grantsOf(template, 'SendRole').filter(sends))
      expect(condition).toEqual({ StringEquals: { 'ses:FromAddress': 'hr@company.example' } });
  });

  it('may touch schedules or pass a role', () => {
    expect(whoMay(({ action }) => /^(scheduler|iam|lambda):/.test(action))).toEqual([
      // Scheduler's own roles, which start the jobs.
      'JobssweepRole',
      'JobsanchorRole',
    ]);
    expect(
      grantsOf(template, 'JobssweepRole')
        .map(line)
        .filter((text) => !text.startsWith('sqs:')),
    ).toEqual(['lambda:InvokeFunction <SweepFunction.Arn>']);
  });

  it('has a wildcard in an action or a whole resource', () => {
    expect(whoMay(({ action, resource }) => action.includes('*') || resource === '*')).toEqual([]);
  });

  it('may scan, or use PartiQL', () => {
    expect(whoMay(({ action }) => /Scan|PartiQL/.test(action))).toEqual([]);
  });

  it('reaches the table without naming keys', () => {
    const unpinned = ({ action, resource, condition }: Grant) =>
      action.startsWith('dynamodb:') &&
      !/\/index\/(due|changed)$/.test(resource) &&
      (condition as { Null?: Record<string, string> } | undefined)?.Null?.[
        'dynamodb:LeadingKeys'
      ] !== 'false';
    expect(whoMay(unpinned)).toEqual([]);
  });
});
