import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Route } from '../../../functions/contract/route.ts';
import { CLAIM } from '../../../functions/contract/scope.ts';
import { identify, readRequest } from '../../../functions/http/request.ts';
import { eventFor, routeOf, type Sent } from '../../support/api.ts';
import { people, TENANT_ID } from '../../support/plans.ts';

const caller = { tenantId: TENANT_ID, memberId: people.manager };
const params = { planId: '01K0P000000000000000000001' };
const statements = routeOf('makeStatement');
const good: Sent = { params, body: { text: '我准备好了' }, version: 3, key: 'key-00000001' };

const read = (sent: Sent, route: Route = statements, who: typeof caller | undefined = caller) =>
  readRequest(eventFor(route, who, sent), route);
const codeOf = (...given: Parameters<typeof read>): string => {
  const result = read(...given);
  return 'kind' in result ? result.code : 'accepted';
};
/** Everything wrong at once, to be put right one by one. */
const without = (sent: Sent, ...names: readonly (keyof Sent)[]): Sent =>
  Object.fromEntries(Object.entries(sent).filter(([name]) => !names.includes(name as keyof Sent)));

describe('a request', () => {
  it('that is in order is read whole', () => {
    expect(read({ ...good, headers: { 'Accept-Language': 'en' } })).toMatchObject({
      requestId: 'request-1',
      identity: caller,
      params,
      body: { text: '我准备好了' },
      rawBody: '{"text":"我准备好了"}',
      ifMatch: 3,
      idempotencyKey: 'key-00000001',
      acceptLanguage: 'en',
    });
  });

  it('is judged in one order: 401, 413, 415, 400, 428', () => {
    const huge = 'x'.repeat(256 * 1024 + 1);
    const worst: Sent = {
      params,
      body: huge,
      headers: { 'Content-Type': 'text/plain' },
      query: { nothing: 'known' },
    };
    const nobody = readRequest(eventFor(statements, undefined, worst), statements);
    expect(nobody).toMatchObject({ code: 'unauthenticated' });
    expect(codeOf(worst)).toBe('bodyTooLarge');
    expect(codeOf({ ...worst, body: '{' })).toBe('unsupportedMediaType');
    expect(
      codeOf({
        ...without(worst, 'headers'),
        headers: { 'Content-Type': 'application/json' },
        body: '{',
      }),
    ).toBe('malformed');
    expect(codeOf({ params, body: { txt: '' }, query: { nothing: 'known' } })).toBe('invalid');
    expect(codeOf({ params, body: good.body })).toBe('idempotencyMissing');
    expect(codeOf(without(good, 'version'))).toBe('preconditionRequired');
    expect(codeOf(good)).toBe('accepted');
  });

  it('on a route for anyone needs no identity', () => {
    const route = routeOf('getHealth');
    expect(readRequest(eventFor(route, undefined), route)).not.toHaveProperty('kind');
  });
});

describe('an identity', () => {
  const claimed = (claims: Record<string, unknown>) => {
    const event = eventFor(statements, caller, good);
    event.requestContext.authorizer = { claims };
    return identify(event);
  };

  it('is what the verified claims say', () => {
    expect(
      claimed({ [CLAIM.tenantId]: caller.tenantId, [CLAIM.memberId]: caller.memberId, sub: 'x' }),
    ).toEqual({ ...caller, hasSecondFactor: false });
    const { tenantId, memberId } = caller;
    const with_ = (secondFactor: unknown) =>
      claimed({
        [CLAIM.tenantId]: tenantId,
        [CLAIM.memberId]: memberId,
        [CLAIM.secondFactor]: secondFactor,
      });
    expect(with_('true')).toMatchObject({ hasSecondFactor: true });
    expect(with_('false')).toMatchObject({ hasSecondFactor: false });
  });

  it.each([
    [{}],
    [{ [CLAIM.tenantId]: TENANT_ID }],
    [{ [CLAIM.memberId]: people.manager }],
    [{ [CLAIM.tenantId]: `${TENANT_ID}#`, [CLAIM.memberId]: people.manager }],
    [{ [CLAIM.tenantId]: '', [CLAIM.memberId]: '' }],
    [{ 'custom:tenant': TENANT_ID, [CLAIM.memberId]: people.manager }],
  ])('is not made of %j', (claims) => expect(claimed(claims)).toBeUndefined());

  it('is not taken from a header, the body or the query', () => {
    const event = eventFor(statements, undefined, {
      ...good,
      headers: { 'X-Amz-Tenant-Id': TENANT_ID, [CLAIM.tenantId]: TENANT_ID },
    });
    expect(readRequest(event, statements)).toMatchObject({ code: 'unauthenticated' });
  });
});

describe('an id in the path', () => {
  it.each([
    '',
    '1',
    '01k0p000000000000000000001',
    '01K0P00000000000000000000I',
    `${params.planId}0`,
    '../tenant',
    '%2e',
    'é',
  ])('of another shape names nothing: %s', (planId) =>
    expect(codeOf({ ...good, params: { planId } })).toBe('notFound'),
  );

  it('may be of a part, a day or a goal, and each has its shape', () => {
    const checkIn = routeOf('replyToCheckIn');
    const reply = { kind: 'REPLY', text: 'x' };
    for (const plannedOn of ['2026-02-30', '2026-2-3', '26-02-03', 'tomorrow'])
      expect(codeOf({ ...good, params: { ...params, plannedOn }, body: reply }, checkIn)).toBe(
        'notFound',
      );
    const confirm = routeOf('confirmSupport');
    for (const supportId of ['A', 'a b', '-a', 'a'.repeat(41), 'a/b'])
      expect(codeOf({ ...good, params: { ...params, supportId }, body: {} }, confirm)).toBe(
        'notFound',
      );
  });
});

