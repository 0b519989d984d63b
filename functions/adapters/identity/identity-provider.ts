/** The logins of all companies; Cognito in the cloud, its stand-in on one machine. */
export interface IdentityProvider {
  /**
   * Makes a login for an address, which gets an invitation, or finds the one that exists.
   * @returns the provider's subject id
   */
  readonly inviteLogin: (email: string) => Promise<string>;
}
