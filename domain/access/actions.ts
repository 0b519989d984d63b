import type { InvitedDecision, PlanStatus } from '../plan/vocabulary.ts';

/** What somebody is to a plan (O1). The subject of a plan is nothing but the subject. */
export const RELATIONS = [
  'employee',
  'manager',
  'hr',
  'hrHead',
  'provider',
  'delegate',
  'decider',
  'investigator',
  'approver',
  'successor',
] as const;
export type Relation = (typeof RELATIONS)[number];

/**
 * How much of a plan an answer shows: response schemas and reports exist once per view. Reviewers see
 * what HR sees of the plan, but for what is HR's alone (O6).
 */
export type View = 'employee' | 'manager' | 'hr' | 'reviewer';

/** A cell of the table: allowed at every stage, or only at the named ones. */
type Cell = true | readonly PlanStatus[];

/** A line of the table; a relation that is left out may not. */
export interface Row {
  readonly employee?: Cell;
  readonly manager?: Cell;
  readonly hr?: Cell;
  /** What HR's head alone may, beyond what anybody of HR may. */
  readonly hrHead?: true;
  readonly provider?: Cell;
  /**
   * Whenever the person they stand in for may. Never to approve, to close or to decide (A7), nor to
   * let somebody else in who could.
   */
  readonly delegate?: true;
  /** Named by HR to decide the open appeal, until it is decided (A4). */
  readonly decider?: true;
  /** An auditor reads what HR reads of the plan, but for what is HR's alone (O6), and writes nothing. */
  readonly investigator?: true;
  /** Named by HR to take the plan over, until they have answered (A6). */
  readonly successor?: true;
  /** With these invitations only; each is used up by the decision (A3, A4). */
  readonly approver?: true | readonly InvitedDecision[];
}

/** Stages in which a promise of support is kept: before, a plan is none of its provider's business. */
const SUPPORTED = ['ACTIVE', 'PAUSED', 'FINAL_REVIEW'] as const;

// Lines that many actions share; `delegate` stands in for whoever else is in the line.
const EMPLOYEE_ALONE = { employee: true } as const;
const HR_ALONE = { hr: true } as const;
const HR_OR_STAND_IN = { hr: true, delegate: true } as const;
const IN_CHARGE = { manager: true, hr: true, delegate: true } as const;
const EVERY_SIDE = { employee: true, manager: true, hr: true, delegate: true } as const;
/** Everybody whom a plan is shown to as a whole. */
const READERS = {
  ...EVERY_SIDE,
  decider: true,
  investigator: true,
  approver: true,
  successor: true,
} as const;

/**
 * Who may do what with a plan: everything that is not written here is denied. Skip-level managers,
 * tenant administrators and platform operators have no column: nothing shows them content (O1).
 */
