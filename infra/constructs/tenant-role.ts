import { ArnPrincipal, CompositePrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { EvidenceBucket } from './evidence-bucket.ts';
import type { PlanTable } from './plan-table.ts';
import type { ServiceFunction } from './service-function.ts';

/** Session tag that carries the tenant. */
const TENANT_TAG = 'tenantId';
/** A tenant id has 26 characters; a shorter or empty tag value would widen the key pattern. */
const TENANT_ID_SHAPE = '?'.repeat(26);

const READS_AND_WRITES = [
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
];

interface KeyConditions {
  readonly 'ForAllValues:StringLike': { readonly 'dynamodb:LeadingKeys': readonly string[] };
  readonly Null: { readonly 'dynamodb:LeadingKeys': 'false' };
}

/**
 * Conditions that pin every key of a request to the patterns. `ForAllValues` holds for a request
 * without keys too, hence the `Null` check beside it.
 */
export const keysLike = (...patterns: readonly string[]): KeyConditions => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});

/**
 * Conditions that also pin the attributes which a request names, the keys among them, and let it
 * return none: an update could otherwise hand out the whole item.
 */
export const onlyAttributes = (keys: KeyConditions, ...attributes: readonly string[]) => ({
  ...keys,
  'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
  StringEqualsIfExists: {
    'dynamodb:ReturnValues': 'NONE',
    'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
  },
  Null: { ...keys.Null, 'dynamodb:Attributes': 'false' },
});

/**
 * The role under which tenant data is touched: whoever assumes it names one tenant in a session tag
 * and reaches the keys of that tenant only.
 */
export class TenantRole extends Construct {
  readonly role: Role;

  constructor(
    scope: Construct,
    id: string,
    props: {
      readonly table: PlanTable;
      readonly files: EvidenceBucket;
      readonly anchors: EvidenceBucket;
      readonly callers: readonly ServiceFunction[];
    },
  ) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      description: 'Reads and writes the items of the one tenant named by the session tag.',
      assumedBy: new CompositePrincipal(
        ...props.callers.map((caller) => new ArnPrincipal(caller.role.roleArn)),
      )
        .withSessionTags()
        .withConditions({
          StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: TENANT_ID_SHAPE },
          'ForAllValues:StringEquals': { 'aws:TagKeys': [TENANT_TAG] },
          Null: { 'aws:TagKeys': 'false' },
        }),
    });
    const tenantKeys = keysLike(`T#\${aws:PrincipalTag/${TENANT_TAG}}#*`);
    this.role.addToPolicy(
      new PolicyStatement({
        actions: READS_AND_WRITES,
        resources: [
          props.table.table.tableArn,
          props.table.indexArn('plansOfTenant'),
          props.table.indexArn('plansOfEmployee'),
          props.table.indexArn('plansOfManager'),
        ],
        conditions: {
          ...tenantKeys,
          Null: { ...tenantKeys.Null, [`aws:PrincipalTag/${TENANT_TAG}`]: 'false' },
        },
      }),
    );
    // Objects are pinned to the tenant by their prefix, as items are by their key.
    const own = `t/\${aws:PrincipalTag/${TENANT_TAG}}/`;
    for (const statement of [
      // A version is deleted when its plan is erased (N5); a deletion that only hides it is nobody's.
      props.files.objects(`${own}*`, 's3:GetObject', 's3:PutObject', 's3:DeleteObjectVersion'),
      // Apart, so that one rule of the bucket clears them away.
      props.files.objects(`answers/${own}*`, 's3:GetObject', 's3:PutObject'),
      props.anchors.objects(`${own}*`, 's3:GetObject'),
      props.anchors.listing(`${own}*`),
      // Public keys are everybody's.
      props.anchors.objects('keys/*', 's3:GetObject'),
    ]) {
      statement.addCondition('Null', { [`aws:PrincipalTag/${TENANT_TAG}`]: 'false' });
      this.role.addToPolicy(statement);
    }
    for (const caller of props.callers) {
      caller.allow(
        new PolicyStatement({
          actions: ['sts:AssumeRole', 'sts:TagSession'],
          resources: [this.role.roleArn],
        }),
      );
    }
  }
}