describe('a query', () => {
  const list = routeOf('listPlans');

  it('has its defaults', () => {
    expect(read({}, list)).toMatchObject({ query: { as: 'manager', limit: 25 } });
  });

  it.each([
    [{ limit: '0' }, 'query/limit'],
    [{ limit: '101' }, 'query/limit'],
    [{ limit: 'many' }, 'query/limit'],
    [{ as: 'admin' }, 'query/as'],
    [{ status: 'draft' }, 'query/status'],
    [{ tenantId: TENANT_ID }, 'query'],
    [{ cursor: 'x'.repeat(1025) }, 'query/cursor'],
  ])('of %j is refused by name', (query, path) => {
    expect(read({ query: query as Record<string, string> }, list)).toMatchObject({
      code: 'invalid',
      fields: [{ path }],
    });
  });

  it('that says a thing twice is refused, even when it says the same', () => {
    expect(read({ query: { as: ['hr', 'hr'] } }, list)).toMatchObject({
      code: 'invalid',
      fields: [{ path: 'query/as', issue: 'repeated' }],
    });
  });

  it('has no place on a command', () => {
    expect(codeOf({ ...good, query: { force: 'true' } })).toBe('invalid');
  });
});

describe('a body', () => {
  it('is the same in plain text and in base64', () => {
    const event = eventFor(statements, caller, good);
    const plain = { ...event, isBase64Encoded: false, body: JSON.stringify(good.body) };
    expect(readRequest(plain, statements)).toEqual(readRequest(event, statements));
  });

  it('of bytes that are no UTF-8 is malformed, not mended', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"text":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    const headers = { 'Content-Type': 'application/json' };
    expect(codeOf({ ...good, body: bytes, headers })).toBe('malformed');
    expect(codeOf({ ...good, body: Buffer.from('改', 'utf16le'), headers })).toBe('malformed');
    expect(codeOf({ ...good, body: '\ufeff{"text":"x"}', headers })).toBe('malformed');
  });

  it.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8" ',
  ])('may be announced as %s', (type) =>
    expect(codeOf({ ...good, headers: { 'content-type': type } })).toBe('accepted'),
  );

  it.each([
    'text/plain',
    'application/json; charset=gbk',
    'application/json; charset=utf-16',
    'application/x-www-form-urlencoded',
    'application/problem+json',
    'application/json, text/plain',
    'multipart/form-data',
    '',
  ])('announced as %j is not read', (type) => {
    expect(codeOf({ ...good, headers: { 'Content-Type': type } })).toBe('unsupportedMediaType');
  });

  it('may be left out where the route asks for nothing in it', () => {
    const decline = routeOf('declineTalk');
    expect(codeOf(without(good, 'body'), decline)).toBe('accepted');
    expect(codeOf(without(good, 'body'))).toBe('invalid');
  });

  it('is told field by field what is wrong, without what was sent', () => {
    const share = routeOf('shareDraft');
    const result = read({ ...good, body: { talkHeldOn: '2026-02-30', secret: 'SENT' } }, share);
    expect(result).toMatchObject({
      code: 'invalid',
      fields: [
        { path: '/talkHeldOn', issue: 'date' },
        { path: '', issue: 'unrecognized_keys' },
      ],
    });
    expect(JSON.stringify(result)).not.toMatch(/SENT|2026-02-30|secret/);
  });

  it('with a hundred mistakes is told fifty', () => {
    const goals = Array.from({ length: 100 }, () => ({}));
    const route = {
      ...statements,
      body: () => z.strictObject({ goals: z.array(z.strictObject({ id: z.string() })) }),
    } as Route;
    const result = read({ ...good, body: { goals } }, route);
    expect('fields' in result && result.fields).toHaveLength(50);
  });

  it.each([
    ['a line feed in a line', { place: 'a\nb' }],
    ['a direction mark', { place: 'a\u202eb' }],
    ['a control character', { place: 'a\u0000b' }],
    ['half a surrogate pair', { place: 'a\ud800b' }],
    ['nothing but blanks', { place: ' \t ' }],
    ['too much', { place: 'a'.repeat(201) }],
  ])('with %s where a line belongs is refused', (_, fields) => {
    const present = routeOf('presentPlan');
    const body = JSON.stringify({
      heldAt: '2026-02-25T02:00:00.000Z',
      how: 'inPerson',
      attendees: [],
      servedAt: '2026-02-25T02:00:00.000Z',
      servedBy: 'email',
      ...fields,
    });
    expect(
      codeOf({ ...good, body, headers: { 'Content-Type': 'application/json' } }, present),
    ).toBe('invalid');
  });

  it('is normalised to NFC and trimmed', () => {
    expect(read({ ...good, body: { text: '  Ame\u0301lie \n' } })).toMatchObject({
      body: { text: 'Amélie' },
    });
  });
});

describe('the headers of a command', () => {
  it.each(['short', 'with blanks', 'ключключ', 'a'.repeat(65), ''])(
    'with the idempotency key %j have none',
    (key) => expect(codeOf({ ...good, key })).toBe('idempotencyMissing'),
  );

  it('with a tag that is not ours match no version', () => {
    for (const tag of ['*', 'W/"3"', '"x"', '"3", "4"'])
      expect(
        read({
          ...without(good, 'version'),
          headers: { 'if-match': tag, 'content-type': 'application/json' },
        }),
        tag,
      ).toMatchObject({ ifMatch: 0 });
  });

  it('are found however they are spelled', () => {
    const headers = {
      'CONTENT-TYPE': 'application/json',
      'iF-mAtCh': '"3"',
      'IDEMPOTENCY-KEY': 'key-00000001',
    };
    expect(codeOf({ params, body: good.body, headers })).toBe('accepted');
  });
});
