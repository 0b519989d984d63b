/**
 * Names of the environment variables that the CDK app sets and the functions read: constants shared
 * by both, so that a rename cannot miss one side.
 */
export const ENV = {
  /** Name of the single table. */
  tableName: 'TABLE_NAME',
  /** ARN of the role that is assumed with a `tenantId` session tag before tenant data is touched. */
  tenantRoleArn: 'TENANT_ROLE_ARN',
  /** URL of the queue between the sweep and the sender. */
  deliveryQueueUrl: 'DELIVERY_QUEUE_URL',
  /** SES configuration set of every mail. */
  mailConfigurationSet: 'MAIL_CONFIGURATION_SET',
  /** Mails a second that the account may send. */
  mailRate: 'MAIL_RATE',
  /** Address that mail comes from. */
  mailFrom: 'MAIL_FROM',
  /** Where mail links point unless a tenant sets `policy.links.appUrl`. */
  appUrl: 'APP_URL',
  /** The API's own address, with a slash at its end; links in mails that need no login. */
  apiUrl: 'API_URL',
  /** Cognito user pool that holds the logins. */
  userPoolId: 'USER_POOL_ID',
  /** Bucket of the signed anchors. */
  anchorBucket: 'ANCHOR_BUCKET',
  /** ARN of the key that signs anchors. */
  anchorKeyArn: 'ANCHOR_KEY_ARN',
  /** ARN of the key that seals evidence bundles. */
  sealKeyArn: 'SEAL_KEY_ARN',
  /** Bucket of what people attach and of answers too large for a response. */
  fileBucket: 'FILE_BUCKET',
  /** How often a person and a company may ask: `person=10/40 tenant=50/200`, or `off`. */
  requestLimits: 'REQUEST_LIMITS',
  /** Key of the HMAC that signs list cursors. */
  cursorKey: 'CURSOR_KEY',
  /** Key of the HMAC that signs the links which let people in. */
  linkKey: 'LINK_KEY',
} as const;

export type EnvName = (typeof ENV)[keyof typeof ENV];
