import { describe, expect, it } from 'vitest';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import { createLog, type LogLine } from '../../../functions/adapters/system/log.ts';
import { routes } from '../../../functions/contract/registry.ts';
import { answer } from '../../../functions/http/answer.ts';
import { type Endpoint, endpoint, type Reply } from '../../../functions/http/endpoint.ts';
import { problem } from '../../../functions/http/problem.ts';
import type { Services } from '../../../functions/http/services.ts';
import { createHttpHandler } from '../../../functions/http/stack.ts';
import { eventFor, invoke, routeOf, type Sent } from '../../support/api.ts';
import { people, TENANT_ID } from '../../support/plans.ts';

const PLAN = '01K0P000000000000000000001';
const caller = { tenantId: TENANT_ID, memberId: people.employee };
const WORDS = '员工本人的话 zhao.min@example.com';
const said: Sent = {
  params: { planId: PLAN },
  body: { text: WORDS },
  version: 3,
  key: 'key-of-the-employee',
};

/** The stack around one endpoint that does as it is told. */
const around = (serve: () => Promise<Reply>, ...more: readonly Endpoint[]) => {
  const lines: LogLine[] = [];
  // What this endpoint does not touch need not exist.
  const services = { log: createLog((line) => lines.push(line)) } as Services;
  const handler = createHttpHandler([endpoint(routes.makeStatement)(serve), ...more], services);
  return {
    lines,
    handler,
    send: (sent: Sent = said) =>
      invoke(handler, eventFor(routeOf('makeStatement'), caller, sent, 'request-9')),
  };
};
const done = async (): Promise<Reply> => ({
  result: answer({ id: PLAN, version: 4, status: 'ACTIVE', results: [] }, { version: 4 }),
});
const inLanguage = (language: Language) => async (): Promise<Reply> => ({
  result: problem('forbidden'),
  language,
});

describe('a request that breaks something of ours', () => {
  class Failure extends Error {
    override readonly name = 'StoredItemError';
  }
  const broken = () =>
    around(async () => {
      throw new Failure(`the item of ${WORDS} is broken`);
    });

  it('is answered 500 as a problem document that says nothing of it', async () => {
    const { send } = broken();
    const response = await send();
    expect(response).toMatchObject({
      status: 500,
      body: { code: 'internal', requestId: 'request-9' },
    });
    expect(response.headers).toMatchObject({
      'Content-Type': 'application/problem+json; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
    });
    expect(response.text).not.toMatch(/StoredItemError|broken|zhao|stack/);
  });

  it('is logged as an error with where it was, and without what was said', async () => {
    const { send, lines } = broken();
    await send();
    const [failed, served] = lines;
    expect(failed).toMatchObject({
      level: 'error',
      code: 'request.failed',
      requestId: 'request-9',
      operation: 'makeStatement',
      errorName: 'StoredItemError',
    });
    expect(failed?.stack?.join()).toContain('stack.test.ts');
    expect(served).toMatchObject({ code: 'request.served', status: 500 });
    expect(JSON.stringify(lines)).not.toMatch(/zhao|员工|broken/);
  });

  it('does not break the next', async () => {
    let failing = true;
    const { send } = around(async () => {
      if (failing) throw new Failure('once');
      return done();
    });
    expect((await send()).status).toBe(500);
    failing = false;
    expect((await send()).status).toBe(200);
  });

  it('by an answer that its schema refuses is contained alike', async () => {
    const { send, lines } = around(async () => ({ result: answer({ text: WORDS }) }));
    expect(await send()).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(JSON.stringify(lines)).not.toMatch(/zhao|员工/);
  });

  it('by something that is no error is contained alike', async () => {
    const { send, lines } = around(() => Promise.reject(WORDS));
    expect((await send()).status).toBe(500);
    expect(JSON.stringify(lines)).not.toMatch(/zhao|员工/);
  });
});

describe('the log', () => {
  it('has one line for a request: ids and numbers, and nothing that was said', async () => {
    const { send, lines } = around(done);
    await send();
    expect(lines).toEqual([
      {
        level: 'info',
        code: 'request.served',
        text: expect.any(String),
        requestId: 'request-9',
        operation: 'makeStatement',
        status: 200,
        tenantId: TENANT_ID,
        memberId: people.employee,
      },
    ]);
  });

  it('has one line for a refusal too', async () => {
    const { send, lines } = around(done);
    await send({ ...said, body: { text: WORDS, more: WORDS } });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      code: 'request.served',
      status: 400,
      operation: 'makeStatement',
    });
    expect(JSON.stringify(lines)).not.toMatch(/zhao|员工/);
  });
});

describe('the language of an answer', () => {
  it.each([
    ['nothing', undefined, 'zh-CN', 'zh-CN'],
    ['zh', 'zh', 'en', 'zh-CN'],
    ['zh-TW', 'zh-TW;q=0.8, fr', 'en', 'zh-CN'],
    ['English before Chinese', 'en;q=0.9, zh;q=0.1', 'zh-CN', 'en'],
    ['Chinese before English', 'en;q=0.1, zh;q=0.9', 'en', 'zh-CN'],
    ['no language of ours', 'fr, de', 'zh-CN', 'zh-CN'],
    ['anything but English', 'en;q=0, *', 'zh-CN', 'zh-CN'],
    ['nonsense', ';;q=,,=', 'en', 'en'],
  ] as const)('asked for %s', async (_, header, own, expected) => {
    const { send } = around(inLanguage(own));
    const headers: Record<string, string> =
      header === undefined ? {} : { 'Accept-Language': header };
    const response = await send({
      ...said,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    expect(response.headers).toMatchObject({ 'Content-Language': expected });
    expect(/[\u4e00-\u9fff]/.test(response.text)).toBe(expected === 'zh-CN');
  });

  it('is English for somebody whom we do not know yet, unless they ask', async () => {
    const { handler } = around(done);
    const refused = (headers: Record<string, string>) =>
      invoke(handler, eventFor(routeOf('makeStatement'), undefined, { ...said, headers }));
    expect((await refused({})).headers).toMatchObject({ 'Content-Language': 'en' });
    expect((await refused({ 'accept-language': 'zh' })).headers).toMatchObject({
      'Content-Language': 'zh-CN',
    });
  });
});

describe('a route', () => {
  it('that the function does not serve is not found', async () => {
    const { handler, lines } = around(done);
    for (const route of [
      routeOf('getPlan'),
      { ...routeOf('makeStatement'), method: 'PUT' as const },
    ]) {
      const response = await invoke(handler, eventFor(route, caller, said));
      expect(response).toMatchObject({ status: 404, body: { code: 'notFound' } });
    }
    expect(lines.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('serves requests side by side without mixing them up', async () => {
    const { handler } = around(
      done,
      endpoint(routes.getHealth)(async () => ({ result: answer({ status: 'ok' }) })),
    );
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? invoke(handler, eventFor(routeOf('getHealth'), undefined, {}, `r-${index}`))
          : invoke(handler, eventFor(routeOf('makeStatement'), caller, said, `r-${index}`)),
      ),
    );
    for (const [index, { headers, body }] of statuses.entries()) {
      expect(headers).toMatchObject({ 'X-Request-Id': `r-${index}` });
      expect(body).toMatchObject(index % 2 === 0 ? { status: 'ok' } : { id: PLAN });
    }
  });
});
