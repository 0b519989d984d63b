import { createHash } from 'node:crypto';

/**
 * What CloudFormation would answer for `Ref` and `Fn::GetAtt` of each resource type in use. A type or
 * attribute that is not here is refused, so that the host never runs on an invented value.
 */

/** The account, region and endpoints that the local deployment pretends to be in. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly urlSuffix: string;
  readonly stackName: string;
  /** URL under which the emulated services are mounted; queue URLs are built on it. */
  readonly cloudUrl: string;
}

/** One resource while its values are computed. */
export interface Subject {
  readonly logicalId: string;
  /** A property after resolution, or `undefined`. */
  property(name: string): unknown;
  readonly place: Place;
}

export interface PhysicalType {
  readonly ref: (subject: Subject) => string;
  readonly attributes?: Readonly<Record<string, (subject: Subject) => string>>;
}

/** Letters and digits that are the same for the same resource on every start. */
export const stableToken = (subject: Subject, length: number): string => {
  const digest = createHash('sha256')
    .update(`${subject.place.stackName}/${subject.logicalId}`)
    .digest();
  return BigInt(`0x${digest.toString('hex')}`)
    .toString(36)
    .slice(-length);
};

const named =
  (property: string) =>
  (subject: Subject): string => {
    const given = subject.property(property);
    return typeof given === 'string'
      ? given
      : `${subject.place.stackName}-${subject.logicalId}-${stableToken(subject, 12)}`;
  };

const arn =
  (service: string, resource: (subject: Subject) => string) =>
  (subject: Subject): string => {
    const { partition, region, accountId } = subject.place;
    return `arn:${partition}:${service}:${region}:${accountId}:${resource(subject)}`;
  };

/** ARN of a service without region, e.g. IAM. */
const globalArn =
  (service: string, resource: (subject: Subject) => string) =>
  (subject: Subject): string =>
    `arn:${subject.place.partition}:${service}::${subject.place.accountId}:${resource(subject)}`;

const prefixed = (prefix: string, value: (subject: Subject) => string) => (subject: Subject) =>
  `${prefix}${value(subject)}`;

const token = (length: number) => (subject: Subject) => stableToken(subject, length);

