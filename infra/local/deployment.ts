import { type AsyncPolicy, DEFAULT_ASYNC_POLICY } from './async-invocations.ts';
import type { BusRule, BusTarget } from './event-bus.ts';
import type { EventSourceMapping } from './event-source.ts';
import type { DeployedFunction } from './lambda.ts';
import type { Resolver, Resource } from './resolver.ts';
import type { RolePolicies } from './service.ts';
import { evaluate } from './services/iam.ts';
import type { ScheduleDefinition } from './services/scheduler.ts';
import type { SesConfigurationSet, SesEventType } from './services/ses.ts';
import type { QueueDefinition } from './services/sqs.ts';
import { StartupError } from './startup-error.ts';
import { isObject, type Json } from './template.ts';

/** What runs in the background, as the template defines it. */
export interface Deployment {
  readonly queues: readonly QueueDefinition[];
  readonly eventSources: readonly EventSourceMapping[];
  readonly schedules: readonly ScheduleDefinition[];
  /** By logical id of the function. */
  readonly asyncPolicies: ReadonlyMap<string, AsyncPolicy>;
  readonly rules: readonly BusRule[];
  readonly configurationSets: readonly SesConfigurationSet[];
  /** Verified senders: those that the template creates or that its policies allow. */
  readonly mailIdentities: readonly string[];
}

const refuse = (resource: Resource, reason: string): never => {
  throw new StartupError(`${resource.logicalId}: ${reason}`);
};

const object = (value: unknown): Json => (isObject(value) ? value : {});

const refuseKeys = (resource: Resource, properties: Json, names: readonly string[]) => {
  for (const name of names)
    if (properties[name] !== undefined) refuse(resource, `${name} is not modelled`);
};

/** Throws when the role could not do this once deployed. */
const requirePermission = (
  roles: Readonly<Record<string, RolePolicies>>,
  role: string,
  action: string,
  target: string,
  where: Resource,
) => {
  const statements = roles[role]?.statements ?? [];
  if (evaluate({ statements, action, resource: target, context: {} }) !== 'allow')
    refuse(where, `role ${role} may not ${action} on ${target}`);
};

const readQueue = (resolver: Resolver, resource: Resource): QueueDefinition => {
  const { properties } = resource;
  if (properties.FifoQueue === true) refuse(resource, 'FIFO queues are not modelled');
  const redrive = object(properties.RedrivePolicy);
  return {
    name: resolver.attribute(resource.logicalId, 'QueueName'),
    visibilityTimeout: Number(properties.VisibilityTimeout ?? 30),
    retentionSeconds: Number(properties.MessageRetentionPeriod ?? 345_600),
    delaySeconds: Number(properties.DelaySeconds ?? 0),
    ...(redrive.deadLetterTargetArn === undefined
      ? {}
      : {
          redrive: {
            deadLetter: String(redrive.deadLetterTargetArn),
            maxReceiveCount: Number(redrive.maxReceiveCount),
          },
        }),
  };
};

const MAX_CONCURRENCY = 10;

export interface DeploymentOptions {
  readonly resolver: Resolver;
  readonly functions: readonly DeployedFunction[];
  readonly roles: Readonly<Record<string, RolePolicies>>;
}

