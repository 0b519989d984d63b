import type { Resolver } from './resolver.ts';
import type { RolePolicies, Statement, TrustStatement } from './service.ts';
import { StartupError } from './startup-error.ts';
import { isObject, type Json } from './template.ts';

/** AWS's own policies that grant nothing the host evaluates: writing logs. */
const LOGS_ONLY = [
  /:iam::aws:policy\/service-role\/AWSLambdaBasicExecutionRole$/,
  /:iam::aws:policy\/service-role\/AmazonAPIGatewayPushToCloudWatchLogs$/,
];

const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const textOrTexts = (value: unknown): string | readonly string[] =>
  Array.isArray(value) ? value.map(String) : String(value);

/** Condition values are texts in a policy, whatever JSON type the template gave them. */
const readCondition = (value: unknown): Statement['Condition'] =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([operator, keys]) => [
          operator,
          Object.fromEntries(
            Object.entries(isObject(keys) ? keys : {}).map(([key, item]) => [
              key,
              textOrTexts(item),
            ]),
          ),
        ]),
      )
    : undefined;

const statementsOf = (document: unknown, where: string): readonly Json[] => {
  const statements = list(isObject(document) ? document.Statement : undefined);
  return statements.map((statement) => {
    if (!isObject(statement)) throw new StartupError(`${where}: a statement is not an object`);
    for (const key of ['NotAction', 'NotResource', 'NotPrincipal'])
      if (statement[key] !== undefined) throw new StartupError(`${where}: ${key} is not modelled`);
    return statement;
  });
};

const base = (statement: Json) => {
  const condition = readCondition(statement.Condition);
  return {
    Effect: statement.Effect === 'Deny' ? ('Deny' as const) : ('Allow' as const),
    Action: textOrTexts(statement.Action),
    ...(condition === undefined ? {} : { Condition: condition }),
  };
};

const identityStatements = (document: unknown, where: string): readonly Statement[] =>
  statementsOf(document, where).map((statement) => ({
    ...base(statement),
    Resource: textOrTexts(statement.Resource),
  }));

const trustStatements = (document: unknown, where: string): readonly TrustStatement[] =>
  statementsOf(document, where).map((statement) => ({
    ...base(statement),
    Principal: isObject(statement.Principal)
      ? Object.fromEntries(
          Object.entries(statement.Principal).map(([kind, who]) => [kind, textOrTexts(who)]),
        )
      : { AWS: String(statement.Principal) },
  }));

/** Every role of the template with the policies attached to it, by logical id. */
export const readRoles = (resolver: Resolver): Readonly<Record<string, RolePolicies>> => {
  const attached = [
    ...resolver.ofType('AWS::IAM::Policy'),
    ...resolver.ofType('AWS::IAM::ManagedPolicy'),
  ];
  const managedArns = new Map(
    resolver
      .ofType('AWS::IAM::ManagedPolicy')
      .map((policy) => [resolver.ref(policy.logicalId), policy]),
  );
  const roles: Record<string, RolePolicies> = {};
  for (const { logicalId, properties } of resolver.ofType('AWS::IAM::Role')) {
    const name = resolver.ref(logicalId);
    const documents: (readonly [unknown, string])[] = [];
    for (const policy of list(properties.Policies))
      if (isObject(policy)) documents.push([policy.PolicyDocument, logicalId]);
    for (const policy of attached)
      if (list(policy.properties.Roles).includes(name))
        documents.push([policy.properties.PolicyDocument, policy.logicalId]);
    for (const arn of list(properties.ManagedPolicyArns).map(String)) {
      const own = managedArns.get(arn);
      if (own !== undefined) documents.push([own.properties.PolicyDocument, own.logicalId]);
      else if (!LOGS_ONLY.some((pattern) => pattern.test(arn)))
        throw new StartupError(`${logicalId}: the managed policy ${arn} is not modelled`);
    }
    if (properties.PermissionsBoundary !== undefined)
      throw new StartupError(`${logicalId}: a permissions boundary is not modelled`);
    roles[logicalId] = {
      arn: resolver.attribute(logicalId, 'Arn'),
      statements: documents.flatMap(([document, where]) => identityStatements(document, where)),
      trust: trustStatements(properties.AssumeRolePolicyDocument, logicalId),
    };
  }
  return roles;
};
