import type { Authorise, Principal, Principals, RolePolicies, WireRequest } from '../service.ts';
import { evaluate, type PolicyContext } from './iam.ts';

export interface AuthoriseOptions {
  readonly principals: Principals;
  /** Every role of the template by logical id. */
  readonly roles: Readonly<Record<string, RolePolicies>>;
}

/**
 * Answers from the identity policies of the role that the access key belongs to.
 *
 * @throws when the key's role is not among the roles, or its policy is not modelled.
 */
export const createAuthorise =
  ({ principals, roles }: AuthoriseOptions): Authorise =>
  ({ accessKeyId, action, resource, context }) => {
    if (accessKeyId === undefined) {
      return {
        allowed: false,
        reason: 'missingKey',
        message: 'Request is missing Authentication Token',
      };
    }
    const principal = principals.resolve(accessKeyId);
    if (principal === undefined) {
      return principals.expired?.(accessKeyId)
        ? {
            allowed: false,
            reason: 'expiredKey',
            message: 'The security token included in the request is expired',
          }
        : {
            allowed: false,
            reason: 'unknownKey',
            message: 'The security token included in the request is invalid.',
          };
    }
    const role = roleOf(roles, principal);
    const decision = evaluate({
      statements: role.statements,
      action,
      resource,
      context: { ...context, ...principalContext(role, principal) },
    });
    if (decision === 'allow') return { allowed: true, principal };
    const because =
      decision === 'deny'
        ? 'with an explicit deny in an identity-based policy'
        : `because no identity-based policy allows the ${action} action`;
    return {
      allowed: false,
      reason: decision === 'deny' ? 'explicitDeny' : 'implicitDeny',
      message: `User: ${callerArn(role, principal)} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
    };
  };

/** The role a principal acts as; unknown means that host and template disagree. */
export const roleOf = (
  roles: Readonly<Record<string, RolePolicies>>,
  principal: Principal,
): RolePolicies => {
  const role = roles[principal.role];
  if (role === undefined) throw new Error(`no role ${principal.role} in the template`);
  return role;
};

/** The condition keys that describe who asks. */
export const principalContext = (role: RolePolicies, principal: Principal): PolicyContext => {
  const context: Record<string, string> = {
    'aws:PrincipalArn': role.arn,
    'aws:PrincipalAccount': accountOf(role.arn),
  };
  for (const [key, value] of Object.entries(principal.tags)) {
    context[`aws:PrincipalTag/${key}`] = value;
  }
  return context;
};

/** `arn:aws:sts::<account>:assumed-role/<role>/<session>`: a role acts only through a session. */
export const callerArn = (role: RolePolicies, principal: Principal): string =>
  `arn:aws:sts::${accountOf(role.arn)}:assumed-role/${roleName(role.arn)}/${principal.sessionName ?? 'local'}`;

export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** The last part of a role's ARN: the path is left out, as in assumed-role ARNs. */
export const roleName = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** The access key id in the signature's credential scope, if the request was signed. */
export const accessKeyOf = (request: WireRequest): string | undefined =>
  /\bCredential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1];
