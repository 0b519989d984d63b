import type { Resolver, Resource } from './resolver.ts';
import type { SigningKeyDefinition } from './services/kms.ts';
import type { BucketDefinition } from './services/s3.ts';
import type { CorsRule } from './services/s3-cors.ts';
import { StartupError } from './startup-error.ts';
import { isObject, type Json } from './template.ts';

/** Buckets and keys as the template defines them. Everything throws `StartupError` on what is not modelled. */

const refuse = (resource: Resource, reason: string): never => {
  throw new StartupError(`${resource.logicalId}: ${reason}`);
};

const object = (value: unknown): Json => (isObject(value) ? value : {});

/** Properties that change what a request is answered. */
const UNMODELLED_BUCKET = [
  'NotificationConfiguration',
  'ReplicationConfiguration',
  'WebsiteConfiguration',
] as const;

const DAYS_A_YEAR = 365;

export const readBuckets = (resolver: Resolver): readonly BucketDefinition[] => {
  const policies = resolver.ofType('AWS::S3::BucketPolicy');
  for (const policy of policies) checkBucketPolicy(policy);
  return resolver.ofType('AWS::S3::Bucket').map((resource): BucketDefinition => {
    const { logicalId, properties } = resource;
    for (const name of UNMODELLED_BUCKET)
      if (properties[name] !== undefined) refuse(resource, `${name} is not modelled`);
    const name = resolver.ref(logicalId);
    if (!policies.some(({ properties: { Bucket } }) => Bucket === name))
      refuse(resource, 'a bucket without a policy that refuses plain connections');
    const lock = object(object(properties.ObjectLockConfiguration).Rule).DefaultRetention;
    const { Mode, Days, Years } = object(lock);
    return {
      name,
      arn: resolver.attribute(logicalId, 'Arn'),
      objectLock: properties.ObjectLockEnabled === true,
      cors: corsOf(resource),
      ...(lock === undefined
        ? {}
        : {
            defaultRetention: {
              mode: Mode === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE',
              days: Number(Days ?? Number(Years) * DAYS_A_YEAR),
            },
          }),
    };
  });
};

const corsOf = (resource: Resource): readonly CorsRule[] => {
  const rules = object(resource.properties.CorsConfiguration).CorsRules;
  return (Array.isArray(rules) ? rules.map(object) : []).map((rule) => {
    const listOf = (name: string): readonly string[] => {
      const list = rule[name] ?? [];
      if (!Array.isArray(list) || list.some((one) => typeof one !== 'string' || one.includes('*')))
        refuse(resource, `a CORS rule whose ${name} is not a list of plain names`);
      return list as readonly string[];
    };
    return {
      origins: listOf('AllowedOrigins'),
      methods: listOf('AllowedMethods'),
      headers: listOf('AllowedHeaders').map((name) => name.toLowerCase()),
      exposed: listOf('ExposedHeaders'),
      maxAgeSeconds: Number(rule.MaxAge ?? 0),
    };
  });
};

/** Bucket policies are not evaluated: the host answers on loopback only, and nobody but its functions has a key. */
const checkBucketPolicy = (resource: Resource): void => {
  const statements = object(resource.properties.PolicyDocument).Statement;
  for (const statement of Array.isArray(statements) ? statements.map(object) : []) {
    const refusesPlain =
      statement.Effect === 'Deny' &&
      JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}';
    const takesLogs =
      statement.Effect === 'Allow' &&
      JSON.stringify(statement.Principal) === '{"Service":"logging.s3.amazonaws.com"}';
    if (!refusesPlain && !takesLogs) refuse(resource, 'a statement that is not modelled');
  }
};

/** Keys that sign. Their policies leave the decision to the account's own policies, as CDK writes them. */
export const readSigningKeys = (resolver: Resolver): readonly SigningKeyDefinition[] =>
  resolver.ofType('AWS::KMS::Key').map((resource): SigningKeyDefinition => {
    const { logicalId, properties } = resource;
    if (properties.KeySpec !== 'ECC_NIST_P256' || properties.KeyUsage !== 'SIGN_VERIFY')
      refuse(resource, 'only ECC_NIST_P256 keys that sign are modelled');
    const statements = object(properties.KeyPolicy).Statement;
    const [only, ...others] = Array.isArray(statements) ? statements.map(object) : [];
    if (only?.Effect !== 'Allow' || only.Action !== 'kms:*' || others.length > 0)
      refuse(resource, 'a key policy that is not modelled');
    return { id: resolver.ref(logicalId), arn: resolver.attribute(logicalId, 'Arn') };
  });
