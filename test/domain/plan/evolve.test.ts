import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanEvent, RecordedEvent } from '../../../domain/plan/events.ts';
import { evolve } from '../../../domain/plan/evolve.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import type { Plan } from '../../../domain/plan/state.ts';
import { planOf } from '../../support/plan-spec.ts';
import { activePlanHistory, as, draftHistory } from '../../support/plans.ts';
import { histories } from '../../support/random-history.ts';
import { on } from '../calendar/calendars.ts';

const active = planOf(activePlanHistory());

const next = (plan: Plan, event: PlanEvent): RecordedEvent => ({
  seq: plan.version + 1,
  at: plan.createdAt,
  by: as.manager,
  event,
});
const changedBy = (event: PlanEvent, plan: Plan = active): Plan => evolve(plan, next(plan, event));

describe('N1 the fold of a history', () => {
  it('is a plan, whatever the order of the events, with the last one’s number as its version', () => {
    fc.assert(
      fc.property(histories(40), (history) => {
        const plan = planOf(history);
        expect(plan.version).toBe(history.length);
        expect(() => recordsOf(history)).not.toThrow();
      }),
      { numRuns: 300, seed: 20260302 },
    );
  });

  it('changes nothing that it was given', () => {
    const frozen = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
      Object.freeze(value);
      Object.values(value).forEach(frozen);
    };
    fc.assert(
      fc.property(histories(20), (history) => {
        history.reduce<Plan | undefined>((plan, event) => {
          frozen(plan);
          frozen(event);
          return evolve(plan, event);
        }, undefined);
      }),
      { numRuns: 50, seed: 20260303 },
    );
  });

  it('begins with the draft, and with that only', () => {
    const [drafted] = draftHistory();
    if (drafted === undefined) throw new Error('no history');
    expect(evolve(undefined, next(active, { type: 'TalkDeclined' }))).toBeUndefined();
    expect(evolve(undefined, drafted)).toMatchObject({ status: 'DRAFT', version: 1 });
    expect(changedBy(drafted.event)).toEqual({ ...active, version: active.version + 1 });
  });

  it('judges nothing: what an event presupposes is taken for granted', () => {
    const reply = changedBy({
      type: 'CheckInReplied',
      plannedOn: on('2026-03-05'),
      kind: 'REPLY',
      text: '同意',
    });
    expect(reply).toEqual({ ...active, version: active.version + 1 });
    expect(
      changedBy({ type: 'SupportConfirmed', supportId: 'mentor', on: on('2026-03-05') }),
    ).toMatchObject({ running: { supports: { mentor: { status: 'CONFIRMED' } } } });
  });

  it('keeps a plan that is closed as it was', () => {
    const closed = changedBy({
      type: 'PlanCancelled',
      on: on('2026-03-03'),
      reason: 'ROLE_CHANGED',
      note: '',
    });
    const more = changedBy(
      {
        type: 'ActionReported',
        actionId: 'review-calls',
        done: 'yes',
        fact: '',
        on: on('2026-03-04'),
      },
      closed,
    );
    expect(more).toEqual({ ...closed, version: closed.version + 1 });
    expect(closed).toMatchObject({ status: 'CLOSED', before: { status: 'ACTIVE' } });
  });
});
