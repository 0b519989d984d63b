import type { PlanContent } from '../../../domain/plan/content.ts';
import type { FindingKey } from '../../../domain/plan/rules/findings.ts';
import { on } from '../../domain/calendar/calendars.ts';
import { berlin, type PlanCase, shanghai } from '../../support/plans.ts';

/** A plan as HR meets it, and exactly what the rules say of it when it is submitted. */
export interface HrCase {
  readonly name: string;
  readonly plan: PlanCase;
  /** Finding and path, in the order of the rules; nothing when it may be submitted as it is. */
  readonly findings: readonly (readonly [FindingKey, string])[];
}

/** Two months from 2 March 2026, with one checkpoint. */
export const TWO_MONTHS = {
  startOn: on('2026-03-02'),
  endOn: on('2026-04-30'),
  cadence: 'weekly',
  checkInWeekday: 3,
  meetingTime: '16:00',
  checkpoints: [{ id: 'halfway', on: on('2026-03-31') }],
  finalReviewOn: on('2026-05-06'),
} as const satisfies PlanContent['schedule'];

export const inChinese = (content: PlanContent): PlanCase => ({ ...shanghai, content });
export const inEnglish = (content: PlanContent): PlanCase => ({ ...berlin, content });
