import { describe, expect, it } from 'vitest';
import type { ContentAmendment } from '../../../domain/plan/amendment.ts';
import { effectOf } from '../../../domain/plan/amendment-effect.ts';
import type { RunningPlan } from '../../../domain/plan/state.ts';
import { planOf } from '../../support/plan-spec.ts';
import { activePlanHistory, changed, shanghai, shanghaiContent } from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

const plan = planOf(activePlanHistory()) as RunningPlan;
const movedTo = (dueOn: string) => ({
  status: 'PLANNED' as const,
  dueOn: on(dueOn),
  movedBy: { manager: 0, other: 1 },
});
/** 12 March: the check-in of the 5th is open, those of the 12th and the 19th were moved. */
const moved = {
  ...plan,
  running: {
    ...plan.running,
    checkIns: { '2026-03-12': movedTo('2026-03-12'), '2026-03-19': movedTo('2026-03-20') },
  },
} as RunningPlan;
const effect = (pointer: string, value: unknown, of: RunningPlan = moved, more: object = {}) =>
  effectOf(
    of,
    { content: changed(shanghaiContent(), pointer, value), ...more } as unknown as ContentAmendment,
    on('2026-03-12'),
    shanghai.calendar,
  );

describe('what taking effect does to the check-ins', () => {
  it('keeps what was due until today, and drops what had been moved to a later day, when the rhythm is new', () => {
    for (const [pointer, value] of [
      ['/schedule/cadence', 'biweekly'],
      ['/schedule/checkInWeekday', 3],
    ] as const)
      expect(effect(pointer, value)).toEqual({
        type: 'AmendmentTookEffect',
        on: '2026-03-12',
        kept: ['2026-03-05'],
        dropped: ['2026-03-19'],
        checkInsAfter: '2026-03-12',
      });
  });

  it('drops nothing while the rhythm stays', () => {
    expect(effect('/title', '客户服务改进')).toMatchObject({
      kept: ['2026-03-05'],
      dropped: [],
      checkInsAfter: '2026-03-12',
    });
  });

  it('keeps what is due this very day and has not been touched', () => {
    expect(effect('/title', '客户服务改进', plan).kept).toEqual(['2026-03-05', '2026-03-12']);
  });

  it('leaves what a pause had fixed, unless the rhythm is new', () => {
    const fixed = { ...moved, running: { ...moved.running, checkInsAfter: on('2026-04-30') } };
    expect(effect('/title', '客户服务改进', fixed).checkInsAfter).toBe('2026-04-30');
    expect(effect('/schedule/cadence', 'biweekly', fixed).checkInsAfter).toBe('2026-03-12');
  });

  it('says how far a plan was extended, and why', () => {
    expect(effect('/title', '客户服务改进')).not.toHaveProperty('extension');
    expect(
      effect('/schedule/endOn', on('2026-05-28'), moved, { extension: 'LEAVE' }).extension,
    ).toMatchObject({ reason: 'LEAVE', from: '2026-04-30', to: '2026-05-28' });
  });
});
