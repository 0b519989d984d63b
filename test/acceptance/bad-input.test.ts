import { randomUUID } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { CLAIM } from '../../functions/contract/scope.ts';
import { berlinDraft } from '../../infra/local/demo/berlin-plan.ts';
import type { ApiAnswer, Person } from '../../infra/local/demo/client.ts';
import { type ContentBody, shanghaiDraft } from '../../infra/local/demo/shanghai-plan.ts';
import { command } from '../../infra/local/demo/stage.ts';
import { commandHeaders, draftPlan, expectProblem, readWhole, useWorld } from './stage.ts';

const world = useWorld();

let manager: Person;
let employee: Person;
let hr: Person;
let content: ContentBody;
/** Shared with the employee, who declined to comment: ready to be submitted. */
let planId: string;
/** In the other company. */
let foreignPlanId: string;
beforeAll(async () => {
  const { shanghai, berlin, stage } = world();
  await stage.host.advanceThrough(Date.parse('2026-02-10T02:00:00Z'));
  [manager, employee, hr] = ['manager', 'employee', 'hr'].map(shanghai.person) as [
    Person,
    Person,
    Person,
  ];
  const { mentor = '', trainer = '', manager: managerId = '' } = shanghai.ids;
  content = shanghaiDraft({ mentor, trainer, manager: managerId });
  planId = await draftPlan(shanghai, content);
  foreignPlanId = await draftPlan(berlin, berlinDraft());
  await command(manager, planId, 'share', { talkHeldOn: '2026-02-10' });
  await command(employee, planId, 'decline-talk');
});

/** Sends something that is refused; checks that the plan is, to the letter, what it was. */
const refused = async (send: () => Promise<ApiAnswer>, status: number, code: string) => {
  const before = await readWhole(hr, planId);
  const problem = expectProblem(await send(), status, code);
  expect(await readWhole(hr, planId)).toEqual(before);
  return problem;
};

const etagOf = async (): Promise<string> =>
  (await manager.get(`/v1/plans/${planId}`)).headers.get('etag') ?? '';

interface Violation {
  readonly ruleId: string;
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
  readonly source: string;
}

describe('a plan that breaks a rule is not submitted', () => {
  const submitting = async (changed: ContentBody): Promise<readonly Violation[]> => {
    await command(manager, planId, 'content', { content: changed });
    const problem = await refused(
      () => manager.command(planId, 'submit', { accepted: [] }),
      422,
      'rulesViolated',
    );
    return problem.violations as readonly Violation[];
  };
  const expectRule = (violations: readonly Violation[], ruleId: string, path: RegExp) => {
    const found = violations.filter((one) => one.ruleId === ruleId);
    expect(found.map((one) => one.path).join(), JSON.stringify(violations)).toMatch(path);
    // In the manager's language, with what would settle it.
    for (const { message, remedy } of found) {
      expect(message).toMatch(/[\u4e00-\u9fff]/);
      expect(remedy).toMatch(/[\u4e00-\u9fff]/);
    }
    return found;
  };

  it('D1: four goals', async () => {
    const [first] = content.goals;
    if (first === undefined) throw new Error('no goal');
    const fourth = { ...first, id: 'one-too-many', statement: '第四个目标' };
    const violations = await submitting({ ...content, goals: [...content.goals, fourth] });
    expectRule(violations, 'D1', /^\/goals/);
  });

  it('C3: a cause that no support answers', async () => {
    const supports = content.supports.filter(({ kind }) => kind === 'PROCESS');
    const violations = await submitting({ ...content, supports });
    const [found] = expectRule(violations, 'C3', /^\/gaps\/0\/causes\/0/);
    expect(found?.message).not.toContain('KNOWLEDGE_SKILL');
  });

  it('G2: an interim checkpoint on a holiday', async () => {
    // Qingming, a Monday.
    const on = '2026-04-06' as ContentBody['schedule']['startOn'];
    const schedule = { ...content.schedule, checkpoints: [{ id: 'month-1', on }] };
    const violations = await submitting({ ...content, schedule });
    expectRule(violations, 'G2', /^\/schedule\/checkpoints\/0\/on/);
  });

  it('all of them at once, each told, and as the draft’s own check had said', async () => {
    const [first] = content.goals;
    if (first === undefined) throw new Error('no goal');
    const on = '2026-04-06' as ContentBody['schedule']['startOn'];
    const violations = await submitting({
      ...content,
      goals: [...content.goals, { ...first, id: 'one-too-many' }],
      supports: content.supports.filter(({ kind }) => kind === 'PROCESS'),
      schedule: { ...content.schedule, checkpoints: [{ id: 'month-1', on }] },
    });
    const names = new Set(violations.map(({ ruleId }) => ruleId));
    for (const ruleId of ['D1', 'C3', 'G2']) expect(names).toContain(ruleId);
    const check = await manager.get(`/v1/plans/${planId}/check`);
    const lines = (results: readonly Violation[]) =>
      results.map(({ ruleId, path, message }) => `${ruleId} ${path} ${message}`).sort();
    const { results } = check.body as { results: readonly (Violation & { severity: string })[] };
    expect(lines(violations)).toEqual(
      expect.arrayContaining(lines(results.filter(({ severity }) => severity === 'E'))),
    );
  });
});

