import { beforeAll, describe, expect, it } from 'vitest';
import { type RouteId, routes } from '../../../functions/contract/registry.ts';
import { type Api, createApi, routeOf } from '../../support/api.ts';
import { recording, useTable } from '../../support/engine.ts';
import { draftHistory, people, shanghaiContent } from '../../support/plans.ts';
import { sampleOf } from '../../support/sample.ts';
import { load } from '../../support/store.ts';
import { type Company, createCompany, endOf } from './company.ts';

const table = useTable();
const history = draftHistory();
let watched: ReturnType<typeof recording>;
let api: Api;
let company: Company;
beforeAll(async () => {
  company = await createCompany(table(), history);
  watched = recording(table());
  api = createApi(watched.table, endOf(history));
});

const WITH_BODY = (Object.keys(routes) as RouteId[]).filter((id) => routeOf(id).body !== undefined);

/** Whole where the contract's smallest example would be nearly empty. */
const WHOLE: Readonly<Partial<Record<RouteId, unknown>>> = {
  createPlan: {
    employeeId: people.employee,
    hrOwnerId: people.hrOwner,
    content: shanghaiContent(),
  },
  editContent: { content: shanghaiContent() },
  approvePlan: { contentHash: 'x', accepted: [{ ruleId: 'C5', reason: 'x' }] },
  recordUnreachable: {
    attempts: [{ channel: 'phone', at: '2026-02-26T02:00:00.000Z', proof: 'x' }],
  },
};

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The places of all objects in a value, as lists of keys. */
const objectsIn = (value: unknown, at: readonly string[] = []): readonly (readonly string[])[] =>
  isObject(value)
    ? [
        ...(Array.isArray(value) ? [] : [at]),
        ...Object.entries(value).flatMap(([key, inside]) => objectsIn(inside, [...at, key])),
      ]
    : [];

/** The value with one more field in the object at that place. */
const withField = (value: unknown, at: readonly string[], field: string): unknown => {
  const copy = structuredClone(value);
  const target = at.reduce<unknown>((inside, key) => (inside as Json)[key], copy);
  (target as Record<string, unknown>)[field] = 'planted-value';
  return copy;
};

describe('a field that nobody asked for', () => {
  it.each(WITH_BODY)('is refused everywhere in the body of %s', async (id) => {
    const { body, path } = routeOf(id);
    const good = WHOLE[id] ?? (body === undefined ? {} : sampleOf(body()));
    const params = Object.fromEntries(
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [
        name,
        {
          planId: company.planId,
          memberId: people.employee,
          employeeId: people.employee,
          observationId: company.planId,
          plannedOn: '2026-03-05',
          grant: '1',
          absenceId: company.planId,
        }[name as 'planId'] ?? 'mentor',
      ]),
    );
    const before = watched.calls.length;
    for (const at of objectsIn(good))
      for (const field of ['tenantId', 'status', 'version', 'authorId', 'roles2', 'planted']) {
        const {
          status,
          body: refusal,
          text,
        } = await api.call(id, company.caller('hrHead'), {
          params,
          body: withField(good, at, field),
          version: 1,
          key: 'mass-assignment',
        });
        const pointer = at.map((key) => `/${key}`).join('');
        // Some objects have a field of that name; then its value is what is wrong.
        expect([status, refusal.code], `${pointer} ${field}`).toEqual([400, 'invalid']);
        expect(text).not.toContain('planted-value');
      }
    expect(watched.calls.length, 'nothing was read or written').toBe(before);
  });

  it('changes nothing', async () => {
    expect((await load(company.scope, company.planId)).plan).toMatchObject({
      version: 1,
      status: 'DRAFT',
      tenantId: company.tenantId,
    });
  });
});
