import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDoorPages } from '../../../infra/local/door-pages.ts';

interface Asked {
  readonly path: string | undefined;
  readonly key: string | undefined;
  readonly language: string | undefined;
  readonly body: unknown;
}
let asked: Asked[];
let answers: { status: number; body: object };
const api = createServer((request, response) => {
  let text = '';
  request.on('data', (some) => {
    text += some;
  });
  request.on('end', () => {
    const key = request.headers['idempotency-key'];
    asked.push({
      path: request.url,
      key: String(key),
      language: request.headers['accept-language'],
      body: JSON.parse(text),
    });
    response.writeHead(answers.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answers.body));
  });
});
beforeAll(() => new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => api.close(resolve)));
beforeEach(() => {
  asked = [];
  answers = { status: 200, body: { email: 'new@example.com' } };
});

const doors = createDoorPages({
  url: () => `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
});
const visit = async (
  door: 'join' | 'confirm',
  {
    form,
    query = '',
    headers = {},
  }: { form?: string; query?: string; headers?: Record<string, string> },
) => {
  const { status, body } = await doors(door)({
    method: form === undefined ? 'GET' : 'POST',
    path: '',
    query: new URLSearchParams(query),
    headers,
    body: Buffer.from(form ?? ''),
  } as unknown as Parameters<ReturnType<typeof doors>>[0]);
  return { status, text: String(body) };
};

describe('a link in a mail', () => {
  it.each([
    ['join', 'en', 'Accept the invitation'],
    ['join', 'zh-CN', '接受邀请'],
    ['confirm', 'en', 'Confirm the sign-up'],
    ['confirm', 'zh-CN', '确认注册'],
  ] as const)('to /%s opens a page in %s that asks first', async (door, language, title) => {
    const headers = { 'accept-language': `${language},en;q=0.5` };
    const { status, text } = await visit(door, { query: 'token=a.1.b', headers });
    expect(status).toBe(200);
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text).toContain('name="token" value="a.1.b"');
    expect(asked, 'whoever only looks uses nothing up').toEqual([]);
  });

  it.each([
    ['join', '/v1/invitations/acceptance', 'new@example.com'],
    ['confirm', '/v1/tenants/confirmation', '公司已建立'],
  ] as const)('to /%s is completed by its button', async (door, path, says) => {
    const { status, text } = await visit(door, { form: 'token=a.1.b&lang=zh-CN' });
    expect([status, text.includes(says)]).toEqual([200, true]);
    expect(asked).toMatchObject([{ path, language: 'zh-CN', body: { token: 'a.1.b' } }]);
    expect(asked[0]?.key).toMatch(/^[\w-]{36}$/);
  });

  it.each([
    [404, 'opens nothing'],
    [400, 'opens nothing'],
    [409, 'has a login already'],
    [500, 'Try again'],
  ])('that the API answers with %i says what can be done', async (status, says) => {
    answers = { status, body: {} };
    const found = await visit('join', { form: 'token=a.1.b&lang=en' });
    expect(found.status).toBe(status);
    expect(found.text).toContain('role="alert"');
    expect(found.text).toContain(says);
  });

  it('without a token, or with one that is markup, opens nothing and shows no markup', async () => {
    expect((await visit('join', {})).status).toBe(404);
    const token = encodeURIComponent('"><script>');
    expect((await visit('join', { query: `token=${token}` })).text).not.toContain('<script>');
  });
});
