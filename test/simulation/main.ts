import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { loadSimulation } from './loader.ts';
import { type Outcome, planted } from './planted.ts';
import { PROFILE_NAMES, type ProfileName } from './profiles.ts';
import type { RunOptions, RunResult } from './run.ts';
import { startThreads, type Threads } from './threads.ts';
import type { Script } from './world.ts';

const USAGE = `npm run simulate -- [--seed S] [--reminders N] [--profile ${PROFILE_NAMES.join('|')}|all]
                       [--workers W] [--exhaustive] [--planted]`;

/** Plans of one world at most; the worlds of a run follow one another. */
const PLANS = 15;
/** Fewer than most plans have, so that a small run stays small. */
const REMINDERS_OF_PLAN = 45;
/** About what a plan has. */
const REMINDERS_MEANT = 65;

// The faults of a simulation are many, and nobody reads where they came from.
Error.stackTraceLimit = 0;

const add = (into: Record<string, number>, figures: Readonly<Record<string, number>>): void => {
  for (const [name, count] of Object.entries(figures)) into[name] = (into[name] ?? 0) + count;
};

/** As many plans as bring what is left, in a world that is not larger than the full ones. */
const plansFor = (left: number, full: number): number =>
  Math.min(full, Math.max(0, Math.ceil(left / REMINDERS_OF_PLAN)));

/** Plans of a full world: even a small run comes to every profile. */
const fullWorld = (reminders: number, profiles: number): number =>
  Math.min(PLANS, Math.ceil(reminders / (profiles * REMINDERS_MEANT)));

/** Worlds in their order; full ones that will surely be asked for are begun as soon as there is a thread. */
const createWorlds = (
  { run, count }: Threads,
  full: number,
  optionsOf: (world: number) => RunOptions,
) => {
  const begun = new Map<number, Promise<RunResult>>();
  return (world: number, left: number): Promise<RunResult> => {
    const isFull = (ahead: number): boolean =>
      plansFor(left - ahead * full * REMINDERS_MEANT, full) === full;
    for (let ahead = 0; ahead < count; ahead += 1)
      if (isFull(ahead) && !begun.has(world + ahead))
        begun.set(world + ahead, run(optionsOf(world + ahead)));
    const known = isFull(0) ? begun.get(world) : undefined;
    begun.delete(world);
    return known ?? run({ ...optionsOf(world), plans: plansFor(left, full) });
  };
};

const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(part * (values.length - 1))] ?? 0;

/** How many of each sort. */
const countsOf = (wrong: readonly string[]): string => {
  const sorts = Map.groupBy(wrong, (line) => line.split(':')[0]);
  const counts = [...sorts].map(([sort, lines]) => `${sort} ${lines.length}`);
  return counts.length === 0 ? '' : ` (${counts.join(', ')})`;
};

