import type { PlanId } from '../../../domain/kernel/ids.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import type { Page, PageRequest, TenantScope } from './access.ts';
import type { AccessEntry } from './commit.ts';

/** Every event of a plan, oldest first, strongly consistent. */
export const loadHistory = async (
  _scope: TenantScope,
  _planId: PlanId,
): Promise<readonly RecordedEvent[]> => {
  throw new Error('loadHistory is being built');
};

/** One page of a plan's events, newest first. */
export const loadTimeline = async (
  _scope: TenantScope,
  _planId: PlanId,
  _page: PageRequest,
): Promise<Page<RecordedEvent>> => {
  throw new Error('loadTimeline is being built');
};

/** Notes that somebody read the plan's content. */
export const logAccess = async (_scope: TenantScope, _entry: AccessEntry): Promise<void> => {
  throw new Error('logAccess is being built');
};

/** Who read the plan's content, latest first. */
export const listAccess = async (
  _scope: TenantScope,
  _planId: PlanId,
  _page: PageRequest,
): Promise<Page<AccessEntry>> => {
  throw new Error('listAccess is being built');
};
