import type { MemberId } from '../../domain/kernel/ids.ts';
import { epochMs, fromEpochMs, type Instant } from '../../domain/kernel/instant.ts';
import { type TenantScope, takeAllowance } from '../adapters/store/index.ts';

/** Mails of a UTC day. Far above what a busy day brings; what is above goes out the next day. */
export const MAILS_A_DAY = { toOnePerson: 25, ofOneCompany: 2000 } as const;

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
  (await takeAllowance(scope, { kind: 'mailTo', memberId, most: MAILS_A_DAY.toOnePerson, now })) &&
  takeAllowance(scope, { kind: 'mail', most: MAILS_A_DAY.ofOneCompany, now });
