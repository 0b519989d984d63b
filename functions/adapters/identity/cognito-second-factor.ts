import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

/**
 * Asks Cognito whether a user has a second factor that is on: the user pool's own record, which no
 * token carries. The trigger has five seconds, so a call that hangs is given up.
 */
export const cognitoSecondFactor = () => {
  let client: CognitoIdentityProviderClient | undefined;
  return async (userPoolId: string, userName: string): Promise<boolean> => {
    client ??= new CognitoIdentityProviderClient({
      maxAttempts: 2,
      requestHandler: {
        connectionTimeout: 500,
        requestTimeout: 1500,
        throwOnRequestTimeout: true,
      },
    });
    const { UserMFASettingList = [] } = await client.send(
      new AdminGetUserCommand({ UserPoolId: userPoolId, Username: userName }),
    );
    return UserMFASettingList.includes('SOFTWARE_TOKEN_MFA');
  };
};
