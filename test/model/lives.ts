import * as fc from 'fast-check';
import { toLocal } from '../../domain/calendar/zones.ts';
import type { PlanCommand, PlanCommandType } from '../../domain/plan/command.ts';
import { decide } from '../../domain/plan/decide.ts';
import { evolve } from '../../domain/plan/evolve.ts';
import { recordsOf } from '../../domain/plan/evolve-records.ts';
import { countingMeasurements } from '../../domain/plan/progress.ts';
import { closeReadiness } from '../../domain/plan/readiness.ts';
import type { Plan } from '../../domain/plan/state.ts';
import { type FullContext, type History, planOf } from '../support/plan-spec.ts';
import { as, inShanghai, shanghai } from '../support/plans.ts';
import {
  actorFor,
  type Choice,
  choices,
  commandFor,
  goodReasons,
  momentAfter,
} from '../support/random-commands.ts';
import { type Memory, remember, samePlan, wrongStep } from './plan-model.ts';
import { STARTS } from './starts.ts';

/** A life: where it begins, and what is tried from there. */
export interface Life {
  readonly start: number;
  readonly steps: readonly Choice[];
}

/** What many lives together have seen. */
export interface Tally {
  sequences: number;
  readonly tried: Map<PlanCommandType, number>;
  readonly accepted: Map<PlanCommandType, number>;
  readonly statuses: Map<string, number>;
  readonly transitions: Map<string, number>;
  /** How often readiness was compared with the outcome, by whether the outcome was possible. */
  readonly readiness: Map<string, number>;
}

export const emptyTally = (): Tally => ({
  sequences: 0,
  tried: new Map(),
  accepted: new Map(),
  statuses: new Map(),
  transitions: new Map(),
  readiness: new Map(),
});

const count = <Key>(counts: Map<Key, number>, key: Key): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** Something that the model says cannot be. */
export class ModelViolation extends Error {}

const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};

/** Lives of at most so many commands. */
export const lives = (maxLength: number): fc.Arbitrary<Life> =>
  // Without bias: fast-check would prefer the first starts.
  fc.record({ start: fc.noBias(fc.nat(STARTS.length - 1)), steps: choices(maxLength) });

const MINUTES_PER_DAY = 24 * 60;

interface Moment {
  readonly history: History;
  readonly plan: Plan;
  readonly memory: Memory;
  /** Minutes that refused commands took; the next one waits for them as well. */
  readonly waited: number;
}

/** What a choice comes to at that moment of a life. */
const attempt = ({ history, plan, waited }: Moment, one: Choice) => {
  const last = history.at(-1);
  if (last === undefined) throw new Error('no history');
  // What is archived waits for years before it may be erased (N3).
  const leap = plan.status === 'ARCHIVED' && one.small > 4 ? 200 * MINUTES_PER_DAY : 0;
  const choice = { ...one, afterMinutes: one.afterMinutes + waited + leap };
  const now = momentAfter(last.at, choice);
  const context: FullContext = {
    ...inShanghai('2026-02-10', actorFor(plan, choice)),
    now,
    today: toLocal(shanghai.zone, now).date,
    records: recordsOf(history),
  };
  return { command: commandFor(plan, choice, context), context, waited: choice.afterMinutes };
};

