import type { Random } from './random.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How often what goes wrong. Probabilities, unless a name says otherwise. */
export interface Profile {
  /** An instance dies at one of its calls, before or after it is carried out. */
  readonly crash: number;
  /** A call takes up to half a minute, which kills most instances. */
  readonly freeze: number;
  /** A call takes up to eight minutes, and the instance goes on afterwards as if nothing had been. */
  readonly sleep: number;
  /** The table refuses, meets another transaction, or carries out and loses the answer. */
  readonly throttle: number;
  readonly conflict: number;
  readonly lostAnswer: number;
  readonly ses: {
    readonly throttle: number;
    readonly reject: number;
    readonly blocked: number;
    /** No answer, and the mail was not taken. */
    readonly ambiguousBefore: number;
    /** No answer, and the mail was taken. */
    readonly ambiguousAfter: number;
    readonly bounce: number;
    readonly complaint: number;
  };
  readonly queue: { readonly lose: number; readonly duplicate: number; readonly delayMs: number };
  readonly events: { readonly lose: number; readonly duplicate: number; readonly lateMs: number };
  readonly lagMs: number;
  readonly tick: { readonly miss: number; readonly double: number };
  /** Outages of the clock in a run, and the longest. */
  readonly outages: number;
  readonly outageMs: number;
  readonly skewMs: number;
  /** A person's command between two calls of a job on the plan, and at any time of a plan's day. */
  readonly interleave: number;
  readonly commandsPerDay: number;
}

const CALM: Profile = {
  crash: 0,
  freeze: 0,
  sleep: 0,
  throttle: 0,
  conflict: 0,
  lostAnswer: 0,
  ses: {
    throttle: 0,
    reject: 0,
    blocked: 0,
    ambiguousBefore: 0,
    ambiguousAfter: 0,
    bounce: 0,
    complaint: 0,
  },
  queue: { lose: 0, duplicate: 0, delayMs: 0 },
  events: { lose: 0, duplicate: 0, lateMs: 5 * SECOND },
  lagMs: 0,
  tick: { miss: 0, double: 0 },
  outages: 0,
  outageMs: 0,
  skewMs: 0,
  interleave: 0,
  commandsPerDay: 0.1,
};

const STORM: Profile = {
  crash: 0.004,
  freeze: 0.001,
  sleep: 0.001,
  throttle: 0.005,
  conflict: 0.005,
  lostAnswer: 0.002,
  ses: {
    throttle: 0.02,
    reject: 0.002,
    blocked: 0.002,
    ambiguousBefore: 0.01,
    ambiguousAfter: 0.01,
    bounce: 0.002,
    complaint: 0.0005,
  },
  queue: { lose: 0.01, duplicate: 0.02, delayMs: 5 * MINUTE },
  events: { lose: 0.05, duplicate: 0.05, lateMs: 2 * HOUR },
  lagMs: 10 * MINUTE,
  tick: { miss: 0.01, double: 0.01 },
  outages: 3,
  outageMs: 6 * HOUR,
  skewMs: 5 * SECOND,
  interleave: 0.003,
  commandsPerDay: 0.3,
};

const PROFILES = {
  /** Nothing goes wrong: everything on time, once. */
  calm: CALM,
  /** Everything goes wrong at once. */
  storm: STORM,
  /** Instances die and freeze; the mail service's events all arrive. */
  crashes: {
    ...CALM,
    crash: 0.03,
    freeze: 0.005,
    sleep: 0.01,
    interleave: 0.002,
    events: { lose: 0, duplicate: 0.05, lateMs: 5 * MINUTE },
  },
  /** People change their plans in the very moment in which mail goes out. */
  people: { ...CALM, interleave: 0.05, commandsPerDay: 1, skewMs: 5 * SECOND },
  /** The mail service answers badly. */
  mail: {
    ...CALM,
    throttle: 0.02,
    ses: { ...STORM.ses, throttle: 0.1, ambiguousBefore: 0.05, ambiguousAfter: 0.05, bounce: 0.02 },
    events: { lose: 0.2, duplicate: 0.2, lateMs: 2 * HOUR },
  },
  /** Instances die as they send, and the mail service tells nothing: nobody knows what went out. */
  silence: {
    ...CALM,
    crash: 0.03,
    ses: { ...CALM.ses, ambiguousBefore: 0.1, ambiguousAfter: 0.1 },
    queue: { lose: 0, duplicate: 0.4, delayMs: 10 * MINUTE },
    events: { lose: 0.9, duplicate: 0, lateMs: 2 * HOUR },
  },
  /** Clock, queue and index. */
  plumbing: {
    ...CALM,
    queue: { lose: 0.1, duplicate: 0.2, delayMs: 10 * MINUTE },
    lagMs: 10 * MINUTE,
    tick: { miss: 0.2, double: 0.2 },
    outages: 6,
    outageMs: 6 * HOUR,
    throttle: 0.03,
    conflict: 0.03,
    lostAnswer: 0.02,
  },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof PROFILES | 'swarm';
export const PROFILE_NAMES = [...Object.keys(PROFILES), 'swarm'] as readonly ProfileName[];

/** Scales each fault by chance, some of them to nothing: what hides behind another comes out. */
const swarm = (random: Random): Profile => {
  const scale = (value: unknown): unknown =>
    typeof value === 'number'
      ? value * random.pick([0, 0.3, 1, 1, 3])
      : Object.fromEntries(
          Object.entries(value as object).map(([name, part]) => [name, scale(part)]),
        );
  const scaled = scale(STORM) as Profile;
  // What is bounded by what the product promises to bear stays within it.
  return {
    ...scaled,
    lagMs: Math.min(scaled.lagMs, STORM.lagMs),
    skewMs: Math.min(scaled.skewMs, STORM.skewMs),
    outageMs: Math.min(scaled.outageMs, STORM.outageMs),
    outages: Math.round(scaled.outages),
  };
};

export const profileOf = (name: ProfileName, random: Random): Profile =>
  name === 'swarm' ? swarm(random) : PROFILES[name];
