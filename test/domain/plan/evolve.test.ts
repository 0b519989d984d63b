import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanEvent, RecordedEvent } from '../../../domain/plan/events.ts';
import { evolve } from '../../../domain/plan/evolve.ts';
import { recordsOf } from '../../../domain/plan/evolve-records.ts';
import type { Plan, RunningPlan } from '../../../domain/plan/state.ts';
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

describe('what a plan keeps from one stage to the next', () => {
  const file = { id: 'scan', name: 'scan.pdf', mediaType: 'application/pdf', bytes: 1, sha256: '' };
  const draft = planOf(draftHistory());

  it('its files: through a new draft, and in the plan as it is and as it was', () => {
    const attached = changedBy({ type: 'AttachmentAdded', ...file } as PlanEvent, draft);
    expect(attached.attachments).toMatchObject([file]);
    const edited = changedBy(
      { type: 'ContentEdited', content: draft.content, approvalVoided: false },
      attached,
    );
    expect(edited.attachments).toEqual(attached.attachments);
    expect(
      changedBy({ type: 'ContentEdited', content: draft.content, approvalVoided: false }, draft),
    ).not.toHaveProperty('attachments');
    const closed = changedBy({
      type: 'PlanCancelled',
      on: on('2026-03-03'),
      reason: 'LEFT',
      note: '',
    });
    const late = changedBy({ type: 'AttachmentAdded', ...file } as PlanEvent, closed);
    expect(late).toMatchObject({ attachments: [file], before: { attachments: [file] } });
    expect(late).toMatchObject({ before: { status: 'ACTIVE' } });
  });

  it('when it was recalled, until it is no draft any more', () => {
    const edited = (plan: object) =>
      changedBy({ type: 'ContentEdited', content: draft.content, approvalVoided: false }, {
        ...draft,
        ...plan,
      } as Plan);
    expect(edited({ recalledAt: draft.createdAt })).toHaveProperty('recalledAt', draft.createdAt);
    expect(edited({})).not.toHaveProperty('recalledAt');
    expect(edited({ status: 'IN_REVIEW', recalledAt: draft.createdAt })).not.toHaveProperty(
      'recalledAt',
    );
  });

  it('the day that a meeting had been moved to, when it is missed or called off', () => {
    const moved = {
      status: 'PLANNED',
      dueOn: '2026-03-13',
      movedBy: { manager: 1, other: 0 },
    };
    const state = (event: PlanEvent, checkIns: object) => {
      const plan = {
        ...active,
        running: { ...(active as RunningPlan).running, checkIns, checkpoints: checkIns },
      };
      return (changedBy(event, plan as unknown as Plan) as unknown as typeof plan).running;
    };
    const plannedOn = on('2026-03-12');
    const missed = { type: 'CheckInMissed', plannedOn, by: 'manager' } as PlanEvent;
    expect(state(missed, { [plannedOn]: moved }).checkIns).toEqual({
      [plannedOn]: {
        status: 'MISSED',
        by: 'manager',
        dueOn: '2026-03-13',
        movedBy: { manager: 1, other: 0 },
      },
    });
    expect(state(missed, {}).checkIns).toEqual({
      [plannedOn]: { status: 'MISSED', by: 'manager', movedBy: { manager: 0, other: 0 } },
    });
  });

  it('replies to what the employee said, each replaced by a later one to the same', () => {
    const reply = (kind: string, ref: string, text: string) => ({
      to: { kind, ref },
      adopted: true,
      reply: text,
    });
    const talk = {
      ...draft.talk,
      replies: [reply('cause', 'a', '1'), reply('cause', 'b', '2'), reply('goal', 'a', '3')],
    };
    const after = changedBy(
      { type: 'AnswerReplied', replies: [reply('cause', 'a', '4')] } as unknown as PlanEvent,
      { ...draft, talk } as unknown as Plan,
    );
    expect(after.talk.replies).toEqual([
      reply('cause', 'b', '2'),
      reply('goal', 'a', '3'),
      reply('cause', 'a', '4'),
    ]);
  });

  it('each amendment, of which only the one it is about gets HR’s answer', () => {
    const amendments = [{ no: 1 }, { no: 2 }];
    const after = changedBy(
      { type: 'DisagreementAnswered', text: '', amendment: 2 } as PlanEvent,
      {
        ...active,
        amendments,
      } as unknown as Plan,
    );
    expect(after).toMatchObject({ amendments: [{ no: 1 }, { no: 2, disagreementAnswer: {} }] });
    expect((after as { amendments?: readonly object[] }).amendments?.[0]).toEqual({ no: 1 });
  });
});
