import { toLocal } from '../../domain/calendar/zones.ts';
import type { MemberId, PlanId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { PlanCommand } from '../../domain/plan/command.ts';
import type { Records } from '../../domain/plan/records.ts';
import type { Plan } from '../../domain/plan/state.ts';
import type { RouteId } from '../../functions/contract/registry.ts';
import { WHO } from '../functions/api/company.ts';
import { type ApiAnswer, type Caller, routeOf, type Sent } from '../support/api.ts';
import { as, people } from '../support/plans.ts';
import { type Choice, commandFor, momentAfter } from '../support/random-commands.ts';
import { valueFor } from './bodies.ts';
import type { Field } from './field.ts';
import { spoil } from './hostile.ts';
import type { Chance } from './random.ts';
import {
  fileFor,
  fittingBody,
  PLAN_ROUTES,
  paramsOf,
  pathFor,
  ROUTE_IDS,
  requestFor,
} from './requests.ts';
import { contextAt, sendersOf } from './stations.ts';

/** A plan that lives while it is attacked. */
export interface Life {
  readonly field: Field;
  readonly planId: PlanId;
  readonly employeeId: MemberId;
  now: Instant;
  plan: Plan;
  records: Records;
  changes: number;
}

/** One request on its way. */
export interface Shot {
  readonly id: RouteId;
  readonly caller: Caller | undefined;
  readonly sent: Sent;
}

/** Something that an earlier request made, or changed: how a path names it, and its version then. */
export interface Known {
  readonly tenantId: string;
  readonly params: Readonly<Record<string, string>>;
  readonly version?: number;
}

/** What there is to aim at. */
interface Sights {
  readonly lives: readonly Life[];
  /** Oldest first. */
  readonly known: readonly Known[];
  readonly chance: Chance;
  /** Number of the request: keys, people and files are made with it. */
  readonly request: number;
}

/** What the things are called that answers tell the id of, in paths. */
const NAME_OF: Readonly<Partial<Record<RouteId, string>>> = {
  addMember: 'memberId',
  invite: 'memberId',
  changeMember: 'memberId',
  addAbsence: 'absenceId',
  addObservation: 'observationId',
  announceAttachment: 'attachmentId',
};

/** Routes that make something which has a life of its own, and those that are about it. */
const OF_THINGS: readonly RouteId[] = ROUTE_IDS.filter(
  (id) =>
    id in NAME_OF || paramsOf(routeOf(id)).some((name) => Object.values(NAME_OF).includes(name)),
);

/** What a request has made, for later ones to be about: before its time, in order, and once too often. */
export const madeBy = ({ id, caller, sent }: Shot, { body }: ApiAnswer): Known | undefined => {
  const name = NAME_OF[id];
  const made = body.id ?? body.attachmentId;
  if (name === undefined || made === undefined || caller === undefined) return undefined;
  return {
    tenantId: caller.tenantId,
    params: { ...sent.params, [name]: String(made) },
    ...(typeof body.version === 'number' ? { version: body.version } : {}),
  };
};

const choiceOf = (chance: Chance): Choice => ({
  pick: chance.int(9973),
  who: chance.int(10),
  afterMinutes: chance.pick([1, 20, 300, 1440, 1440, 2880, 4320, 10_080]),
  small: chance.int(7),
  value: chance.pick([0, 1, 0.5, 30, 36, 85, 100, -1]),
  wild: chance.chance(0.15),
});

/** Makes the next request: mostly what would come next in the plan's life, often with something wrong. */
export const aim = (life: Life, sights: Sights): Shot => {
  const { chance } = sights;
  const way = chance.int(100);
  if (way >= 92) return reading(life, sights);
  const shot = way < 50 ? inLife(life, sights) : anywhere(life, sights);
  const asIs = way < 32 || (way >= 50 && way < 74);
  return asIs ? shot : { ...shot, sent: spoil(routeOf(shot.id), shot.sent, chance) };
};

const inLife = (life: Life, sights: Sights): Shot => {
  const { chance, request } = sights;
  const choice = choiceOf(chance);
  const { plan, field, employeeId } = life;
  life.now = momentAfter(life.now, choice);
  const context = { ...contextAt([], as.system, life.now), records: life.records };
  const command = commandFor(plan, choice, context) as PlanCommand;
  const made = requestFor(command, plan.id);
  if (made === undefined) return anywhere(life, { ...sights, lives: [life] });
  const senders = sendersOf(made.id, plan.status);
  const memberId = senders.length === 0 ? people.manager : chance.pick(senders).memberId;
  return {
    id: made.id,
    caller: {
      tenantId: field.company.tenantId,
      memberId: memberId === people.employee ? employeeId : memberId,
    },
    sent: { ...made.sent, version: plan.version, key: `fuzz-key-${request}` },
  };
};

/** A bundle takes a hundred times as long as anything else. */
const SLOW: readonly RouteId[] = ['getEvidence'];

/** Somebody whose business it is looks at the plan. */
const reading = ({ plan, planId, field, employeeId }: Life, { chance }: Sights): Shot => {
  const id = chance.pick(
    PLAN_ROUTES.filter((one) => routeOf(one).method === 'GET' && !SLOW.includes(one)),
  );
  const memberId = chance.pick([
    employeeId,
    plan.managerId,
    plan.hrOwnerId,
    WHO.hrHead,
    WHO.provider,
  ]);
  const params = pathFor(routeOf(id), planId, plan.content, chance.int(7));
  return { id, caller: { tenantId: field.company.tenantId, memberId }, sent: { params } };
};

/** Something known that the path of a route can name. */
const knownFor = (id: RouteId, { known, chance }: Sights): Known | undefined => {
  const names = paramsOf(routeOf(id));
  if (names.length === 0 || names.every((name) => name === 'planId')) return undefined;
  const fitting = known.filter(({ params }) => names.every((name) => name in params));
  return fitting.length > 0 && chance.chance(0.7) ? chance.pick(fitting) : undefined;
};

/** Any route, by anybody, about any of the plans and whatever is known, with a body made from the contract. */
const anywhere = (life: Life, sights: Sights): Shot => {
  const { lives, chance, request } = sights;
  const drawn = chance.pick(chance.chance(0.4) ? OF_THINGS : ROUTE_IDS);
  const id = SLOW.includes(drawn) && chance.chance(0.9) ? 'getReadiness' : drawn;
  const route = routeOf(id);
  const known = knownFor(id, sights);
  const ofPlan = lives.find(({ planId }) => planId === known?.params.planId);
  const about = ofPlan ?? (chance.chance(0.7) ? life : chance.pick(lives));
  const names = paramsOf(route);
  const named = pathFor(route, about.planId, about.plan.content, chance.int(7));
  const params = Object.fromEntries(
    names.map((name) => [name, known?.params[name] ?? named[name]]),
  );
  const body = bodyOf(id, about, sights);
  return {
    id,
    caller: callerOf(life, about, sights),
    sent: {
      params: params as Record<string, string>,
      ...(body === undefined ? fileFor(id) : { body }),
      version: known?.version ?? about.plan.version,
      key: `fuzz-key-${request}`,
    },
  };
};

const bodyOf = (id: RouteId, { employeeId, now }: Life, { chance, request }: Sights): unknown => {
  const schema = routeOf(id).body?.();
  if (schema === undefined) return undefined;
  const today = toLocal('Asia/Shanghai', now).date;
  const fitting = chance.chance(0.7) ? fittingBody(id, employeeId, request, today) : undefined;
  return (
    fitting ??
    valueFor(schema, {
      choose: (below) => chance.int(below),
      variant: chance.int(4),
      optional: () => chance.chance(0.5),
      length: () => chance.int(3),
      text: () => chance.pick(WORDS),
    })
  );
};

const WORDS = [
  'mentor',
  'response-time',
  'review-calls',
  'month-1',
  'complaints',
  'shanghai',
  'C3',
];

const callerOf = ({ field }: Life, about: Life, { chance, known }: Sights): Caller | undefined => {
  if (chance.chance(0.05)) return undefined;
  const { tenantId } = field.company;
  // Whoever was added, and may have left again.
  const memberId = known.length > 0 ? chance.pick(known).params.memberId : undefined;
  if (memberId !== undefined && chance.chance(0.1))
    return { tenantId, memberId: memberId as MemberId };
  if (chance.chance(0.3)) return { tenantId, memberId: WHO.hrHead };
  const anybody = [...Object.values(WHO), about.employeeId, about.employeeId, about.plan.managerId];
  return { tenantId, memberId: chance.pick(anybody) };
};
