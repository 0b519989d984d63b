/** The OAuth scope that every member route requires; the pre-token trigger grants it to members only. */
export const RESOURCE_SERVER = 'upturn';
export const API_SCOPE = `${RESOURCE_SERVER}/api`;
/** Access-token claims that the pre-token trigger adds. */
export const CLAIM = {
  tenantId: 'upturn_tenant',
  memberId: 'upturn_member',
  /** `true` once the pre-token trigger has found a second factor; it asks where one is needed. */
  secondFactor: 'upturn_second_factor',
} as const;
/** Header in which API Gateway hands the tenant to a function in tenant isolation mode. */
export const TENANT_HEADER = 'X-Amz-Tenant-Id';
/** Cognito's scope for users' own attributes and second factor; a member's token is without it. */
export const SELF_SERVICE_SCOPE = 'aws.cognito.signin.user.admin';
