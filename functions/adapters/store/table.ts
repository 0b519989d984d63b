/** The shape of the single table: what the CDK app creates and the store relies on. */
export const TABLE = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds; clears garbage only, never a timer. */
  ttlAttribute: 'expiresAt',
  indexes: {
    /** Sparse, keys only, shared by all tenants: the sweep's index of what is due. */
    due: { name: 'due', partitionKey: 'duePk', sortKey: 'dueSk', include: [] },
    /** Sparse, keys only, shared by all tenants: plans changed since they were last anchored. */
    changed: { name: 'changed', partitionKey: 'chgPk', sortKey: 'chgSk', include: [] },
    /** A tenant's plans; like the next two, every partition key starts `T#<tenantId>#`. */
    plansOfTenant: {
      name: 'plansOfTenant',
      partitionKey: 'tenantPk',
      sortKey: 'tenantSk',
      include: ['summary'],
    },
    plansOfEmployee: {
      name: 'plansOfEmployee',
      partitionKey: 'employeePk',
      sortKey: 'employeeSk',
      include: ['summary'],
    },
    plansOfManager: {
      name: 'plansOfManager',
      partitionKey: 'managerPk',
      sortKey: 'managerSk',
      include: ['summary'],
    },
  },
} as const;
