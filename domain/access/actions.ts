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

/**
 * Who may do what with a plan: everything that is not written here is denied. Skip-level managers,
 * tenant administrators and platform operators have no column: nothing shows them content (O1).
 */
export const PLAN_ACTIONS = {
  'plan.read': {
    employee: true,
    manager: true,
    hr: true,
    delegate: true,
    decider: true,
    investigator: true,
    approver: true,
    successor: true,
  },
  'plan.readTimeline': {
    employee: true,
    manager: true,
    hr: true,
    delegate: true,
    decider: true,
    investigator: true,
    approver: true,
    successor: true,
  },
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
  'plan.readReport': {
    employee: true,
    manager: true,
    hr: true,
    delegate: true,
    decider: true,
    investigator: true,
    approver: true,
    successor: true,
  },
  /** The bundle that proves the record: for those it may be used for or against. */
  'evidence.read': { employee: true, hr: true, decider: true, investigator: true },
  'plan.edit': { manager: true, hr: true, delegate: true },
  'plan.share': { manager: true, hr: true, delegate: true },
  'plan.deferSharing': { hr: true, delegate: true },
  'plan.answer': { employee: true },
  'plan.replyToAnswer': { manager: true, hr: true, delegate: true },
  'plan.submit': { manager: true, hr: true, delegate: true },
  'plan.review': { hr: true, approver: ['plan'] },
  'plan.present': { manager: true, hr: true, delegate: true },
  'plan.acknowledge': { employee: true },
  'attachment.add': { employee: true, manager: true, hr: true, delegate: true },
  'attachment.read': {
    employee: true,
    manager: true,
    hr: true,
    delegate: true,
    decider: true,
    investigator: true,
    approver: true,
    successor: true,
  },
  'plan.recordPaper': { manager: true, hr: true, delegate: true },
  'plan.recordRefusal': { manager: true, hr: true, delegate: true },
  'plan.recordNoResponse': { hr: true, delegate: true },
  'plan.recordUnreachable': { manager: true, hr: true, delegate: true },
  'plan.recall': { hr: true, delegate: true },
  'plan.cancel': { manager: ['DRAFT'], hr: true },
  'checkIn.record': { manager: true, hr: true, delegate: true },
  'checkIn.reply': { employee: true },
  'checkIn.correct': { manager: true, hr: true, delegate: true },
  'checkIn.move': { employee: true, manager: true, hr: true, delegate: true },
  'checkIn.excuse': { hr: true, delegate: true },
  'checkpoint.hold': { manager: true, hr: true, delegate: true },
  'checkpoint.move': { employee: true, manager: true, hr: true, delegate: true },
  'checkpoint.excuse': { hr: true, delegate: true },
  'measurement.record': { manager: true, hr: true, delegate: true },
  'feedback.give': { employee: true, manager: true, hr: true, delegate: true },
  'criticalEvent.record': { employee: true, manager: true, hr: true, delegate: true },
  'statement.make': { employee: true },
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
  'support.confirm': { employee: true },
  'support.resolve': { hr: true, delegate: true },
  'finalReview.run': { manager: true, hr: true, delegate: true },
  'finalReview.respond': { employee: true },
  'finalReview.markMet': { hr: true, delegate: true },
  'outcome.propose': { manager: true, hr: true, delegate: true },
  'outcome.approve': { hr: true, approver: ['outcome'] },
  'access.read': { employee: true, hr: true, delegate: true, investigator: true },
  'outcome.serveNotice': { hr: true, delegate: true },
  'appeal.lodge': { employee: true },
  'appeal.nameDecider': { hr: true },
  'appeal.hear': { decider: true },
  'appeal.decide': { decider: true, approver: ['appeal'] },
  'nextStep.begin': { hr: true },
  'sustain.record': { manager: true, hr: true, delegate: true },
  'sustain.answerRelapse': { hr: true },
  'record.export': { employee: true },
  'record.employmentEnd': { hr: true },
  'record.hold': { hrHead: true },
  'record.erase': { hr: true },
  'access.grant': { hr: true },
  'confidential.read': { hr: true },
  'confidential.write': { hr: true },
  'checkIn.prepare': { employee: true },
  'obstacle.raise': { employee: true, manager: true, hr: true, delegate: true },
  'obstacle.answer': { manager: true, hr: true, delegate: true },
  'checkpoint.rate': { employee: true, manager: true, delegate: true },
  'plan.answerDisagreement': { hr: true, delegate: true },
  'jurisdiction.record': { hr: true },
  'jurisdiction.read': { hr: true },
  'plan.pause': { hr: true },
  'amendment.propose': { manager: true, hr: true, delegate: true },
  'amendment.approve': { hr: true },
  'amendment.serve': { manager: true, hr: true, delegate: true },
  'amendment.acknowledge': { employee: true },
  'amendment.recordAnswer': { manager: true, hr: true, delegate: true },
  'amendment.reject': { manager: true, hr: true },
  'manager.change': { hr: true },
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
