export { type ChangedMember, putAbsence } from './absences.ts';
export type { Cursor, Page, PageRequest, TableAccess, TenantScope } from './access.ts';
export {
  type AddressNotice,
  type Admission,
  acceptInvitation,
  type Founded,
  getAdmission,
  getAdmissions,
  type Invitation,
  noteAdmissionMail,
  putAdmissions,
  putSignUp,
  revokeInvitation,
  type SignUp,
} from './admissions.ts';
export {
  type Allowance,
  type AllowanceUse,
  DAILY_LIMITS,
  loadAllowances,
  takeAdmissionMail,
  takeAllowance,
} from './allowances.ts';
export {
  type AnnouncedAttachment,
  getAttachment,
  listAttachments,
  putAttachment,
} from './attachments.ts';
export { type ChainBreak, type ChainLink, verifyChain } from './chain.ts';
export {
  CHANGED_SHARDS,
  type ChangedPlan,
  clearChanged,
  type PlanHead,
  queryChanged,
  readHeads,
} from './changed.ts';
export { type CommitResult, commit, type PlanChange } from './commit.ts';
export {
  type AttemptRef,
  claim,
  countSent,
  type DeliveryRef,
  EXPAND_MAX,
  type ExpandResult,
  expand,
  getDelivery,
  type IntentResult,
  intent,
  isProven,
  loadDeliveries,
  markAmbiguous,
  markFailed,
  markProven,
  markSent,
  putDelivery,
  reschedule,
  type StepResult,
  withdraw,
} from './deliveries.ts';
export type {
  Delivery,
  DeliveryStatus,
  DigestEntry,
  NewDelivery,
  NewDigest,
  ProvenStatus,
} from './delivery.ts';
export { DUE_SHARDS, type DueEntry, type DueState, markDispatched, queryDue } from './due.ts';
export { type ErasureEntry, erasePlan, listErasures } from './erase.ts';
export {
  historyIn,
  listAccess,
  loadChain,
  loadHistory,
  loadTimeline,
  logAccess,
} from './history.ts';
export { getHrOnly, HR_CHANGES_MAX, type HrOnly, putHrOnly } from './hr-only.ts';
export { loadInsights, type StoredInsights } from './insights.ts';
export { StoredItemError } from './item.ts';
export { listPlans, type PlansOf } from './lists.ts';
export {
  type CallerLoad,
  type CallerLoadWithExtra,
  type Extra,
  type JobLoad,
  loadCaller,
  loadForCommand,
  loadForJob,
  loadPlan,
  loadPlans,
  PLANS_MAX,
  type PlanLoad,
  type StoredPlan,
} from './load.ts';
export {
  allMembers,
  createTenant,
  getLogin,
  getMembers,
  getTenant,
  listMembers,
  PEOPLE_MAX,
  type PutMemberResult,
  putLogin,
  putMember,
  putMembers,
  putReplay,
  putTenant,
} from './members.ts';
export {
  addObservation,
  getObservations,
  listObservations,
  shareObservation,
} from './observations.ts';
export { getOptOuts, putOptOut } from './opt-outs.ts';
export { mayOwe, OTHERS_OWE, type PlanSummary } from './plan-summary.ts';
export { listPolicies } from './policies.ts';
export {
  getPreferences,
  type Preferences,
  preferencesCodec,
  putPreferences,
} from './preferences.ts';
export { getReach, type Reach } from './reach.ts';
export { askRefresh, getRefresh, moveRefresh, type Refresh } from './refresh.ts';
export type { NewReplay, ReplayRecord } from './replay.ts';
export { reserveSendSlot } from './send-slots.ts';
export {
  getSuppression,
  liftSuppression,
  listUnreached,
  putSuppression,
} from './suppressions.ts';
export type { AccessEntry, Login } from './tenant-codec.ts';
export {
  createTenantScopes,
  openTable,
  type ScopeOptions,
  type TenantScopes,
} from './tenant-scope.ts';
