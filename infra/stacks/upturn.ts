import { Annotations, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ENV, type EnvName } from '../../functions/adapters/environment.ts';
import { FONT_FILES } from '../../functions/adapters/render/fonts.ts';
import { TABLE } from '../../functions/adapters/store/table.ts';
import {
  HTTP_FUNCTIONS,
  type HttpFunction,
  type HttpFunctionName,
} from '../../functions/contract/functions.ts';
import { JOBS, type Job, type JobName } from '../../functions/jobs/registry.ts';
import { Alarms } from '../constructs/alarms.ts';
import { Deliveries } from '../constructs/deliveries.ts';
import { accessLogBucket, EvidenceBucket } from '../constructs/evidence-bucket.ts';
import { IdentityPool } from '../constructs/identity.ts';
import { JobSchedule } from '../constructs/job-schedule.ts';
import { Mail } from '../constructs/mail.ts';
import { MailEvents } from '../constructs/mail-events.ts';
import { PlanTable } from '../constructs/plan-table.ts';
import { UpturnApi } from '../constructs/rest-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { keysLike, onlyAttributes, TenantRole } from '../constructs/tenant-role.ts';
import { fileOrigins, mailDomain, type Parameters, usesPlaceholders } from '../parameters.ts';

type FunctionName = HttpFunctionName | JobName;

/** Which variables each function is given: what it needs and nothing else. */
export const ENVIRONMENT = {
  api: [ENV.tableName, ENV.requestLimits, ENV.tenantRoleArn, ENV.cursorKey, ENV.appUrl],
  report: [
    ENV.tableName,
    ENV.requestLimits,
    ENV.tenantRoleArn,
    ENV.cursorKey,
    ENV.appUrl,
    ENV.anchorBucket,
    ENV.fileBucket,
    ENV.sealKeyArn,
  ],
  directory: [
    ENV.tableName,
    ENV.requestLimits,
    ENV.tenantRoleArn,
    ENV.cursorKey,
    ENV.appUrl,
    ENV.userPoolId,
    ENV.linkKey,
    ENV.deliveryQueueUrl,
  ],
  public: [ENV.tableName, ENV.appUrl, ENV.userPoolId, ENV.linkKey, ENV.deliveryQueueUrl],
  sweep: [ENV.tableName, ENV.deliveryQueueUrl],
  send: [
    ENV.tableName,
    ENV.tenantRoleArn,
    ENV.mailConfigurationSet,
    ENV.mailFrom,
    ENV.mailRate,
    ENV.appUrl,
    ENV.apiUrl,
    ENV.linkKey,
    ENV.fileBucket,
  ],
  mailEvents: [ENV.tableName, ENV.tenantRoleArn],
  anchor: [ENV.tableName, ENV.anchorBucket, ENV.anchorKeyArn],
  preToken: [ENV.tableName, ENV.tenantRoleArn],
} as const satisfies Readonly<Record<FunctionName, readonly EnvName[]>>;

/** Functions whose bundle contains a CommonJS package. */
const BUNDLES_COMMON_JS: ReadonlySet<FunctionName> = new Set(['report', 'send']);

/** More than people do by hand, less than a script that has run away. */
const REQUEST_LIMITS = 'person=10/40 tenant=50/200';

/** Longer than any plan runs and its record is kept: then nobody can be asked for it any more. */
const ANCHORS_LOCKED_DAYS = 4 * 366;

