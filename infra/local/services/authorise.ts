import type { Authorise, Principals, RolePolicies } from '../service.ts';

export interface AuthoriseOptions {
  readonly principals: Principals;
  /** Every role of the template by logical id. */
  readonly roles: Readonly<Record<string, RolePolicies>>;
}

/** Answers from the identity policies of the role that the access key belongs to. */
export const createAuthorise = (_options: AuthoriseOptions): Authorise => {
  throw new Error('Authorisation is being built');
};
