import type { MemberId } from '../../domain/kernel/ids.ts';
import { epochMs, fromEpochMs, type Instant } from '../../domain/kernel/instant.ts';
import { DAILY_LIMITS, type TenantScope, takeAllowance } from '../adapters/store/index.ts';

const DAY_MS = 86_400_000;

/** The beginning of the next UTC day. */
export const startOfNextDay = (now: Instant): Instant =>
  fromEpochMs((Math.floor(epochMs(now) / DAY_MS) + 1) * DAY_MS);

/** Counts a mail that is about to go out, unless person or company have had theirs for the day. */
export const withinMailLimits = async (
  scope: TenantScope,
  memberId: MemberId,
  now: Instant,
): Promise<boolean> =>
  (await takeAllowance(scope, { kind: 'mailTo', memberId, most: DAILY_LIMITS.mailTo, now })) &&
  takeAllowance(scope, { kind: 'mail', most: DAILY_LIMITS.mail, now });
