import type { TenantId } from '../../domain/kernel/ids.ts';
import { epochMs } from '../../domain/kernel/instant.ts';
import { metHistory } from '../support/after-close.ts';
import type { History } from '../support/plan-spec.ts';
import {
  activePlanHistory,
  approvedHistory,
  berlin,
  presentedHistory,
  submittedHistory,
} from '../support/plans.ts';
import { finalReviewHistory, runHistory } from '../support/run-histories.ts';
import { ACTIONS, act } from './act.ts';
import { judge, type Violation } from './checker.ts';
import { type ProfileName, profileOf } from './profiles.ts';
import { createRandom } from './random.ts';
import { type Script, type SimulatedPlan, World } from './world.ts';

const DAY = 86_400_000;

export interface RunOptions {
  readonly seed: number;
  readonly plans: number;
  readonly profile: ProfileName;
  /** Days that are simulated with faults. */
  readonly days?: number;
  /** Days without faults at the end, in which everything has to come right. */
  readonly rest?: number;
  readonly script?: Script;
  /** More calls than this are a run that never comes to rest. */
  readonly callsMax?: number;
  /** Only plans of this kind. */
  readonly only?: keyof typeof HISTORIES;
  /** People do this and nothing else, so often in a plan's day. */
  readonly people?: { readonly do: string; readonly perDay: number };
  /** How many of the companies send what falls on one day in one mail (P7); most, unless said. */
  readonly digests?: number;
}

export interface RunResult {
  readonly violations: readonly Violation[];
  readonly figures: Readonly<Record<string, number>>;
  readonly mails: number;
  /** Of each reminder that did not say it was late: how long after its time it went out, in seconds. */
  readonly lateness: readonly number[];
  /** Of everything that happened, in its order. */
  readonly hash: string;
  readonly points: readonly string[];
  readonly actions: readonly string[];
}

const once = (make: () => History): (() => History) => {
  let made: History | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const HISTORIES = {
  submitted: once(() => submittedHistory()),
  approved: once(() => approvedHistory(berlin)),
  presented: once(() => presentedHistory()),
  presentedBerlin: once(() => presentedHistory(berlin)),
  active: once(() => activePlanHistory()),
  activeBerlin: once(() => activePlanHistory(berlin)),
  run: once(() => runHistory()),
  review: once(() => finalReviewHistory()),
  met: once(() => metHistory()),
} as const;

const DIGESTS = 0.7;
/** Plans of one company with digests, at most. */
const SHARING = 4;

const digesting = new WeakMap<History, History>();
/** The same plan, submitted under the rulebook's default: one mail a day. */
const withDigest = (history: History): History => {
  const known = digesting.get(history);
  if (known !== undefined) return known;
  const made = history.map((recorded) => {
    const { event } = recorded;
    if (event.type !== 'PlanSubmitted') return recorded;
    return { ...recorded, event: { ...event, policy: { ...event.policy, digest: 'daily 09:00' } } };
  });
  digesting.set(history, made);
  return made;
};

/** Enters plans each into a company of its own, or, with digests, several into one. */
const createEntry = (
  world: World,
  digests: number,
): ((history: History) => Promise<SimulatedPlan>) => {
  const { random } = world;
  let company: TenantId | undefined;
  let plans = 0;
  return async (history) => {
    if (!random.chance(digests)) return world.enter(history);
    const joins = company !== undefined && plans < SHARING && random.chance(0.7);
    const plan = await world.enter(withDigest(history), joins ? company : undefined);
    plans = joins ? plans + 1 : 1;
    company = plan.tenantId;
    return plan;
  };
};

/** One world from its first plan to its end, and what is wrong with it. */
export const run = async (options: RunOptions): Promise<RunResult> => {
  const random = createRandom(options.seed);
  const profile = profileOf(options.profile, random);
  const world = new World({
    random,
    profile,
    act,
    ...(options.script === undefined ? {} : { script: options.script }),
    ...(options.callsMax === undefined ? {} : { callsMax: options.callsMax }),
  });
  const kinds = Object.keys(HISTORIES) as (keyof typeof HISTORIES)[];
  const chosen = Array.from({ length: options.plans }, (_, index) => {
    const kind = options.only ?? (kinds[index % kinds.length] as keyof typeof HISTORIES);
    const history = HISTORIES[kind]();
    return { history, at: epochMs(history.at(-1)?.at as never) };
  }).sort((a, b) => a.at - b.at);
  const start = chosen[0]?.at ?? 0;
  const last = chosen.at(-1)?.at ?? 0;
  const healed = last + (options.days ?? 75) * DAY;
  const end = healed + (options.rest ?? 3.5) * DAY;
  world.now = start;
  world.planOutages(start, healed);
  const perDay = options.people?.perDay ?? profile.commandsPerDay;
  const enter = createEntry(world, options.digests ?? DIGESTS);
  for (const { history, at } of chosen)
    world.schedule(at, async () => {
      const plan = await enter(history);
      const next = (): void => {
        const wait = (-Math.log(1 - random.next()) * DAY) / perDay;
        if (!Number.isFinite(wait) || world.now + wait > healed) return;
        world.schedule(world.now + wait, async () => {
          await act(world, plan, options.people?.do);
          next();
        });
      };
      if (options.script === undefined) next();
    });
  await world.live(healed);
  world.healed = true;
  await world.live(end);
  const restless = (world.figures.calls ?? 0) > (options.callsMax ?? Number.POSITIVE_INFINITY);
  const violations: readonly Violation[] = restless
    ? [{ wrong: 'stuck', planId: '', detail: 'it never comes to rest' }]
    : judge(world, profile, end, options.profile === 'calm' && options.script === undefined);
  return {
    violations,
    figures: world.figures,
    mails: world.accepted.length,
    lateness: world.lateness,
    hash: world.hash(),
    points: world.points,
    actions: ACTIONS,
  };
};
