import { DateTime } from 'luxon';
import { Temporal as Polyfill } from 'temporal-polyfill';
import { toInstant } from '../../domain/calendar/zones.ts';
import { addDays, type CivilDate } from '../../domain/kernel/civil-date.ts';
import { fromEpochMs } from '../../domain/kernel/instant.ts';

/**
 * `node --harmony-temporal test/bench/zones.ts [conversions]`: local times to UTC, a million unless
 * said otherwise, on the table that the domain makes from Intl, beside temporal-polyfill, luxon and,
 * where the runtime has it, its own Temporal. All convert the same times; the dear ones a hundredth of
 * them, scaled up. Prints seconds of processor time, ratios, and how many answers differ from
 * Temporal's; exits with 1 when any of ours does. Times are a machine's: none is asserted.
 */

const CONVERSIONS = Number(process.argv[2] ?? 1_000_000);
const SHARE = 100;

const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'Africa/Casablanca',
] as const;

interface Local {
  readonly zone: string;
  readonly date: CivilDate;
  readonly time: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Times over ten years, small hours included, where clocks change. */
const localTimes = (count: number): readonly Local[] => {
  const days = Array.from({ length: 3650 }, (_, n) => addDays('2026-01-01' as CivilDate, n));
  return Array.from({ length: count }, (_, n) => ({
    zone: ZONES[n % ZONES.length] ?? 'UTC',
    date: days[(n * 7) % days.length] ?? ('2026-01-01' as CivilDate),
    time: `${two((n * 5) % 24)}:${two((n * 13) % 60)}`,
  }));
};

type Convert = (local: Local) => string;

const withTemporal =
  ({ PlainDateTime }: Pick<typeof Polyfill, 'PlainDateTime'>): Convert =>
  ({ zone, date, time }) =>
    fromEpochMs(
      PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone, { disambiguation: 'compatible' })
        .epochMilliseconds,
    );

const native = (globalThis as { readonly Temporal?: typeof Polyfill }).Temporal;

const CONTENDERS: readonly (readonly [string, Convert])[] = [
  ['temporal-polyfill', withTemporal(Polyfill)],
  [
    'luxon',
    ({ zone, date, time }) => fromEpochMs(DateTime.fromISO(`${date}T${time}`, { zone }).toMillis()),
  ],
  ...(native === undefined ? [] : [['the runtime’s Temporal', withTemporal(native)] as const]),
];

/** Seconds of processor time for all of them, what they need to warm up included. */
const secondsOf = (convert: Convert, times: readonly Local[]): number => {
  const before = process.cpuUsage();
  let length = 0;
  for (const local of times) length += convert(local).length;
  const { user, system } = process.cpuUsage(before);
  if (length === 0) throw new Error('nothing was converted');
  return (user + system) / 1e6;
};

const times = localTimes(CONVERSIONS);
const some = times.slice(0, Math.ceil(CONVERSIONS / SHARE));
const ours: Convert = ({ zone, date, time }) => toInstant(zone, date, time);
const reference = withTemporal(native ?? Polyfill);
const differs = (convert: Convert): number =>
  some.filter((local) => convert(local) !== reference(local)).length;

const own = secondsOf(ours, times);
const wrong = differs(ours);
const say = (name: string, seconds: number, misses: number) =>
  console.log(
    `${name.padEnd(24)} ${seconds.toFixed(2).padStart(7)} s  ${(seconds / own).toFixed(1).padStart(6)}x  ${misses} of ${some.length} differ from Temporal`,
  );
console.log(`${CONVERSIONS} local times to UTC, tzdata ${process.versions.tz}`);
say('the domain’s table', own, wrong);
for (const [name, convert] of CONTENDERS)
  say(name, secondsOf(convert, some) * (times.length / some.length), differs(convert));
process.exitCode = wrong === 0 ? 0 : 1;