describe('a date that does not exist', () => {
  it.each([
    ['/v1/plans/{planId}/share', { talkHeldOn: '2026-02-29' }, '/talkHeldOn'],
    ['/v1/plans/{planId}/share', { talkHeldOn: '2026-13-01' }, '/talkHeldOn'],
    ['/v1/plans/{planId}/share', { talkHeldOn: '10.02.2026' }, '/talkHeldOn'],
    [
      '/v1/plans/{planId}/critical-events',
      { occurredOn: '2026-02-30', kind: 'positive', fact: 'x' },
      '/occurredOn',
    ],
  ] as const)('is refused in the body of %s: %j', async (path, body, place) => {
    const etag = await etagOf();
    const problem = await refused(
      () => manager.send('POST', path.replace('{planId}', planId), body, commandHeaders(etag)),
      400,
      'invalid',
    );
    expect(problem.fields).toEqual([{ path: place, issue: 'date' }]);
  });

  it('deep in a plan is refused by its place', async () => {
    const changed = structuredClone(content) as unknown as {
      schedule: { endOn: string };
      goals: { dueOn: string }[];
    };
    changed.schedule.endOn = '2026-04-31';
    if (changed.goals[1] !== undefined) changed.goals[1].dueOn = '2026-02-30';
    const problem = await refused(
      () => manager.command(planId, 'content', { content: changed }),
      400,
      'invalid',
    );
    expect(problem.fields).toEqual(
      expect.arrayContaining([
        { path: '/content/schedule/endOn', issue: 'date' },
        { path: '/content/goals/1/dueOn', issue: 'date' },
      ]),
    );
  });

  it('in the path names no check-in', async () => {
    await refused(
      () => employee.command(planId, 'check-ins/2026-02-30/reply', { kind: 'REPLY', text: 'x' }),
      404,
      'notFound',
    );
  });

  it('in an instant is refused', async () => {
    await refused(
      () =>
        manager.command(planId, 'refusal', {
          witness: { name: 'x', role: 'x', at: '2026-02-30T01:00:00.000Z', place: 'x' },
        }),
      400,
      'invalid',
    );
  });
});

