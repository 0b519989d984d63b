import { createHash } from 'node:crypto';
import type {
  Clock,
  CloudService,
  Principal,
  Principals,
  RolePolicies,
  Statement,
  TrustStatement,
} from '../service.ts';
import {
  accessKeyOf,
  accountOf,
  callerArn,
  principalContext,
  roleName,
  roleOf,
} from './authorise.ts';
import { type Decision, evaluate, type PolicyContext } from './iam.ts';
import { answerQuery, element, memberPairs, QueryError, refusal } from './query-protocol.ts';

export interface StsOptions {
  readonly principals: Principals;
  /** Every role of the template by logical id. */
  readonly roles: Readonly<Record<string, RolePolicies>>;
  readonly clock: Clock;
}

/** AWS's default for a role that sets no MaxSessionDuration, and the cap of role chaining. */
const MAX_SESSION_SECONDS = 3600;
const MIN_SESSION_SECONDS = 900;
const MAX_TAGS = 50;

/**
 * STS: AssumeRole with session tags, judged by the role's trust policy and the caller's own, and
 * GetCallerIdentity. Session policies, external ids and transitive tags are refused, not ignored.
 */
export const createSts = ({ principals, roles, clock }: StsOptions): CloudService => {
  const byArn = new Map(Object.entries(roles).map(([id, role]) => [role.arn, id]));
  const trust = new Map(
    Object.entries(roles).map(([id, role]) => [id, role.trust.map(trustStatement)]),
  );

  const callerOf = (accessKeyId: string | undefined): Principal => {
    if (accessKeyId === undefined) {
      throw refusal({
        allowed: false,
        reason: 'missingKey',
        message: 'Request is missing Authentication Token',
      });
    }
    const principal = principals.resolve(accessKeyId);
    if (principal !== undefined) return principal;
    throw principals.expired?.(accessKeyId)
      ? refusal({
          allowed: false,
          reason: 'expiredKey',
          message: 'The security token included in the request is expired',
        })
      : refusal({
          allowed: false,
          reason: 'unknownKey',
          message: 'The security token included in the request is invalid.',
        });
  };

  const mayAssume = (
    action: string,
    target: string,
    caller: Principal,
    request: PolicyContext,
  ): boolean => {
    const own = roleOf(roles, caller);
    const role = roles[target] as RolePolicies;
    const context = { ...request, ...principalContext(own, caller) };
    const judge = (statements: readonly Statement[]): Decision =>
      evaluate({ statements, action, resource: role.arn, context });
    const applicable = (trust.get(target) ?? []).filter(
      (statement) => statement.names(own.arn) !== 'nobody',
    );
    const identity = judge(own.statements);
    const direct = judge(
      applicable
        .filter(({ names, effect }) => effect === 'Deny' || names(own.arn) === 'role')
        .map(({ statement }) => statement),
    );
    if (identity === 'deny' || direct === 'deny') return false;
    if (direct === 'allow') return true;
    // Trust in the whole account leaves the choice to the caller's own policy.
    return identity === 'allow' && judge(applicable.map(({ statement }) => statement)) === 'allow';
  };

  const assumeRole = (caller: Principal, form: URLSearchParams): string => {
    for (const name of form.keys()) {
      if (!MODELLED_PARAMETERS.test(name)) {
        throw new QueryError('NotImplemented', `${name} is not modelled by the local host`, 501);
      }
    }
    const roleArn = form.get('RoleArn') ?? '';
    const sessionName = form.get('RoleSessionName') ?? '';
    if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
      throw invalid(
        "Value at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*, length 2 to 64",
      );
    }
    const seconds = Number(form.get('DurationSeconds') ?? MAX_SESSION_SECONDS);
    if (!Number.isInteger(seconds) || seconds < MIN_SESSION_SECONDS) {
      throw invalid(
        `Value at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to ${MIN_SESSION_SECONDS}`,
      );
    }
    if (seconds > MAX_SESSION_SECONDS) {
      throw invalid(
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      );
    }
    const tags = sessionTags(form);
    const target = byArn.get(roleArn);
    const request: Record<string, string | string[]> = { 'sts:RoleSessionName': sessionName };
    for (const [key, value] of Object.entries(tags)) request[`aws:RequestTag/${key}`] = value;
    if (Object.keys(tags).length > 0) request['aws:TagKeys'] = Object.keys(tags);
    for (const action of [
      'sts:AssumeRole',
      ...(request['aws:TagKeys'] ? ['sts:TagSession'] : []),
    ]) {
      // A role that does not exist is refused in the same words, as AWS does.
      if (target === undefined || !mayAssume(action, target, caller, request)) {
        throw new QueryError(
          'AccessDenied',
          `User: ${callerArn(roleOf(roles, caller), caller)} is not authorized to perform: ${action} on resource: ${roleArn}`,
          403,
        );
      }
    }
    const id = target as string;
    const expiresAt = clock.now() + seconds * 1000;
    const key = principals.session(id, tags, expiresAt, sessionName);
    const assumed: Principal = { role: id, tags, sessionName };
    return (
      '<AssumedRoleUser>' +
      element('AssumedRoleId', `${roleId(roleArn)}:${sessionName}`) +
      element('Arn', callerArn(roleOf(roles, assumed), assumed)) +
      '</AssumedRoleUser><Credentials>' +
      element('AccessKeyId', key.accessKeyId) +
      element('SecretAccessKey', key.secretAccessKey) +
      element('SessionToken', key.sessionToken ?? '') +
      element('Expiration', new Date(expiresAt).toISOString()) +
      '</Credentials>'
    );
  };

  return {
    name: 'sts',
    handle: (request) =>
      answerQuery(
        {
          namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
          version: '2011-06-15',
          actions: {
            AssumeRole: (form) => assumeRole(callerOf(accessKeyOf(request)), form),
            GetCallerIdentity: () => {
              const caller = callerOf(accessKeyOf(request));
              const role = roleOf(roles, caller);
              return (
                element('Arn', callerArn(role, caller)) +
                element('UserId', `${roleId(role.arn)}:${caller.sessionName ?? 'local'}`) +
                element('Account', accountOf(role.arn))
              );
            },
          },
        },
        request,
      ),
    close: async () => {},
  };
};

