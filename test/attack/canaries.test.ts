import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanId } from '../../domain/kernel/ids.ts';
import type { RecordedEvent } from '../../domain/plan/events.ts';
import { unpackBundle } from '../../functions/adapters/evidence/bundle-file.ts';
import { dueAfter } from '../../functions/api/plans/plan-case.ts';
import type { RouteId } from '../../functions/contract/registry.ts';
import { type Company, newPlanId, WHO, type Who } from '../functions/api/company.ts';
import { type Api, type ApiAnswer, createApi, routeOf } from '../support/api.ts';
import { useTable } from '../support/engine.ts';
import { useObjectStorage } from '../support/object-storage.ts';
import type { History } from '../support/plan-spec.ts';
import { activePlanHistory, instantIn, people, shanghaiContent } from '../support/plans.ts';
import { commitEvents, historyOf, load, planAfter, tenantOf } from '../support/store.ts';
import { vaultOn } from '../support/vault.ts';
import { type Path, valueFor, variantsOf } from './bodies.ts';
import { createField, type Field } from './field.ts';
import { LONG } from './long.ts';
import { createPost, readable } from './post.ts';
import { BODY_ROUTES, PLAN_ROUTES, pathFor } from './requests.ts';
import { findHistories } from './stations.ts';

const table = useTable();
const storage = useObjectStorage();
let field: Field;
let api: Api;
const NOW = instantIn('Asia/Shanghai', '2026-05-20 12:00');
beforeAll(async () => {
  field = await createField(table());
  api = createApi(table(), NOW, { vault: vaultOn(storage()) });
});

const CANARY = /c4n4ry\d+x/g;
let sung = 0;
const sing = (): string => {
  sung += 1;
  return `c4n4ry${sung}x`;
};
const canariesIn = (text: string): readonly string[] => [...new Set(text.match(CANARY) ?? [])];

/** What somebody wrote, as opposed to ids, dates and words of the code: Chinese, or more than a word. */
const isWritten = (text: string): boolean => /[\u4e00-\u9fff ]/.test(text);

/** Where a canary sits: the type of event, and the place in it. */
interface Perch {
  readonly type: RecordedEvent['event']['type'];
  readonly path: string;
}

/** The same history with a canary for everything that somebody wrote. */
const withCanaries = (history: History) => {
  const perches = new Map<string, Perch>();
  const known = new Map<string, string>();
  const walk = (value: unknown, type: Perch['type'], path: Path): unknown => {
    if (typeof value === 'string') {
      if (!isWritten(value)) return value;
      // The same words stay the same words where they come again, as in an edited content.
      const canary = known.get(value + path.join('/')) ?? sing();
      known.set(value + path.join('/'), canary);
      perches.set(canary, { type, path: path.join('/') });
      return canary;
    }
    if (Array.isArray(value)) return value.map((one, index) => walk(one, type, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inside]) => [key, walk(inside, type, [...path, key])]),
    );
  };
  const changed = history.map((recorded) => ({
    ...recorded,
    event: walk(recorded.event, recorded.event.type, []) as RecordedEvent['event'],
  }));
  return { history: changed, perches };
};

/** What is not for everybody who may read a plan, by the rulebook and not by the code (O1, C5, K11). */
const isFor = (who: Who, { type, path }: Perch): boolean => {
  if (who === 'hrOwner' || who === 'hrHead') return true;
  const isReason = /accepted\/\d+\/reason$/.test(path);
  const hrOnly = isReason || path.includes('referral') || type === 'SharingDeferred';
  const undecided = ['PlanReturned', 'OutcomeProposed', 'OutcomeReturned'];
  if (who === 'manager') return !hrOnly;
  if (who === 'employee')
    return (
      !hrOnly &&
      !undecided.includes(type) &&
      path !== 'managerAssignment' &&
      !/attempts\//.test(path)
    );
  // A provider sees what they have promised, and nothing else.
  return who === 'provider' && /supports\/\d+\/description$/.test(path);
};

/** What can be read of an answer: of a bundle, every member that is text; its papers say the same as its pages. */
const readableIn = (id: RouteId, { status, text }: ApiAnswer): string => {
  if (id !== 'getEvidence' || status !== 200) return text;
  const members = unpackBundle(Buffer.from(text, 'base64')) ?? new Map();
  return [...members]
    .filter(([name]) => !name.endsWith('.pdf'))
    .map(([name, content]) => `${name}\n${Buffer.from(content).toString('utf8')}`)
    .join('\n');
};

const isHr = (who: Who): boolean => who === 'hrOwner' || who === 'otherHr';

const READERS: readonly Who[] = [
  'employee',
  'manager',
  'hrOwner',
  'provider',
  'colleague',
  'admin',
  'otherHr',
];