describe('a body', () => {
  const post = async (body: string, headers: Readonly<Record<string, string>> = {}) => {
    const etag = await etagOf();
    return () =>
      employee.send('POST', `/v1/plans/${planId}/statements`, body, {
        ...commandHeaders(etag),
        ...headers,
      });
  };

  it('of 300 KB is refused', async () => {
    const send = await post(JSON.stringify({ text: 'x'.repeat(300 * 1024) }));
    await refused(send, 413, 'bodyTooLarge');
  });

  it('of 300 KB in Chinese is refused although it has fewer characters', async () => {
    const send = await post(JSON.stringify({ text: '字'.repeat(100 * 1024) }));
    await refused(send, 413, 'bodyTooLarge');
  });

  it.each(['{"text":', '{"text":"x"', "{'text':'x'}", '[[', 'text', '{"text":"x"}}'])(
    'of broken JSON is refused: %s',
    async (body) => {
      await refused(await post(body), 400, 'malformed');
    },
  );

  it.each(['{"__proto__":{"text":"x"},"text":"x"}', '{"\\u005f_proto__":1,"text":"x"}'])(
    'that reaches for a prototype is refused: %s',
    async (body) => {
      await refused(await post(body), 400, 'malformed');
    },
  );

  it('of another kind is refused', async () => {
    const send = await post('text=x', { 'Content-Type': 'application/x-www-form-urlencoded' });
    await refused(send, 415, 'unsupportedMediaType');
  });

  it('with a field that nobody asked for is refused', async () => {
    const send = await post(JSON.stringify({ text: 'x', by: 'somebody-else' }));
    const problem = await refused(send, 400, 'invalid');
    expect(JSON.stringify(problem)).not.toContain('somebody-else');
  });
});

