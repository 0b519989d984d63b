import { request as httpRequest } from 'node:http';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { type Host, type HostOptions, startHost } from '../../../infra/local/host.ts';
import { removeTinyAssemblies, tinyAssembly } from './tiny-app.ts';

// Worker threads start slowly on a machine that is busy with other suites.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const START = Date.parse('2026-03-02T01:00:00.000Z');
const assembly = tinyAssembly({
  functions: { Hold: { source: 'export const handler = async () => ({ statusCode: 200 });' } },
  routes: [{ method: 'GET', path: '/v1/hold', runsIn: 'Hold' }],
});

let host: Host;
const start = async (options: HostOptions = {}) => {
  host = await startHost({
    assembly,
    clock: { kind: 'development', startAtMs: START, frozen: true },
    ...options,
  });
};
afterEach(async () => {
  await host.close();
});
afterAll(removeTinyAssemblies);

const post = async (body: string, headers: Record<string, string> = {}) =>
  await fetch(`${host.url}/_local/clock`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
  });

/** The status of a request that names another host. */
const statusAs = async (name: string, base: string, path: string): Promise<number | undefined> =>
  await new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    httpRequest({ hostname, port, path, headers: { host: name } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('the clock over HTTP', () => {
  it('is read and moved forward', async () => {
    await start();
    const read = await fetch(`${host.url}/_local/clock`);
    expect(await read.json()).toEqual({ kind: 'development', now: '2026-03-02T01:00:00.000Z' });
    const moved = await post('{"advanceMs":3600000}');
    expect(await moved.json()).toEqual({ kind: 'development', now: '2026-03-02T02:00:00.000Z' });
    await post('{"to":"2026-03-05T00:00:00Z"}');
    expect(host.clock.now()).toBe(Date.parse('2026-03-05T00:00:00Z'));
  });

  it('is moved by the form of its page too', async () => {
    await start();
    const page = await fetch(`${host.url}/_local/clock`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<form method="post" action="/_local/clock">');
    const moved = await post('advanceMs=86400000', {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
      origin: host.url,
    });
    expect([moved.status, moved.headers.get('location')]).toEqual([303, '/_local/clock']);
    expect(host.clock.now()).toBe(START + 86_400_000);
  });

  it.each(['', 'x', '{}', 'null', '{"advanceMs":-1}', '{"advanceMs":0.5}', '{"to":"someday"}'])(
    'refuses %j',
    async (body) => {
      await start();
      expect((await post(body)).status).toBe(400);
      expect(host.clock.now()).toBe(START);
    },
  );

  it('does not go back, and the real one does not move at all', async () => {
    await start();
    expect((await post('{"to":"2020-01-01T00:00:00Z"}')).status).toBe(409);
    await host.close();
    await start({ clock: { kind: 'real' } });
    expect((await post('{"advanceMs":1000}')).status).toBe(409);
  });
});

describe('the pages of the host', () => {
  it('are the start, the inbox and a polite end', async () => {
    await start();
    const get = async (path: string) => await fetch(host.url + path);
    const home = await (await get('/_local/')).text();
    for (const path of ['/_local/sign-in', '/_local/inbox/', '/_local/clock']) {
      expect(home).toContain(`href="${path}"`);
      expect((await get(path)).status, path).toBe(200);
    }
    expect((await get('/_local/inbox')).url).toBe(`${host.url}/_local/inbox/`);
    expect((await get('/_local/nowhere')).status).toBe(404);
    expect((await get('/_locale')).status).toBe(403);
  });

  it('and the emulated services answer to names of this machine only', async () => {
    await start();
    const { port } = new URL(host.url);
    expect(await statusAs('rebound.example', host.url, '/_local/clock')).toBe(403);
    expect(await statusAs(`localhost:${port}`, host.url, '/_local/clock')).toBe(200);
    const { definition } = host.services.userPool;
    const keys = `/cognito-idp/${definition.id}/.well-known/jwks.json`;
    expect(await statusAs('rebound.example', host.cloudUrl, keys)).toBe(404);
    expect(await statusAs(new URL(host.cloudUrl).host, host.cloudUrl, keys)).toBe(200);
  });
});
