import type { Relation } from '../../../domain/access/actions.ts';
import { namedOn, type Reader, readersOf, standInsOf } from '../../../domain/access/readers.ts';
import { confidentialCauses } from '../../../domain/plan/rules/causes.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import type { Member } from '../../../domain/tenant/tenant.ts';
import { messages } from '../../adapters/i18n/index.ts';
import { READ_WORDS } from '../../adapters/i18n/words.ts';
import {
  type AccessEntry,
  getHrOnly,
  getMembers,
  HR_CHANGES_MAX,
  listAccess,
  putHrOnly,
} from '../../adapters/store/index.ts';
import { routes } from '../../contract/registry.ts';
import { answer } from '../../http/answer.ts';
import { sealCursor } from '../../http/cursor.ts';
import { type Endpoint, endpoint, type Reply } from '../../http/endpoint.ts';
import { problem, toRuleResult } from '../../http/problem.ts';
import { pageOf } from '../page.ts';
import { noteRead, openPlan, type PlanCase, todayOf } from '../plans/plan-case.ts';
import { planCommandEndpoint as command } from '../plans/plan-command.ts';
import { planRead } from '../plans/plan-read.ts';

/** Whether the caller reads names: HR and reviewers do, others where the company's policy says so (O2). */
const readsNames = ({ view, tenant }: PlanCase): boolean =>
  view === 'hr' || view === 'reviewer' || (tenant.policy.access?.showNames ?? true);

/** Those whose names stand in the plan itself, whatever the policy. */
const NAMED_ANYWAY: readonly Relation[] = ['employee', 'manager'];

const readerBody = (
  { why, memberId, ...reader }: Reader,
  members: ReadonlyMap<string, Member>,
  names: boolean,
  language: Language,
) => {
  const isNamed =
    names ||
    NAMED_ANYWAY.includes(reader.relation) ||
    ('reason' in why && why.reason === 'hrOwner');
  const member = memberId === undefined || !isNamed ? undefined : members.get(memberId);
  return {
    ...reader,
    ...(member === undefined ? {} : { memberId: member.id, name: member.name }),
    purpose: 'purpose' in why ? why.purpose : messages(language).vocabulary.readers[why.reason],
  };
};

const getAccess = planRead(routes.getAccess)(async (opened) => {
  const { scope, stored, caller, now } = opened;
  const { plan } = stored;
  const today = todayOf(plan, now);
  const named = await getMembers(scope, namedOn(plan));
  const absent = [plan.managerId, plan.hrOwnerId].flatMap((id) => named.get(id) ?? []);
  const others = standInsOf(absent, today).filter((id) => !named.has(id));
  const members = new Map([
    ...named,
    ...(others.length === 0 ? [] : await getMembers(scope, others)),
  ]);
  const readers = readersOf(plan, [...members.values()], today);
  return answer({
    asOf: today,
    readers: readers.map((reader) =>
      readerBody(reader, members, readsNames(opened), caller.language),
    ),
  });
});

const entryBody = (
  { at, by, acts, action }: AccessEntry,
  members: ReadonlyMap<string, Member>,
  names: boolean,
  language: Language,
) => ({
  at,
  relation: acts,
  ...(names ? { memberId: by, name: members.get(by)?.name ?? by } : {}),
  what: messages(language).vocabulary.reads[READ_WORDS.find((one) => one === action) ?? 'other'],
});

const getAccessLog: Endpoint = endpoint(routes.getAccessLog)(
  async ({ params, query }, request, services): Promise<Reply> => {
    const opened = await openPlan(params.planId, request, services);
    if ('result' in opened) return opened;
    const { caller, scope, stored } = opened;
    const { language } = caller;
    const identity = { tenantId: scope.tenantId, memberId: caller.id };
    const page = pageOf(request, identity, query, stored.plan.id, services);
    if ('kind' in page) return { result: page, language };
    const { items, next } = await listAccess(scope, stored.plan.id, page);
    const names = readsNames(opened);
    const people = [...new Set(items.map(({ by }) => by))];
    const members = names && people.length > 0 ? await getMembers(scope, people) : new Map();
    await noteRead(opened, request);
    return {
      result: answer({
        entries: items.map((entry) => entryBody(entry, members, names, language)),
        ...(next === undefined ? {} : { next: sealCursor(services.cursorKey, next, page.binding) }),
      }),
      language,
    };
  },
);

const getConfidential = planRead(routes.getConfidential)(async ({ scope, stored }) => {
  const { version, capacityHealth } = await getHrOnly(scope, stored.plan.id);
  return answer({ version, capacityHealth }, { version });
});

const putConfidential: Endpoint = endpoint(routes.putConfidential)(
  async ({ params, body }, request, services): Promise<Reply> => {
    const opened = await openPlan(params.planId, request, services);
    if ('result' in opened) return opened;
    const { scope, stored, caller, now } = opened;
    const { plan } = stored;
    const { language } = caller;
    const before = await getHrOnly(scope, plan.id);
    if (request.ifMatch !== before.version)
      return { result: problem('preconditionFailed'), language };
    const capacityHealth = [...new Set(body.capacityHealth)];
    if (!capacityHealth.every((id) => plan.content.gaps.some((gap) => gap.id === id)))
      return { result: problem('unknownPart', { part: 'gap' }), language };
    const version = before.version + 1;
    const [first, ...rest] = [...before.changes, { at: now, by: caller.id, capacityHealth }];
    const changes = first === undefined ? [] : [first, ...rest.slice(1 - HR_CHANGES_MAX)];
    const after = { ...before, version, capacityHealth, changes };
    const { kind } = await putHrOnly(scope, { planId: plan.id, before, after });
    if (kind !== 'stored')
      return { result: problem(kind === 'conflict' ? 'preconditionFailed' : 'conflict'), language };
    // What is still owed because of it; nobody but HR is told.
    const results = confidentialCauses(plan.content, capacityHealth).map((result) =>
      toRuleResult(result, language),
    );
    return { result: answer({ version, capacityHealth, results }, { version }), language };
  },
);

/** Who may see a plan, who has looked, and what only HR knows. */
export const accessEndpoints: readonly Endpoint[] = [
  command(routes.grantAccess)(({ body }) => ({ type: 'GrantAccess', grant: body.grant })),
  command(routes.revokeAccess)(({ params, body }) => ({
    type: 'RevokeAccess',
    grant: params.grant,
    ...body,
  })),
  getAccess,
  getAccessLog,
  getConfidential,
  putConfidential,
];
