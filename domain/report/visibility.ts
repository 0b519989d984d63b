import type { View } from '../access/actions.ts';

/**
 * What not every copy of the report shows (O1). Whatever is not named here stands in all of them.
 * What the employee's copy leaves out is how manager and HR came to a decision, never a decision.
 */
const SHOWN_TO = {
  /** Warnings that were passed, with the reasons for it. */
  acceptedWarnings: ['hr', 'reviewer'],
  /** Why HR kept the draft back; that it was kept back is in every copy (C5). */
  deferralReason: ['hr', 'reviewer'],
  /** The jurisdiction's checklist, which may touch on protected facts (K11). */
  referralChecklist: ['hr'],
  /** What HR recorded for the law of the place, protected facts among it (O6). */
  jurisdiction: ['hr'],
  /** HR's written assignment of a manager who is not the line manager (A1). */
  managerAssignment: ['hr', 'reviewer', 'manager'],
  /** Plans and outcomes that HR sent back, with its comments to the manager. */
  returns: ['hr', 'reviewer', 'manager'],
  /** Outcomes that were proposed and not decided, open or sent back. */
  proposals: ['hr', 'reviewer', 'manager'],
  /** Who drafted, submitted and approved, beyond "the manager" and "HR". */
  reviewers: ['hr', 'reviewer', 'manager'],
  /** Who else was given access: an audit may be about the manager. */
  grants: ['hr', 'reviewer', 'employee'],
  /** By name; the employee reads names in the list of readers, where policy has them shown (O2). */
  granteeNames: ['hr', 'reviewer'],
  /** "If it ended today": what manager and HR still owe. */
  readiness: ['hr', 'reviewer', 'manager'],
} as const satisfies Record<string, readonly View[]>;

export type Matter = keyof typeof SHOWN_TO;

export const isShown = (matter: Matter, view: View): boolean =>
  (SHOWN_TO[matter] as readonly View[]).includes(view);
