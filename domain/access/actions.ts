import type { PlanStatus } from '../plan/vocabulary.ts';

/** What somebody is to a plan (O1). The subject of a plan is nothing but the subject. */
export const RELATIONS = ['employee', 'manager', 'hr', 'provider'] as const;
export type Relation = (typeof RELATIONS)[number];

/** How much of a plan an answer shows: response schemas and reports exist once per view. */
export type View = 'employee' | 'manager' | 'hr';

/** A cell of the table: allowed at every stage, or only at the named ones. */
type Cell = true | readonly PlanStatus[];

type Row = Partial<Record<Relation, Cell>>;

/**
 * Who may do what with a plan: everything that is not written here is denied. Tenant
 * administrators and platform operators have no row: no action shows them content (O1).
 */
export const PLAN_ACTIONS = {
  'plan.read': { employee: true, manager: true, hr: true },
  'plan.readTimeline': { employee: true, manager: true, hr: true },
  'plan.readReadiness': { manager: true, hr: true },
  'plan.readReminders': { employee: true, manager: true, hr: true },
  'plan.readReport': { employee: true, manager: true, hr: true },
  'plan.edit': { manager: true, hr: true },
  'plan.share': { manager: true, hr: true },
  'plan.deferSharing': { hr: true },
  'plan.answer': { employee: true },
  'plan.replyToAnswer': { manager: true, hr: true },
  'plan.submit': { manager: true, hr: true },
  'plan.review': { hr: true },
  'plan.present': { manager: true, hr: true },
  'plan.acknowledge': { employee: true },
  'plan.recordRefusal': { manager: true, hr: true },
  'plan.recordNoResponse': { hr: true },
  'plan.recordUnreachable': { manager: true, hr: true },
  'plan.recall': { hr: true },
  'plan.cancel': { manager: ['DRAFT'], hr: true },
  'checkIn.record': { manager: true, hr: true },
  'checkIn.reply': { employee: true },
  'checkIn.correct': { manager: true, hr: true },
  'checkIn.move': { employee: true, manager: true, hr: true },
  'checkIn.excuse': { hr: true },
  'checkpoint.hold': { manager: true, hr: true },
  'checkpoint.move': { employee: true, manager: true, hr: true },
  'checkpoint.excuse': { hr: true },
  'measurement.record': { manager: true, hr: true },
  'feedback.give': { employee: true, manager: true, hr: true },
  'criticalEvent.record': { employee: true, manager: true, hr: true },
  'statement.make': { employee: true },
  'action.report': { employee: true, manager: true },
  'support.read': { employee: true, manager: true, hr: true, provider: true },
  'support.deliver': { manager: true, hr: true, provider: true },
  'support.confirm': { employee: true },
  'support.resolve': { hr: true },
  'finalReview.run': { manager: true, hr: true },
  'finalReview.respond': { employee: true },
  'finalReview.markMet': { hr: true },
  'outcome.propose': { manager: true, hr: true },
  'outcome.approve': { hr: true },
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
} as const;

export type TenantAction = keyof typeof TENANT_ACTIONS;

/** Routes that need no identity. */
export type PublicAction = 'public';

export type Action = PlanAction | TenantAction | PublicAction;
