import { createHash } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { MemberId, PlanId } from '../../domain/kernel/ids.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { PlanCommand } from '../../domain/plan/command.ts';
import { recordsOf } from '../../domain/plan/evolve-records.ts';
import { loadChain, loadHistory, verifyChain } from '../../functions/adapters/store/index.ts';
import type { RouteId } from '../../functions/contract/registry.ts';
import { type Company, WHO } from '../functions/api/company.ts';
import { type ApiAnswer, type Caller, createApi, routeOf, type Sent } from '../support/api.ts';
import type { TestTable } from '../support/engine.ts';
import { planOf } from '../support/plan-spec.ts';
import { as, people } from '../support/plans.ts';
import { type Choice, commandFor, momentAfter } from '../support/random-commands.ts';
import { load } from '../support/store.ts';
import { valueFor } from './bodies.ts';
import { addPlan } from './callers.ts';
import { createField, type Field } from './field.ts';
import { MARK, spoil } from './hostile.ts';
import { faultOf } from './judge.ts';
import { type Chance, chanceOf } from './random.ts';
import { fileFor, fittingBody, PLAN_ROUTES, pathFor, ROUTE_IDS, requestFor } from './requests.ts';
import { contextAt, sendersOf, starts } from './stations.ts';
import { isNote, isWrite, keysOf, type WatchedCall, watching } from './watch.ts';

/** Routes that reach object storage, which this has none of; the matrix of callers asks for them. */
const STORED: ReadonlySet<RouteId> = new Set([
  'getEvidence',
  'announceAttachment',
  'confirmAttachment',
  'getAttachment',
]);

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
}

/** A plan that lives while it is attacked. */
interface Life {
  readonly field: Field;
  readonly planId: PlanId;
  readonly employeeId: MemberId;
  now: Instant;
  plan: Awaited<ReturnType<typeof load>>['plan'];
  records: ReturnType<typeof recordsOf>;
  changes: number;
}

/** One request on its way. */
interface Shot {
  readonly id: RouteId;
  readonly caller: Caller | undefined;
  readonly sent: Sent;
}

const RUNNING: readonly string[] = ['ACTIVE', 'FINAL_REVIEW', 'PAUSED'];
const LIVES = 6;
const DIGEST_EVERY = 1000;

/** Lanes are served at the same time, each with companies, plans, clock and chance of its own. */
export const LANES = 4;

export const runFuzz = async (table: TestTable, options: FuzzOptions): Promise<FuzzReport> => {
  const chance = chanceOf(options.seed);
  const lanes = Array.from({ length: LANES }, (_, lane) => ({ lane, chance: chance.fork() }));
  const reports = await Promise.all(
    lanes.map((one) => runLane(table, options, one.lane, one.chance)),
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
  };
};

const runLane = async (
  table: TestTable,
  options: FuzzOptions,
  lane: number,
  chance: Chance,
): Promise<FuzzReport> => {
  const watched = watching(table);
  const fields = [await createField(table), await createField(table)] as const;
  const own = fields.map(({ company }) => `T#${company.tenantId}#`);
  const began = starts();
  const api = createApi(watched.table, '2026-02-10T04:00:00.000Z' as Instant);
  const findings: Finding[] = [];
  const byStatus = new Map<string, number>();
  const reached = new Set<RouteId>();
  const remembered: { readonly shot: Shot; readonly text: string; readonly at: Instant }[] = [];
  let plans = 0;
  let audits = 0;
  let digests = 0;

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
    const shot = again?.shot ?? aim(life, chance, lives, request);
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
    if (written.length === 0) continue;
    if (shot.sent.key !== undefined && remembered.length < 200)
      remembered.push({ shot, text: answer.text, at: life.now });
    const changedPlan = shot.sent.params?.planId;
    const changed = lives.find(({ planId }) => planId === changedPlan);
    if (changed === undefined) continue;
    changed.changes += 1;
    const { scope } = changed.field.company;
    changed.plan = (await load(scope, changed.planId)).plan;
    // What was measured and held only matters to commands of a plan that runs.
    if (RUNNING.includes(changed.plan.status))
      changed.records = recordsOf(await loadHistory(scope, changed.planId));
    if (changed.changes % options.auditEvery === 0 || changed.plan.status === 'CLOSED') {
      audits += 1;
      report(await auditOf(changed));
    }
    if (changed.plan.status === 'CLOSED' && chance.chance(0.5))
      lives[lives.indexOf(changed)] = await begin();
  }
  for (const life of lives) {
    audits += 1;
    const what = await auditOf(life);
    if (what !== undefined) findings.push({ request: options.requests, route: 'getPlan', what });
  }
  return { requests: served, findings, byStatus, reached, plans, audits, digests };
};

