import { describe, expect, it } from 'vitest';
import { parseTenantId, type TenantId } from '../../../domain/kernel/ids.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { createLog, type LogLine } from '../../../functions/adapters/system/log.ts';
import { routes } from '../../../functions/contract/registry.ts';
import { answer } from '../../../functions/http/answer.ts';
import { endpoint, type Reply } from '../../../functions/http/endpoint.ts';
import { createFairUse, type FairUse } from '../../../functions/http/fair-use.ts';
import type { ApiRequest } from '../../../functions/http/request.ts';
import type { Services } from '../../../functions/http/services.ts';
import { createHttpHandler } from '../../../functions/http/stack.ts';
import { type Caller, eventFor, invoke, routeOf } from '../../support/api.ts';
import { useTable } from '../../support/engine.ts';
import { people, TENANT_ID } from '../../support/plans.ts';

const table = useTable();
const OTHER = parseTenantId('01K0TENANT000000000000000Z') as TenantId;
const PLAN = '01K0P000000000000000000001';
const NOW = '2026-03-12T21:00:00.000Z' as Instant;
const caller: Caller = { tenantId: TENANT_ID, memberId: people.employee };
const SAID = { params: { planId: PLAN }, body: { text: 'x' }, version: 3, key: 'key-of-it' };

/** The stack around endpoints that do as they are told. */
const around = (
  serve: (request: ApiRequest, services: Services) => Promise<Reply>,
  fairUse?: FairUse,
) => {
  const lines: LogLine[] = [];
  const services = {
    log: createLog((line) => lines.push(line)),
    scopes: async (tenantId) => table().scope(tenantId),
    now: () => NOW,
    ...(fairUse === undefined ? {} : { fairUse }),
  } as Partial<Services> as Services;
  const handler = createHttpHandler(
    [
      endpoint(routes.makeStatement)((_, request, all) => serve(request, all)),
      endpoint(routes.getTrackingReport)((_, request, all) => serve(request, all)),
    ],
    services,
  );
  return {
    lines,
    say: (as: Caller = caller) =>
      invoke(handler, eventFor(routeOf('makeStatement'), as, SAID, 'request-9')),
    report: (as: Caller = caller) =>
      invoke(
        handler,
        eventFor(routeOf('getTrackingReport'), as, { params: { planId: PLAN } }, 'r'),
      ),
  };
};
const said = (id: string): Reply => ({
  result: answer({ id, version: 4, status: 'ACTIVE', results: [] }, { version: 4 }),
});
const page = (content: string): Reply => ({
  result: answer({ type: 'text/html', name: 'report.html', content }),
});

describe('an answer that names another company', () => {
  it('is not sent when the environment has worked for that company before', async () => {
    let id = PLAN;
    const { say, lines } = around(async () => said(id));
    expect((await say({ ...caller, tenantId: OTHER })).status).toBe(200);
    expect((await say()).status).toBe(200);
    id = OTHER;
    const response = await say();
    expect(response).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(response.text).not.toContain(OTHER);
    expect(lines.map(({ code }) => code)).toContain('egress.blocked');
    expect(lines.find(({ code }) => code === 'egress.blocked')).toMatchObject({
      level: 'error',
      operation: 'makeStatement',
      tenantId: TENANT_ID,
    });
  });

  it('is not sent when an endpoint opened that company’s part of the table', async () => {
    const { say } = around(async (_, { scopes }) => {
      await scopes(OTHER);
      return said(OTHER);
    });
    expect((await say()).status).toBe(500);
  });

  it('is not sent when it holds an item of a company that nobody here knows', async () => {
    const { report } = around(async () => page(`<p>T#${OTHER}#P#${PLAN}</p>`));
    const response = await report();
    expect(response.status).toBe(500);
    expect(response.text).not.toContain(OTHER);
  });

  it('is sent when it names its own', async () => {
    const { report } = around(async () => page(`<p>${TENANT_ID}</p>`));
    expect((await report()).status).toBe(200);
  });
});

describe('somebody who asks too often', () => {
  it('is told so, and when to come back, before anything is done', async () => {
    let served = 0;
    const limits = { person: { perSecond: 1, burst: 3 }, tenant: { perSecond: 9, burst: 9 } };
    const { say, lines } = around(
      async () => {
        served += 1;
        return said(PLAN);
      },
      createFairUse(limits, () => 0),
    );
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await say()).status);
    expect([statuses, served]).toEqual([[200, 200, 200, 429, 429], 3]);
    const response = await say();
    expect(response.headers).toMatchObject({
      'Retry-After': '1',
      'Content-Type': 'application/problem+json; charset=utf-8',
    });
    expect(response.body).toMatchObject({ code: 'tooMany', status: 429, requestId: 'request-9' });
    expect(lines.at(-1)).toMatchObject({
      code: 'request.served',
      operation: 'makeStatement',
      status: 429,
    });
  });
});
