import { type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ROUTES } from '../functions/contract/registry.ts';
import { JOBS, type Job } from '../functions/jobs/registry.ts';
import type { Parameters } from './parameters.ts';

/** A finding of cdk-nag that is accepted. */
export interface AcceptedFinding {
  /** The rule, with the finding in brackets where a rule has several on one resource. */
  readonly id: string;
  /** Path of the construct below the stack. */
  readonly at: string;
  readonly reason: string;
}

/** Every accepted finding with its reason; a test fails when one is no longer needed. */
export const acceptedFindings = (parameters: Parameters): readonly AcceptedFinding[] => [
  {
    id: 'AwsSolutions-SMG4',
    at: 'CursorKey',
    reason:
      'Signs list cursors, which live for minutes; rotation would break them and protects little, since a forged cursor opens only what its user may see.',
  },
  {
    id: 'AwsSolutions-SMG4',
    at: 'LinkKey',
    reason:
      'Signs links in mails, which live for days; rotation would break those on their way, and what a link opens stands in the table, where it can be ended.',
  },
  {
    id: 'AwsSolutions-COG2',
    at: 'Identity/Pool',
    reason:
      'A second factor is asked of everybody who has enrolled one; to demand it of every employee of every company is not ours to decide.',
  },
  {
    id: 'AwsSolutions-COG8',
    at: 'Identity/Pool',
    reason:
      'The Plus plan adds paid threat protection; the Essentials plan has what the product relies on, and a deployer may raise it.',
  },
  {
    id: 'AwsSolutions-APIG2',
    at: 'Http/Api',
    reason:
      'The functions validate every request by strict schemas and answer with the violations; a validator in front would answer differently and know less.',
  },
  ...['<FilesBucket7C17EE2E.Arn>', '<AnchorsBucketE0A93AD3.Arn>'].map((bucket) => ({
    id: `AwsSolutions-IAM5[Resource::${bucket}/t/<aws:PrincipalTag/tenantId>/*]`,
    at: 'Tenant/Role/DefaultPolicy',
    reason:
      "The wildcard is the rest of a key below the prefix of the session's own tenant, which is the point of the role.",
  })),
  {
    id: 'AwsSolutions-IAM5[Resource::<FilesBucket7C17EE2E.Arn>/answers/t/<aws:PrincipalTag/tenantId>/*]',
    at: 'Tenant/Role/DefaultPolicy',
    reason:
      "Answers that are too large for a response, below the prefix of the session's own tenant.",
  },
  {
    id: 'AwsSolutions-IAM5[Resource::<AnchorsBucketE0A93AD3.Arn>/keys/*]',
    at: 'Tenant/Role/DefaultPolicy',
    reason: 'Public keys, one object each: an evidence bundle brings those of its anchors along.',
  },
  ...['t/*/anchors/*', 'keys/*'].map((pattern) => ({
    id: `AwsSolutions-IAM5[Resource::<AnchorsBucketE0A93AD3.Arn>/${pattern}]`,
    at: 'Anchor/Role/DefaultPolicy',
    reason:
      'It writes the anchors of every company, which hold hashes only; the bucket locks them, and nothing else of a company fits the pattern.',
  })),
  ...(parameters.gatewayLogRole === 'create'
    ? [
        {
          id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
          at: 'Http/Api/CloudWatchRole',
          reason:
            "API Gateway's account-wide log role takes AWS's own policy, which AWS keeps in step with the service.",
        },
      ]
    : []),
  ...ROUTES.filter((route) => route.caller === 'anyone').flatMap((route) =>
    ['AwsSolutions-APIG4', 'AwsSolutions-COG4'].map((id) => ({
      id,
      at: `Http/Api/Default${route.path}/${route.method}`,
      reason: `${route.id} is declared for callers who have no login.`,
    })),
  ),
  ...Object.entries<Job>(JOBS)
    .filter(([, job]) => job.trigger.kind === 'schedule')
    .map(([name]) => ({
      id: 'AwsSolutions-SQS3',
      at: `Jobs/${name}/DeadLetters`,
      reason:
        'It is itself the dead-letter queue of a schedule and of its function, which the rule does not look at.',
    })),
];

/** Records the accepted findings in the construct tree. Throws when a path does not exist. */
export function acknowledgeFindings(stack: Stack, parameters: Parameters): void {
  for (const { id, at, reason } of acceptedFindings(parameters)) {
    const construct = at
      .split('/')
      .reduce<IConstruct | undefined>((parent, name) => parent?.node.tryFindChild(name), stack);
    if (construct === undefined) throw new Error(`${id}: there is no construct ${at}`);
    Validations.of(construct).acknowledge({ id, reason });
  }
}