export const PLAN_ACTIONS = {
  'plan.read': READERS,
  'plan.readTimeline': READERS,
  'plan.readReadiness': {
    manager: true,
    hr: true,
    delegate: true,
    decider: true,
    investigator: true,
    approver: true,
  },
  'plan.readReminders': {
    employee: true,
    manager: true,
    hr: true,
    delegate: true,
    investigator: true,
  },
  'plan.readReport': READERS,
  /** The bundle that proves the record: for those it may be used for or against. */
  'evidence.read': { employee: true, hr: true, decider: true, investigator: true },
  'plan.edit': IN_CHARGE,
  'plan.share': IN_CHARGE,
  'plan.deferSharing': HR_OR_STAND_IN,
  'plan.answer': EMPLOYEE_ALONE,
  'plan.replyToAnswer': IN_CHARGE,
  'plan.submit': IN_CHARGE,
  'plan.review': { hr: true, approver: ['plan'] },
  'plan.present': IN_CHARGE,
  'plan.acknowledge': EMPLOYEE_ALONE,
  'attachment.add': EVERY_SIDE,
  'attachment.read': READERS,
  'plan.recordPaper': IN_CHARGE,
  'plan.recordRefusal': IN_CHARGE,
  'plan.recordNoResponse': HR_OR_STAND_IN,
  'plan.recordUnreachable': IN_CHARGE,
  'plan.recall': HR_OR_STAND_IN,
  'plan.cancel': { manager: ['DRAFT'], hr: true },
  'checkIn.record': IN_CHARGE,
  'checkIn.reply': EMPLOYEE_ALONE,
  'checkIn.correct': IN_CHARGE,
  'checkIn.move': EVERY_SIDE,
  'checkIn.excuse': HR_OR_STAND_IN,
  'checkpoint.hold': IN_CHARGE,
  'checkpoint.move': EVERY_SIDE,
  'checkpoint.excuse': HR_OR_STAND_IN,
  'measurement.record': IN_CHARGE,
  'feedback.give': EVERY_SIDE,
  'criticalEvent.record': EVERY_SIDE,
  'statement.make': EMPLOYEE_ALONE,
  'action.report': { employee: true, manager: true, delegate: true },
  'support.read': {
    employee: true,
    manager: true,
    hr: true,
    provider: SUPPORTED,
    delegate: true,
    investigator: true,
  },
  'support.deliver': { manager: true, hr: true, provider: SUPPORTED, delegate: true },
  'support.confirm': EMPLOYEE_ALONE,
  'support.resolve': HR_OR_STAND_IN,
  'finalReview.run': IN_CHARGE,
  'finalReview.respond': EMPLOYEE_ALONE,
  'finalReview.markMet': HR_OR_STAND_IN,
  'outcome.propose': IN_CHARGE,
  'outcome.approve': { hr: true, approver: ['outcome'] },
  'access.read': { employee: true, hr: true, delegate: true, investigator: true },
  'outcome.serveNotice': HR_OR_STAND_IN,
  'appeal.lodge': EMPLOYEE_ALONE,
  'appeal.nameDecider': HR_ALONE,
  'appeal.hear': { decider: true },
  'appeal.decide': { decider: true, approver: ['appeal'] },
  'nextStep.begin': HR_ALONE,
  'sustain.record': IN_CHARGE,
  'sustain.answerRelapse': HR_ALONE,
  'record.export': EMPLOYEE_ALONE,
  'record.employmentEnd': HR_ALONE,
  'record.hold': { hrHead: true },
  'record.erase': HR_ALONE,
  'access.grant': HR_ALONE,
  'confidential.read': HR_ALONE,
  'confidential.write': HR_ALONE,
  'checkIn.prepare': EMPLOYEE_ALONE,
  'obstacle.raise': EVERY_SIDE,
  'obstacle.answer': IN_CHARGE,
  'checkpoint.rate': { employee: true, manager: true, delegate: true },
  'plan.answerDisagreement': HR_OR_STAND_IN,
  'jurisdiction.record': HR_ALONE,
  'jurisdiction.read': HR_ALONE,
  'plan.pause': HR_ALONE,
  'amendment.propose': IN_CHARGE,
  'amendment.approve': HR_ALONE,
  'amendment.serve': IN_CHARGE,
  'amendment.acknowledge': EMPLOYEE_ALONE,
  'amendment.recordAnswer': IN_CHARGE,
  'amendment.reject': { manager: true, hr: true },
  'manager.change': HR_ALONE,
  'handover.answer': { successor: true },
  'rule.override': { hrHead: true },
} as const satisfies Record<string, Row>;

export type PlanAction = keyof typeof PLAN_ACTIONS;

/** Actions on the company itself, by role; `member` is everybody. */
export const TENANT_ACTIONS = {
  'me.read': ['member'],
  'plan.list': ['member'],
  'plan.create': ['member'],
  'tenant.read': ['member'],
  'tenant.manage': ['admin'],
  'members.read': ['admin', 'hr', 'hrHead'],
  'members.manage': ['admin', 'hrHead'],
  'members.invite': ['admin', 'hr', 'hrHead'],
  'members.mail': ['hr', 'hrHead'],
  'tenant.export': ['admin'],
  /** Plans are HR's: an administrator who takes the company along takes no plan. */
  'plans.export': ['hrHead'],
  'tenant.close': ['admin'],
  'tenant.confirmClosing': ['admin', 'hrHead'],
  /** One's own; those of others as `mayKeepAbsencesOf` says. */
  'absences.keep': ['member'],
  /** Of one's own people, as HR of everybody; the employee sees what was shared. */
  'observation.keep': ['member'],
  'rules.read': ['member'],
  'wording.check': ['member'],
  'insights.read': ['hr', 'hrHead'],
  'readiness.list': ['hr', 'hrHead'],
} as const;

/** All that somebody from outside may do, besides what a plan grants them. */
export const EXTERNAL_ACTIONS = [
  'me.read',
  'plan.list',
] as const satisfies readonly (keyof typeof TENANT_ACTIONS)[];

export type TenantAction = keyof typeof TENANT_ACTIONS;

/** Routes that need no identity. */
export type PublicAction = 'public';

export type Action = PlanAction | TenantAction | PublicAction;