const MODELLED_PARAMETERS =
  /^(Action|Version|RoleArn|RoleSessionName|DurationSeconds|Tags\.member\.\d+\.(Key|Value))$/;

const invalid = (message: string): QueryError => new QueryError('ValidationError', message);

/** Session tags under AWS's rules; the characters allowed leave out `*` and `?`, on purpose. */
const sessionTags = (form: URLSearchParams): Record<string, string> => {
  const tags: Record<string, string> = {};
  const pairs = memberPairs(form, 'Tags', 'Key', 'Value');
  if (pairs.length > MAX_TAGS) throw invalid(`more than ${MAX_TAGS} session tags`);
  const seen = new Set<string>();
  for (const [key, value] of pairs) {
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) || /^aws:/i.test(key)) {
      throw invalid("Value at 'tags.key' failed to satisfy constraint");
    }
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value)) {
      throw invalid("Value at 'tags.value' failed to satisfy constraint");
    }
    if (seen.has(key.toLowerCase())) {
      throw new QueryError(
        'InvalidParameterValue',
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      );
    }
    seen.add(key.toLowerCase());
    tags[key] = value;
  }
  return tags;
};

interface CompiledTrust {
  readonly effect: 'Allow' | 'Deny';
  readonly statement: Statement;
  /** Whether the trust names this role itself, only its account, or neither. */
  readonly names: (roleArn: string) => 'role' | 'account' | 'nobody';
}

const trustStatement = (trust: TrustStatement): CompiledTrust => {
  const named = Object.entries(trust.Principal).flatMap(([kind, values]) =>
    // Only roles call here: services and federated users never match.
    kind === 'AWS' ? (typeof values === 'string' ? [values] : values) : [],
  );
  return {
    effect: trust.Effect,
    statement: {
      Effect: trust.Effect,
      Action: trust.Action,
      Resource: '*',
      ...(trust.Condition === undefined ? {} : { Condition: trust.Condition }),
    },
    names: (roleArn) => {
      const account = accountOf(roleArn);
      if (named.includes(roleArn) || named.includes('*')) return 'role';
      return named.some((name) => name === account || ROOT.exec(name)?.[1] === account)
        ? 'account'
        : 'nobody';
    },
  };
};

const ROOT = /^arn:[^:]+:iam::(\d+):root$/;

/** Stands for the random id that IAM gives a role. */
const roleId = (arn: string): string =>
  `AROA${createHash('sha256').update(roleName(arn)).digest('hex').slice(0, 17).toUpperCase()}`;