/** Readiness says nothing is missing exactly when NOT_MET can be proposed. */
const readinessAgrees = ({ history, plan }: Moment, tally: Tally): readonly string[] => {
  if (plan.status !== 'FINAL_REVIEW') return [];
  const last = history.at(-1);
  const records = recordsOf(history);
  const measured = plan.content.goals.every(
    ({ id }) => countingMeasurements(records, id).length > 0,
  );
  // Without a measurement there is none to cite (K9).
  if (last === undefined || !measured) return [];
  const today = toLocal(shanghai.zone, last.at).date;
  const context = { ...inShanghai('2026-05-06', as.manager), now: last.at, today, records };
  const { notMet, met } = closeReadiness(plan, context);
  // Before the end K3 stands in the way; where every goal is met K1 does.
  if (today < plan.content.schedule.endOn || met.length === 0) return [];
  const proposed = decide<'ProposeOutcome'>(
    {
      type: 'ProposeOutcome',
      outcome: 'NOT_MET',
      nextStep: 'RETRAIN',
      reasons: goodReasons(plan, records),
      accepted: [{ ruleId: 'I7', reason: '已经与员工当面说明并记录在案' }],
    },
    plan,
    context,
  );
  count(tally.readiness, proposed.ok ? 'possible' : 'not possible');
  if (proposed.ok) return notMet.length === 0 ? [] : ['closed although readiness has a finding'];
  const { error } = proposed;
  if (error.code !== 'RULES_VIOLATED') return [`the outcome was refused with ${error.code}`];
  const missing = notMet.filter(
    ({ messageKey, path }) =>
      !error.violations.some((one) => one.messageKey === messageKey && one.path === path),
  );
  return notMet.length === 0 || missing.length > 0
    ? [
        `readiness does not say why: ${error.violations.map(({ messageKey, path }) => `${messageKey} ${path}`).join()}`,
      ]
    : [];
};

/** One command, judged by the model. */
const step = (before: Moment, choice: Choice, tally: Tally): Moment => {
  const { command, context, waited } = attempt(before, choice);
  const { history, plan } = before;
  count(tally.tried, command.type);
  // Frozen, so that a decision that changed what it was given would throw.
  const result = decide(command as never, frozen(plan), frozen(context));
  if (!result.ok) return { ...before, waited };
  const { events, plan: answered } = result.value;
  count(tally.accepted, command.type);
  let current = plan;
  let { memory } = before;
  for (const recorded of events) {
    const next = evolve(current, recorded);
    const wrong = wrongStep(memory, current, recorded, next);
    if (recorded.at !== context.now) fail([`${recorded.event.type} is signed with another time`]);
    fail(wrong);
    if (current.status !== next.status) {
      count(tally.transitions, `${current.status} > ${next.status}`);
      count(tally.statuses, next.status);
    }
    memory = remember(memory, current, recorded);
    current = next;
  }
  if (!samePlan(current, answered))
    fail(['the fold of the events is not the plan that was answered']);
  return { history: [...history, ...events], plan: answered, memory, waited: 0 };
};

const fail = (wrong: readonly string[]): void => {
  if (wrong.length > 0) throw new ModelViolation(wrong.join('; '));
};

const begin = (start: number): Moment => {
  const history = STARTS[start];
  if (history === undefined) throw new Error('no such start');
  const plan = planOf(history);
  return { history, plan, memory: {}, waited: 0 };
};

/**
 * A life, judged after every command.
 * @throws ModelViolation when something is not as the model says, or whatever `decide` throws
 */
export const liveThrough = ({ start, steps }: Life, tally: Tally): void => {
  let moment = begin(start);
  tally.sequences += 1;
  count(tally.statuses, moment.plan.status);
  for (const choice of steps) {
    const after = step(moment, choice, tally);
    if (after.history !== moment.history) fail(readinessAgrees(after, tally));
    moment = after;
  }
  const { history, plan } = moment;
  if (!samePlan(planOf(history), plan)) fail(['the fold of the history is not the plan']);
  if (history.some(({ seq }, index) => seq !== index + 1)) fail(['the history has a gap']);
  if (history.some(({ at }, index) => at < (history[index - 1]?.at ?? '')))
    fail(['time went back']);
};

/** The commands of a life, for people: each with who gave it, when, and whether it was accepted. */
export const tellLife = ({ start, steps }: Life): readonly string[] => {
  let moment = begin(start);
  const told = [`begins as ${moment.plan.status} at ${moment.history.at(-1)?.at} (start ${start})`];
  for (const choice of steps) {
    const { command, context } = attempt(moment, choice);
    const who = context.actor.kind === 'system' ? 'system' : context.actor.acts;
    const line = `${context.now} ${who}: ${JSON.stringify(command satisfies PlanCommand)}`;
    try {
      const after = step(moment, choice, emptyTally());
      told.push(
        `${line} ${after.history === moment.history ? 'refused' : `-> ${after.plan.status}`}`,
      );
      moment = after;
    } catch (error) {
      return [...told, `${line} !! ${error instanceof Error ? error.message : String(error)}`];
    }
  }
  return told;
};