/** The whole product, in one stack: its parts are deployed, moved and removed together. */
export class UpturnStack extends Stack {
  constructor(scope: Construct, id: string, parameters: Parameters) {
    super(scope, id, {
      description: 'Upturn: performance improvement plans that are meant to succeed.',
      terminationProtection: parameters.removal === 'retain',
    });
    if (usesPlaceholders(parameters))
      Annotations.of(this).addInfo(
        'mailFrom and appUrl are placeholders: deploy with -c mailFrom=... -c appUrl=...',
      );

    const planTable = new PlanTable(this, 'Data', parameters);
    const mail = new Mail(this, 'Mail', {
      from: parameters.mailFrom,
      domain: mailDomain(parameters),
      identity: parameters.mailIdentity,
    });
    const cursorKey = new Secret(this, 'CursorKey', {
      description: 'Signs list cursors.',
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
      removalPolicy: parameters.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    const keep = parameters.removal === 'retain';
    const accessLogs = accessLogBucket(this, 'AccessLogs', keep);
    const anchors = new EvidenceBucket(this, 'Anchors', {
      keep,
      accessLogs,
      // Nobody can take this back, the account's owner included; a trial wants to be rid of it.
      retention: keep
        ? ObjectLockRetention.compliance(Duration.days(ANCHORS_LOCKED_DAYS))
        : ObjectLockRetention.governance(Duration.days(1)),
    });
    // What people attach is not locked: it has to be erased when its time is over.
    const files = new EvidenceBucket(this, 'Files', {
      keep,
      accessLogs,
      shortLived: 'answers/',
      origins: fileOrigins(parameters),
    });
    const anchorKey = new Key(this, 'AnchorKey', {
      description: 'Signs anchors: how far the chains of plans had come.',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    // Not the key of the anchors: who may seal a bundle must not be able to sign an anchor.
    const sealKey = new Key(this, 'SealKey', {
      description: 'Seals evidence bundles as they are handed out.',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    const linkKey = new Secret(this, 'LinkKey', {
      description: 'Signs the links that let people in.',
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
      removalPolicy: parameters.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });

    const functions = this.createFunctions();
    const tenantRole = new TenantRole(this, 'Tenant', {
      table: planTable,
      files,
      anchors,
      callers: [
        functions.api,
        functions.report,
        functions.directory,
        functions.send,
        functions.mailEvents,
        functions.preToken,
      ],
    });
    const identity = new IdentityPool(this, 'Identity', {
      preToken: functions.preToken,
      removal: parameters.removal,
      appUrl: parameters.appUrl,
      mail:
        parameters.loginMail === 'ses'
          ? { by: 'ses', from: parameters.mailFrom, domain: mailDomain(parameters) }
          : { by: 'cognito' },
    });
    const { queue, deadLetters } = new Deliveries(this, 'Deliveries', {
      consumer: functions.send,
      consumerTimeoutSeconds: JOBS.send.timeoutSeconds,
      batchSize: JOBS.send.trigger.batchSize,
      maxConcurrency: JOBS.send.trigger.maxConcurrency,
    });

    const mailEvents = new MailEvents(this, 'MailEventFeed', {
      configurationSet: mail.configurationSet,
      consumer: functions.mailEvents,
      consumerTimeoutSeconds: JOBS.mailEvents.timeoutSeconds,
      batchSize: JOBS.mailEvents.trigger.batchSize,
      maxConcurrency: JOBS.mailEvents.trigger.maxConcurrency,
    });

    const api = new UpturnApi(this, 'Http', {
      functions,
      pool: identity.pool,
      logRole: parameters.gatewayLogRole,
    });

    const values: Readonly<Record<EnvName, string>> = {
      [ENV.tableName]: planTable.table.tableName,
      [ENV.tenantRoleArn]: tenantRole.role.roleArn,
      [ENV.deliveryQueueUrl]: queue.queueUrl,
      [ENV.mailConfigurationSet]: mail.configurationSet.configurationSetName,
      [ENV.mailFrom]: parameters.mailFrom,
      [ENV.mailRate]: String(parameters.mailRate),
      [ENV.appUrl]: parameters.appUrl,
      [ENV.apiUrl]: api.api.url,
      [ENV.userPoolId]: identity.pool.userPoolId,
      [ENV.requestLimits]: REQUEST_LIMITS,
      [ENV.anchorBucket]: anchors.bucket.bucketName,
      [ENV.anchorKeyArn]: anchorKey.keyArn,
      [ENV.sealKeyArn]: sealKey.keyArn,
      [ENV.fileBucket]: files.bucket.bucketName,
      // A dynamic reference: the value is in neither the template nor the code, and a cold start
      // needs no call. Who reads it can forge a cursor, which still opens only what its user sees.
      [ENV.cursorKey]: cursorKey.secretValue.unsafeUnwrap(),
      [ENV.linkKey]: linkKey.secretValue.unsafeUnwrap(),
    };
    for (const [name, target] of entries(functions))
      for (const variable of ENVIRONMENT[name])
        target.function.addEnvironment(variable, values[variable]);

    // What each function may do beyond assuming the tenant role.
    const table = planTable.table.tableArn;
    const pool = identity.pool.userPoolArn;
    functions.public.allow(
      new PolicyStatement({
        actions: ['dynamodb:PutItem'],
        resources: [table],
        conditions: keysLike('T#*', 'U#*'),
      }),
    );
    // People who are not let in yet.
    for (const [target, actions] of [
      [functions.public, ['GetItem', 'PutItem', 'UpdateItem']],
      [functions.directory, ['BatchGetItem', 'PutItem', 'UpdateItem']],
      [functions.send, ['GetItem']],
    ] as const)
      target.allow(
        new PolicyStatement({
          actions: actions.map((action) => `dynamodb:${action}`),
          resources: [table],
          conditions: keysLike('A#*'),
        }),
      );
    for (const caller of [functions.public, functions.directory])
      caller.allow(
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
      );
    functions.public.allow(
      new PolicyStatement({
        actions: ['cognito-idp:AdminCreateUser', 'cognito-idp:AdminGetUser'],
        resources: [pool],
      }),
    );
    functions.directory.allow(
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        resources: [table],
        conditions: keysLike('U#*'),
      }),
    );
    functions.directory.allow(
      new PolicyStatement({
        actions: [
          'cognito-idp:AdminCreateUser',
          'cognito-idp:AdminGetUser',
          'cognito-idp:AdminDisableUser',
          'cognito-idp:AdminEnableUser',
          'cognito-idp:AdminUserGlobalSignOut',
        ],
        resources: [pool],
      }),
    );
    functions.preToken.allow(
      new PolicyStatement({
        actions: ['dynamodb:GetItem'],
        resources: [table],
        conditions: keysLike('U#*'),
      }),
    );
    functions.sweep.allow(
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [planTable.indexArn('due')],
      }),
    );
    functions.sweep.allow(
      new PolicyStatement({
        actions: ['dynamodb:UpdateItem'],
        resources: [table],
        conditions: onlyAttributes(
          keysLike('T#*'),
          TABLE.partitionKey,
          TABLE.sortKey,
          TABLE.indexes.due.sortKey,
        ),
      }),
    );
    functions.sweep.allow(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    );
    // Of somebody at the door, that their mail goes out now: each has one.
    functions.send.allow(
      new PolicyStatement({
        actions: ['dynamodb:UpdateItem'],
        resources: [table],
        conditions: onlyAttributes(
          keysLike('A#*'),
          TABLE.partitionKey,
          TABLE.sortKey,
          'round',
          'sentRound',
        ),
      }),
    );
    mail.allowSending(functions.send);
    // When the account may send next: one item, no company's.
    functions.send.allow(
      new PolicyStatement({
        actions: ['dynamodb:UpdateItem'],
        resources: [table],
        conditions: keysLike('R#*'),
      }),
    );
    functions.anchor.allow(
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [planTable.indexArn('changed')],
      }),
    );
    // Of any plan, how far it has come; of none, what it says.
    functions.anchor.allow(
      new PolicyStatement({
        actions: ['dynamodb:BatchGetItem'],
        resources: [table],
        conditions: onlyAttributes(
          keysLike('T#*'),
          TABLE.partitionKey,
          TABLE.sortKey,
          'version',
          'chainHash',
        ),
      }),
    );
    functions.anchor.allow(
      new PolicyStatement({
        actions: ['dynamodb:UpdateItem'],
        resources: [table],
        conditions: onlyAttributes(
          keysLike('T#*'),
          TABLE.partitionKey,
          TABLE.sortKey,
          'version',
          TABLE.indexes.changed.partitionKey,
          TABLE.indexes.changed.sortKey,
        ),
      }),
    );
    functions.anchor.allow(anchors.objects('t/*/anchors/*', 's3:GetObject', 's3:PutObject'));
    functions.anchor.allow(anchors.objects('keys/*', 's3:PutObject'));
    functions.anchor.allow(anchors.listing('t/*/anchors/'));
    functions.anchor.allow(
      new PolicyStatement({
        actions: ['kms:Sign', 'kms:GetPublicKey'],
        resources: [anchorKey.keyArn],
      }),
    );

    functions.report.allow(
      new PolicyStatement({
        actions: ['kms:Sign', 'kms:GetPublicKey'],
        resources: [sealKey.keyArn],
      }),
    );

    const alarms = new Alarms(this, 'Alarms', { mail: parameters.alarmMail });
    for (const [name, target] of entries(functions)) alarms.onErrors(name, target);
    alarms.onServerErrors(api.api);
    alarms.onLeaks([functions.api, functions.report, functions.directory, functions.send]);
    alarms.onDeadLetters('deliveries', deadLetters, JOBS.send.errorImpact);
    alarms.onBacklog('deliveries', queue, 15, JOBS.send.errorImpact);
    alarms.onDeadLetters('mailEvents', mailEvents.deadLetters, JOBS.mailEvents.errorImpact);
    alarms.onBacklog('mailEvents', mailEvents.queue, 15, JOBS.mailEvents.errorImpact);
    alarms.onOverdue(functions.sweep, 15);
    this.startOnSchedule(functions, alarms);

    new CfnOutput(this, 'ApiUrl', { value: api.api.url });
    new CfnOutput(this, 'UserPoolId', { value: identity.pool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: identity.client.userPoolClientId });
    new CfnOutput(this, 'TableName', { value: planTable.table.tableName });
    for (const [index, { name, value }] of mail.dnsRecords.entries())
      new CfnOutput(this, `MailDnsRecord${index + 1}`, { value: `${name} CNAME ${value}` });
  }

