import { type MemberId, parseMemberId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import {
  type ImportPlan,
  type PersonChange,
  planImport,
} from '../../../domain/tenant/people-import.ts';
import type { Member, Tenant } from '../../../domain/tenant/tenant.ts';
import { readPeopleFile } from '../../adapters/csv/people-file.ts';
import { importProblemText } from '../../adapters/i18n/import.ts';
import { allMembers, type NewReplay, PEOPLE_MAX, putMembers } from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { problem } from '../../http/problem.ts';
import type { Services } from '../../http/services.ts';
import { replayed, replayOf } from '../replay.ts';
import { type TenantCase, tenantEndpoint } from '../tenant/tenant.ts';
import { callIn, callInAgain, countCalls, invitationOf } from './calls.ts';
import { mayGrant } from './person-checks.ts';

/** Problems that one answer shows; it says how many there are. */
const SHOWN_MAX = 200;
/** No chunk is begun after that: the function has 28 seconds. */
const TIME_MS = 18_000;

interface Write {
  readonly row: number;
  readonly member: Member;
  readonly before?: Member;
}

/** The people as they will be stored; those of the file get their ids first, being each other's managers. */
const writesOf = (
  changes: readonly PersonChange[],
  tenant: Tenant,
  services: Services,
  now: Instant,
): readonly Write[] => {
  const ids = new Map<number, MemberId>();
  for (const { row, before } of changes) {
    const id = before?.id ?? parseMemberId(services.newId(now));
    if (id === undefined) throw new Error('A new id is none');
    ids.set(row, id);
  }
  return changes.map(({ row, before, manager, ...person }) => {
    const managerId =
      manager === undefined
        ? undefined
        : 'memberId' in manager
          ? manager.memberId
          : ids.get(manager.row);
    const { managerId: _, ...kept } = before ?? {
      tenantId: tenant.id,
      status: 'ACTIVE' as const,
      createdAt: now,
      version: 0,
    };
    const member: Member = {
      ...kept,
      ...person,
      id: ids.get(row) as MemberId,
      ...(managerId === undefined ? {} : { managerId }),
      version: kept.version + 1,
    };
    return { row, member, ...(before === undefined ? {} : { before }) };
  });
};

interface Written {
  readonly rows: ReadonlySet<number>;
  readonly invited: number;
}

/** What the answer to the request says, and whom a repetition of it calls in again. */
type Concluded = (done: Written, called: readonly MemberId[]) => NewReplay;

/**
 * Writes people in chunks, each all or nothing, until time runs out; those who are new are called in
 * right after their chunk. The answer is kept with the last chunk, once all were written: until then
 * the same request goes on where it stopped. After a crash between a chunk and its mails, its people
 * are there without one, and are invited one by one.
 */
const write = async (
  opened: TenantCase,
  writes: readonly Write[],
  invites: boolean,
  concluded: Concluded,
): Promise<Written> => {
  const { scope, tenant, services } = opened;
  const started = performance.now();
  const rows = new Set<number>();
  let invited = 0;
  for (let at = 0; at < writes.length; at += PEOPLE_MAX) {
    if (performance.now() - started > TIME_MS) break;
    const chunk = writes.slice(at, at + PEOPLE_MAX);
    const fresh = invites ? chunk.filter(({ before }) => before === undefined) : [];
    const now = services.now();
    const asked = fresh.map(({ member }) => invitationOf(tenant, member, 1, now));
    const calls = asked.length === 0 ? [] : await countCalls(opened, asked);
    const isLast = rows.size + chunk.length === writes.length;
    const done = {
      rows: new Set([...rows, ...chunk.map(({ row }) => row)]),
      invited: invited + calls.length,
    };
    const called = calls.map(({ id }) => id as MemberId);
    const replay = isLast ? concluded(done, called) : undefined;
    if ((await putMembers(scope, chunk, replay)) !== 'stored') continue;
    for (const row of done.rows) rows.add(row);
    invited = done.invited;
    await callIn(opened, calls);
  }
  return { rows, invited };
};

/** What was done with a file, or would be. */
const reportOf = (
  plan: ImportPlan,
  writes: readonly Write[],
  { applied, done, language }: { applied: boolean; done: Written; language: Language },
) => {
  const counted = applied ? plan.changes.filter(({ row }) => done.rows.has(row)) : plan.changes;
  const added = counted.filter(({ before }) => before === undefined).length;
  return {
    applied,
    rows: plan.rows,
    added,
    changed: counted.length - added,
    unchanged: plan.unchanged,
    invited: done.invited,
    notWritten: writes.filter(({ row }) => !done.rows.has(row)).map(({ row }) => row),
    ignoredColumns: plan.ignoredColumns,
    problemCount: plan.problems.length,
    problems: plan.problems.slice(0, SHOWN_MAX).map((one) => ({
      row: one.row,
      column: one.column,
      code: one.code,
      message: importProblemText(language, one),
    })),
  };
};

/** Adds and changes people from a file; with problems nothing is written. */
export const importMembers = tenantEndpoint(routes.importMembers)(async (opened, { query }) => {
  const { scope, tenant, replay, caller, request, services } = opened;
  if (replay !== undefined) {
    const result = replayed(replay, request, services);
    const { called } = replay.answer as { readonly called: readonly MemberId[] };
    if (result.kind === 'answer') await callInAgain(opened, called, replay.at);
    return result;
  }
  const table = request.file && readPeopleFile(request.file);
  if (table === undefined) return problem('malformed');
  const plan = planImport(table, {
    tenant,
    directory: await allMembers(scope),
    mayGrant: (before, after) => mayGrant(caller, before, after),
  });
  const applied = query.dryRun === 'false' && plan.problems.length === 0;
  const writes = applied ? writesOf(plan.changes, tenant, services, services.now()) : [];
  const { language } = caller;
  const done = await write(opened, writes, query.invite === 'true', (all, called) =>
    replayOf(opened, { ...reportOf(plan, writes, { applied, done: all, language }), called }),
  );
  return answer(reportOf(plan, writes, { applied, done, language }));
});
