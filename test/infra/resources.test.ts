import { describe, expect, it } from 'vitest';
import { ENV } from '../../functions/adapters/environment.ts';
import { TABLE } from '../../functions/adapters/store/table.ts';
import { HTTP_FUNCTIONS } from '../../functions/contract/functions.ts';
import { JOBS, type Job } from '../../functions/jobs/registry.ts';
import { TIMING } from '../../functions/jobs/timing.ts';
import { ENVIRONMENT } from '../../infra/stacks/upturn.ts';
import { ofType, type Resource, readable, type Template, templateWith } from './synthesised.ts';

const template = templateWith();
const only = (of: Template, type: string): Resource => {
  const found = [...ofType(of, type).values()];
  if (found.length !== 1) throw new Error(`${found.length} of ${type}`);
  return found[0] as Resource;
};
const functionName = (name: string): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1)}Function`;

describe('the table', () => {
  const table = only(template, 'AWS::DynamoDB::GlobalTable');

  it('is the shape that the store relies on', () => {
    const index = (of: (typeof TABLE.indexes)[keyof typeof TABLE.indexes]) => ({
      IndexName: of.name,
      KeySchema: [
        { AttributeName: of.partitionKey, KeyType: 'HASH' },
        { AttributeName: of.sortKey, KeyType: 'RANGE' },
      ],
      Projection:
        of.include.length > 0
          ? { ProjectionType: 'INCLUDE', NonKeyAttributes: [...of.include] }
          : { ProjectionType: 'KEYS_ONLY' },
    });
    expect(table.Properties).toMatchObject({
      KeySchema: [
        { AttributeName: TABLE.partitionKey, KeyType: 'HASH' },
        { AttributeName: TABLE.sortKey, KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: TABLE.ttlAttribute, Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
    expect(table.Properties.GlobalSecondaryIndexes).toEqual(
      Object.values(TABLE.indexes).map(index),
    );
  });

  it('shares an index between tenants only where it holds nothing but keys', () => {
    expect(TABLE.indexes.due.include).toEqual([]);
  });

  it('can be restored, is encrypted, has no stream and outlives the stack', () => {
    expect(table.Properties.Replicas).toEqual([
      expect.objectContaining({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    ]);
    expect(table.Properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
    expect(table.Properties.StreamSpecification).toBeUndefined();
    expect(table.DeletionPolicy).toBe('Retain');
    expect(table.UpdateReplacePolicy).toBe('Retain');
  });
});

describe('what must outlive the stack', () => {
  const lasting = (of: Template) =>
    Object.values(of.Resources)
      .filter(({ Type }) =>
        [
          'AWS::DynamoDB::GlobalTable',
          'AWS::Cognito::UserPool',
          'AWS::SecretsManager::Secret',
          'AWS::S3::Bucket',
          'AWS::KMS::Key',
        ].includes(Type),
      )
      .map(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy]);

  it('is retained', () => {
    expect(lasting(template)).toEqual(Array(9).fill(['Retain', 'Retain']));
    expect(only(template, 'AWS::Cognito::UserPool').Properties.DeletionProtection).toBe('ACTIVE');
  });

  it('goes with it only when the deployer says so', () => {
    const trial = templateWith({ removal: 'destroy' });
    expect(lasting(trial)).toEqual(Array(9).fill(['Delete', 'Delete']));
    expect(
      only(trial, 'AWS::DynamoDB::GlobalTable').Properties.Replicas[0].DeletionProtectionEnabled,
    ).toBe(false);
    expect(only(trial, 'AWS::Cognito::UserPool').Properties.DeletionProtection).toBe('INACTIVE');
  });
});

describe('queues', () => {
  const queues = ofType(template, 'AWS::SQS::Queue');

  it('are encrypted', () => {
    for (const { Properties } of queues.values())
      expect(Properties.SqsManagedSseEnabled).toBe(true);
  });

  it('refuse plain connections', () => {
    const refused = [...ofType(template, 'AWS::SQS::QueuePolicy').values()]
      .filter(({ Properties }) =>
        Properties.PolicyDocument.Statement.some(
          (statement: {
            readonly Effect: string;
            readonly Action: unknown;
            readonly Principal: unknown;
            readonly Condition: unknown;
          }) =>
            statement.Effect === 'Deny' &&
            statement.Action === 'sqs:*' &&
            JSON.stringify(statement.Principal) === '{"AWS":"*"}' &&
            JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
        ),
      )
      .flatMap(({ Properties }) => Properties.Queues.map(readable));
    expect(refused.sort()).toEqual([...queues.keys()].map((name) => `<${name}>`).sort());
  });

  it('have a dead-letter queue or are one', () => {
    const redrive = [...queues].filter(([, { Properties }]) => Properties.RedrivePolicy);
    expect(redrive.map(([name]) => name)).toEqual(['DeliveriesQueue', 'MailEventFeedQueue']);
    for (const [name, { Properties }] of redrive)
      expect(Properties.RedrivePolicy).toEqual({
        deadLetterTargetArn: {
          'Fn::GetAtt': [expect.stringMatching(name.replace(/Queue$/, 'DeadLetters')), 'Arn'],
        },
        maxReceiveCount: 5,
      });
    for (const name of queues.keys())
      expect(redrive.some(([one]) => one === name) || name.endsWith('DeadLetters')).toBe(true);
  });

  it.each([
    ['DeliveriesQueue', 'send'],
    ['MailEventFeedQueue', 'mailEvents'],
  ] as const)(
    '%s keeps a message hidden for six times the time that %s may take',
    (queue, name) => {
      const mapping = [...ofType(template, 'AWS::Lambda::EventSourceMapping').values()].find(
        ({ Properties }) => readable(Properties.EventSourceArn) === `<${queue}.Arn>`,
      )?.Properties;
      expect(mapping).toMatchObject({
        BatchSize: JOBS[name].trigger.batchSize,
        ScalingConfig: { MaximumConcurrency: JOBS[name].trigger.maxConcurrency },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      });
      const timeout = ofType(template, 'AWS::Lambda::Function').get(functionName(name))?.Properties
        .Timeout;
      expect(timeout).toBe(JOBS[name].timeoutSeconds);
      const visible = queues.get(queue)?.Properties.VisibilityTimeout;
      expect(visible).toBeGreaterThanOrEqual(6 * timeout);
      // The timing law: a message is shown to nobody else while a lease of its reader may hold.
      expect(1000 * visible).toBeLessThan(TIMING.leaseMs);
    },
  );
});

describe('schedules', () => {
  const scheduled = Object.entries<Job>(JOBS).flatMap(([name, { trigger }]) =>
    trigger.kind === 'schedule' ? [{ name, expression: trigger.expression }] : [],
  );

  it('are those of the jobs, to the minute, with somewhere to put what fails', () => {
    const schedules = [...ofType(template, 'AWS::Scheduler::Schedule').values()];
    expect(
      schedules.map(({ Properties }) => ({
        expression: Properties.ScheduleExpression,
        window: Properties.FlexibleTimeWindow.Mode,
        target: readable(Properties.Target.Arn),
        deadLetters: readable(Properties.Target.DeadLetterConfig.Arn),
        role: readable(Properties.Target.RoleArn),
      })),
    ).toEqual(
      scheduled.map(({ name, expression }) => ({
        expression,
        window: 'OFF',
        target: `<${functionName(name)}.Arn>`,
        deadLetters: `<Jobs${name}DeadLetters.Arn>`,
        role: `<Jobs${name}Role.Arn>`,
      })),
    );
  });

  it("keep what a handler failed at in the same queue: Scheduler's own hears nothing of it", () => {
    const configs = [...ofType(template, 'AWS::Lambda::EventInvokeConfig').values()];
    expect(
      configs.map(({ Properties }) => [
        readable(Properties.FunctionName),
        readable(Properties.DestinationConfig.OnFailure.Destination),
      ]),
    ).toEqual(
      scheduled.map(({ name }) => [`<${functionName(name)}>`, `<Jobs${name}DeadLetters.Arn>`]),
    );
  });

  it('are started by Scheduler for this stack alone', () => {
    for (const { name } of scheduled)
      expect(
        ofType(template, 'AWS::IAM::Role').get(`Jobs${name}Role`)?.Properties
          .AssumeRolePolicyDocument.Statement,
      ).toEqual([
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:SourceAccount': { Ref: 'AWS::AccountId' },
              'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching(/^JobsGroup/), 'Arn'] },
            },
          },
        },
      ]);
  });
});

describe('functions', () => {
  const functions = ofType(template, 'AWS::Lambda::Function');
  const definitions = { ...HTTP_FUNCTIONS, ...JOBS };

  it('are exactly those of the registries', () => {
    expect([...functions.keys()].sort()).toEqual(Object.keys(definitions).map(functionName).sort());
  });

  it.each(Object.entries(definitions))('%s', (name, definition) => {
    const found = functions.get(functionName(name))?.Properties;
    expect(found).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: definition.memoryMb,
      Timeout: definition.timeoutSeconds,
      Description: definition.errorImpact,
    });
    expect(Object.keys(found.Environment.Variables).sort()).toEqual(
      [...ENVIRONMENT[name as keyof typeof ENVIRONMENT]].sort(),
    );
  });

  it('are told names of ENV only, and each name reaches somebody', () => {
    const told = new Set(
      [...functions.values()].flatMap(({ Properties }) =>
        Object.keys(Properties.Environment.Variables),
      ),
    );
    expect([...told].sort()).toEqual(Object.values(ENV).sort());
  });

  it('get the values that the names promise', () => {
    const values = Object.fromEntries(
      [...functions.values()].flatMap(({ Properties }) =>
        Object.entries(Properties.Environment.Variables).map(([key, value]) => [
          key,
          readable(value),
        ]),
      ),
    );
    expect(values).toEqual({
      TABLE_NAME: '<DataTable>',
      TENANT_ROLE_ARN: '<TenantRole.Arn>',
      DELIVERY_QUEUE_URL: '<DeliveriesQueue>',
      MAIL_CONFIGURATION_SET: '<MailConfigurationSet>',
      ANCHOR_BUCKET: '<AnchorsBucket>',
      ANCHOR_KEY_ARN: '<AnchorKey.Arn>',
      SEAL_KEY_ARN: '<SealKey.Arn>',
      FILE_BUCKET: '<FilesBucket>',
      REQUEST_LIMITS: 'person=10/40 tenant=50/200',
      MAIL_FROM: 'upturn@upturn.example',
      MAIL_RATE: '14',
      API_URL:
        'https://<HttpApi>.execute-api.<AWS::Region>.<AWS::URLSuffix>/<HttpApiDeploymentStagelive>/',
      APP_URL: 'https://upturn.example',
      USER_POOL_ID: '<IdentityPool>',
      CURSOR_KEY: '{{resolve:secretsmanager:<CursorKey>:SecretString:::}}',
      LINK_KEY: '{{resolve:secretsmanager:<LinkKey>:SecretString:::}}',
    });
  });

  it('log into a group that forgets', () => {
    const groups = ofType(template, 'AWS::Logs::LogGroup');
    for (const { Properties } of groups.values())
      expect(Properties.RetentionInDays).toBeLessThanOrEqual(90);
    for (const { Properties } of functions.values())
      expect(groups.has(readable(Properties.LoggingConfig.LogGroup).slice(1, -1))).toBe(true);
  });

  it('have no way in from outside but API Gateway, Cognito, Scheduler and the queue', () => {
    expect(ofType(template, 'AWS::Lambda::Url').size).toBe(0);
    expect(
      new Set(
        [...ofType(template, 'AWS::Lambda::Permission').values()].map(
          ({ Properties }) => Properties.Principal,
        ),
      ),
    ).toEqual(new Set(['apigateway.amazonaws.com', 'cognito-idp.amazonaws.com']));
  });
});

describe('identity', () => {
  const pool = only(template, 'AWS::Cognito::UserPool').Properties;
  const client = only(template, 'AWS::Cognito::UserPoolClient').Properties;

  it('lets nobody sign up for themselves', () => {
    expect(pool.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true);
    expect(pool.UsernameAttributes).toEqual(['email']);
  });

  it('keeps no attribute that carries authority', () => {
    expect(pool.Schema).toBeUndefined();
    expect(client.WriteAttributes).toEqual(['locale']);
  });

  it('asks our own function what goes into an access token', () => {
    expect(pool.UserPoolTier).toBe('ESSENTIALS');
    expect(pool.LambdaConfig).toEqual({
      PreTokenGenerationConfig: {
        LambdaVersion: 'V2_0',
        LambdaArn: { 'Fn::GetAtt': [expect.stringMatching(/^PreTokenFunction/), 'Arn'] },
      },
    });
  });

  it('never hands out the API scope, or power over the account, for the asking', () => {
    // The second sets up a second factor; the pre-token function takes it from members' tokens.
    expect(client.AllowedOAuthScopes).toEqual(['openid', 'aws.cognito.signin.user.admin']);
    expect(client.WriteAttributes).toEqual(['locale']);
    expect(client.AllowedOAuthFlows).toEqual(['code']);
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH']);
  });

  it('keeps tokens short', () => {
    expect(client).toMatchObject({
      AccessTokenValidity: 15,
      IdTokenValidity: 15,
      RefreshTokenValidity: 8 * 60,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      RefreshTokenRotation: { Feature: 'ENABLED' },
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  it('declares the scope that routes require', () => {
    expect(only(template, 'AWS::Cognito::UserPoolResourceServer').Properties).toMatchObject({
      Identifier: 'upturn',
      Scopes: [{ ScopeName: 'api' }],
    });
  });

  it('allows an authenticator app, not text messages', () => {
    expect(pool.MfaConfiguration).toBe('OPTIONAL');
    expect(pool.EnabledMfas).toEqual(['SOFTWARE_TOKEN_MFA']);
  });

  it('sends its own mail through SES when told to', () => {
    const email = only(
      templateWith({ loginMail: 'ses', mailFrom: 'hr@company.example' }),
      'AWS::Cognito::UserPool',
    ).Properties.EmailConfiguration;
    expect(email.From).toBe('hr@company.example');
    expect(readable(email.SourceArn)).toMatch(/:identity\/company\.example$/);
  });
});

describe('mail', () => {
  it("keeps SES's account-wide suppression list out and follows nobody", () => {
    expect(only(template, 'AWS::SES::ConfigurationSet').Properties).toEqual({
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: [] },
    });
    expect(
      only(template, 'AWS::SES::ConfigurationSetEventDestination').Properties.EventDestination
        .MatchingEventTypes,
    ).toEqual(['send', 'delivery', 'bounce', 'complaint', 'reject']);
  });

  it('comes from the domain of the sender, which may exist already', () => {
    const mailFrom = 'hr@company.example';
    const created = only(templateWith({ mailFrom }), 'AWS::SES::EmailIdentity');
    expect(created.Properties.EmailIdentity).toBe('company.example');
    const existing = templateWith({ mailFrom, mailIdentity: 'existing' });
    expect(ofType(existing, 'AWS::SES::EmailIdentity').size).toBe(0);
  });
});

describe('alarms', () => {
  const alarms = ofType(template, 'AWS::CloudWatch::Alarm');

  it('watch every function and every dead-letter queue', () => {
    // What is counted from logs has no dimensions.
    const measured = [...alarms.values()].filter(({ Properties }) => Properties.Dimensions);
    const watched = measured.map(
      ({ Properties }) =>
        `${Properties.MetricName} ${readable(Properties.Dimensions[0].Value)
          .replace(/\.\w+>$/, '>')
          .slice(1, -1)}`,
    );
    for (const name of ofType(template, 'AWS::Lambda::Function').keys())
      expect(watched).toContain(`Errors ${name}`);
    for (const name of ofType(template, 'AWS::SQS::Queue').keys())
      if (name.endsWith('DeadLetters'))
        expect(watched).toContain(`ApproximateNumberOfMessagesVisible ${name}`);
  });

  it('say who suffers and where the runbook is, and tell the topic', () => {
    for (const { Properties } of alarms.values()) {
      expect(Properties.AlarmDescription).toMatch(/^[A-Z].+\. Runbook: docs\/runbook\.md#[a-z-]+$/);
      expect(Properties.AlarmActions.map(readable)).toEqual(['<AlarmsTopic>']);
    }
  });

  it('ring while something has been due for long, and when nobody says how long', () => {
    const { Namespace, MetricName, Threshold, TreatMissingData } =
      alarms.get('AlarmsoldestDue')?.Properties ?? {};
    expect({ Threshold, TreatMissingData }).toEqual({
      Threshold: 900,
      TreatMissingData: 'breaching',
    });
    const [filter] = [...ofType(template, 'AWS::Logs::MetricFilter').values()].filter(
      ({ Properties }) => Properties.MetricTransformations[0].MetricName === MetricName,
    );
    expect(filter?.Properties).toMatchObject({
      FilterPattern: '{ $.message.code = "sweep.finished" }',
      MetricTransformations: [
        { MetricNamespace: Namespace, MetricName, MetricValue: '$.message.oldestSeconds' },
      ],
    });
  });

  it('ring when something of a company was about to leave it, whoever held it back', () => {
    const { Namespace, MetricName, Threshold } =
      alarms.get('AlarmsegressBlocked')?.Properties ?? {};
    expect({ Namespace, MetricName, Threshold }).toEqual({
      Namespace: 'Upturn',
      MetricName: 'EgressBlocked',
      Threshold: 0,
    });
    const filters = [...ofType(template, 'AWS::Logs::MetricFilter').values()].filter(
      ({ Properties }) => Properties.MetricTransformations[0].MetricName === MetricName,
    );
    expect(filters.map(({ Properties }) => readable(Properties.LogGroupName)).sort()).toEqual([
      '<ApiLogs>',
      '<DirectoryLogs>',
      '<ReportLogs>',
      '<SendLogs>',
    ]);
    for (const { Properties } of filters)
      expect(Properties).toMatchObject({
        FilterPattern: '{ $.message.code = "egress.blocked" }',
        MetricTransformations: [{ MetricNamespace: Namespace, MetricName, MetricValue: '1' }],
      });
  });

  it('ring when the sweep stops', () => {
    expect(alarms.get('AlarmssweepSilent')?.Properties).toMatchObject({
      MetricName: 'Invocations',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'breaching',
    });
  });

  it('may publish to the topic, whose own policy replaces the default one', () => {
    const { Statement } = only(template, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument;
    expect(Statement).toContainEqual({
      Sid: expect.any(String),
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: expect.stringMatching(/^AlarmsTopic/) },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  it('reach the address that the deployer gives', () => {
    expect(ofType(template, 'AWS::SNS::Subscription').size).toBe(0);
    expect(
      only(templateWith({ alarmMail: 'ops@company.example' }), 'AWS::SNS::Subscription').Properties,
    ).toMatchObject({ Protocol: 'email', Endpoint: 'ops@company.example' });
  });
});

describe('the template', () => {
  it('names no account and no region', () => {
    const text = JSON.stringify(template);
    expect(text).not.toMatch(/(?<![0-9a-f])\d{12}(?![0-9a-f])/);
    expect(text).not.toMatch(/\b(?:us|eu|ap|sa|ca|me|af|il|cn)-[a-z]+-\d\b/);
  });

  it('tells the deployer what a client needs', () => {
    expect(Object.keys(template.Outputs).sort()).toEqual([
      'ApiUrl',
      'MailDnsRecord1',
      'MailDnsRecord2',
      'MailDnsRecord3',
      'TableName',
      'UserPoolClientId',
      'UserPoolId',
    ]);
  });

  it('is the same every time', () => {
    expect(templateWith()).toEqual(template);
  });
});

describe('buckets', () => {
  const buckets = ofType(template, 'AWS::S3::Bucket');
  const lockOf = (of: Template, name: string) =>
    ofType(of, 'AWS::S3::Bucket').get(name)?.Properties.ObjectLockConfiguration?.Rule
      ?.DefaultRetention;

  it('are closed to the public, encrypted, and say who reached them', () => {
    expect([...buckets.keys()].sort()).toEqual(['AccessLogs', 'AnchorsBucket', 'FilesBucket']);
    for (const [name, { Properties }] of buckets) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties.BucketEncryption.ServerSideEncryptionConfiguration).toHaveLength(1);
      if (name !== 'AccessLogs')
        expect(readable(Properties.LoggingConfiguration.DestinationBucketName)).toBe(
          '<AccessLogs>',
        );
    }
  });

  it('refuse plain connections', () => {
    const refused = [...ofType(template, 'AWS::S3::BucketPolicy').values()]
      .filter(({ Properties }) =>
        Properties.PolicyDocument.Statement.some(
          (statement: { readonly Effect: string; readonly Condition: unknown }) =>
            statement.Effect === 'Deny' &&
            JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
        ),
      )
      .map(({ Properties }) => readable(Properties.Bucket));
    expect(refused.sort()).toEqual([...buckets.keys()].map((name) => `<${name}>`).sort());
  });

  it('keep what was replaced, and lock anchors so that nobody can remove them for four years', () => {
    for (const name of ['AnchorsBucket', 'FilesBucket'])
      expect(buckets.get(name)?.Properties).toMatchObject({
        VersioningConfiguration: { Status: 'Enabled' },
        ObjectLockEnabled: true,
      });
    expect(lockOf(template, 'AnchorsBucket')).toEqual({ Mode: 'COMPLIANCE', Days: 1464 });
    expect(lockOf(templateWith({ removal: 'destroy' }), 'AnchorsBucket')).toEqual({
      Mode: 'GOVERNANCE',
      Days: 1,
    });
    // What people attach has to be erased when its time is over.
    expect(lockOf(template, 'FilesBucket')).toBeUndefined();
  });
});

describe('the key of the anchors', () => {
  it('signs, and its private part cannot leave the service', () => {
    const keys = [...ofType(template, 'AWS::KMS::Key').values()];
    expect(keys).toHaveLength(2);
    for (const { Properties } of keys)
      expect(Properties).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  });
});
