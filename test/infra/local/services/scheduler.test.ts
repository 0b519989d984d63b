import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  createScheduler,
  type ScheduleDefinition,
  ScheduleExpressionError,
} from '../../../../infra/local/services/index.ts';
import { parseSchedule } from '../../../../infra/local/services/schedule-expression.ts';
import { movableClock } from './mount.ts';

const at = (text: string): number => Date.parse(text);
const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().replace(':00.000Z', 'Z');
/** The next `count` occurrences after an instant. */
const next = (
  expression: string,
  from: string,
  count = 1,
  timezone = 'UTC',
): (string | undefined)[] => {
  const occurrences = parseSchedule(expression, timezone, at(from));
  const found: (string | undefined)[] = [];
  let ms: number | undefined = at(from);
  for (let n = 0; n < count && ms !== undefined; n++) {
    ms = occurrences.after(ms);
    found.push(iso(ms));
  }
  return found;
};

describe('rate expressions', () => {
  it('start at once and keep their distance', () => {
    const occurrences = parseSchedule('rate(5 minutes)', 'UTC', at('2026-11-23T09:02:30Z'));
    expect(occurrences.after(0)).toBe(at('2026-11-23T09:02:30Z'));
    expect(occurrences.after(at('2026-11-23T09:02:30Z'))).toBe(at('2026-11-23T09:07:30Z'));
    expect(occurrences.after(at('2026-11-23T09:10:00Z'))).toBe(at('2026-11-23T09:12:30Z'));
  });
  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(2 hours)', 7_200_000],
    ['rate(7 days)', 604_800_000],
  ])('%s', (expression, step) => {
    expect(parseSchedule(expression, 'UTC', 0).after(0)).toBe(step);
  });
});

