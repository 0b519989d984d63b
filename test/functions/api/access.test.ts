import { beforeAll, describe, expect, it } from 'vitest';
import {
  PLAN_ACTIONS,
  type PlanAction,
  TENANT_ACTIONS,
  type TenantAction,
} from '../../../domain/access/actions.ts';
import { toLocal } from '../../../domain/calendar/zones.ts';
import { addDays } from '../../../domain/kernel/civil-date.ts';
import type { MemberId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { GrantTerms } from '../../../domain/plan/state.ts';
import type { InvitedDecision, PlanStatus } from '../../../domain/plan/vocabulary.ts';
import type { Member } from '../../../domain/tenant/tenant.ts';
import { listAccess, putMember } from '../../../functions/adapters/store/index.ts';
import { type RouteId, routes } from '../../../functions/contract/registry.ts';
import type { Route } from '../../../functions/contract/route.ts';
import { inParallel, isWrite, watching } from '../../attack/watch.ts';
import {
  type Api,
  type ApiAnswer,
  createApi,
  ENDPOINTS,
  routeOf,
  type Sent,
} from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { useObjectStorage } from '../../support/object-storage.ts';
import { instantIn, people } from '../../support/plans.ts';
import { sampleOf } from '../../support/sample.ts';
import { commitEvents, load, memberOf } from '../../support/store.ts';
import { vaultOn } from '../../support/vault.ts';
import { type Company, createCompany, endOf, newPlanId, WHO, type Who } from './company.ts';
import { expectDeclared } from './declared.ts';
import { STAGES } from './stages.ts';

const table = useTable();
const storage = useObjectStorage();
// That no route is only declared is another test's business.
const served = new Set<string>(
  Object.values(ENDPOINTS).flatMap((endpoints) => endpoints.map(({ route }) => route.id)),
);
const MEMBER_ROUTES = (Object.keys(routes) as RouteId[]).filter(
  (id) => routeOf(id).caller === 'member' && served.has(id),
);
const PLAN_ROUTES = MEMBER_ROUTES.filter((id) => routeOf(id).path.includes('{planId}'));
const TENANT_ROUTES = MEMBER_ROUTES.filter((id) => !PLAN_ROUTES.includes(id));

/** What everybody is to the plans of these tests. */
const RELATION_OF = {
  employee: 'employee',
  manager: 'manager',
  hrOwner: 'hr',
  otherHr: 'hr',
  hrHead: 'hr',
  provider: 'provider',
  colleague: undefined,
  admin: undefined,
  former: undefined,
} as const satisfies Record<Who, string | undefined>;

const PARTS: Readonly<Record<string, string>> = {
  plannedOn: '2026-03-05',
  checkpointId: 'month-1',
  goalId: 'response-time',
  actionId: 'review-calls',
  supportId: 'mentor',
  grant: '1',
  obstacleId: '1',
  attachmentId: 'scan',
};

/** All of a well-formed request but its path; made once, since what a schema takes is found slowly. */
const madeFor = ({ body, file, conditional, idempotent, id }: Route): Sent => ({
  ...(body === undefined ? {} : { body: sampleOf(body()) }),
  ...(file === undefined ? {} : { body: 'name,email\n', headers: { 'Content-Type': file.type } }),
  ...(conditional ? { version: 999_999 } : {}),
  ...(idempotent ? { key: `access-${id}` } : {}),
});
const MADE = new Map(MEMBER_ROUTES.map((id) => [id, madeFor(routeOf(id))]));

/**
 * A well-formed request to a route, made from the contract. Its If-Match is that of no version, so
 * that a command which is allowed gets as far as 412 and changes nothing.
 */
const requestTo = (id: RouteId, planId: string): Sent => {
  const names = [...routeOf(id).path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return {
    ...MADE.get(id),
    params: Object.fromEntries(names.map((name) => [name, PARTS[name] ?? planId])),
  };
};

/** A request that changes nothing may write who looked (O2), and the count of files of the day. */
const writesOf = (id: RouteId, verdict: Expected, isEmployee: boolean): readonly string[] => [
  ...(verdict === 'allowed' && 'files' in routeOf(id).answer ? ['UpdateItem'] : []),
  ...(verdict === 'allowed' && routeOf(id).method === 'GET' && !isEmployee ? ['PutItem'] : []),
];

type Expected = 'unauthenticated' | 'notFound' | 'forbidden' | 'allowed';

/** What the table of access says, read in the plainest way. */
const expected = (who: Who, id: RouteId, status: PlanStatus, hidden: boolean): Expected => {
  if (who === 'former') return 'unauthenticated';
  const relation = RELATION_OF[who];
  if (relation === undefined || (relation === 'employee' && hidden)) return 'notFound';
  // Of an erased plan nobody is told that there was one.
  if (status === 'ERASED') return 'notFound';
  const cellOf = (action: PlanAction): unknown => {
    const row: Readonly<Record<string, unknown>> = PLAN_ACTIONS[action];
    return row[relation] ?? (who === 'hrHead' ? row.hrHead : undefined);
  };
  const cell = cellOf(routeOf(id).action as PlanAction);
  if (cell === true || (Array.isArray(cell) && cell.includes(status))) return 'allowed';
  return cellOf('plan.read') === undefined ? 'notFound' : 'forbidden';
};

/** How else a request is answered that is allowed, made from the contract alone, and of no version. */
const REFUSED: Readonly<Partial<Record<RouteId, readonly string[]>>> = {
  announceAttachment: ['422 rulesViolated'],
  // Nobody has the id in it.
  confirmAttachment: ['404 notFound'],
  getAttachment: ['404 notFound'],
};

const expectVerdict = (id: RouteId, answer: ApiAnswer, verdict: Expected): void => {
  const got = `${answer.status} ${answer.status < 400 ? '' : answer.body.code}`.trim();
  if (verdict !== 'allowed')
    expect(got, id).toBe(
      {
        unauthenticated: '401 unauthenticated',
        notFound: '404 notFound',
        forbidden: '403 forbidden',
      }[verdict],
    );
  else {
    const usual = routeOf(id).conditional ? ['412 preconditionFailed'] : ['200', '422 wrongStatus'];
    expect(REFUSED[id] ?? usual, id).toContain(got);
  }
};

/**
 * The stages differ in what a cell says of them; whom the plan is nothing to, and whether a cell is
 * there at all, is the same at each. So everybody asks for everything once, of the active plan, and at
 * each other stage for: every read; one command for each kind of cell, in turn; and every command
 * whose cell names stages. The table itself is tested whole in test/domain/access.
 */
const WHOLE_STAGE = 'an active plan';

/** Makes whole files of a plan; what they say at each stage is tested elsewhere. */
const SLOW: readonly RouteId[] = ['getEvidence'];

const routesAt = (stage: string, who: Who, turn: number): readonly RouteId[] => {
  if (stage === WHOLE_STAGE) return PLAN_ROUTES;
  const kinds = new Map<string, RouteId[]>();
  for (const id of PLAN_ROUTES.filter((one) => !SLOW.includes(one))) {
    const row: Readonly<Record<string, unknown>> = PLAN_ACTIONS[routeOf(id).action as PlanAction];
    const cell = row[RELATION_OF[who] ?? ''] ?? (who === 'hrHead' ? row.hrHead : undefined);
    const alone = Array.isArray(cell) || (routeOf(id).method === 'GET' && SEEN_BY.includes(who));
    const kind = alone ? id : `${cell} ${routeOf(id).conditional}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), id]);
  }
  return [...kinds.values()].flatMap((ids) => ids[turn % ids.length] ?? []);
};
/** Each sees a plan in another view. */
const SEEN_BY: readonly Who[] = ['employee', 'manager', 'hrOwner'];

const STAGE_NAMES = Object.keys(STAGES);

describe.each(Object.entries(STAGES))('%s', (stage, { status, history, hidden = false }) => {
  let watched: ReturnType<typeof watching>;
  let api: Api;
  let company: Company;
  beforeAll(async () => {
    company = await createCompany(table(), history());
    watched = watching(table());
    api = createApi(watched.table, endOf(history()), { vault: vaultOn(storage()) });
  });

  it.each(Object.keys(WHO) as Who[])('answers the %s as the table of access says', async (who) => {
    const before = await load(company.scope, company.planId);
    expect(before.plan.status).toBe(status);
    await inParallel(routesAt(stage, who, STAGE_NAMES.indexOf(stage)), async (id) => {
      const { result: answer, calls } = await watched.during(() =>
        api.call(id, company.caller(who), requestTo(id, company.planId)),
      );
      const verdict = expected(who, id, status, hidden);
      expectVerdict(id, answer, verdict);
      expectDeclared(id, answer);
      const writes = calls.filter(isWrite).map(({ operation }) => operation);
      expect(writes, id).toEqual(writesOf(id, verdict, who === 'employee'));
    });
    expect(await load(company.scope, company.planId)).toEqual(before);
  });
});

/** Who has access for a time only, or had it: those whose time is not today are nobody. */
const GUESTS = {
  standIn: { relation: 'delegate', of: 'manager', acts: 'delegate' },
  hrStandIn: { relation: 'delegate', of: 'hr', acts: 'delegate' },
  standInOver: undefined,
  standInLater: undefined,
  standInWhoLeft: undefined,
  auditor: { relation: 'investigator', acts: 'investigator' },
  auditorOver: undefined,
  auditorLater: undefined,
  planApprover: { relation: 'approver', decision: 'plan', at: 'IN_REVIEW', acts: 'approver' },
  outcomeApprover: {
    relation: 'approver',
    decision: 'outcome',
    at: 'FINAL_REVIEW',
    acts: 'approver',
  },
  usedUp: undefined,
} as const;
type Guest = keyof typeof GUESTS;
const GUEST_NAMES = Object.keys(GUESTS) as Guest[];
const guestId = (guest: Guest) =>
  `01K0MEMBER00000000000000${70 + GUEST_NAMES.indexOf(guest)}` as MemberId;

/** Lets everybody of `GUESTS` in, by absences and by grants, as of a day. */
const letIn = async ({ scope, tenantId, planId }: Company, now: Instant): Promise<void> => {
  const today = toLocal('Asia/Shanghai', now).date;
  const days = (from: number, until: number) => ({
    from: addDays(today, from),
    until: addDays(today, until),
  });
  const standing = (memberId: MemberId, from: number, until: number) => ({
    delegations: [{ absenceId: 'a', memberId, ...days(from, until) }],
  });
  const more: Partial<Record<Guest, Partial<Member>>> = {
    standIn: standing(people.manager, 0, 0),
    hrStandIn: standing(people.hrOwner, -3, 3),
    standInOver: standing(people.manager, -9, -1),
    standInLater: standing(people.manager, 1, 9),
    standInWhoLeft: { ...standing(people.manager, 0, 0), status: 'LEFT' },
  };
  for (const guest of GUEST_NAMES)
    await putMember(scope, { member: memberOf(guestId(guest), tenantId, more[guest]) });
  const grants: readonly (readonly [Guest, GrantTerms['as'], number, number, InvitedDecision?])[] =
    [
      ['auditorOver', 'investigator', -9, -1],
      ['auditorLater', 'investigator', 1, 9],
      ['auditor', 'investigator', 0, 0],
      ['planApprover', 'approver', 0, 9, 'plan'],
      ['outcomeApprover', 'approver', 0, 9, 'outcome'],
    ];
  for (const [guest, as, from, until, decision] of grants) {
    const stored = await load(scope, planId);
    const grant = {
      as,
      memberId: guestId(guest),
      purpose: '核查',
      ...days(from, until),
      ...(decision === undefined ? {} : { decision }),
    } as GrantTerms;
    await commitEvents(scope, stored, [
      {
        seq: stored.plan.version + 1,
        at: now,
        by: { kind: 'member', memberId: people.hrOwner, acts: 'hr' },
        event: { type: 'AccessGranted', grant, on: addDays(today, -10) },
      },
    ]);
  }
};

/** One stage for each decision, one that runs, one that is over. */
const GUEST_STAGES = [
  'a plan in review',
  'an active plan',
  'a plan in final review',
  'a closed plan',
];

/** What the table of access says of a guest, read in the plainest way. */
const expectedOf = (guest: Guest, id: RouteId, status: PlanStatus): Expected => {
  const who: Readonly<Record<string, string>> | undefined = GUESTS[guest];
  if (guest === 'standInWhoLeft') return 'unauthenticated';
  if (who === undefined || (who.at !== undefined && who.at !== status)) return 'notFound';
  const may = (action: PlanAction): boolean => {
    const row: Readonly<Record<string, unknown>> = PLAN_ACTIONS[action];
    const cell = row[who.relation ?? ''];
    if (cell === undefined) return false;
    if (who.relation === 'approver')
      return cell === true || (cell as readonly unknown[]).includes(who.decision);
    if (who.of === undefined) return true;
    const theirs = row[who.of];
    return theirs === true || (Array.isArray(theirs) && theirs.includes(status));
  };
  if (may(routeOf(id).action as PlanAction)) return 'allowed';
  return may('plan.read') ? 'forbidden' : 'notFound';
};

/** Everything of the active plan and where the guest decides; at the other stages one in five, in turn. */
const guestRoutes = (guest: Guest, status: PlanStatus): readonly RouteId[] => {
  const who: object | undefined = GUESTS[guest];
  const turn = GUEST_NAMES.indexOf(guest) + status.length;
  const decidesAt = who !== undefined && 'at' in who ? who.at : undefined;
  return decidesAt === status || status === 'ACTIVE'
    ? PLAN_ROUTES
    : PLAN_ROUTES.filter((id, n) => id === 'getPlan' || n % 5 === turn % 5);
};

describe.each(Object.entries(STAGES).filter(([stage]) => GUEST_STAGES.includes(stage)))(
  '%s, to guests',
  (_, { status, history }) => {
    let watched: ReturnType<typeof watching>;
    let api: Api;
    let company: Company;
    beforeAll(async () => {
      company = await createCompany(table(), history());
      await letIn(company, endOf(history()));
      watched = watching(table());
      api = createApi(watched.table, endOf(history()), { vault: vaultOn(storage()) });
    });

    it.each(GUEST_NAMES)('answers the %s as the table of access says', async (guest) => {
      const caller = { tenantId: company.tenantId, memberId: guestId(guest) };
      const before = await load(company.scope, company.planId);
      await inParallel(guestRoutes(guest, status), async (id) => {
        const { result: answer, calls } = await watched.during(() =>
          api.call(id, caller, requestTo(id, company.planId)),
        );
        const verdict = expectedOf(guest, id, status);
        expectVerdict(id, answer, verdict);
        expectDeclared(id, answer);
        const writes = calls.filter(isWrite).map(({ operation }) => operation);
        expect(writes, id).toEqual(writesOf(id, verdict, false));
      });
      expect(await load(company.scope, company.planId)).toEqual(before);
      // Each look stands in the log in the capacity that opened the plan (O2).
      const { items } = await listAccess(company.scope, company.planId, { limit: 100 });
      const acts = new Set(items.filter(({ by }) => by === guestId(guest)).map((one) => one.acts));
      const who: { readonly acts: string; readonly at?: string } | undefined = GUESTS[guest];
      const here = who !== undefined && (who.at === undefined || who.at === status);
      expect([...acts]).toEqual(here ? [who.acts] : []);
    });
  },
);

describe('what is not there for somebody', () => {
  let api: Api;
  let home: Company;
  let foreign: Company;
  beforeAll(async () => {
    const history = STAGES['a draft of the manager’s own']?.history() ?? [];
    home = await createCompany(table(), history);
    foreign = await createCompany(table(), history);
    api = createApi(table(), endOf(history));
  });

  const bare = ({ status, headers, text }: ApiAnswer): string =>
    JSON.stringify([status, { ...headers, 'X-Request-Id': '' }, text]).replace(/request-\d+/g, '');

  it.each(PLAN_ROUTES)('answers the same, byte for byte, to %s', async (id) => {
    const ask = async (company: Company, who: Who, planId: string) =>
      bare(await api.call(id, company.caller(who), requestTo(id, planId)));
    const answers = {
      'never existed': await ask(home, 'manager', newPlanId()),
      'of another company': await ask(home, 'hrHead', foreign.planId),
      'asked for by another company’s HR': await ask(foreign, 'hrOwner', home.planId),
      'none of a colleague’s business': await ask(home, 'colleague', home.planId),
      'none of the administrator’s business': await ask(home, 'admin', home.planId),
      'not shared with its employee yet': await ask(home, 'employee', home.planId),
    };
    expect(new Set(Object.values(answers)).size, JSON.stringify(answers, null, 1)).toBe(1);
    expect(answers['never existed']).toContain('notFound');
  });

  it('is not told by an id of another shape either', async () => {
    const headers = { 'Accept-Language': 'zh-CN' };
    const ask = (planId: string) =>
      api.call('getPlan', home.caller('manager'), { params: { planId }, headers });
    expect(bare(await ask('no-such-plan'))).toBe(bare(await ask(newPlanId())));
  });
});

describe('the company itself', () => {
  let api: Api;
  let company: Company;
  beforeAll(async () => {
    company = await createCompany(table());
    api = createApi(table(), instantIn('Asia/Shanghai', '2026-02-10'));
  });

  const ROLES_OF: Readonly<Record<Who, readonly string[]>> = {
    employee: [],
    manager: [],
    hrOwner: ['hr'],
    otherHr: ['hr'],
    hrHead: ['hr', 'hrHead'],
    provider: [],
    colleague: [],
    admin: ['admin'],
    former: [],
  };
  /** What a request made from the contract comes to once its sender may send it. */
  const ALLOWED: Readonly<Partial<Record<RouteId, string | readonly string[]>>> = {
    // Nobody has the id in it.
    createPlan: '404 notFound',
    changeTenant: '412 preconditionFailed',
    // No site has the name in it.
    addMember: '400 invalid',
    listAbsences: '404 notFound',
    addAbsence: '404 notFound',
    cancelAbsence: '404 notFound',
    invite: '400 invalid',
    sendInvitation: '404 notFound',
    revokeInvitation: '404 notFound',
    changeMember: '404 notFound',
    addObservation: '404 notFound',
    confirmClosing: '422 rulesViolated',
    // The administrator has just asked for it; the head of HR has not.
    withdrawClosing: ['200', '422 rulesViolated'],
    liftSuppression: '404 notFound',
    shareObservation: '404 notFound',
    listObservations: '404 notFound',
    putPreferences: '412 preconditionFailed',
  };

  it.each(Object.keys(WHO) as Who[])('answers the %s by their role', async (who) => {
    for (const id of TENANT_ROUTES) {
      const roles: readonly string[] = TENANT_ACTIONS[routeOf(id).action as TenantAction];
      // Absences of somebody else: nobody has the id that is asked for.
      const keepers = routeOf(id).action === 'absences.keep' ? ['admin', 'hr', 'hrHead'] : roles;
      const may =
        keepers.includes('member') || ROLES_OF[who].some((role) => keepers.includes(role));
      const answer = await api.call(id, company.caller(who), requestTo(id, newPlanId()));
      const got = `${answer.status} ${answer.status < 400 ? '' : answer.body.code}`.trim();
      const verdict = may ? (ALLOWED[id] ?? '200') : '403 forbidden';
      expect([who === 'former' ? '401 unauthenticated' : verdict].flat(), id).toContain(got);
      expectDeclared(id, answer);
    }
  });

  it('is nothing to somebody without a token, or with one of nobody', async () => {
    const nobody = { tenantId: company.tenantId, memberId: newPlanId() as never };
    const nowhere = { tenantId: newPlanId() as never, memberId: WHO.hrHead };
    for (const id of MEMBER_ROUTES)
      for (const caller of [undefined, nobody, nowhere]) {
        const answer = await api.call(id, caller, requestTo(id, newPlanId()));
        expect([answer.status, answer.body.code], id).toEqual([401, 'unauthenticated']);
      }
  });
});

/** Written out once more, away from the table that the rest of this file is made from. */
describe('whatever the table says', () => {
  const rightsOf = (relation: string) =>
    Object.entries(PLAN_ACTIONS).flatMap(([action, row]) => (relation in row ? [action] : []));

  it('a provider sees and gives the support, nothing else', () => {
    expect(rightsOf('provider').sort()).toEqual(['support.deliver', 'support.read']);
  });

  it('the employee decides nothing about the plan, and speaks for themselves alone', () => {
    expect(rightsOf('employee').sort()).toEqual([
      'access.read',
      'action.report',
      'amendment.acknowledge',
      'appeal.lodge',
      'attachment.add',
      'attachment.read',
      'checkIn.move',
      'checkIn.prepare',
      'checkIn.reply',
      'checkpoint.move',
      'checkpoint.rate',
      'criticalEvent.record',
      'evidence.read',
      'feedback.give',
      'finalReview.respond',
      'obstacle.raise',
      'plan.acknowledge',
      'plan.answer',
      'plan.read',
      'plan.readReminders',
      'plan.readReport',
      'plan.readTimeline',
      'record.export',
      'statement.make',
      'support.confirm',
      'support.read',
    ]);
    for (const action of ['plan.acknowledge', 'plan.answer', 'statement.make', 'support.confirm'])
      expect(Object.keys(PLAN_ACTIONS[action as PlanAction])).toEqual(['employee']);
  });

  it('what HR decides, the manager does not', () => {
    const manager = rightsOf('manager');
    for (const action of [
      'plan.review',
      'plan.recall',
      'outcome.approve',
      'support.resolve',
      'checkIn.excuse',
    ])
      expect(manager).not.toContain(action);
  });
});