const place = async ({ scope, tenantId }: Company, history: History): Promise<PlanId> => {
  const planId = newPlanId();
  const employeeId = await field.hire();
  const mine = historyOf(history, { planId, tenantId, employeeId });
  const plan = planAfter(undefined, mine);
  const sites = { [employeeId]: 'shanghai', [people.manager]: 'shanghai' };
  const expandedTo = mine[0]?.at as RecordedEvent['at'];
  const due = dueAfter(plan, { revision: 0, expandedTo, sites }, tenantOf(tenantId));
  const { kind } = await commitEvents(scope, undefined, mine, { due, randomBytes });
  if (kind !== 'committed') throw new Error(kind);
  return planId;
};

describe('what somebody wrote', () => {
  it('about a plan is read by those whose it is, and by nobody else', async () => {
    // Lives that show what is not for everybody.
    const telling = [
      /"accepted":\[\{/,
      /SharingDeferred/,
      /PlanReturned/,
      /OutcomeReturned/,
      /Witness|witness/,
    ];
    // Whoever is let in, or takes a plan over, may read it; the administrator of these lives is nobody.
    const histories = findHistories(telling, new RegExp(WHO.admin));
    for (const sign of telling)
      expect(
        histories.some((history) => sign.test(JSON.stringify(history))),
        String(sign),
      ).toBe(true);
    expect(histories.length).toBeGreaterThanOrEqual(2);
    const reads = PLAN_ROUTES.filter((id) => routeOf(id).method === 'GET');
    let answers = 0;
    let seen = 0;
    let bundled = 0;
    for (const history of new Set(histories)) {
      const { history: singing, perches } = withCanaries(history);
      const planId = await place(field.company, singing);
      const { employeeId } = (await load(field.company.scope, planId)).plan;
      for (const who of READERS)
        for (const id of reads) {
          // In short: the bundle of one plan, for its employee, and whoever gets none.
          const getsOne = who === 'employee' ? history !== histories[0] : isHr(who);
          if (id === 'getEvidence' && !LONG && getsOne) continue;
          const memberId = who === 'employee' ? employeeId : WHO[who];
          const answer = await api.call(
            id,
            { tenantId: field.company.tenantId, memberId },
            { params: pathFor(routeOf(id), planId, shanghaiContent(), 1) },
          );
          answers += 1;
          const heard = canariesIn(readableIn(id, answer));
          expect(answer.status, `${who} ${id}`).toBeLessThan(500);
          seen += heard.length;
          if (id === 'getEvidence') bundled += heard.length;
          const reader = who === 'otherHr' ? 'hrHead' : who;
          const stolen = heard.flatMap((canary) => {
            const perch = perches.get(canary);
            return perch !== undefined && isFor(reader, perch) ? [] : [perch];
          });
          expect(stolen, `${who} ${id}`).toEqual([]);
        }
    }
    expect(seen).toBeGreaterThan(500);
    expect(bundled).toBeGreaterThan(20);
    console.info(
      `canaries: ${sung} set, ${answers} answers, ${seen} seen where they may be, ${bundled} of them in bundles`,
    );
  });

  it('is never repeated by a refusal, whatever it was written into', async () => {
    const planId = await place(field.company, activePlanHistory());
    let refused = 0;
    for (const id of BODY_ROUTES) {
      const schema = routeOf(id).body?.();
      if (schema === undefined) continue;
      for (let variant = 0; variant < variantsOf(schema); variant += 1)
        for (const who of ['hrHead', 'manager'] as const) {
          const body = valueFor(schema, { variant, text: sing });
          const { status, text } = await api.call(id, field.company.caller(who), {
            params: pathFor(routeOf(id), planId, shanghaiContent()),
            body: who === 'manager' ? { ...(body as object), [sing()]: sing() } : body,
            version: 11,
            key: sing(),
          });
          if (status < 400) continue;
          refused += 1;
          expect(canariesIn(text), `${id} ${status} ${text}`).toEqual([]);
        }
    }
    expect(refused).toBeGreaterThan(BODY_ROUTES.length);
  });

  it('is in no line of the log', () => {
    expect(api.lines.length).toBeGreaterThan(100);
    expect(canariesIn(JSON.stringify(api.lines))).toEqual([]);
  });

  it('is in no message, no mail and no log line of the jobs', async () => {
    const { history } = withCanaries(activePlanHistory());
    await place(field.company, history);
    const post = createPost(table());
    for (const day of ['02-27', '03-03', '03-04', '03-05', '03-06'])
      await post.at(instantIn('Asia/Shanghai', `2026-${day} 10:30`));
    expect(post.mails.length).toBeGreaterThan(3);
    for (const mail of post.mails) expect(canariesIn(await readable(mail))).toEqual([]);
    expect(canariesIn(JSON.stringify([post.messages, post.lines]))).toEqual([]);
    console.info(`canaries: ${post.messages.length} messages, ${post.mails.length} mails`);
  });
});