/** As many worlds as it takes. */
const simulate = async (
  seed: number,
  reminders: number,
  profile: string,
  workers: number,
): Promise<Outcome> => {
  const names = profile === 'all' ? PROFILE_NAMES : [profile as ProfileName];
  const full = fullWorld(reminders, names.length);
  const optionsOf = (world: number): RunOptions => ({
    seed: seed * 100_003 + world,
    plans: full,
    profile: names[world % names.length] as ProfileName,
  });
  const threads = await startThreads(workers);
  const live = createWorlds(threads, full, optionsOf);
  const figures: Record<string, number> = { reminders: 0 };
  const hash = createHash('sha256');
  const wrong: string[] = [];
  const began = process.hrtime.bigint();
  const lateness = new Map<ProfileName, number[]>();
  let mails = 0;
  for (let world = 0; (figures.reminders ?? 0) < reminders; world += 1) {
    const one = optionsOf(world);
    const result = await live(world, reminders - (figures.reminders ?? 0));
    add(figures, result.figures);
    mails += result.mails;
    lateness.set(one.profile, [...(lateness.get(one.profile) ?? []), ...result.lateness]);
    hash.update(result.hash);
    for (const { wrong: what, planId, detail } of result.violations)
      wrong.push(`${what}: ${detail} (${one.profile}, world ${one.seed}, plan ${planId})`);
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  await threads.close();
  const commands = Object.entries(figures).filter(([name]) => name.startsWith('did '));
  const count = (name: string): number => figures[name] ?? 0;
  return {
    isGood: wrong.length === 0,
    lines: [
      ...wrong.slice(0, 40),
      `seed ${seed}, profile ${profile}: ${count('reminders')} reminders of ${count('plans')} plans, ${mails} mails, ${count('calls')} calls`,
      `faults: ${count('deaths')} deaths, ${count('messagesLost')} messages lost, ${count('deadLetters')} dead letters; ${commands.reduce((sum, [, times]) => sum + times, 0)} changes by people of ${commands.length} kinds`,
      `99 of 100 not later than, in seconds: ${[...lateness].map(([name, all]) => `${name} ${quantile(all, 0.99)}`).join(', ')}`,
      `violations ${wrong.length}${countsOf(wrong)}; unavoidable duplicates ${count('unavoidable duplicates')}; ${Math.round(count('reminders') / seconds)} reminders a second`,
      `trace ${hash.digest('hex')}`,
    ],
  };
};

/** A mail by itself, and a digest. */
const WORLDS: readonly RunOptions[] = [
  { seed: 7, plans: 1, profile: 'calm', only: 'presented', digests: 0, days: 0.2, rest: 0.6 },
  { seed: 7, plans: 1, profile: 'calm', only: 'run', digests: 1, days: 0.3, rest: 0.6 },
];

/** Every call of every job, before and after; every change by people before every call on the plan. */
const exhaustive = async (): Promise<Outcome> => {
  const { run } = await loadSimulation();
  const wrong: string[] = [];
  const missed: string[] = [];
  let cases = 0;
  let calls = 0;
  for (const world of WORLDS) {
    const calm = await run({
      ...world,
      script: { at: -1, does: { kind: 'crash', when: 'before' } },
    });
    calls += calm.points.length;
    const judge = async (at: number, does: Script['does']): Promise<void> => {
      const { points, violations } = await run({ ...world, script: { at, does } });
      const what = does.kind === 'crash' ? `crash ${does.when}` : `${does.command} before`;
      const name = `${world.only}: ${what} ${at} ${calm.points[at]}`;
      cases += 1;
      if (points[at] !== calm.points[at]) missed.push(name);
      for (const one of violations) wrong.push(`${name}: ${one.wrong}: ${one.detail}`);
    };
    for (const [at, label] of calm.points.entries()) {
      await judge(at, { kind: 'crash', when: 'before' });
      await judge(at, { kind: 'crash', when: 'after' });
      // The sweep reads an index and no plan; the others work on the plan.
      if (label.startsWith('sweep')) continue;
      for (const command of calm.actions) await judge(at, { kind: 'command', command });
    }
  }
  return {
    isGood: wrong.length === 0 && missed.length === 0,
    lines: [
      ...wrong.slice(0, 40),
      ...missed.slice(0, 40).map((name) => `never came to pass: ${name}`),
      `exhaustive: ${calls} calls, ${cases} cases, ${cases - missed.length} visited, violations ${wrong.length}`,
    ],
  };
};

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    reminders: { type: 'string', default: '10000' },
    profile: { type: 'string', default: 'all' },
    workers: { type: 'string', default: '1' },
    exhaustive: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const isKnown = values.profile === 'all' || PROFILE_NAMES.includes(values.profile as ProfileName);
if (
  values.help ||
  !isKnown ||
  !(Number(values.reminders) >= 0) ||
  !(Number(values.workers) >= 1) ||
  !Number.isInteger(Number(values.seed))
) {
  console.log(USAGE);
  process.exitCode = values.help ? 0 : 2;
} else {
  const outcomes: Outcome[] = [];
  if (values.planted) outcomes.push(await planted());
  if (values.exhaustive) outcomes.push(await exhaustive());
  const isPlain = !(values.planted || values.exhaustive);
  if (isPlain)
    outcomes.push(
      await simulate(
        Number(values.seed),
        Number(values.reminders),
        values.profile,
        Number(values.workers),
      ),
    );
  for (const { lines } of outcomes) for (const line of lines) console.log(line);
  process.exitCode = outcomes.every(({ isGood }) => isGood) ? 0 : 1;
}
