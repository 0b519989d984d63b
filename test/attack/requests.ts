import { createHash } from 'node:crypto';
import { addDays, type CivilDate } from '../../domain/kernel/civil-date.ts';
import type { PlanCommand } from '../../domain/plan/command.ts';
import type { PlanContent } from '../../domain/plan/content.ts';
import { type RouteId, routes } from '../../functions/contract/registry.ts';
import type { Route } from '../../functions/contract/route.ts';
import { ENDPOINTS, routeOf, type Sent } from '../support/api.ts';
import { people, shanghaiContent } from '../support/plans.ts';
import { CHECK_INS } from '../support/run-histories.ts';
import { tenantOf } from '../support/store.ts';
import { at, valueFor } from './bodies.ts';

const served = new Set(
  Object.values(ENDPOINTS).flatMap((endpoints) => endpoints.map(({ route }) => route.id)),
);

/** Every route that is declared and served; that none is only declared is another test's business. */
export const ROUTE_IDS = (Object.keys(routes) as readonly RouteId[]).filter((id) => served.has(id));
export const MEMBER_ROUTES = ROUTE_IDS.filter((id) => routeOf(id).caller === 'member');
export const BODY_ROUTES = ROUTE_IDS.filter((id) => routeOf(id).body !== undefined);
export const KEYED_ROUTES = ROUTE_IDS.filter((id) => routeOf(id).idempotent);

export const paramsOf = ({ path }: Pick<Route, 'path'>): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

export const PLAN_ROUTES = MEMBER_ROUTES.filter((id) => paramsOf(routeOf(id)).includes('planId'));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A part of a plan that a path parameter can name: `goalId` is the id of one of its goals. */
const partOf = (content: PlanContent, name: string, index: number): string | undefined => {
  const list = `${name.replace(/Id$/, '')}s`;
  const parts: unknown = isRecord(content)
    ? (content[list] ?? at(content, ['schedule', list]))
    : undefined;
  if (!Array.isArray(parts) || parts.length === 0) return undefined;
  return String(at(parts, [index % parts.length, 'id']));
};

/** Values for the path of a route: the plan's id, parts that the plan has, else what the schema takes. */
export const pathFor = (
  route: Route,
  planId: string,
  content: PlanContent,
  index = 0,
): Readonly<Record<string, string>> => {
  const made = valueFor(route.params()) as Readonly<Record<string, unknown>>;
  const plannedOn = CHECK_INS[index % CHECK_INS.length];
  return Object.fromEntries(
    paramsOf(route).map((name) => [
      name,
      { planId, plannedOn }[name] ?? partOf(content, name, index) ?? String(made[name]),
    ]),
  );
};

const bodies = new Map<RouteId, unknown>();

/** The one well-formed body that is sent wherever its words do not matter. */
export const bodyFor = (id: RouteId): unknown => {
  const { body } = routeOf(id);
  if (body !== undefined && !bodies.has(id)) bodies.set(id, valueFor(body()));
  return bodies.get(id);
};

/** What a person is entered with. */
export const personOf = (n: number | string) => ({
  name: `Person ${n}`,
  email: `person-${n}@people.example`,
  language: 'en',
  siteId: 'shanghai',
  roles: [],
});

/** The settings that every company begins with, as they are sent. */
export const settings = () => {
  const { sites, policy, name, language } = tenantOf();
  const { version: _, ...changeable } = policy;
  return { name, language, sites, policy: changeable, accepted: [] };
};

/** A file of that number, as it is announced and as it is uploaded. */
export const scanOf = (n: number): Buffer => Buffer.from(`%PDF-1.7 scan ${n}`);
const announced = (n: number) => {
  const content = scanOf(n);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { name: `scan-${n}.pdf`, mediaType: 'application/pdf', bytes: content.length, sha256 };
};

/**
 * A body that fits the company of the tests, where one made from the schema alone would not.
 *
 * @param n another number, another person or file
 */
export const fittingBody = (
  id: RouteId,
  employeeId: string,
  n: number,
  today = '2026-02-10' as CivilDate,
): unknown => {
  const { email, ...person } = personOf(n);
  switch (id) {
    case 'createPlan':
      return {
        employeeId,
        managerId: people.manager,
        hrOwnerId: people.hrOwner,
        content: shanghaiContent(),
      };
    case 'addMember':
    case 'invite':
      return { ...person, email };
    case 'changeMember':
      return { ...person, status: 'ACTIVE' };
    case 'addAbsence':
      return { from: addDays(today, 20), until: addDays(today, 22) };
    case 'addObservation':
      return { occurredOn: addDays(today, -1), kind: 'positive', fact: 'Called back in an hour' };
    case 'shareObservation':
      return { sharedOn: today };
    case 'announceAttachment':
      return announced(n);
    case 'putPreferences':
      return { aliases: {} };
    case 'signUp': {
      const { name, language, sites } = settings();
      return { name, language, site: sites[0], administrator: { name: person.name, email } };
    }
    case 'changeTenant':
      return settings();
    default:
      return undefined;
  }
};

/** What a route takes that takes a file. */
export const fileFor = (id: RouteId): Pick<Sent, 'body' | 'headers'> => {
  const { file } = routeOf(id);
  return file === undefined
    ? {}
    : { body: 'name,email\nSample,sample@example.com\n', headers: { 'Content-Type': file.type } };
};

/** A well-formed request to a route, made from its contract, of no version that there is. */
export const requestTo = (id: RouteId, params: Readonly<Record<string, string>>): Sent => {
  const { body, conditional, idempotent } = routeOf(id);
  return {
    params,
    ...(body === undefined ? fileFor(id) : { body: bodyFor(id) }),
    ...(conditional ? { version: 999_999 } : {}),
    ...(idempotent ? { key: `attack-${id}` } : {}),
  };
};

/** Commands whose route has a name of its own. */
const ROUTE_OF: Readonly<Record<string, RouteId>> = { ReturnForChanges: 'returnPlan' };

/** The route that gives a command: `Submit` is `submitPlan`, `ShareDraft` is `shareDraft`. */
export const routeFor = (type: PlanCommand['type']): RouteId | undefined => {
  const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  return ROUTE_OF[type] ?? ROUTE_IDS.find((id) => id === name || id === `${name}Plan`);
};

/** The request that gives a command on a plan, or `undefined` when no route does. */
export const requestFor = (
  command: PlanCommand,
  planId: string,
): { readonly id: RouteId; readonly sent: Sent } | undefined => {
  const id = routeFor(command.type);
  if (id === undefined) return undefined;
  const route = routeOf(id);
  const shape = Object.keys(
    (route.body?.() as unknown as { readonly shape?: object } | undefined)?.shape ?? {},
  );
  const names = paramsOf(route);
  const given = { ...command, planId } as Readonly<Record<string, unknown>>;
  // Some commands hold what the body says one level deeper: a write-up, an answer, an entry.
  const nested = Object.entries(given).filter(
    ([name, value]) => isRecord(value) && !shape.includes(name),
  );
  const flat = Object.assign({}, ...nested.map(([, value]) => value), given) as typeof given;
  const picked = (wanted: readonly string[]) =>
    Object.fromEntries(
      wanted.flatMap((name) => (flat[name] === undefined ? [] : [[name, flat[name]]])),
    );
  return {
    id,
    sent: {
      params: picked(names) as Record<string, string>,
      ...(route.body === undefined ? {} : { body: picked(shape) }),
    },
  };
};