  private createFunctions(): Readonly<Record<FunctionName, ServiceFunction>> {
    const create = (name: FunctionName, definition: HttpFunction | Job): ServiceFunction =>
      new ServiceFunction(this, pascalCase(name), {
        ...definition,
        perTenant: 'perTenant' in definition && definition.perTenant,
        bundlesCommonJs: BUNDLES_COMMON_JS.has(name),
        ...(name === 'report'
          ? {
              files: { fonts: Object.values(FONT_FILES) },
              programs: { 'verifier/verify.mjs': 'infra/scripts/verify.ts' },
            }
          : {}),
        environment: {},
      });
    const created = [...entries(HTTP_FUNCTIONS), ...entries(JOBS)].map(
      ([name, definition]) => [name, create(name, definition)] as const,
    );
    return Object.fromEntries(created) as Record<FunctionName, ServiceFunction>;
  }

  private startOnSchedule(
    functions: Readonly<Record<FunctionName, ServiceFunction>>,
    alarms: Alarms,
  ): void {
    const jobs = new Construct(this, 'Jobs');
    const group = new ScheduleGroup(jobs, 'Group', { removalPolicy: RemovalPolicy.DESTROY });
    for (const [name, job] of entries<JobName, Job>(JOBS)) {
      if (job.trigger.kind !== 'schedule') continue;
      const { deadLetters } = new JobSchedule(jobs, name, {
        expression: job.trigger.expression,
        group,
        target: functions[name],
      });
      alarms.onDeadLetters(name, deadLetters, job.errorImpact);
      const everyMinutes = /^rate\((\d+) minutes?\)$/.exec(job.trigger.expression)?.[1];
      if (everyMinutes !== undefined)
        alarms.onSilence(name, functions[name], 5 * Number(everyMinutes));
    }
  }
}

const entries = <Key extends string, Value>(record: Readonly<Record<Key, Value>>) =>
  Object.entries(record) as [Key, Value][];

const pascalCase = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
