import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { type MemberId, type PlanId, parseMemberId } from '../../domain/kernel/ids.ts';
import { putMember } from '../../functions/adapters/store/index.ts';
import { type Key, keyOf } from '../../functions/adapters/store/keys.ts';
import { newUlid } from '../../functions/adapters/system/random.ts';
import type { RouteId } from '../../functions/contract/registry.ts';
import { type Company, createCompany, newPlanId, WHO, type Who } from '../functions/api/company.ts';
import { type Api, type ApiAnswer, routeOf, type Sent } from '../support/api.ts';
import type { TestTable } from '../support/engine.ts';
import { type History, planOf } from '../support/plan-spec.ts';
import {
  activePlanHistory,
  changed,
  instantIn,
  shanghai,
  shanghaiContent,
} from '../support/plans.ts';
import { FOUNDED_AT, memberOf } from '../support/store.ts';
import { addPlan, removePartition } from './callers.ts';
import { createField, type Field } from './field.ts';
import type { IdKind } from './ids.ts';
import { fittingBody, paramsOf, personOf, settings } from './requests.ts';
import { isWrite, keysOf, type watching } from './watch.ts';

/** Ids that somebody may try: one that nobody has, another company's, one whose object is gone. */
interface Candidates {
  readonly random: string;
  readonly foreign: string;
  readonly deleted?: string;
}

/** Two companies, each with one of everything that an id can name, and what one of them has lost. */
export interface IdWorld {
  readonly home: Field;
  /** Of the home company, without a plan. */
  readonly employee: MemberId;
  readonly candidates: (kind: IdKind, route: RouteId) => Promise<Candidates>;
  /** Sends a request to the home company that has to succeed. */
  readonly make: (who: Who, id: RouteId, sent: Sent) => Promise<ApiAnswer>;
}

export const NOON = instantIn('Asia/Shanghai', '2026-02-10 12:00');
const newMemberId = (): MemberId => parseMemberId(newUlid(FOUNDED_AT)) as MemberId;

/** A running plan with a part, and so a content, that no other plan has. */
const planWith = (prefix: string): History => {
  const content = changed(shanghaiContent(), '/supports/0/id', `${prefix}-part`);
  return activePlanHistory({ ...shanghai, content });
};

const hashOf = (history: History): string => {
  const plan = planOf(history);
  if (!('submission' in plan)) throw new Error('not submitted');
  return plan.submission.contentHash;
};