const uuid = (subject: Subject): string => {
  const hex = createHash('sha256')
    .update(`${subject.place.stackName}/${subject.logicalId}`)
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const tableName = named('TableName');
const queueName = named('QueueName');
const functionName = named('FunctionName');
const roleName = named('RoleName');
const bucketName = (subject: Subject) => named('BucketName')(subject).toLowerCase();
const queueUrl = (subject: Subject) =>
  `${subject.place.cloudUrl}/sqs/${subject.place.accountId}/${queueName(subject)}`;
const userPoolId = (subject: Subject) =>
  `${subject.place.region}_${stableToken(subject, 9).replace(/^./, (first) => first.toUpperCase())}`;
const userPoolHost = (subject: Subject) =>
  `cognito-idp.${subject.place.region}.amazonaws.com/${userPoolId(subject)}`;
const topicArn = arn('sns', named('TopicName'));
const secretArn = arn(
  'secretsmanager',
  (subject) => `secret:${named('Name')(subject)}-${stableToken(subject, 6)}`,
);
const functionArn = arn('lambda', prefixed('function:', functionName));
const table: PhysicalType = {
  ref: tableName,
  attributes: {
    Arn: arn('dynamodb', prefixed('table/', tableName)),
    TableId: uuid,
    StreamArn: arn(
      'dynamodb',
      (subject) => `table/${tableName(subject)}/stream/2020-01-01T00:00:00.000`,
    ),
  },
};

export const PHYSICAL_TYPES: Readonly<Record<string, PhysicalType>> = {
  'AWS::ApiGateway::Account': { ref: token(10) },
  'AWS::ApiGateway::Authorizer': { ref: token(6), attributes: { AuthorizerId: token(6) } },
  'AWS::ApiGateway::Deployment': { ref: token(6), attributes: { DeploymentId: token(6) } },
  'AWS::ApiGateway::Method': { ref: token(12) },
  'AWS::ApiGateway::Model': { ref: named('Name') },
  'AWS::ApiGateway::RequestValidator': {
    ref: token(6),
    attributes: { RequestValidatorId: token(6) },
  },
  'AWS::ApiGateway::Resource': { ref: token(10), attributes: { ResourceId: token(10) } },
  'AWS::ApiGateway::RestApi': {
    ref: token(10),
    attributes: { RestApiId: token(10), RootResourceId: prefixed('root', token(6)) },
  },
  'AWS::ApiGateway::Stage': {
    ref: (subject) => String(subject.property('StageName') ?? 'prod'),
  },
  'AWS::CloudWatch::Alarm': {
    ref: named('AlarmName'),
    attributes: { Arn: arn('cloudwatch', prefixed('alarm:', named('AlarmName'))) },
  },
  'AWS::CloudWatch::Dashboard': { ref: named('DashboardName') },
  'AWS::Cognito::UserPool': {
    ref: userPoolId,
    attributes: {
      Arn: arn('cognito-idp', prefixed('userpool/', userPoolId)),
      ProviderName: userPoolHost,
      ProviderURL: prefixed('https://', userPoolHost),
      UserPoolId: userPoolId,
    },
  },
  'AWS::Cognito::UserPoolClient': {
    ref: token(26),
    attributes: {
      ClientId: token(26),
      Name: named('ClientName'),
    },
  },
  'AWS::Cognito::UserPoolDomain': {
    ref: (subject) => String(subject.property('Domain')),
    attributes: {},
  },
  'AWS::Cognito::UserPoolResourceServer': {
    ref: (subject) => String(subject.property('Identifier')),
  },
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::Events::EventBus': {
    ref: named('Name'),
    attributes: { Arn: arn('events', prefixed('event-bus/', named('Name'))), Name: named('Name') },
  },
  'AWS::Events::Rule': {
    ref: named('Name'),
    attributes: { Arn: arn('events', prefixed('rule/', named('Name'))) },
  },
  'AWS::IAM::ManagedPolicy': {
    ref: globalArn('iam', prefixed('policy/', named('ManagedPolicyName'))),
    attributes: { PolicyArn: globalArn('iam', prefixed('policy/', named('ManagedPolicyName'))) },
  },
  'AWS::IAM::Policy': { ref: named('PolicyName') },
  'AWS::IAM::Role': {
    ref: roleName,
    attributes: {
      Arn: globalArn('iam', prefixed('role/', roleName)),
      RoleId: (subject) => `AROA${stableToken(subject, 17).toUpperCase()}`,
    },
  },
  'AWS::KMS::Alias': { ref: (subject) => String(subject.property('AliasName')) },
  'AWS::KMS::Key': {
    ref: uuid,
    attributes: { Arn: arn('kms', prefixed('key/', uuid)), KeyId: uuid },
  },
  'AWS::Lambda::Function': { ref: functionName, attributes: { Arn: functionArn } },
  'AWS::Lambda::Permission': { ref: token(12) },
  'AWS::Logs::LogGroup': {
    ref: named('LogGroupName'),
    attributes: { Arn: arn('logs', (subject) => `log-group:${named('LogGroupName')(subject)}:*`) },
  },
  'AWS::S3::Bucket': {
    ref: bucketName,
    attributes: {
      Arn: (subject) => `arn:${subject.place.partition}:s3:::${bucketName(subject)}`,
      DomainName: (subject) => `${bucketName(subject)}.s3.${subject.place.urlSuffix}`,
      RegionalDomainName: (subject) =>
        `${bucketName(subject)}.s3.${subject.place.region}.${subject.place.urlSuffix}`,
    },
  },
  'AWS::Scheduler::Schedule': {
    ref: named('Name'),
    attributes: { Arn: arn('scheduler', prefixed('schedule/default/', named('Name'))) },
  },
  'AWS::Scheduler::ScheduleGroup': {
    ref: named('Name'),
    attributes: { Arn: arn('scheduler', prefixed('schedule-group/', named('Name'))) },
  },
  'AWS::SecretsManager::Secret': { ref: secretArn, attributes: { Id: secretArn } },
  'AWS::SES::ConfigurationSet': { ref: named('Name') },
  'AWS::SES::EmailIdentity': { ref: (subject) => String(subject.property('EmailIdentity')) },
  'AWS::SNS::Topic': {
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: named('TopicName') },
  },
  'AWS::SQS::Queue': {
    ref: queueUrl,
    attributes: { Arn: arn('sqs', queueName), QueueName: queueName, QueueUrl: queueUrl },
  },
  'AWS::WAFv2::WebACL': {
    ref: (subject) => `${named('Name')(subject)}|${uuid(subject)}|REGIONAL`,
    attributes: {
      Arn: arn('wafv2', (subject) => `regional/webacl/${named('Name')(subject)}/${uuid(subject)}`),
      Id: uuid,
    },
  },
};
