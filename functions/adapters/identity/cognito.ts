import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { IdentityProvider } from './identity-provider.ts';

const subOf = (attributes: readonly AttributeType[] | undefined): string => {
  const sub = attributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (sub === undefined) throw new Error('Cognito answered a user without sub');
  return sub;
};

const unlessUnknown = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
};

/** Logins in a Cognito user pool. Inviting twice finds the login of the first time. */
export const cognitoIdentities = (userPoolId: string): IdentityProvider => {
  let client: CognitoIdentityProviderClient | undefined;
  return {
    inviteLogin: async (email) => {
      client ??= new CognitoIdentityProviderClient({});
      try {
        const { User } = await client.send(
          new AdminCreateUserCommand({
            UserPoolId: userPoolId,
            Username: email,
            UserAttributes: [
              { Name: 'email', Value: email },
              { Name: 'email_verified', Value: 'true' },
            ],
            DesiredDeliveryMediums: ['EMAIL'],
          }),
        );
        return subOf(User?.Attributes);
      } catch (error) {
        if (!(error instanceof UsernameExistsException)) throw error;
        const found = await client.send(
          new AdminGetUserCommand({ UserPoolId: userPoolId, Username: email }),
        );
        return subOf(found.UserAttributes);
      }
    },
    findLogin: async (email) => {
      client ??= new CognitoIdentityProviderClient({});
      try {
        const found = await client.send(
          new AdminGetUserCommand({ UserPoolId: userPoolId, Username: email }),
        );
        return subOf(found.UserAttributes);
      } catch (error) {
        if (error instanceof UserNotFoundException) return undefined;
        throw error;
      }
    },
    enableLogin: (email) =>
      unlessUnknown(async () => {
        client ??= new CognitoIdentityProviderClient({});
        await client.send(new AdminEnableUserCommand({ UserPoolId: userPoolId, Username: email }));
      }),
    disableLogin: (email) =>
      unlessUnknown(async () => {
        client ??= new CognitoIdentityProviderClient({});
        const user = { UserPoolId: userPoolId, Username: email };
        await client.send(new AdminDisableUserCommand(user));
        await client.send(new AdminUserGlobalSignOutCommand(user));
      }),
  };
};