/** The same place in a list with a seal that nobody has set. */
const withBrokenSeal = (cursor: string): string =>
  `${cursor.slice(0, -4)}${cursor.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;

export const createIdWorld = async (
  table: TestTable,
  api: Api,
  { during }: ReturnType<typeof watching>,
): Promise<IdWorld> => {
  const home = await createField(table);
  const foreign = await createCompany(table);
  const employee = await home.hire();
  let sends = 0;
  const makeIn =
    (company: Company) =>
    async (who: Who, id: RouteId, sent: Sent): Promise<ApiAnswer> => {
      sends += 1;
      api.at(NOON);
      const key = routeOf(id).idempotent ? { key: `world-key-${sends}` } : {};
      const answer = await api.call(id, company.caller(who), { ...key, ...sent });
      if (answer.status >= 300) throw new Error(`${id}: ${answer.text}`);
      return answer;
    };
  const make = makeIn(home.company);
  const abroad = makeIn(foreign);
  const lose = async (keys: readonly Key[]): Promise<void> => {
    for (const Key of keys)
      await table.documents.send(new DeleteCommand({ TableName: table.tableName, Key }));
  };

  const strangers = await addPlan(foreign.scope, planWith('foreign'));
  // A second of each, so that lists have a second page.
  await addPlan(foreign.scope, activePlanHistory(), { employeeId: WHO.colleague });
  await abroad('hrOwner', 'getPlan', { params: { planId: strangers } });
  await abroad('manager', 'getPlan', { params: { planId: strangers } });
  const lost = await addPlan(home.company.scope, planWith('deleted'));
  const announcedFor = (planId: PlanId): Sent => ({
    params: { planId },
    body: fittingBody('announceAttachment', WHO.employee, 1),
  });
  const file = await abroad('hrOwner', 'announceAttachment', announcedFor(strangers));
  const lostFile = await make('hrOwner', 'announceAttachment', announcedFor(lost));
  await removePartition(table, `T#${home.company.tenantId}#P#${lost}`);

  const noted = (employeeId: MemberId): Sent => ({
    params: { employeeId },
    body: fittingBody('addObservation', employeeId, 1),
  });
  await abroad('hrOwner', 'addObservation', noted(WHO.colleague));
  const observation = await abroad('hrOwner', 'addObservation', noted(WHO.colleague));
  const { result: lostObservation, calls } = await during(() =>
    make('hrOwner', 'addObservation', noted(employee)),
  );
  await lose(calls.filter(isWrite).flatMap(keysOf) as Key[]);

  const away = (memberId: MemberId): Sent => ({
    params: { memberId },
    body: fittingBody('addAbsence', memberId, 1),
  });
  const absence = await abroad('hrOwner', 'addAbsence', away(WHO.colleague));
  const lostAbsence = await make('hrOwner', 'addAbsence', away(employee));
  await make('hrOwner', 'cancelAbsence', {
    params: { memberId: employee, absenceId: String(lostAbsence.body.id) },
    body: {},
  });

  const member = newMemberId();
  const lostMember = newMemberId();
  await putMember(foreign.scope, { member: memberOf(member, foreign.tenantId) });
  await putMember(home.company.scope, { member: memberOf(lostMember, home.company.tenantId) });
  await lose([keyOf.member(home.company.tenantId, lostMember)]);
  const { sites, ...others } = settings();
  const site = { ...sites[0], id: 'foreign-site' };
  await abroad('admin', 'changeTenant', {
    version: 1,
    body: { ...others, sites: [...sites, site] },
  });

  const fixed: Readonly<
    Record<Exclude<IdKind, 'cursor' | 'email' | 'employeeNumber'>, Candidates>
  > = {
    plan: { random: newPlanId(), foreign: strangers, deleted: lost },
    member: { random: newMemberId(), foreign: member, deleted: lostMember },
    observation: {
      random: newUlid(FOUNDED_AT),
      foreign: String(observation.body.id),
      deleted: String(lostObservation.body.id),
    },
    absence: {
      random: newUlid(FOUNDED_AT),
      foreign: String(absence.body.id),
      deleted: String(lostAbsence.body.id),
    },
    attachment: {
      random: '0'.repeat(26),
      foreign: String(file.body.attachmentId),
      deleted: String(lostFile.body.attachmentId),
    },
    part: { random: 'random-part', foreign: 'foreign-part', deleted: 'deleted-part' },
    site: { random: 'random-site', foreign: 'foreign-site' },
    contentHash: {
      random: 'f'.repeat(64),
      foreign: hashOf(planWith('foreign')),
      deleted: hashOf(planWith('deleted')),
    },
  };
  /** Where the other company stands in its own list, or, while that has one page, in that of its people. */
  const cursorsOf = async (route: RouteId): Promise<Candidates> => {
    const ids: Readonly<Record<string, string>> = { planId: strangers, employeeId: WHO.colleague };
    const nextOf = async (id: RouteId): Promise<string | undefined> => {
      const params = Object.fromEntries(
        paramsOf(routeOf(id)).map((name) => [name, ids[name] ?? '']),
      );
      const who = routeOf(id).action === 'tenant.export' ? 'admin' : 'hrHead';
      const sent = { params, query: { limit: '1' } };
      const { next } = (await api.call(id, foreign.caller(who), sent)).body;
      return next === undefined ? undefined : String(next);
    };
    const next = (await nextOf(route)) ?? (await nextOf('listMembers'));
    if (next === undefined) throw new Error('the other company has nobody');
    return { foreign: next, random: withBrokenSeal(next) };
  };
  /** Somebody whom the other company knows by address and number, and somebody whom nobody knows. */
  let persons = 0;
  const personsOf = async (field: 'email' | 'employeeNumber'): Promise<Candidates> => {
    persons += 1;
    const known = { ...personOf(`known-${persons}`), employeeNumber: `F-${persons}` };
    const unknown = { ...personOf(`never-${persons}`), employeeNumber: `N-${persons}` };
    await abroad('admin', 'addMember', { body: known });
    return { random: unknown[field], foreign: known[field] };
  };
  return {
    home,
    employee,
    make,
    candidates: async (kind, route) => {
      if (kind === 'cursor') return cursorsOf(route);
      return kind === 'email' || kind === 'employeeNumber' ? personsOf(kind) : fixed[kind];
    },
  };
};
