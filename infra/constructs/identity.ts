import { Aws, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  UserPoolEmail,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { API_SCOPE, RESOURCE_SERVER } from '../../functions/contract/scope.ts';
import type { ServiceFunction } from './service-function.ts';

interface IdentityProps {
  /** Adds tenant, member and scope to the access token. */
  readonly preToken: ServiceFunction;
  readonly removal: 'retain' | 'destroy';
  /** Where managed sign-in returns to. */
  readonly appUrl: string;
  readonly mail:
    | { readonly by: 'cognito' }
    | { readonly by: 'ses'; readonly from: string; readonly domain: string };
}

/**
 * The logins. Who somebody is in a company is our own table's business: the pool has no custom
 * attribute, and the API's scope cannot be asked for, only granted by the pre-token trigger.
 */
export class IdentityPool extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    const keep = props.removal === 'retain';
    this.pool = new UserPool(this, 'Pool', {
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        passwordHistorySize: 5,
        tempPasswordValidity: Duration.days(7),
      },
      userInvitation: {
        emailSubject: 'Your sign-in',
        emailBody: 'Your user name is {username} and your first password is {####}',
      },
      email:
        props.mail.by === 'ses'
          ? UserPoolEmail.withSES({
              fromEmail: props.mail.from,
              sesVerifiedDomain: props.mail.domain,
              sesRegion: Aws.REGION,
            })
          : UserPoolEmail.withCognito(),
      deletionProtection: keep,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.pool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      props.preToken.function,
      LambdaVersion.V2_0,
    );
    // A policy apart from the role's own: pool, function and role would need one another first.
    new Policy(this, 'SecondFactorReads', {
      roles: [props.preToken.role],
      statements: [
        new PolicyStatement({
          actions: ['cognito-idp:AdminGetUser'],
          resources: [this.pool.userPoolArn],
        }),
      ],
    });
    this.pool.addResourceServer('ResourceServer', {
      identifier: RESOURCE_SERVER,
      scopes: [
        new ResourceServerScope({
          scopeName: API_SCOPE.slice(RESOURCE_SERVER.length + 1),
          scopeDescription: 'Use of the API by a member of a company',
        }),
      ],
    });
    this.client = this.pool.addClient('Client', {
      generateSecret: false,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        // The second is what a second factor is set up with; members' tokens lose it again.
        scopes: [OAuthScope.OPENID, OAuthScope.COGNITO_ADMIN],
        callbackUrls: [props.appUrl],
        logoutUrls: [props.appUrl],
      },
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(8),
      refreshTokenRotationGracePeriod: Duration.seconds(30),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
      // An empty list would mean all; this one carries no authority.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
      readAttributes: new ClientAttributes().withStandardAttributes({
        email: true,
        emailVerified: true,
        locale: true,
      }),
    });
    this.pool.addDomain('Domain', {
      // Unique per region and account, since two stacks differ in name.
      cognitoDomain: {
        domainPrefix: Fn.join('-', [Stack.of(this).stackName.toLowerCase(), Aws.ACCOUNT_ID]),
      },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: this.pool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }
}
