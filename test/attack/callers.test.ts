import { beforeAll, describe, expect, it } from 'vitest';
import type { RouteId } from '../../functions/contract/registry.ts';
import { type Api, type ApiAnswer, createApi, routeOf, type Sent } from '../support/api.ts';
import { useTable } from '../support/engine.ts';
import { instantIn, shanghaiContent } from '../support/plans.ts';
import { createStage, KIND_NAMES, KINDS, type KindName, type Stage, TARGETS } from './callers.ts';
import { LONG } from './long.ts';
import { PLAN_ROUTES, pathFor, requestTo } from './requests.ts';
import { inParallel, isNote, isWrite, keysOf, type WatchedCall, watching } from './watch.ts';

const table = useTable();
let watched: ReturnType<typeof watching>;
let api: Api;
let stage: Stage;
beforeAll(async () => {
  watched = watching(table());
  stage = await createStage(table());
  api = createApi(watched.table, instantIn('Asia/Shanghai', '2026-05-07'));
});

/** What somebody gets to see of a request, and what it took; ids that differ by design are blanked. */
interface Seen {
  readonly answer: ApiAnswer;
  readonly outside: string;
  readonly inside: string;
  readonly calls: readonly WatchedCall[];
}

const ask = async (
  id: RouteId,
  kind: KindName,
  sent: Sent,
  blanked: readonly string[],
): Promise<Seen> => {
  const { result: answer, calls } = await watched.during(() =>
    api.call(id, KINDS[kind].caller(stage), sent),
  );
  const blank = (text: string): string =>
    blanked.reduce((left, word) => left.replaceAll(word, '<id>'), text);
  const { status, headers, text } = answer;
  const requestId = String(headers['X-Request-Id']);
  return {
    answer,
    calls,
    outside: blank(JSON.stringify([status, headers, text]).replaceAll(requestId, '<request>')),
    inside: blank(JSON.stringify(calls.map((call) => [call.operation, call.done, keysOf(call)]))),
  };
};

describe('a plan that is none of somebody’s business', () => {
  it.each(KIND_NAMES)(
    'is, for %s, like one that never was: every route, byte for byte, call for call',
    async (kind) => {
      const { related, known } = KINDS[kind];
      const content = shanghaiContent();
      const about = TARGETS.filter((target) => !(related as readonly string[]).includes(target));
      const column = KIND_NAMES.indexOf(kind);
      await inParallel([...PLAN_ROUTES.entries()], async ([row, id]) => {
        const seen = new Map<string, Seen>();
        // In short: the one that never was, and one of the others, another for each route and caller.
        const others = about.filter((target) => target !== 'random');
        const other = others.at((row + column) % others.length);
        for (const target of about) {
          if (!LONG && target !== 'random' && target !== other) continue;
          const sent = requestTo(id, pathFor(routeOf(id), stage.plans[target], content));
          seen.set(target, await ask(id, kind, sent, [stage.plans[target]]));
        }
        const nothing = seen.get('random') as Seen;
        expect(nothing.answer.status, `${id}: ${nothing.answer.text}`).toBe(known ? 404 : 401);
        for (const [target, { outside, inside, calls }] of seen) {
          expect(outside, `${id} on ${target}`).toBe(nothing.outside);
          expect(inside, `${id} on ${target}`).toBe(nothing.inside);
          expect(calls.filter((call) => isWrite(call) && !isNote(call))).toEqual([]);
        }
      });
    },
  );
});
