/** The logins of all companies; Cognito in the cloud, its stand-in on one machine. */
export interface IdentityProvider {
  /**
   * Makes a login for an address, which gets an invitation, or finds the one that exists.
   * @returns the provider's subject id
   */
  readonly inviteLogin: (email: string) => Promise<string>;
  /** The provider's subject id of the login that an address has; `undefined` without one. */
  readonly findLogin: (email: string) => Promise<string | undefined>;
  /** Lets the login of an address sign in again; an address without one is fine. */
  readonly enableLogin: (email: string) => Promise<void>;
  /** Ends the sessions of an address and lets it sign in no more; one without a login is fine. */
  readonly disableLogin: (email: string) => Promise<void>;
}
