import { beforeAll, describe, expect, it } from 'vitest';
import type { RouteId } from '../../functions/contract/registry.ts';
import { type ApiAnswer, type Caller, createApi, routeOf, type Sent } from '../support/api.ts';
import { type Interceptor, useTable } from '../support/engine.ts';
import { instantIn } from '../support/plans.ts';
import { createField, effectOf, type Field, sentAt } from './field.ts';
import { LONG } from './long.ts';
import { bodyFor, fittingBody, KEYED_ROUTES, PLAN_ROUTES } from './requests.ts';
import { findStations } from './stations.ts';
import { isNote, isWrite, type WatchedCall, watching } from './watch.ts';

const table = useTable();
const stations = findStations();
let field: Field;
beforeAll(async () => {
  field = await createField(table());
});

/** A request that would be accepted, once, and the clock at that moment. */
interface Occasion {
  readonly caller: Caller | undefined;
  readonly sent: Sent;
  readonly at: ReturnType<typeof instantIn>;
}

const NOON = instantIn('Asia/Shanghai', '2026-02-10 12:00');
let keys = 0;

const occasionFor = async (id: RouteId): Promise<Occasion | undefined> => {
  keys += 1;
  const key = `the-key-${keys}`;
  const station = stations.get(id);
  if (station !== undefined) {
    const placed = await field.place(station);
    return { caller: placed.caller, sent: sentAt(station, placed, key), at: station.at };
  }
  if (PLAN_ROUTES.includes(id)) return undefined;
  const body = fittingBody(id, await field.hire(), keys) ?? bodyFor(id);
  const caller = routeOf(id).caller === 'anyone' ? undefined : field.company.caller('hrHead');
  return { caller, sent: { body, key }, at: NOON };
};

const crash = (): Error => new Error('the function was killed');

/** One run of the function; it may die at one of its calls, before or after the engine did it. */
const run = async (
  id: RouteId,
  { caller, sent, at }: Occasion,
  dies?: { readonly at: number; readonly done: boolean },
): Promise<{ readonly answer: ApiAnswer; readonly calls: readonly WatchedCall[] }> => {
  let count = 0;
  const dying: Interceptor = async (_call, next) => {
    count += 1;
    if (count !== dies?.at) return next();
    if (dies.done) await next();
    throw crash();
  };
  // What the engine did is seen below the crash, where it really happened: the first is outermost.
  const watched = watching(table().through(dying));
  const api = createApi(watched.table, at);
  const { result, calls } = await watched.during(() => api.call(id, caller, sent));
  return { answer: result, calls };
};

const succeeded = ({ status }: ApiAnswer): boolean => status < 300;
const count = { routes: 0, requests: 0, crashes: 0 };

const notReached: string[] = [];

describe('the same request, sent again,', () => {
  it.each(KEYED_ROUTES)('has one effect: %s', async (id) => {
    const first = await occasionFor(id);
    const clean = first && (await run(id, first));
    if (first === undefined || clean === undefined || !succeeded(clean.answer)) {
      notReached.push(`${id}: ${clean?.answer.text}`);
      return;
    }
    count.routes += 1;
    const effect = await effectOf(table(), clean.calls);
    expect(effect).not.toEqual([]);

    // After success: the same answer, marked, and nothing more; with another body it is refused.
    const again = await run(id, first);
    const foundsAgain = id === 'signUp';
    if (!foundsAgain) {
      expect([again.answer.status, again.answer.text]).toEqual([
        clean.answer.status,
        clean.answer.text,
      ]);
      expect(again.answer.headers).toMatchObject({ 'Idempotency-Replayed': 'true' });
      expect(again.answer.headers.ETag).toBe(clean.answer.headers.ETag);
      const other = {
        ...first,
        sent: { ...first.sent, body: `${JSON.stringify(first.sent.body ?? {})} ` },
      };
      const headers = { 'Content-Type': 'application/json' };
      const refused = await run(id, { ...other, sent: { ...other.sent, headers } });
      expect(refused.answer.body.code).toBe('idempotencyMismatch');
      expect(refused.calls.filter((call) => isWrite(call) && call.done)).toEqual([]);
    }
    expect(again.calls.filter((call) => isWrite(call) && call.done && !isNote(call))).toEqual([]);

    // Killed at each call, before or after it was done; then sent again until it is answered.
    // In short: killed when its last write was done and nobody was told.
    for (const [index, call] of clean.calls.entries())
      for (const done of isWrite(call) ? [true, false] : [false]) {
        if (!LONG && !(done && index === clean.calls.findLastIndex(isWrite))) continue;
        const occasion = (await occasionFor(id)) as Occasion;
        const died = await run(id, occasion, { at: index + 1, done });
        count.crashes += 1;
        const calls = [...died.calls];
        let answer = died.answer;
        for (let attempt = 0; attempt < 2 && !succeeded(answer); attempt += 1) {
          const next = await run(id, occasion);
          answer = next.answer;
          calls.push(...next.calls);
          count.requests += 1;
        }
        const what = `${id}, killed ${done ? 'after' : 'before'} call ${index + 1}`;
        if (!foundsAgain) expect(succeeded(answer), `${what}: ${answer.text}`).toBe(true);
        expect(await effectOf(table(), calls), what).toEqual(effect);
      }

    // At the same time, three times over.
    const occasion = (await occasionFor(id)) as Occasion;
    const racers = await Promise.all(Array.from({ length: 3 }, () => run(id, occasion)));
    expect(
      racers.filter(({ answer }) => answer.status >= 500).map(({ answer }) => answer.text),
    ).toEqual([]);
    const winners = racers.filter(({ answer }) => succeeded(answer));
    expect(new Set(winners.map(({ answer }) => answer.text)).size, id).toBe(1);
    expect(
      await effectOf(
        table(),
        racers.flatMap(({ calls }) => calls),
      ),
      id,
    ).toEqual(effect);
    count.requests += 6;
  });

  it('was tried on the routes that there are', () => {
    // A route whose occasion chance does not find is named, not passed over in silence.
    expect(count.routes / KEYED_ROUTES.length).toBeGreaterThan(1 / 2);
    console.info(
      `idempotency: ${count.routes} routes, ${count.requests} requests, ${count.crashes} crashes; no occasion found for: ${notReached.map((one) => one.split(':')[0]).join(', ') || 'none'}`,
    );
  });
});
