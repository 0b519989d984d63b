import type { PlanStatus } from '../../../domain/plan/vocabulary.ts';
import { archivedHistory, erasedHistory, sustainHistory } from '../../support/after-close.ts';
import { pausedHistory } from '../../support/amendments.ts';
import { type History, play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  approvedHistory,
  as,
  draftHistory,
  inShanghai,
  presentedHistory,
  sharedHistory,
  submittedHistory,
} from '../../support/plans.ts';

const inFinalReview = (): History =>
  play(activePlanHistory(), [{ type: 'Settle' }, inShanghai('2026-04-30 09:00', as.system)]);

const cancelled = (history: History, local: string): History =>
  play(history, [
    { type: 'Cancel', reason: 'ROLE_CHANGED', note: '岗位调整' },
    inShanghai(local, as.hrHead),
  ]);

/** Plans at every stage, and where the same stage is another to its employee, twice. */
export const STAGES: Readonly<
  Record<
    string,
    {
      readonly status: PlanStatus;
      readonly history: () => History;
      /** The employee does not know of it yet. */
      readonly hidden?: true;
    }
  >
> = {
  'a draft of the manager’s own': { status: 'DRAFT', history: draftHistory, hidden: true },
  'a draft that was shared': { status: 'DRAFT', history: sharedHistory },
  'a plan in review': { status: 'IN_REVIEW', history: submittedHistory },
  'an approved plan': { status: 'APPROVED', history: approvedHistory },
  'a presented plan': { status: 'PRESENTED', history: presentedHistory },
  'an active plan': { status: 'ACTIVE', history: activePlanHistory },
  'a paused plan': { status: 'PAUSED', history: pausedHistory },
  'a plan in final review': { status: 'FINAL_REVIEW', history: inFinalReview },
  'a closed plan': {
    status: 'CLOSED',
    history: () => cancelled(inFinalReview(), '2026-05-06 10:00'),
  },
  'a success that is being sustained': { status: 'SUSTAIN', history: sustainHistory },
  'an archived plan': { status: 'ARCHIVED', history: () => archivedHistory() },
  'an erased plan': { status: 'ERASED', history: erasedHistory },
  'a draft that was given up': {
    status: 'CLOSED',
    history: () => cancelled(draftHistory(), '2026-02-11 10:00'),
    hidden: true,
  },
};
