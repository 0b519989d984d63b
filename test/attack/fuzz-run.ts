import { createHash } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import { evolve } from '../../domain/plan/evolve.ts';
import { evolveRecords, recordsOf } from '../../domain/plan/evolve-records.ts';
import {
  loadChain,
  loadHistory,
  loadTimeline,
  verifyChain,
} from '../../functions/adapters/store/index.ts';
import type { RouteId } from '../../functions/contract/registry.ts';
import { type ApiAnswer, createApi, routeOf } from '../support/api.ts';
import type { TestTable } from '../support/engine.ts';
import type { ObjectStorage } from '../support/object-storage.ts';
import { type History, planOf } from '../support/plan-spec.ts';
import { load } from '../support/store.ts';
import { vaultOn } from '../support/vault.ts';
import { addPlan } from './callers.ts';
import { createField } from './field.ts';
import { aim, type Known, type Life, madeBy, type Shot } from './fuzz-aim.ts';
import { MARK } from './hostile.ts';
import { faultOf } from './judge.ts';
import { type Chance, chanceOf } from './random.ts';
import { scanOf } from './requests.ts';
import { starts } from './stations.ts';
import { isNote, isWrite, keysOf, type WatchedCall, watching } from './watch.ts';

export interface FuzzOptions {
  readonly seed: number;
  readonly requests: number;
  /** Every how many changes of a plan its whole chain is read again. */
  readonly auditEvery: number;
}

/** Something that must not be, with the number of the request that showed it. */
export interface Finding {
  readonly request: number;
  readonly route: RouteId;
  readonly what: string;
}

export interface FuzzReport {
  readonly requests: number;
  readonly findings: readonly Finding[];
  readonly byStatus: ReadonlyMap<string, number>;
  /** Routes that answered with a success at least once. */
  readonly reached: ReadonlySet<RouteId>;
  readonly plans: number;
  readonly audits: number;
  readonly digests: number;
  readonly uploads: number;
}

const OVER: readonly string[] = ['CLOSED', 'ARCHIVED', 'ERASED'];
/** How much of what was made is remembered. */
const KNOWN = 60;
const LIVES = 6;
const DIGEST_EVERY = 1000;

/** Lanes are served at the same time, each with companies, plans, clock and chance of its own. */
export const LANES = 4;

