/** The AWS services that the local host speaks, each on its real wire protocol. */
export * from './authorise.ts';
export * from './database.ts';
export * from './dynamodb-proxy.ts';
export * from './iam.ts';
export * from './kms.ts';
export * from './principals.ts';
export * from './s3.ts';
export * from './scheduler.ts';
export * from './ses.ts';
export * from './sqs.ts';
export * from './sts.ts';
