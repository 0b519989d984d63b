import { beforeAll, describe, expect, it } from 'vitest';
import type { RouteId } from '../../functions/contract/registry.ts';
import { type Api, type Caller, createApi, routeOf, type Sent } from '../support/api.ts';
import { useTable } from '../support/engine.ts';
import { useObjectStorage } from '../support/object-storage.ts';
import { vaultOn } from '../support/vault.ts';
import { type Occasion, occasionFor } from './id-occasions.ts';
import { createIdWorld, type IdWorld, NOON } from './id-world.ts';
import { ID_KINDS, type IdField, idFieldsOf, withId } from './ids.ts';
import { ROUTE_IDS } from './requests.ts';
import { lookOf, type Seen, wrote } from './seen.ts';
import { findStations } from './stations.ts';
import { watching } from './watch.ts';

const table = useTable();
const storage = useObjectStorage();
const stations = findStations();
let api: Api;
let look: ReturnType<typeof lookOf>;
let world: IdWorld;
beforeAll(async () => {
  const watched = watching(table());
  api = createApi(watched.table, NOON, { vault: vaultOn(storage()) });
  look = lookOf(api, watched);
  world = await createIdWorld(table(), api, watched);
});

/** The plan that a path names is tried by every kind of caller in callers.test.ts. */
const FIELDS: ReadonlyMap<RouteId, readonly IdField[]> = new Map(
  ROUTE_IDS.map((id) => [
    id,
    idFieldsOf(id).filter(({ place, path: [name] }) => place !== 'params' || name !== 'planId'),
  ]),
);
const ROUTES_WITH_IDS = ROUTE_IDS.filter((id) => FIELDS.get(id)?.length);

const putInto = ({ route, place, path }: IdField, sent: Sent, id: string): Sent => {
  if (place === 'body') {
    const schema = routeOf(route).body?.();
    return schema === undefined ? sent : { ...sent, body: withId(schema, sent.body, path, id) };
  }
  return { ...sent, [place]: { ...sent[place], [path[0] ?? '']: id } };
};

/** Without ids, hashes, versions and addresses that were made anew for each. */
const withoutNew = (text: string): string =>
  text
    .replace(/("ETag":"\\"|\\"version\\":)\d+/g, '$1<version>')
    .replace(/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, '<new>')
    .replace(/[\w-]{43,64}/g, '<hash>')
    .replace(/hired-\d+@/g, '<new>@');

/** Addresses and numbers stand hashed in keys, and a login that is bound is not bound again. */
const reached = ({ kind }: IdField, inside: string): string =>
  kind === 'email' || kind === 'employeeNumber'
    ? JSON.stringify((JSON.parse(inside) as readonly unknown[][]).map(([operation]) => operation))
    : inside;

const tally = { fields: 0, requests: 0, accepted: 0 };
const notJudged: string[] = [];

/** Asks the same with each of some ids; every request starts from the same state. */
const askWithEach = async (
  field: IdField,
  ids: Readonly<Record<string, string>>,
  callerAt: number,
  start: () => Promise<Occasion>,
): Promise<ReadonlyMap<string, Seen>> => {
  const seen = new Map<string, Seen>();
  let occasion: Occasion | undefined;
  for (const [name, id] of Object.entries(ids)) {
    occasion ??= await start();
    const { callers, sent, at, blanked } = occasion;
    const caller = callers[callerAt] as Caller | undefined;
    api.at(at);
    tally.requests += 1;
    const one = await look(field.route, caller, putInto(field, sent, id), [id, ...blanked]);
    seen.set(name, one);
    if (wrote(one)) occasion = undefined;
  }
  return seen;
};

describe('an id of another company, or of what is gone, is like one that nobody has', () => {
  it.each(ROUTES_WITH_IDS)('in every place of %s', async (route) => {
    const start = () => occasionFor(world, route, stations.get(route));
    const first = await start();
    for (const field of FIELDS.get(route) ?? []) {
      const ids = { ...(await world.candidates(field.kind, route)) };
      tally.fields += 1;
      for (const callerAt of first.callers.keys()) {
        const seen = await askWithEach(field, ids, callerAt, start);
        const nobody = seen.get('random') as Seen;
        const accepted = nobody.answer.status < 300;
        if (accepted) tally.accepted += 1;
        for (const [name, { outside, inside, answer }] of seen) {
          const what = `${route} ${field.place}/${field.path.join('/')} ${name} by ${callerAt}`;
          const compared = accepted ? withoutNew : (text: string) => text;
          expect(compared(outside), what).toBe(compared(nobody.outside));
          expect(reached(field, compared(inside)), what).toBe(
            reached(field, compared(nobody.inside)),
          );
          expect(answer.status, what).toBeLessThan(500);
        }
      }
    }
    // The same request with what it should name is accepted: the id alone was judged.
    const { callers, sent, at, blanked } = await start();
    api.at(at);
    const { answer } = await look(route, callers[0], sent, blanked);
    if (answer.status >= 300) notJudged.push(`${route} (${answer.status} ${answer.body.code})`);
  });

  it('was tried with every kind of id, on requests that are accepted with the right one', () => {
    const kinds = new Set([...FIELDS.values()].flat().map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([...ID_KINDS].sort());
    console.info(
      `ids: ${tally.fields} fields of ${ROUTES_WITH_IDS.length} routes, ${tally.requests} requests; ` +
        `${tally.accepted} took an id that nobody has; refused with the right id too: ${notJudged.join(', ') || 'none'}`,
    );
    expect(notJudged.length / ROUTES_WITH_IDS.length).toBeLessThan(1 / 4);
  });
});
