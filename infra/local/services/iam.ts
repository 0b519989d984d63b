import type { Statement } from '../service.ts';

export type Decision = 'allow' | 'deny' | 'implicitDeny';

export interface PolicyQuestion {
  readonly statements: readonly Statement[];
  readonly action: string;
  readonly resource: string;
  /** Condition keys, e.g. `aws:PrincipalTag/tenantId`; a multi-valued key is an array. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Throws when a statement that could match uses something that is not modelled here. */
export const evaluate = (_question: PolicyQuestion): Decision => {
  throw new Error('The evaluator is being built');
};
