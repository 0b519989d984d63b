import type { Clock, CloudService, Principals, RolePolicies } from '../service.ts';

export interface StsOptions {
  readonly principals: Principals;
  /** Every role of the template by logical id. */
  readonly roles: Readonly<Record<string, RolePolicies>>;
  readonly clock: Clock;
}

export const createSts = (_options: StsOptions): CloudService => {
  throw new Error('STS is being built');
};
