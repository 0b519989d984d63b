import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateCheckpoints } from '../../../domain/calendar/checkpoints.ts';
import { addDays } from '../../../domain/kernel/civil-date.ts';
import { lateByWD, scheduleRules, startAfterMeeting } from '../../../domain/plan/rules/dates.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { changed, shanghaiContent } from '../../support/plans.ts';
import { china2026, on, plainWeeks } from '../calendar/calendars.ts';
import { judged, judgedWith } from './judged.ts';

const { schedule } = shanghaiContent();
const ruled = (more: Partial<typeof schedule>, policy = DEFAULT_POLICY, calendar = plainWeeks) =>
  scheduleRules({ ...schedule, ...more }, policy, calendar).map(
    ({ messageKey, path }) => `${messageKey} ${path}`,
  );
const checkpointsOn = (...dates: readonly string[]) =>
  dates.map((date, index) => ({ id: `checkpoint-${index + 1}`, on: on(date) }));

/** A plan of so many days from Monday 2 March, with the checkpoints that the product proposes. */
const planOfDays = (days: number, calendar = plainWeeks) => {
  const startOn = on('2026-03-02');
  const endOn = addDays(startOn, days);
  const checkpoints = generateCheckpoints({ startOn, endOn, calendar });
  return {
    startOn,
    endOn,
    finalReviewOn: endOn,
    checkpoints: checkpoints.map((one, index) => ({ id: `c-${index + 1}`, on: one.on })),
  };
};

describe('G1 duration', () => {
  it.each([
    [13, ['G1.duration /schedule/endOn']],
    [14, ['G1.unusual /schedule/endOn']],
    [29, ['G1.unusual /schedule/endOn']],
    [30, []],
    [120, []],
    [121, ['G1.unusual /schedule/endOn']],
    [365, ['G1.unusual /schedule/endOn']],
    [366, ['G1.duration /schedule/endOn']],
  ])('of %i days: %j', (days, expected) => {
    expect(ruled(planOfDays(days)).filter((one) => one.startsWith('G1'))).toEqual(expected);
  });

  it.each(['2026-03-02', '2026-03-01'])('refuses an end on %s, not after the start', (end) => {
    expect(ruled({ endOn: on(end), finalReviewOn: on(end) })).toContain('G1.order /schedule/endOn');
  });
});

describe('G2 interim checkpoints', () => {
  it('refuses fewer than the policy asks for', () => {
    expect(judgedWith({ '/schedule/checkpoints': [] })).toEqual([
      'G2.tooFew /schedule/checkpoints',
    ]);
    const policy = { ...DEFAULT_POLICY, checkpoint: { interimMin: 2, maxGapDays: 31 } };
    expect(judged(shanghaiContent(), { policy })).toEqual(['G2.tooFew /schedule/checkpoints']);
  });

  it.each(['2026-03-02', '2026-04-30'])('refuses one on %s, not strictly inside', (date) => {
    const checkpoints = checkpointsOn('2026-03-31', date);
    expect(ruled({ checkpoints }).filter((one) => one.startsWith('G2'))).toEqual([
      'G2.outside /schedule/checkpoints/1/on',
    ]);
  });

  it('refuses two on one day and two with one id', () => {
    expect(ruled({ checkpoints: checkpointsOn('2026-03-31', '2026-03-31') })).toEqual([
      'G2.duplicate /schedule/checkpoints/1/on',
    ]);
    const [first, second] = checkpointsOn('2026-03-31', '2026-04-14');
    expect(
      ruled({
        checkpoints: [first, { ...second, id: 'checkpoint-1' }] as typeof schedule.checkpoints,
      }),
    ).toEqual(['G2.duplicateId /schedule/checkpoints/1/id']);
  });

  it('refuses a day off; a make-up workday is none', () => {
    const checkpoint = (date: string) => judgedWith({ '/schedule/checkpoints/0/on': date });
    expect(checkpoint('2026-03-28')).toContain('G2.notWorking /schedule/checkpoints/0/on');
    // Qingming, a Monday.
    expect(
      judged(
        changed(
          shanghaiContent(),
          '/schedule/checkpoints',
          checkpointsOn('2026-03-24', '2026-04-06'),
        ),
      ),
    ).toEqual(['G2.notWorking /schedule/checkpoints/1/on']);
    // Saturday 9 May is worked in China.
    const may = {
      ...schedule,
      startOn: on('2026-04-15'),
      endOn: on('2026-06-09'),
      finalReviewOn: on('2026-06-09'),
    };
    const saturday = { ...may, checkpoints: checkpointsOn('2026-05-09') };
    expect(ruled(saturday, DEFAULT_POLICY, china2026)).toEqual([]);
    expect(ruled(saturday)).toEqual(['G2.notWorking /schedule/checkpoints/0/on']);
  });
});

describe('G3 no plan starts before its meeting', () => {
  const found = (startOn: string, presentedOn: string) =>
    startAfterMeeting({ ...schedule, startOn: on(startOn) }, on(presentedOn), plainWeeks).map(
      ({ messageKey }) => messageKey,
    );

  it.each([
    ['2026-03-02', '2026-03-03', ['G3.retroactive']],
    ['2026-03-03', '2026-03-03', []],
    ['2026-03-17', '2026-03-03', []],
    ['2026-03-18', '2026-03-03', ['G3.farAway']],
  ])('start %s, presented %s: %j', (startOn, presentedOn, expected) => {
    expect(found(startOn, presentedOn)).toEqual(expected);
  });
});

