import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { TABLE } from '../../functions/adapters/store/table.ts';

/** Name of an index of the single table, as in `TABLE.indexes`. */
export type IndexName = keyof typeof TABLE.indexes;

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * The single table. Encrypted with the account's managed key: every use is in CloudTrail, and no
 * caller needs KMS rights. A key of our own would be one for all tenants and so separate nobody;
 * tenants are separated by `TenantRole`.
 */
export class PlanTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: { readonly removal: 'retain' | 'destroy' }) {
    super(scope, id);
    const keep = props.removal === 'retain';
    this.table = new TableV2(this, 'Table', {
      partitionKey: text(TABLE.partitionKey),
      sortKey: text(TABLE.sortKey),
      timeToLiveAttribute: TABLE.ttlAttribute,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keep,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      globalSecondaryIndexes: Object.values(TABLE.indexes).map((index) => ({
        indexName: index.name,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
        ...(index.include.length > 0
          ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...index.include] }
          : { projectionType: ProjectionType.KEYS_ONLY }),
      })),
    });
  }

  /** ARN of one index; a right on the table does not include its indexes. */
  indexArn(index: IndexName): string {
    return `${this.table.tableArn}/index/${TABLE.indexes[index].name}`;
  }
}
