import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CorsRule,
  HttpMethods,
  type IBucket,
  type ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** How long a version that was replaced or deleted can still be brought back. */
const UNDO_DAYS = 35;
/** How long is kept who reached which object. */
const ACCESS_LOG_DAYS = 90;

const COMMON = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
} as const;

/** A page's own script may use links, which are signed; what it sends is what links are signed for. */
const browserRule = (origins: readonly string[]): CorsRule => ({
  allowedOrigins: [...origins],
  allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
  allowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256'],
  exposedHeaders: ['Content-Disposition'],
  maxAge: 3600,
});

/** Takes the access logs of the buckets; S3 writes into nothing that is locked or under a KMS key. */
export const accessLogBucket = (scope: Construct, id: string, keep: boolean): IBucket =>
  new Bucket(scope, id, {
    ...COMMON,
    encryption: BucketEncryption.S3_MANAGED,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_DAYS) }],
    // CDK's own classes are not written for exact optional properties.
  }) as IBucket;

/**
 * A bucket for what must stay as it was: versioned, lockable, closed to the public and to plain
 * connections. A tenant's objects start with `t/<tenantId>/`.
 */
export class EvidenceBucket extends Construct {
  readonly bucket: Bucket;

  constructor(
    scope: Construct,
    id: string,
    props: {
      readonly keep: boolean;
      readonly accessLogs: IBucket;
      /** Locks every new version; without it, versions are locked one by one, e.g. under a hold. */
      readonly retention?: ObjectLockRetention;
      /** What starts with this prefix is gone after a day: it was made for one download. */
      readonly shortLived?: string;
      /** Origins whose pages send files to links and fetch them; none unless given. */
      readonly origins?: readonly string[];
    },
  ) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      ...COMMON,
      // Under the account's key for S3: every use is in CloudTrail, and no caller needs KMS rights.
      encryption: BucketEncryption.KMS_MANAGED,
      bucketKeyEnabled: true,
      versioned: true,
      objectLockEnabled: true,
      ...(props.retention === undefined ? {} : { objectLockDefaultRetention: props.retention }),
      serverAccessLogsBucket: props.accessLogs,
      serverAccessLogsPrefix: `${id.toLowerCase()}/`,
      removalPolicy: props.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(props.origins === undefined ? {} : { cors: [browserRule(props.origins)] }),
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(UNDO_DAYS),
        },
        ...(props.shortLived === undefined
          ? []
          : [
              {
                prefix: props.shortLived,
                expiration: Duration.days(1),
                noncurrentVersionExpiration: Duration.days(1),
              },
            ]),
      ],
    });
  }

  /** Rights on objects whose key fits the pattern, which starts below the bucket. */
  objects(pattern: string, ...actions: readonly string[]): PolicyStatement {
    return new PolicyStatement({
      actions: [...actions],
      resources: [this.bucket.arnForObjects(pattern)],
    });
  }

  /** The right to list what starts with a prefix that fits the pattern. */
  listing(pattern: string): PolicyStatement {
    return new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [this.bucket.bucketArn],
      conditions: {
        StringLike: { 's3:prefix': pattern },
        // A request without a prefix lists everything.
        Null: { 's3:prefix': 'false' },
      },
    });
  }
}
