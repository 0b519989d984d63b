import { supportStateOf } from '../parts.ts';
import type { RunningPlan } from '../state.ts';
import { finding, type RuleResult, type Severity } from './findings.ts';

/** J2: an extension is decided before the plan is closed, one way or the other. */
export const extensionDecided = ({ amendment }: RunningPlan): readonly RuleResult[] =>
  amendment?.kind === 'EXTENSION' ? [finding('J2.open', '/amendment')] : [];

/** Working days by which the plan has been extended. */
const extendedByWD = ({ amendments }: RunningPlan): number =>
  amendments.reduce((sum, { extension }) => sum + (extension?.workingDays ?? 0), 0);

/** F8: support that came late is made up for by at least as many working days of extension. */
export const supportInTime = (
  plan: RunningPlan,
  severity: Severity = 'E',
): readonly RuleResult[] => {
  const extended = extendedByWD(plan);
  return plan.content.supports.flatMap((support, index) => {
    const state = supportStateOf(plan, support.id);
    const late =
      'lateByWD' in state && !(state.status === 'DISPUTED' && state.finding !== 'DELIVERED')
        ? state.lateByWD
        : 0;
    return late > extended
      ? [
          {
            ...finding(
              'F8.extension',
              `/supports/${index}`,
              { kind: support.kind, late, extended },
              severity,
            ),
            owedBy: { role: 'hr' as const, memberId: plan.hrOwnerId },
          },
        ]
      : [];
  });
};