/** The chain holds, and the fold of the events is the plan that is stored. */
const auditOf = async ({ field, planId }: Life): Promise<string | undefined> => {
  const { scope } = field.company;
  const stored = await load(scope, planId);
  const chain = await loadChain(scope, planId);
  const broken = verifyChain(planId, chain, stored.chainHash);
  if (broken !== undefined) return `the chain is broken: ${JSON.stringify(broken)}`;
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

const choiceOf = (chance: Chance): Choice => ({
  pick: chance.int(9973),
  who: chance.int(10),
  afterMinutes: chance.pick([1, 20, 300, 1440, 1440, 2880, 4320, 10_080]),
  small: chance.int(7),
  value: chance.pick([0, 1, 0.5, 30, 36, 85, 100, -1]),
  wild: chance.chance(0.15),
});

/** Makes the next request: mostly what would come next in the plan's life, often with something wrong. */
const aim = (life: Life, chance: Chance, lives: readonly Life[], request: number): Shot => {
  const way = chance.int(100);
  if (way >= 92) return reading(life, chance);
  const shot = way < 62 ? inLife(life, chance, request) : anywhere(life, chance, lives, request);
  const asIs = way < 38 || (way >= 62 && way < 76);
  return asIs ? shot : { ...shot, sent: spoil(routeOf(shot.id), shot.sent, chance) };
};

const inLife = (life: Life, chance: Chance, request: number): Shot => {
  const choice = choiceOf(chance);
  const { plan, field, employeeId } = life;
  life.now = momentAfter(life.now, choice);
  const context = { ...contextAt([], as.system, life.now), records: life.records };
  const command = commandFor(plan, choice, context) as PlanCommand;
  const made = requestFor(command, plan.id);
  if (made === undefined) return anywhere(life, chance, [life], request);
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

/** Somebody whose business it is looks at the plan. */
const reading = ({ plan, planId, field, employeeId }: Life, chance: Chance): Shot => {
  const id = chance.pick(
    PLAN_ROUTES.filter((one) => routeOf(one).method === 'GET' && !STORED.has(one)),
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

/** Any route, by anybody, about any of the plans, with a body made from the contract. */
const anywhere = (life: Life, chance: Chance, lives: readonly Life[], request: number): Shot => {
  const id = chance.pick(ROUTE_IDS.filter((one) => !STORED.has(one)));
  const route = routeOf(id);
  const about = chance.chance(0.7) ? life : chance.pick(lives);
  const body = route.body?.();
  const fitting = chance.chance(0.5) ? fittingBody(id, about.employeeId, request) : undefined;
  return {
    id,
    caller: callerOf(life.field.company, about, chance),
    sent: {
      params: pathFor(route, about.planId, about.plan.content, chance.int(7)),
      ...(body === undefined
        ? fileFor(id)
        : {
            body:
              fitting ??
              valueFor(body, {
                choose: (below) => chance.int(below),
                variant: chance.int(4),
                optional: () => chance.chance(0.5),
                length: () => chance.int(3),
                text: () => chance.pick(WORDS),
              }),
          }),
      version: about.plan.version,
      key: `fuzz-key-${request}`,
    },
  };
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

const callerOf = (company: Company, about: Life, chance: Chance): Caller | undefined => {
  if (chance.chance(0.05)) return undefined;
  const { tenantId } = company;
  const anybody = [...Object.values(WHO), about.employeeId, about.employeeId, about.plan.managerId];
  return { tenantId, memberId: chance.pick(anybody) };
};
