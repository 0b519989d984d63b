import { beforeAll, describe, expect, it } from 'vitest';
import { type RouteId, routes } from '../../functions/contract/registry.ts';
import { type Api, createApi, routeOf, type Sent } from '../support/api.ts';
import { useTable } from '../support/engine.ts';
import { planOf } from '../support/plan-spec.ts';
import { instantIn, people, shanghaiContent } from '../support/plans.ts';
import { reviewedHistory } from '../support/run-histories.ts';
import { memberOf, tenantOf } from '../support/store.ts';
import { at, objectsIn, type Path, valueFor, variantsOf, withAt } from './bodies.ts';
import { createField, type Field } from './field.ts';
import { answersOf } from './judge.ts';
import { LONG } from './long.ts';
import { BODY_ROUTES, pathFor, ROUTE_IDS } from './requests.ts';
import { type WatchedCall, watching } from './watch.ts';

const table = useTable();
let watched: ReturnType<typeof watching>;
let api: Api;
let field: Field;
beforeAll(async () => {
  watched = watching(table());
  api = createApi(watched.table, instantIn('Asia/Shanghai', '2026-02-10 12:00'));
  field = await createField(table());
});

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const namesIn = (value: unknown): readonly string[] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, inside]) => [
        ...(Array.isArray(value) ? [] : [key]),
        ...namesIn(inside),
      ])
    : [];

/** Names of fields in everything that the server answers. */
const answered = (): readonly string[] =>
  ROUTE_IDS.flatMap((id) =>
    answersOf(id).flatMap((schema) => {
      try {
        return namesIn(valueFor(schema));
      } catch {
        // An answer that cannot be made up says its names elsewhere.
        return [];
      }
    }),
  );

/** Every name that the server gives to something of its own: in answers, state, events and items. */
const OWNED: readonly string[] = [
  ...new Set([
    ...answered(),
    ...namesIn(planOf(reviewedHistory())),
    ...namesIn(reviewedHistory()),
    ...namesIn(memberOf(people.employee)),
    ...namesIn(tenantOf()),
    ...['pk', 'sk', 'type', 'v', 'tenantPk', 'duePk', 'dueSk', 'chainHash', 'ttl', 'isAdmin'],
    ...['prototype', 'toString', 'toJSON', 'hasOwnProperty', 'valueOf', 'then', '$ref', ''],
  ]),
]
  // Ids and dates that are keys of a map are nobody's field.
  .filter((name) => /^[A-Za-z$]?\w*$/.test(name) && !['__proto__', 'constructor'].includes(name))
  .sort();

const PLANTED = 'planted-value-zq7vx';
let tried = 0;

const bodiesOf = (id: RouteId): readonly unknown[] => {
  const schema = routeOf(id).body?.();
  if (schema === undefined) return [];
  return Array.from({ length: variantsOf(schema) }, (_, variant) => valueFor(schema, { variant }));
};

const isMap = (id: RouteId, body: unknown, path: Path): boolean => {
  const [any] = Object.values(at(body, path) as Json);
  const more = withAt(body, [...path, 'a-name-that-nobody-declared'], any);
  return any !== undefined && routeOf(id).body?.().safeParse(more).success === true;
};

const send = async (id: RouteId, body: unknown, isText = false) => {
  tried += 1;
  const sent: Sent = {
    params: pathFor(routeOf(id), '01K0SAMP000000000000000000', shanghaiContent()),
    body,
    version: 1,
    key: `mass-assignment-${id}`,
    ...(isText ? { headers: { 'Content-Type': 'application/json' } } : {}),
  };
  return watched.during(() => api.call(id, field.company.caller('hrHead'), sent));
};

const untouched = (calls: readonly WatchedCall[], what: string): void =>
  expect(calls, what).toEqual([]);

describe('a field that is the server’s own', () => {
  it('is one of many names', () => {
    expect(OWNED.length).toBeGreaterThan(100);
    for (const name of [
      'tenantId',
      'version',
      'status',
      'authorId',
      'hrOwnerId',
      'approval',
      'policy',
      'accepted',
    ])
      expect(OWNED).toContain(name);
  });

  it.each(BODY_ROUTES)(
    'is refused in every object of the body of %s, before anything is read',
    async (id) => {
      for (const [variant, body] of bodiesOf(id).entries())
        for (const [place, path] of objectsIn(body).entries()) {
          const there = Object.keys(at(body, path) as Json);
          // A map from what the client names: every name is one of its keys.
          if (isMap(id, body, path)) continue;
          const strange = OWNED.filter((name) => !there.includes(name));
          // In short: a share of the names, another one for each object.
          const names = strange.filter(
            (_, index) => LONG || (index + 7 * place + variant) % 16 === 0,
          );
          for (const name of names) {
            const what = `${id} /${path.join('/')} ${name}`;
            const { result, calls } = await send(id, withAt(body, [...path, name], PLANTED));
            expect([result.status, result.body.code], what).toEqual([400, 'invalid']);
            expect(result.text, what).not.toContain(PLANTED);
            untouched(calls, what);
          }
        }
    },
  );

  it.each(BODY_ROUTES)('is no way to a prototype in %s', async (id) => {
    const spellings = ['"__proto__"', '"constructor"', '"\\u005f_proto__"', '"c\\u006fnstructor"'];
    for (const body of bodiesOf(id))
      for (const path of objectsIn(body))
        for (const spelling of LONG ? spellings : spellings.slice(0, 2 + (path.length % 2))) {
          const marked = JSON.stringify(withAt(body, [...path, PLANTED], { polluted: true }));
          const text = marked.replace(`"${PLANTED}"`, spelling);
          const { result, calls } = await send(id, text, true);
          const what = `${id} /${path.join('/')} ${spelling}`;
          expect([result.status, result.body.code], what).toEqual([400, 'malformed']);
          untouched(calls, what);
        }
    expect(({} as Json).polluted).toBeUndefined();
  });

  it.each(BODY_ROUTES)('cannot hide behind a field that is said twice in %s', async (id) => {
    for (const body of bodiesOf(id))
      for (const path of objectsIn(body)) {
        const keys = Object.keys(at(body, path) as Json);
        for (const key of keys) {
          // What is judged is what would be kept: the last one.
          const text = saidTwice(body, path, key);
          const { result, calls } = await send(id, text, true);
          expect([result.status, result.body.code], text).toEqual([400, 'invalid']);
          untouched(calls, `${id} ${key}`);
        }
      }
  });

  it('was planted often enough', () => {
    console.info(
      `mass assignment: ${BODY_ROUTES.length} of ${Object.keys(routes).length} routes, ${OWNED.length} names, ${tried} requests`,
    );
    expect(tried).toBeGreaterThan(1_000);
  });
});

/** The object at that place says a field once more, with a value that no schema takes. */
const saidTwice = (body: unknown, path: Path, key: string): string => {
  const marked = JSON.stringify(withAt(body, [...path, PLANTED], { [PLANTED]: [[]] }));
  return marked.replace(`"${PLANTED}"`, JSON.stringify(key));
};
