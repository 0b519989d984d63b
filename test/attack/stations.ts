import * as fc from 'fast-check';
import { PLAN_ACTIONS, type PlanAction } from '../../domain/access/actions.ts';
import { toLocal } from '../../domain/calendar/zones.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { PlanCommand } from '../../domain/plan/command.ts';
import type { Actor } from '../../domain/plan/context.ts';
import { decide } from '../../domain/plan/decide.ts';
import { recordsOf } from '../../domain/plan/evolve-records.ts';
import type { PlanStatus } from '../../domain/plan/vocabulary.ts';
import type { RouteId } from '../../functions/contract/registry.ts';
import { on } from '../domain/calendar/calendars.ts';
import {
  appealedHistory,
  archivedHistory,
  decider,
  heardHistory,
  requestedHistory,
} from '../support/after-close.ts';
import { pausedHistory } from '../support/amendments.ts';
import { routeOf, type Sent } from '../support/api.ts';
import { type FullContext, type History, planOf } from '../support/plan-spec.ts';
import {
  acknowledgedHistory,
  activePlanHistory,
  answeredHistory,
  approvedHistory,
  as,
  changed,
  contextIn,
  draftHistory,
  presentedHistory,
  shanghai,
  shanghaiContent,
  sharedHistory,
  submittedHistory,
} from '../support/plans.ts';
import { type Choice, choices, commandFor, momentAfter } from '../support/random-commands.ts';
import {
  CHECK_INS,
  finalReviewHistory,
  MEETING,
  type Run,
  reviewedHistory,
  runHistory,
} from '../support/run-histories.ts';
import { PLAN_ROUTES, requestFor, routeFor } from './requests.ts';

/** A moment in a plan's life at which a request on it is accepted. */
export interface Station {
  readonly id: RouteId;
  /** What happened before. */
  readonly history: History;
  readonly actor: Person;
  readonly at: Instant;
  /** Without id of the plan, version and key. */
  readonly sent: Sent;
}

/** As in the story, but a goal's baseline is still owed, and no total can still grow. */
const owing = {
  ...shanghai,
  content: changed(
    changed(shanghaiContent(), '/goals/0/measure/aggregate', 'last'),
    '/goals/1/measure/baseline',
    { toMeasureBy: on('2026-03-13') },
  ),
};

/** A support that was given and that the employee disputes. */
const disputed: Run['also'] = [
  [
    '2026-04-28 09:00',
    as.hrOwner,
    {
      type: 'DeliverSupport',
      supportId: 'mentor',
      deliveredOn: on('2026-04-28'),
      evidence: '签到表',
    },
  ],
  [
    '2026-04-28 10:00',
    as.employee,
    { type: 'DisputeSupport', supportId: 'mentor', reason: '没有进行' },
  ],
];

/** Where lives begin, so that short ones reach every stage. */
export const starts = (): readonly History[] => [
  draftHistory(),
  sharedHistory(),
  answeredHistory(),
  submittedHistory(),
  approvedHistory(),
  presentedHistory(),
  acknowledgedHistory(),
  activePlanHistory(),
  activePlanHistory(owing),
  runHistory({ of: owing, values: MEETING }),
  runHistory({ supports: ['product-course'], also: disputed }),
  runHistory({ values: MEETING }),
  finalReviewHistory({ checkIns: CHECK_INS.slice(2) }),
  reviewedHistory(),
  reviewedHistory({ values: MEETING }),
  pausedHistory(),
  appealedHistory(),
  heardHistory(),
  archivedHistory(),
  requestedHistory(),
];

export type Person = Actor & { readonly kind: 'member' };

const PEOPLE = [
  as.manager,
  as.hrHead,
  as.employee,
  as.hrOwner,
  as.mentor,
  decider,
] as readonly Person[];

/** Who may send it at that stage, by the contract's action; the one who usually would comes first. */
export const sendersOf = (id: RouteId, status: PlanStatus): readonly Person[] => {
  const row = PLAN_ACTIONS[routeOf(id).action as PlanAction] as Readonly<Record<string, unknown>>;
  return PEOPLE.filter(({ acts }) => {
    const cell = row[acts];
    return cell === true || (Array.isArray(cell) && cell.includes(status));
  });
};

/** Decide is asked for more than the contract lets through: an empty reply, a figure that is none. */
const isWellFormed = (id: RouteId, { body }: Sent): boolean => {
  const schema = routeOf(id).body?.();
  return schema === undefined || schema.safeParse(JSON.parse(JSON.stringify(body))).success;
};

export const contextAt = (history: History, actor: Actor, now: Instant): FullContext => ({
  ...contextIn(shanghai, '2026-02-10', actor),
  now,
  today: toLocal(shanghai.zone, now).date,
  records: recordsOf(history),
});

/** Random lives, one after the other, each as its whole history. */
function* livesFrom(seed: number, lives: number, found: Map<RouteId, Station>): Generator<History> {
  const from = starts();
  for (const [index, life] of fc.sample(choices(40), { seed, numRuns: lives }).entries()) {
    let history = from[index % from.length] as History;
    let waited = 0;
    for (const step of life) {
      const next = liveOn(history, { ...step, afterMinutes: step.afterMinutes + waited }, found);
      waited = next === history ? waited + step.afterMinutes : 0;
      history = next;
    }
    yield history;
  }
}

/**
 * For each sign the first random life that shows it; signs that no life shows are left out.
 *
 * @param without what none of the lives may show
 */
export const findHistories = (
  signs: readonly RegExp[],
  without: RegExp,
  seed = 20260422,
  lives = 400,
): readonly History[] => {
  const found = new Map<RegExp, History>();
  for (const history of livesFrom(seed, lives, new Map())) {
    const told = JSON.stringify(history);
    if (without.test(told)) continue;
    for (const sign of signs) if (!found.has(sign) && sign.test(told)) found.set(sign, history);
    if (found.size === signs.length) break;
  }
  return [...new Set(found.values())];
};

/**
 * For every command that a route gives, a moment at which it is accepted, found by living random
 * lives with the same commands that the domain's own random lives are made of.
 */
export const findStations = (seed = 20260422, lives = 400): ReadonlyMap<RouteId, Station> => {
  const found = new Map<RouteId, Station>();
  const wanted = PLAN_ROUTES.filter((id) => routeOf(id).idempotent).length;
  for (const _ of livesFrom(seed, lives, found)) if (found.size === wanted) break;
  return found;
};

const liveOn = (history: History, choice: Choice, found: Map<RouteId, Station>): History => {
  const plan = planOf(history);
  const last = history.at(-1) as History[number];
  const now = momentAfter(last.at, choice);
  const made = commandFor(plan, choice, contextAt(history, as.system, now)) as PlanCommand;
  const id = routeFor(made.type);
  const actors: readonly Actor[] =
    made.type === 'Settle' ? [as.system] : id === undefined ? [] : sendersOf(id, plan.status);
  for (const actor of actors) {
    const result = decide(made as never, plan, contextAt(history, actor, now) as never);
    if (!result.ok) continue;
    const request = requestFor(made, plan.id);
    const isNew = request !== undefined && actor.kind === 'member' && !found.has(request.id);
    if (isNew && isWellFormed(request.id, request.sent)) {
      const { planId: _, ...params } = request.sent.params ?? {};
      found.set(request.id, {
        id: request.id,
        history,
        actor,
        at: now,
        sent: { ...request.sent, params },
      });
    }
    return [...history, ...result.value.events];
  }
  return history;
};