describe('a token', () => {
  /** The manager’s request with another token. */
  const withToken = (token: string | undefined) => () =>
    world().stage.client.anyone.send('GET', `/v1/plans/${planId}`, undefined, {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    });
  const validToken = () => world().stage.host.tokenFor(world().shanghai.emailOf('manager'));
  const claimsOf = (token: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  it('that is valid opens the plan', async () => {
    expect((await withToken(await validToken())()).status).toBe(200);
  });

  it('that has expired opens nothing, and one that was fetched afterwards does', async () => {
    const { host } = world().stage;
    const token = await validToken();
    const { exp } = claimsOf(token) as { exp: number };
    await host.advanceThrough(exp * 1000 + 1000);
    await refused(withToken(token), 401, 'unauthenticated');
    expect((await withToken(await validToken())()).status).toBe(200);
  });

  it('that another key has signed opens nothing', async () => {
    const token = await validToken();
    const [header = ''] = token.split('.');
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT(claimsOf(token))
      .setProtectedHeader({ alg: 'RS256', kid })
      .sign(privateKey);
    await refused(withToken(forged), 401, 'unauthenticated');
  });

  it('that is not signed, or was changed after it was, opens nothing', async () => {
    const token = await validToken();
    const [header = '', payload = '', signature = ''] = token.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = claimsOf(token);
    const other = { ...claims, [CLAIM.memberId]: world().shanghai.ids.hrHead };
    for (const attempt of [
      `${encode({ alg: 'none' })}.${payload}.`,
      `${header}.${encode(other)}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -8)}AAAAAAAA`,
      `${header}.${payload}`,
      'nonsense',
      '',
      undefined,
    ])
      await refused(withToken(attempt), 401, 'unauthenticated');
  });

  it('of another issuer or client opens nothing although the key is ours', async () => {
    const { host } = world().stage;
    const claims = claimsOf(await validToken());
    for (const changes of [
      { iss: 'https://cognito-idp.eu-central-1.amazonaws.com/other' },
      { client_id: 'other' },
      { exp: undefined },
    ])
      await refused(
        withToken(await host.signClaims({ ...claims, ...changes })),
        401,
        'unauthenticated',
      );
  });

  it('without the scope of the API opens nothing', async () => {
    const { host } = world().stage;
    const token = await host.signClaims({ ...claimsOf(await validToken()), scope: 'openid' });
    await refused(withToken(token), 403, 'forbidden');
  });

  it('of the other company does not even learn that the plan exists', async () => {
    const { host } = world().stage;
    const token = await host.tokenFor(world().berlin.emailOf('hrHead'));
    await refused(withToken(token), 404, 'notFound');
  });

  it('of the other company cannot be turned by a header', async () => {
    const { berlin, shanghai } = world();
    const answer = await berlin
      .person('hrHead')
      .send('GET', `/v1/plans/${planId}`, undefined, { 'X-Amz-Tenant-Id': shanghai.tenantId });
    expectProblem(answer, 404, 'notFound');
  });
});

describe('a command', () => {
  it('on a stale version is refused', async () => {
    const stale = await etagOf();
    await command(manager, planId, 'content', { content });
    const share = () =>
      manager.send('POST', `/v1/plans/${planId}/content`, { content }, commandHeaders(stale));
    await refused(share, 412, 'preconditionFailed');
  });

  it('on no version, or without a key, is refused', async () => {
    const { 'Idempotency-Key': key, 'If-Match': etag } = commandHeaders(await etagOf());
    const send = (headers: Record<string, string>) => () =>
      manager.send('POST', `/v1/plans/${planId}/content`, { content }, headers);
    await refused(send({ 'Idempotency-Key': key }), 428, 'preconditionRequired');
    await refused(send({ 'If-Match': etag }), 400, 'idempotencyMissing');
  });

  it('with the key of another is refused; with its own it is answered again', async () => {
    const etag = await etagOf();
    const key = randomUUID();
    const say = (text: string) =>
      employee.send('POST', `/v1/plans/${planId}/statements`, { text }, commandHeaders(etag, key));
    const first = await say('我会按计划改进');
    expect(first.status).toBe(200);
    await refused(() => say('我改变主意了'), 422, 'idempotencyMismatch');
    const before = await readWhole(hr, planId);
    const again = await say('我会按计划改进');
    expect([again.status, again.headers.get('idempotency-replayed'), again.body]).toEqual([
      200,
      'true',
      first.body,
    ]);
    expect(await readWhole(hr, planId)).toEqual(before);
  });

  it('on a plan of the other company changes nothing there either', async () => {
    const theirs = world().berlin.person('hr');
    const before = await readWhole(theirs, foreignPlanId);
    for (const [person, path, body] of [
      [manager, 'content', { content }],
      [hr, 'cancel', { reason: 'ISSUED_IN_ERROR', note: 'x' }],
      [employee, 'statements', { text: 'x' }],
    ] as const)
      await refused(
        () =>
          person.send('POST', `/v1/plans/${foreignPlanId}/${path}`, body, commandHeaders('"1"')),
        404,
        'notFound',
      );
    expect(await readWhole(theirs, foreignPlanId)).toEqual(before);
  });

  it('with ids of the other company in its body finds nobody', async () => {
    const { berlin } = world();
    const draft = { employeeId: berlin.ids.employee, hrOwnerId: berlin.ids.hr, content };
    await refused(() => manager.post('/v1/plans', draft), 404, 'notFound');
    const mixed = { employeeId: world().shanghai.ids.employee, hrOwnerId: berlin.ids.hr, content };
    const problem = await refused(() => manager.post('/v1/plans', mixed), 422, 'rulesViolated');
    expect(problem.violations).toMatchObject([{ ruleId: 'Q4' }]);
  });
});

describe('an address', () => {
  it.each([
    ['GET', '/v1/nothing'],
    ['DELETE', '/v1/plans'],
    ['GET', '/v2/plans'],
    ['PUT', '/v1/me'],
  ])('that there is not is not found: %s %s', async (method, path) => {
    expectProblem(await manager.send(method, path), 404, 'notFound');
    expectProblem(await world().stage.client.anyone.send(method, path), 404, 'notFound');
  });
});

describe('all of this', () => {
  it('left no error in the logs, and none of what was sent', () => {
    const lines = world()
      .stage.host.logs()
      .map(({ line }) => line);
    expect(lines.filter((line) => /"level":"error"/i.test(line))).toEqual([]);
    expect(lines.filter((line) => /[\u4e00-\u9fff]|@shenjiang|@spreeklang/.test(line))).toEqual([]);
  });
});
