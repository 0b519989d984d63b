import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../domain/plan/state.ts';
import { isWithoutResponse, nextTransitionAt } from '../../../domain/reminder/transitions.ts';
import {
  archivedHistory,
  cancelledHistory,
  closedHistory,
  erasedHistory,
  metHistory,
  sustainHistory,
} from '../../support/after-close.ts';
import {
  pausedHistory,
  proposeAmendment,
  servedOn,
  withEasierGoal,
} from '../../support/amendments.ts';
import { type History, planOf } from '../../support/plan-spec.ts';
import {
  acknowledgedHistory,
  activePlanHistory,
  approvedHistory,
  draftHistory,
  instantIn,
  presentedHistory,
  shanghai,
  submittedHistory,
} from '../../support/plans.ts';
import { finalReviewHistory, runHistory } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';

/** Of the plan, with what is given in place of its own. */
const next = (history: History, more: Partial<Plan> = {}): string | undefined =>
  nextTransitionAt({ ...planOf(history), ...more } as Plan, shanghai.calendar);

const midnight = (day: string) => instantIn(shanghai.zone, `${day} 00:00`);

describe('when the clock has something to do on a plan', () => {
  it.each<readonly [string, () => History, string | undefined]>([
    ['a draft waits for people', draftHistory, undefined],
    ['so does what is submitted', submittedHistory, undefined],
    ['or approved', approvedHistory, undefined],
    ['presented, unsigned: it cannot start', presentedHistory, undefined],
    ['signed: its first day', acknowledgedHistory, '2026-03-02'],
    ['running: the day after the last to record a meeting (G8)', activePlanHistory, '2026-03-10'],
    ['running, nothing missed: its last day', runHistory, '2026-04-30'],
    ['in final review, nothing missed: it waits for people', finalReviewHistory, undefined],
    ['paused: the clock stands still (J7)', pausedHistory, undefined],
    ['closed: the day after the window to appeal', closedHistory, '2026-05-22'],
    ['a success to sustain: the day of its close', metHistory, '2026-05-08'],
    ['cancelled: the day after the window to appeal', cancelledHistory, '2026-03-18'],
    ['sustained: the day after its window', sustainHistory, '2026-08-07'],
    ['archived: never', archivedHistory, undefined],
  ])('%s', (_, history, day) => {
    expect(next(history())).toBe(day === undefined ? undefined : midnight(day));
  });

  it('erased: when no file of it can arrive any more (N5)', () => {
    expect(next(erasedHistory())).toBe(instantIn(shanghai.zone, '2028-05-08 10:20'));
  });

  it('J1: the day after the time to answer an amendment that was served, and only then', () => {
    const served = planOf(
      servedOn(activePlanHistory(), '2026-03-03', proposeAmendment(withEasierGoal())),
    );
    if (served.status !== 'ACTIVE' || served.amendment === undefined) throw new Error('not served');
    const quiet = planOf(runHistory());
    if (quiet.status !== 'ACTIVE') throw new Error('not running');
    const { amendment } = served;
    expect(amendment).toMatchObject({ status: 'SERVED' });
    const ackBy = on('2026-04-20');
    expect(
      nextTransitionAt(
        { ...quiet, amendment: { ...amendment, ackBy } as never },
        shanghai.calendar,
      ),
    ).toBe(midnight('2026-04-21'));
    for (const other of [{ status: 'PROPOSED' }, { kind: 'MANAGER_CHANGE' }] as const)
      expect(
        nextTransitionAt(
          { ...quiet, amendment: { ...amendment, ackBy, ...other } as never },
          shanghai.calendar,
        ),
      ).toBe(midnight('2026-04-30'));
  });

  it('the earliest of several, on the last day of the plan too', () => {
    const plan = planOf(runHistory());
    if (plan.status !== 'ACTIVE') throw new Error('not running');
    const confirmBy = (day: string) => ({
      status: 'DELIVERED',
      deliveredOn: on('2026-04-01'),
      confirmBy: on(day),
      times: 1,
    });
    const withSupports = (...days: readonly string[]) =>
      next(runHistory(), {
        running: {
          ...plan.running,
          supports: Object.fromEntries(days.map((day, n) => [`s${n}`, confirmBy(day)])),
        },
      } as never);
    expect(withSupports('2026-04-20', '2026-04-10', '2026-04-15')).toBe(midnight('2026-04-11'));
    expect(withSupports('2026-04-29')).toBe(midnight('2026-04-30'));
    expect(withSupports('2026-05-20')).toBe(midnight('2026-04-30'));
    // In the final review too.
    const final = planOf(finalReviewHistory());
    if (final.status !== 'FINAL_REVIEW') throw new Error(final.status);
    const supports = { s: confirmBy('2026-05-04') };
    expect(next(finalReviewHistory(), { running: { ...final.running, supports } } as never)).toBe(
      midnight('2026-05-05'),
    );
  });
});

describe('H5: nobody has said anything', () => {
  it('only once the window is over, and only of a plan that was presented', () => {
    const presented = planOf(presentedHistory());
    expect(isWithoutResponse(presented, on('2026-03-03'))).toBe(false);
    expect(isWithoutResponse(presented, on('2026-03-04'))).toBe(true);
    expect(isWithoutResponse(planOf(acknowledgedHistory()), on('2026-03-04'))).toBe(false);
    expect(isWithoutResponse(planOf(draftHistory()), on('2026-03-04'))).toBe(false);
  });
});