describe('G4 no long stretch without a checkpoint', () => {
  it('warns when the first comes after a month or after half of the plan', () => {
    const half = (date: string) => ruled({ checkpoints: checkpointsOn(date) });
    // 59 days: half of them are 30, until 1 April.
    expect(half('2026-04-01')).toEqual([]);
    expect(half('2026-04-02')).toEqual(['G4.first /schedule/checkpoints/0/on']);
    const long = { endOn: on('2026-06-30'), finalReviewOn: on('2026-06-30') };
    const month = (date: string) =>
      ruled({ ...long, checkpoints: checkpointsOn(date, '2026-05-04', '2026-06-03') });
    expect(month('2026-04-02')).toEqual([]);
    expect(month('2026-04-03')).toEqual(['G4.first /schedule/checkpoints/0/on']);
  });

  it('warns of a gap longer than the policy allows, also the one before the end', () => {
    const long = { endOn: on('2026-06-02'), finalReviewOn: on('2026-06-02') };
    const withThem = (...dates: readonly string[]) =>
      ruled({ ...long, checkpoints: checkpointsOn(...dates) });
    expect(withThem('2026-04-01', '2026-05-04')).toEqual([]);
    expect(withThem('2026-04-01', '2026-05-05')).toEqual(['G4.gap /schedule/checkpoints/1/on']);
    expect(withThem('2026-04-01')).toEqual(['G4.gap /schedule/endOn']);
  });

  it('does not count what a weekend adds: 31 days that end on a Saturday may go to Monday', () => {
    const long = { endOn: on('2026-06-02'), finalReviewOn: on('2026-06-02') };
    // 1 April + 31 days is Saturday 2 May.
    expect(ruled({ ...long, checkpoints: checkpointsOn('2026-04-01', '2026-05-04') })).toEqual([]);
    // In China the holiday goes on until 5 May.
    expect(
      ruled(
        { ...long, checkpoints: checkpointsOn('2026-04-01', '2026-05-06') },
        DEFAULT_POLICY,
        china2026,
      ),
    ).toEqual([]);
    expect(
      ruled(
        { ...long, checkpoints: checkpointsOn('2026-04-01', '2026-05-07') },
        DEFAULT_POLICY,
        china2026,
      ),
    ).toEqual(['G4.gap /schedule/checkpoints/1/on']);
  });

  it('takes the checkpoints by date, in whatever order they are written', () => {
    const dates = ['2026-04-23', '2026-03-31'];
    expect(ruled({ checkpoints: checkpointsOn(...dates) })).toEqual([]);
    expect(ruled({ checkpoints: checkpointsOn('2026-04-24', '2026-04-02') })).toEqual([
      'G4.first /schedule/checkpoints/1/on',
      'G4.last /schedule/checkpoints/0/on',
    ]);
  });

  it('warns when the last leaves fewer than five working days', () => {
    const last = (date: string) => ruled({ checkpoints: checkpointsOn('2026-03-31', date) });
    expect(last('2026-04-23')).toEqual([]);
    expect(last('2026-04-24')).toEqual(['G4.last /schedule/checkpoints/1/on']);
  });

  it('never warns of the checkpoints that the product itself proposes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 280 }),
        fc.constantFrom(plainWeeks, china2026),
        (days, calendar) => {
          const found = ruled(planOfDays(days, calendar), DEFAULT_POLICY, calendar);
          expect(found.filter((one) => !one.startsWith('G1'))).toEqual([]);
        },
      ),
    );
  });
});

describe('G5 final review', () => {
  it.each([
    ['2026-04-29', ['G5.window /schedule/finalReviewOn']],
    ['2026-04-30', []],
    ['2026-05-14', []],
    ['2026-05-15', ['G5.window /schedule/finalReviewOn']],
  ])('on %s: %j', (date, expected) => {
    expect(ruled({ finalReviewOn: on(date) })).toEqual(expected);
  });

  it('counts the working days of the site', () => {
    // The holiday of May takes three of them; Saturday 9 May gives one back.
    const review = (date: string) => judgedWith({ '/schedule/finalReviewOn': date });
    expect(review('2026-05-18')).toEqual([]);
    expect(review('2026-05-19')).toEqual(['G5.window /schedule/finalReviewOn']);
  });
});

describe('G6 cadence', () => {
  it.each(['weekly', 'biweekly'])('lets %s pass', (cadence) => {
    expect(judgedWith({ '/schedule/cadence': cadence })).toEqual([]);
  });

  it('refuses monthly', () => {
    expect(judgedWith({ '/schedule/cadence': 'monthly' })).toEqual([
      'G6.cadence /schedule/cadence',
    ]);
  });
});

describe('G9 how late a plan starts', () => {
  it.each([
    ['2026-03-02', '2026-03-02', 0],
    ['2026-03-02', '2026-03-05', 3],
    ['2026-03-06', '2026-03-09', 1],
    // A start planned for a Saturday counts as Monday.
    ['2026-03-07', '2026-03-09', 0],
    ['2026-03-07', '2026-03-10', 1],
  ])('planned %s, started %s: %i working days', (planned, started, expected) => {
    expect(lateByWD(on(planned), on(started), plainWeeks)).toBe(expected);
  });
});