/** Reads the background part of the template. Throws `StartupError` on what is not modelled. */
export const readDeployment = ({ resolver, functions, roles }: DeploymentOptions): Deployment => {
  const functionOf = (resource: Resource, reference: unknown): DeployedFunction =>
    functions.find(({ name, arn }) => [name, arn].includes(String(reference))) ??
    refuse(resource, `no function ${reference}`);

  const eventSources = resolver
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.Enabled !== false)
    .map((resource): EventSourceMapping => {
      const { properties } = resource;
      refuseKeys(resource, properties, ['FilterCriteria', 'ProvisionedPollerConfig']);
      const queueArn = String(properties.EventSourceArn);
      if (queueArn.split(':')[2] !== 'sqs') refuse(resource, 'only SQS sources are modelled');
      const target = functionOf(resource, properties.FunctionName);
      if (target.perTenant) refuse(resource, 'a function in tenant isolation mode takes no queue');
      for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'])
        requirePermission(roles, target.role, `sqs:${action}`, queueArn, resource);
      const types: readonly unknown[] = Array.isArray(properties.FunctionResponseTypes)
        ? properties.FunctionResponseTypes
        : [];
      return {
        queueArn,
        functionLogicalId: target.logicalId,
        batchSize: Number(properties.BatchSize ?? 10),
        maxConcurrency: Number(
          object(properties.ScalingConfig).MaximumConcurrency ?? MAX_CONCURRENCY,
        ),
        reportsBatchItemFailures: types.includes('ReportBatchItemFailures'),
      };
    });

  const schedules = resolver
    .ofType('AWS::Scheduler::Schedule')
    .map((resource): ScheduleDefinition => {
      const { properties } = resource;
      refuseKeys(resource, properties, ['StartDate', 'EndDate', 'KmsKeyArn']);
      const target = object(properties.Target);
      const called = functionOf(resource, target.Arn);
      if (called.perTenant)
        refuse(resource, 'a schedule cannot name the tenant of a function in isolation mode');
      const role = resolver.find('AWS::IAM::Role', String(target.RoleArn), 'Arn');
      if (role === undefined) return refuse(resource, `no role ${target.RoleArn}`);
      requirePermission(roles, role.logicalId, 'lambda:InvokeFunction', called.arn, resource);
      const deadLetter = object(target.DeadLetterConfig).Arn;
      if (deadLetter !== undefined)
        requirePermission(roles, role.logicalId, 'sqs:SendMessage', String(deadLetter), resource);
      const retry = object(target.RetryPolicy);
      const timezone = properties.ScheduleExpressionTimezone;
      return {
        name: resolver.ref(resource.logicalId),
        expression: String(properties.ScheduleExpression),
        ...(timezone === undefined ? {} : { timezone: String(timezone) }),
        state: properties.State === 'DISABLED' ? 'DISABLED' : 'ENABLED',
        target: {
          functionLogicalId: called.logicalId,
          ...(target.Input === undefined ? {} : { input: String(target.Input) }),
        },
        ...(deadLetter === undefined ? {} : { deadLetter: String(deadLetter) }),
        retry: {
          maximumRetryAttempts: Number(retry.MaximumRetryAttempts ?? 185),
          maximumEventAgeSeconds: Number(retry.MaximumEventAgeInSeconds ?? 86_400),
        },
      };
    });

  const asyncPolicies = new Map<string, AsyncPolicy>();
  for (const resource of resolver.ofType('AWS::Lambda::EventInvokeConfig')) {
    const { properties } = resource;
    const target = functionOf(resource, properties.FunctionName);
    const destinations = object(properties.DestinationConfig);
    if (destinations.OnSuccess !== undefined) refuse(resource, 'OnSuccess is not modelled');
    const onFailure = object(destinations.OnFailure).Destination;
    if (onFailure !== undefined) {
      if (String(onFailure).split(':')[2] !== 'sqs')
        refuse(resource, 'only a queue is modelled as failure destination');
      requirePermission(roles, target.role, 'sqs:SendMessage', String(onFailure), resource);
    }
    asyncPolicies.set(target.logicalId, {
      retries: Number(properties.MaximumRetryAttempts ?? DEFAULT_ASYNC_POLICY.retries),
      maxAgeSeconds: Number(
        properties.MaximumEventAgeInSeconds ?? DEFAULT_ASYNC_POLICY.maxAgeSeconds,
      ),
      onFailure: onFailure === undefined ? undefined : String(onFailure),
    });
  }
  for (const resource of resolver.ofType('AWS::Lambda::Function'))
    if (resource.properties.DeadLetterConfig !== undefined)
      refuse(resource, 'DeadLetterConfig is not modelled; use a failure destination');

  const rules = resolver
    .ofType('AWS::Events::Rule')
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map((resource): BusRule => {
      const { properties } = resource;
      refuseKeys(resource, properties, ['ScheduleExpression']);
      const bus = properties.EventBusName;
      if (bus !== undefined && bus !== 'default') refuse(resource, `bus ${bus} is not modelled`);
      const targets: readonly unknown[] = Array.isArray(properties.Targets)
        ? properties.Targets
        : [];
      return {
        name: resolver.ref(resource.logicalId),
        pattern: object(properties.EventPattern),
        targets: targets.map((raw): BusTarget => {
          const target = object(raw);
          refuseKeys(resource, target, ['Input', 'InputPath', 'InputTransformer']);
          const arn = String(target.Arn);
          return arn.split(':')[2] === 'sqs'
            ? { kind: 'queue', queueArn: arn }
            : { kind: 'function', functionArn: functionOf(resource, arn).arn };
        }),
      };
    });

  const destinations = resolver.ofType('AWS::SES::ConfigurationSetEventDestination');
  const configurationSets = resolver
    .ofType('AWS::SES::ConfigurationSet')
    .map((resource): SesConfigurationSet => {
      const name = resolver.ref(resource.logicalId);
      const eventTypes = destinations
        .filter(({ properties }) => properties.ConfigurationSetName === name)
        .flatMap((destination) => {
          const event = object(destination.properties.EventDestination);
          if (event.Enabled === false) return [];
          if (event.EventBridgeDestination === undefined)
            refuse(destination, 'only EventBridge is modelled as destination of SES events');
          const types: readonly unknown[] = Array.isArray(event.MatchingEventTypes)
            ? event.MatchingEventTypes
            : [];
          return types.map(
            (type) => `${String(type).charAt(0).toUpperCase()}${String(type).slice(1)}`,
          ) as SesEventType[];
        });
      const sending = object(resource.properties.SendingOptions).SendingEnabled;
      return { name, eventTypes, sendingEnabled: sending !== false };
    });

  const allowed = Object.values(roles)
    .flatMap(({ statements }) => statements)
    .flatMap(({ Resource }) => Resource)
    .map((arn) => /^arn:[^:]*:ses:[^:]*:[^:]*:identity\/([^*]+)$/.exec(arn)?.[1])
    .filter((identity) => identity !== undefined);

  return {
    queues: resolver.ofType('AWS::SQS::Queue').map((resource) => readQueue(resolver, resource)),
    eventSources,
    schedules,
    asyncPolicies,
    rules,
    configurationSets,
    mailIdentities: [
      ...new Set([
        ...resolver
          .ofType('AWS::SES::EmailIdentity')
          .map(({ logicalId }) => resolver.ref(logicalId)),
        ...allowed,
      ]),
    ],
  };
};