describe('cron expressions', () => {
  it.each([
    ['cron(0 9 ? * MON-FRI *)', ['2026-11-27T09:00Z', '2026-11-30T09:00Z']],
    ['cron(0/15 8,20 * * ? *)', ['2026-11-26T20:00Z', '2026-11-26T20:15Z', '2026-11-26T20:30Z']],
    [
      'cron(5-59/25 * * * ? *)',
      ['2026-11-26T10:05Z', '2026-11-26T10:30Z', '2026-11-26T10:55Z', '2026-11-26T11:05Z'],
    ],
    ['cron(*/20 10 * * ? *)', ['2026-11-26T10:20Z', '2026-11-26T10:40Z', '2026-11-27T10:00Z']],
    [
      'cron(0 0 L * ? *)',
      ['2026-11-30T00:00Z', '2026-12-31T00:00Z', '2027-01-31T00:00Z', '2027-02-28T00:00Z'],
    ],
    ['cron(0 0 31 * ? *)', ['2026-12-31T00:00Z', '2027-01-31T00:00Z', '2027-03-31T00:00Z']],
    ['cron(0 0 29 2 ? *)', ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
    // 15 November 2026 is a Sunday, 15 August 2026 a Saturday, 1 May 2027 a Saturday, 31 January 2027 a Sunday.
    ['cron(0 0 15W 11 ? 2026-2027)', ['2027-11-15T00:00Z', undefined]],
    ['cron(0 0 1W 5 ? 2027)', ['2027-05-03T00:00Z', undefined]],
    ['cron(0 0 31W 1 ? 2027)', ['2027-01-29T00:00Z', undefined]],
    ['cron(0 0 ? * 6L *)', ['2026-11-27T00:00Z', '2026-12-25T00:00Z']],
    ['cron(0 0 ? * FRIL *)', ['2026-11-27T00:00Z', '2026-12-25T00:00Z']],
    ['cron(0 0 ? * MON#2 *)', ['2026-12-14T00:00Z', '2027-01-11T00:00Z']],
    ['cron(0 0 ? * 5#5 *)', ['2026-12-31T00:00Z', '2027-04-29T00:00Z']],
    ['cron(0 0 ? * L *)', ['2026-11-28T00:00Z', '2026-12-05T00:00Z']],
    ['cron(0 0 ? * 1,wed *)', ['2026-11-29T00:00Z', '2026-12-02T00:00Z']],
    ['cron(0 0 1 JAN,jul ? *)', ['2027-01-01T00:00Z', '2027-07-01T00:00Z']],
    ['cron(0 0 1 1 ? 2025)', [undefined]],
    ['cron(59 23 31 12 ? 2026)', ['2026-12-31T23:59Z', undefined]],
  ])('%s', (expression, expected) => {
    expect(next(expression, '2026-11-26T10:00:00Z', expected.length)).toEqual(expected);
  });

  it('follow the zone, not UTC', () => {
    expect(next('cron(0 9 * * ? *)', '2026-10-24T12:00:00Z', 2, 'Europe/Berlin')).toEqual([
      '2026-10-25T08:00Z',
      '2026-10-26T08:00Z',
    ]);
    expect(next('cron(0 9 ? * MON *)', '2026-11-22T12:00:00Z', 1, 'Asia/Shanghai')).toEqual([
      '2026-11-23T01:00Z',
    ]);
  });
  it('leave out what the zone skips in spring', () => {
    expect(next('cron(30 2 * * ? *)', '2026-03-28T00:00:00Z', 3, 'Europe/Berlin')).toEqual([
      '2026-03-28T01:30Z',
      '2026-03-30T00:30Z',
      '2026-03-31T00:30Z',
    ]);
  });
  it('happen once where the zone repeats an hour in autumn', () => {
    expect(next('cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', 2, 'Europe/Berlin')).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-26T01:30Z',
    ]);
    // From inside the repeated hour: its second half-past is not a new one.
    expect(next('cron(30 2 * * ? *)', '2026-10-25T01:10:00Z', 1, 'Europe/Berlin')).toEqual([
      '2026-10-26T01:30Z',
    ]);
  });

  it('agree with trying every minute', { timeout: 60_000 }, () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'Asia/Shanghai',
      'Australia/Lord_Howe',
      'America/New_York',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({
          min: at('2026-01-01T00:00:00Z') / 60_000,
          max: at('2027-12-31T00:00:00Z') / 60_000,
        }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 1, max: 30 }),
        (timezone, fromMinute, hour, minute, step) => {
          const from = fromMinute * 60_000;
          const found = parseSchedule(`cron(${minute}/${step} ${hour} * * ? *)`, timezone, 0).after(
            from,
          );
          // Walks minute by minute; a local time counts at its first passing only.
          let previous = Number.NEGATIVE_INFINITY;
          for (let ms = from - 180 * 60_000; ; ms += 60_000) {
            const local = Temporal.Instant.fromEpochMilliseconds(ms)
              .toZonedDateTimeISO(timezone)
              .toPlainDateTime();
            const order = Date.UTC(
              local.year,
              local.month - 1,
              local.day,
              local.hour,
              local.minute,
            );
            const repeated = order <= previous;
            previous = Math.max(previous, order);
            const due =
              local.hour === hour && local.minute >= minute && (local.minute - minute) % step === 0;
            if (ms > from && due && !repeated) return found === ms;
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('expressions that AWS refuses', () => {
  it.each([
    'rate(0 minutes)',
    'rate(5 seconds)',
    'rate(5minutes)',
    'rate(-1 day)',
    'every(5 minutes)',
    'at(2026-11-23T09:00:00)',
    'cron(0 9 * * *)',
    'cron(0 9 * * * *)',
    'cron(0 9 ? * ? *)',
    'cron(60 9 * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 9 0 * ? *)',
    'cron(0 9 32 * ? *)',
    'cron(0 9 ? * 8 *)',
    'cron(0 9 ? * MON#6 *)',
    'cron(0 9 ? * FRI-MON *)',
    'cron(0 9 L-3 * ? *)',
    'cron(0 9 * FOO ? *)',
    'cron(0 9 * * ? 1969)',
    'cron(0/0 9 * * ? *)',
    'cron(1-2-3 9 * * ? *)',
    'cron( 9 * * ? *)',
    'cron(0 9 ? * , *)',
  ])('%s', (expression) => {
    expect(() => parseSchedule(expression, 'UTC', 0)).toThrow(ScheduleExpressionError);
  });
  it('an unknown zone', () => {
    expect(() => parseSchedule('cron(0 9 * * ? *)', 'Mars/Olympus', 0)).toThrow(/Mars/);
  });
});

describe('the scheduler', () => {
  const start = (
    definitions: Partial<ScheduleDefinition>[],
    invoke?: (id: string, payload: unknown) => Promise<void>,
  ) => {
    const clock = movableClock(at('2026-11-23T09:00:00Z'));
    const invoked: { id: string; payload: unknown }[] = [];
    const letters: { queue: string; body: string; attributes: Readonly<Record<string, string>> }[] =
      [];
    const scheduler = createScheduler({
      clock,
      accountId: '111122223333',
      region: 'eu-central-1',
      invoke: async (id, payload) => {
        await invoke?.(id, payload);
        invoked.push({ id, payload });
      },
      sendDeadLetter: (queue, body, attributes) => {
        letters.push({ queue, body, attributes });
      },
      schedules: definitions.map((definition) => ({
        name: 'sweep',
        expression: 'rate(1 minute)',
        state: 'ENABLED',
        target: { functionLogicalId: 'Sweep', input: '{}' },
        retry: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 300 },
        ...definition,
      })),
    });
    return { clock, invoked, letters, scheduler };
  };

  it('fires what is due, once, and knows what comes next', async () => {
    const { clock, invoked, scheduler } = start([
      {},
      {
        name: 'daily',
        expression: 'cron(30 9 * * ? *)',
        target: { functionLogicalId: 'Daily', input: '{"a":1}' },
      },
      { name: 'off', state: 'DISABLED' },
    ]);
    expect(scheduler.nextAt()).toBe(clock.now());
    expect(await scheduler.tick()).toEqual([{ schedule: 'sweep', at: clock.now() }]);
    expect(await scheduler.tick()).toEqual([]);
    expect(iso(scheduler.nextAt())).toBe('2026-11-23T09:01Z');
    clock.advance(59_999);
    expect(await scheduler.tick()).toEqual([]);
    clock.advance(1);
    expect(await scheduler.tick()).toHaveLength(1);
    clock.advance(29 * 60_000);
    expect((await scheduler.tick()).map(({ schedule }) => schedule)).toEqual(['sweep', 'daily']);
    expect(invoked.at(-1)).toEqual({ id: 'Daily', payload: { a: 1 } });
  });

  it('fires once for all that a moved clock skipped, for the latest', async () => {
    const { clock, invoked, scheduler } = start([{}]);
    clock.advance(60 * 86_400_000 + 30_000);
    expect(await scheduler.tick()).toEqual([{ schedule: 'sweep', at: clock.now() - 30_000 }]);
    expect(invoked).toHaveLength(1);
    expect(scheduler.nextAt()).toBe(clock.now() + 30_000);
  });

  it('does not fire twice when ticks overlap', async () => {
    const { invoked, scheduler } = start([{}]);
    await Promise.all([scheduler.tick(), scheduler.tick(), scheduler.tick()]);
    expect(invoked).toHaveLength(1);
  });

  it('fills in placeholders, or sends the default event', async () => {
    const { invoked, scheduler } = start([
      {
        target: {
          functionLogicalId: 'Sweep',
          input:
            '{"at":"<aws.scheduler.scheduled-time>","from":"<aws.scheduler.schedule-arn>","n":<aws.scheduler.attempt-number>}',
        },
      },
      { name: 'plain', target: { functionLogicalId: 'Plain' } },
    ]);
    await scheduler.tick();
    expect(invoked).toMatchObject([
      {
        payload: {
          at: '2026-11-23T09:00:00Z',
          from: 'arn:aws:scheduler:eu-central-1:111122223333:schedule/default/sweep',
          n: 1,
        },
      },
      {
        payload: {
          source: 'aws.scheduler',
          'detail-type': 'Scheduled Event',
          detail: '{}',
          resources: ['arn:aws:scheduler:eu-central-1:111122223333:schedule/default/plain'],
        },
      },
    ]);
    expect(() => start([{ target: { functionLogicalId: 'X', input: '{' } }])).toThrow(SyntaxError);
  });

  it('retries a failed hand-over with growing distance, then writes a dead letter', async () => {
    const { clock, invoked, letters, scheduler } = start(
      [
        {
          expression: 'cron(0 9 23 11 ? 2026)',
          deadLetter: 'arn:aws:sqs:eu-central-1:111122223333:dead',
        },
      ],
      async () => {
        throw new TypeError('no such function');
      },
    );
    await scheduler.tick();
    expect(scheduler.nextAt()).toBe(clock.now() + 1000);
    clock.advance(1000);
    await scheduler.tick();
    expect(scheduler.nextAt()).toBe(clock.now() + 2000);
    expect(letters).toEqual([]);
    clock.advance(2000);
    await scheduler.tick();
    expect(scheduler.nextAt()).toBeUndefined();
    expect(invoked).toEqual([]);
    expect(letters).toMatchObject([
      {
        queue: 'arn:aws:sqs:eu-central-1:111122223333:dead',
        body: '{}',
        attributes: {
          ERROR_CODE: 'TypeError',
          ERROR_MESSAGE: 'no such function',
          EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
          RETRY_ATTEMPTS: '2',
          SCHEDULED_TIME: '2026-11-23T09:00:00Z',
        },
      },
    ]);
  });

  it('gives up at the maximum age, and succeeds on a retry', async () => {
    let failing = true;
    const { clock, invoked, letters, scheduler } = start(
      [
        {
          expression: 'cron(0 9 23 11 ? 2026)',
          deadLetter: 'arn:aws:sqs:eu-central-1:111122223333:dead',
          retry: { maximumRetryAttempts: 185, maximumEventAgeSeconds: 60 },
        },
        {
          name: 'better',
          target: { functionLogicalId: 'Better', input: '{}' },
          expression: 'cron(0 9 23 11 ? 2026)',
        },
      ],
      async (id) => {
        if (id === 'Sweep' || failing) throw new Error('down');
      },
    );
    await scheduler.tick();
    failing = false;
    clock.advance(60_000);
    await scheduler.tick();
    expect(invoked.map(({ id }) => id)).toEqual(['Better']);
    expect(letters.map(({ attributes }) => attributes.EXHAUSTED_RETRY_CONDITION)).toEqual([
      'MaximumEventAgeInSeconds',
    ]);
  });

  it('ticks by itself when the clock moves, until it is stopped', { timeout: 30_000 }, async () => {
    const { clock, invoked, scheduler } = start([{}]);
    scheduler.start();
    await expect.poll(() => invoked.length, { timeout: 10_000 }).toBe(1);
    clock.advance(60_000);
    await expect.poll(() => invoked.length, { timeout: 10_000 }).toBe(2);
    scheduler.stop();
    clock.advance(60_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(invoked).toHaveLength(2);
    await scheduler.tick();
    expect(invoked).toHaveLength(3);
  });
});