export const runFuzz = async (
  table: TestTable,
  storage: ObjectStorage,
  options: FuzzOptions,
): Promise<FuzzReport> => {
  const chance = chanceOf(options.seed);
  const began = starts();
  const lanes = Array.from({ length: LANES }, (_, lane) => ({ lane, chance: chance.fork() }));
  const reports = await Promise.all(
    lanes.map((one) => runLane(table, storage, began, { ...options, ...one })),
  );
  const sum = (of: (report: FuzzReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const byStatus = new Map<string, number>();
  for (const report of reports)
    for (const [outcome, count] of report.byStatus)
      byStatus.set(outcome, (byStatus.get(outcome) ?? 0) + count);
  return {
    requests: sum(({ requests }) => requests),
    findings: reports.flatMap(({ findings }) => findings).sort((a, b) => a.request - b.request),
    byStatus,
    reached: new Set(reports.flatMap(({ reached }) => [...reached])),
    plans: sum(({ plans }) => plans),
    audits: sum(({ audits }) => audits),
    digests: sum(({ digests }) => digests),
    uploads: sum(({ uploads }) => uploads),
  };
};

const runLane = async (
  table: TestTable,
  storage: ObjectStorage,
  began: readonly History[],
  { lane, chance, ...options }: FuzzOptions & { readonly lane: number; readonly chance: Chance },
): Promise<FuzzReport> => {
  const watched = watching(table);
  const fields = [await createField(table), await createField(table)] as const;
  const own = fields.map(({ company }) => `T#${company.tenantId}#`);
  const vault = vaultOn(storage);
  const api = createApi(watched.table, '2026-02-10T04:00:00.000Z' as Instant, { vault });
  const findings: Finding[] = [];
  const byStatus = new Map<string, number>();
  const reached = new Set<RouteId>();
  const remembered: { readonly shot: Shot; readonly text: string; readonly at: Instant }[] = [];
  let plans = 0;
  let audits = 0;
  let digests = 0;
  let uploads = 0;
  const known: Known[] = [];

  const begin = async (): Promise<Life> => {
    const field = chance.pick(fields);
    const history = chance.pick(began);
    const employeeId = await field.hire();
    const planId = await addPlan(field.company.scope, history, { employeeId });
    plans += 1;
    const { plan } = await load(field.company.scope, planId);
    const now = addMs((history.at(-1) as (typeof history)[number]).at, 1000);
    return { field, planId, employeeId, now, plan, records: recordsOf(history), changes: 0 };
  };
  const lives: Life[] = [];
  for (let index = 0; index < LIVES; index += 1) lives.push(await begin());

  let served = 0;
  for (let request = lane + 1; request <= options.requests; request += LANES) {
    served += 1;
    const slot = chance.int(lives.length);
    const life = lives[slot] as Life;
    const again =
      chance.chance(0.06) && remembered.length > 0 ? chance.pick(remembered) : undefined;
    const shot = again?.shot ?? aim(life, { lives, known, chance, request });
    api.at(again?.at ?? life.now);
    const wantsDigest = served % DIGEST_EVERY === 0;
    const before = wantsDigest ? await digestOf(table, own) : '';
    const { result: answer, calls } = await watched.during(() =>
      api.call(shot.id, shot.caller, shot.sent),
    );
    const code = answer.status < 400 ? '' : ` ${String(answer.body.code)}`;
    const outcome = `${answer.status}${code}`;
    byStatus.set(outcome, (byStatus.get(outcome) ?? 0) + 1);
    const report = (what: string | undefined): void => {
      if (what !== undefined) findings.push({ request, route: shot.id, what });
    };
    report(faultOf(shot.id, answer));
    report(echoIn(answer));
    report(outsideOf(shot, calls));
    const written = calls.filter((call) => isWrite(call) && call.done && !isNote(call));
    const isReplay = answer.headers['Idempotency-Replayed'] === 'true';
    if (answer.status >= 400 && !isHarmless(shot.id, written))
      report(`${outcome} left something behind: ${JSON.stringify(written.flatMap(keysOf))}`);
    if (isReplay && written.length > 0) report('a replay wrote something');
    if (again !== undefined && isReplay && answer.text !== again.text)
      report('a replay answered something else');
    if (wantsDigest) {
      digests += 1;
      const changed = (await digestOf(table, own)) !== before;
      if (changed && calls.every((call) => !isWrite(call))) report('the table changed by itself');
    }
    if (answer.status >= 300) continue;
    reached.add(shot.id);
    const made = madeBy(shot, answer);
    if (made !== undefined) known.push(made);
    if (known.length > KNOWN) known.shift();
    if (shot.id === 'announceAttachment' && chance.chance(0.7) && (await upload(answer, request)))
      uploads += 1;
    if (written.length === 0) continue;
    if (shot.sent.key !== undefined && remembered.length < 200)
      remembered.push({ shot, text: answer.text, at: life.now });
    const changedPlan = shot.sent.params?.planId;
    const changed = lives.find(({ planId }) => planId === changedPlan);
    if (changed === undefined) continue;
    changed.changes += 1;
    await follow(changed);
    const isOver = OVER.includes(changed.plan.status);
    if (changed.changes % options.auditEvery === 0 || isOver) {
      audits += 1;
      report(await auditOf(changed));
    }
    if (isOver && chance.chance(0.5)) lives[lives.indexOf(changed)] = await begin();
  }
  for (const life of lives) {
    audits += 1;
    const what = await auditOf(life);
    if (what !== undefined) findings.push({ request: options.requests, route: 'getPlan', what });
  }
  return { requests: served, findings, byStatus, reached, plans, audits, digests, uploads };
};

/** Reads what was written last and folds it in; the whole plan when it was more than one write. */
const follow = async (life: Life): Promise<void> => {
  const { scope } = life.field.company;
  const { items } = await loadTimeline(scope, life.planId, { limit: 1 });
  const news = items.filter(({ seq }) => seq > life.plan.version).toReversed();
  if (news[0]?.seq === life.plan.version + 1) {
    life.plan = news.reduce<Life['plan']>(evolve, life.plan);
    life.records = news.reduce(evolveRecords, life.records);
    return;
  }
  life.plan = (await load(scope, life.planId)).plan;
  life.records = recordsOf(await loadHistory(scope, life.planId));
};

/** Sends the file of that number to where the answer says. */
const upload = async ({ body }: ApiAnswer, n: number): Promise<boolean> => {
  const link = body.upload as { readonly url: string; readonly headers: Record<string, string> };
  const { url, headers } = link;
  return (await fetch(url, { method: 'PUT', headers, body: scanOf(n) })).ok;
};

/** The chain holds, and the fold of the events is the plan that is stored. */
const auditOf = async ({ field, planId }: Life): Promise<string | undefined> => {
  const { scope } = field.company;
  const stored = await load(scope, planId);
  const chain = await loadChain(scope, planId);
  const broken = verifyChain(planId, chain, stored.chainHash);
  if (broken !== undefined) return `the chain is broken: ${JSON.stringify(broken)}`;
  // Of an erased plan the events say nothing any more.
  if (stored.plan.status === 'ERASED') return undefined;
  const folded = planOf(await loadHistory(scope, planId));
  return JSON.stringify(sorted(folded)) === JSON.stringify(sorted(stored.plan))
    ? undefined
    : 'the events fold to another plan';
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inside]) => [key, sorted(inside)]),
  );
};

/** Of everything in the table that belongs to somebody. */
const digestOf = async (
  { documents, tableName }: TestTable,
  owners: readonly string[],
): Promise<string> => {
  const hash = createHash('sha256');
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({ TableName: tableName, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
    );
    for (const item of page.Items ?? [])
      if (owners.some((owner) => String(item.pk).startsWith(owner)))
        hash.update(JSON.stringify(sorted(item)));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return hash.digest('hex');
};

const echoIn = ({ status, text }: ApiAnswer): string | undefined =>
  status >= 400 && text.includes(MARK) ? `repeats what was sent: ${text}` : undefined;

/** A login that was bound opens nothing until its member is there; it may stay behind. */
const isHarmless = (id: RouteId, written: readonly WatchedCall[]): boolean =>
  written.length === 0 ||
  (routeOf(id).runsIn === 'directory' &&
    written.flatMap(keysOf).every(({ pk }) => pk.startsWith('U#')));

/** A member's request touches their own company's keys and no other. */
const outsideOf = ({ id, caller }: Shot, calls: readonly WatchedCall[]): string | undefined => {
  if (caller === undefined || routeOf(id).caller === 'anyone') return undefined;
  const own = `T#${caller.tenantId}#`;
  // Logins and admissions belong to no company.
  const isDirectory = routeOf(id).runsIn === 'directory';
  const outside = calls
    .flatMap(keysOf)
    .filter(({ pk }) => !pk.startsWith(own) && !(isDirectory && /^[UA]#/.test(pk)));
  return outside.length === 0 ? undefined : `reached ${JSON.stringify(outside)}`;
};
