import {
  createHmac,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectAnswer } from '../../infra/local/demo/client.ts';
import { berlinCompany } from '../../infra/local/demo/companies.ts';
import { type Cast, createStage, type Stage, signUp } from '../../infra/local/demo/stage.ts';
import { type Host, startHost } from '../../infra/local/host.ts';
import { STARTS_AT, UNTOLD } from './stage.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 240_000 });

type Claims = Readonly<Record<string, unknown>>;

let host: Host;
let stage: Stage;
let cast: Cast;
let other: Cast;
let genuine: string;
let claims: Claims;
let kid: string;
let publicKey: Readonly<Record<string, string>>;
let stranger: KeyObject;
let databaseCalls: string[];

/** Two small companies: one to be forged for, one to be forged from. */
const small = (name: string) => {
  const company = berlinCompany();
  const { hrHead, hr, employee } = company.people;
  if (hrHead === undefined || hr === undefined || employee === undefined) throw new Error('nobody');
  const at = (person: typeof hr) => ({
    ...person,
    email: person.email.replace('spreeklang', name),
  });
  const { manager: _, ...alone } = employee;
  return {
    ...company,
    administrator: { name: 'Administrator', email: `admin@${name}.example` },
    people: { hrHead: at(hrHead), hr: at(hr), employee: at(alone) },
  };
};

const b64 = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const partsOf = (token: string) => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return { header, payload, signature };
};

beforeAll(async () => {
  databaseCalls = [];
  host = await startHost({
    clock: { kind: 'development', startAtMs: STARTS_AT, frozen: true },
    onDatabaseCall: (call) => databaseCalls.push(call.operation),
  });
  stage = createStage(host, UNTOLD);
  cast = await signUp(stage, small('one'));
  other = await signUp(stage, small('two'));
  genuine = await host.tokenFor(cast.emailOf('employee'));
  const { header, payload } = partsOf(genuine);
  claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  kid = JSON.parse(Buffer.from(header, 'base64url').toString()).kid;
  const jwks = await fetch(
    `${host.cloudUrl}/cognito-idp/${host.services.userPool.definition.id}/.well-known/jwks.json`,
  );
  publicKey = ((await jwks.json()) as { keys: Record<string, string>[] }).keys[0] ?? {};
  stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
});
afterAll(() => host.close());

/** One request with that header as its bytes are; a list sends the header several times. */
const send = (authorization: string | readonly string[] | undefined, path = '/v1/me') =>
  new Promise<{ readonly status: number; readonly code: string }>((resolve, reject) => {
    const { hostname, port } = new URL(host.url);
    const headers =
      authorization === undefined ? {} : { Authorization: authorization as string | string[] };
    const call = request({ hostname, port, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const body = text.startsWith('{') ? (JSON.parse(text) as { code?: string }) : {};
        resolve({ status: response.statusCode ?? 0, code: body.code ?? '' });
      });
    });
    call.on('error', reject);
    call.end();
  });

/** A token of the pool's own key, with other claims; `undefined` leaves one out. */
const signed = (changes: Claims): Promise<string> => {
  const all: Record<string, unknown> = { ...claims, ...changes };
  for (const [name, value] of Object.entries(all)) if (value === undefined) delete all[name];
  return host.signClaims(all);
};
/** A token of somebody else's key, whatever its header says. */
const forged = (header: object, changes: Claims = {}): string => {
  const text = `${b64(header)}.${b64({ ...claims, ...changes })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(stranger).toString('base64url')}`;
};
const strangersJwk = () => {
  const { n, e } = stranger.export({ format: 'jwk' });
  return { kty: 'RSA', n, e, kid, alg: 'RS256', use: 'sig' };
};
const hmac = (secret: string | Buffer, alg = 'HS256'): string => {
  const text = `${b64({ alg, kid, typ: 'JWT' })}.${b64(claims)}`;
  return `${text}.${createHmac(`sha${alg.slice(2)}`, secret)
    .update(text)
    .digest('base64url')}`;
};
const unsigned = (alg: unknown): string => `${b64({ alg, kid })}.${b64(claims)}.`;
/** The token with one bit of one of its parts turned. */
const flipped = (part: 0 | 1 | 2): string => {
  const parts = genuine.split('.');
  const bytes = Buffer.from(parts[part] ?? '', 'base64url');
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  parts[part] = bytes.toString('base64url');
  return parts.join('.');
};
const now = () => Math.floor(host.clock.now() / 1000);

type Form = () => string | readonly string[] | undefined | Promise<string>;
const bearer = (token: string): string => `Bearer ${token}`;

/** Nobody's token: 401 of the gateway, before anything of ours runs. */
const UNAUTHENTICATED: Readonly<Record<string, Form>> = {
  'no header': () => undefined,
  'an empty header': () => '',
  'the word alone': () => 'Bearer',
  'the word and a space': () => 'Bearer ',
  'another scheme': () => `Basic ${Buffer.from('admin:admin').toString('base64')}`,
  'another scheme with a genuine token': () => `Token ${genuine}`,
  'a scheme that begins alike': () => `Bearerx ${genuine}`,
  'a digest scheme': () => `Digest username="${genuine}"`,
  'text that is no token': () => bearer('abc'),
  'dots alone': () => bearer('..'),
  'three letters': () => bearer('a.b.c'),
  'alg none': () => bearer(unsigned('none')),
  'alg None': () => bearer(unsigned('None')),
  'alg NONE': () => bearer(unsigned('NONE')),
  'alg nOnE': () => bearer(unsigned('nOnE')),
  'an empty alg': () => bearer(unsigned('')),
  'alg null': () => bearer(unsigned(null)),
  'alg as a list': () => bearer(unsigned(['RS256', 'none'])),
  'no alg': () => bearer(unsigned(undefined)),
  'alg none with the genuine signature': () =>
    bearer(`${unsigned('none')}${partsOf(genuine).signature}`),
  'HS256 with the key as JSON': () => bearer(hmac(JSON.stringify(publicKey))),
  'HS256 with the modulus as text': () => bearer(hmac(publicKey.n ?? '')),
  'HS256 with the modulus as bytes': () =>
    bearer(hmac(Buffer.from(publicKey.n ?? '', 'base64url'))),
  'HS256 with an empty key': () => bearer(hmac('')),
  'HS512 with the key as JSON': () => bearer(hmac(JSON.stringify(publicKey), 'HS512')),
  'another key under the same kid': () => bearer(forged({ alg: 'RS256', kid })),
  'another key without kid': () => bearer(forged({ alg: 'RS256' })),
  'an unknown kid': () => bearer(forged({ alg: 'RS256', kid: randomUUID() })),
  'a kid that is a path': () => bearer(forged({ alg: 'RS256', kid: '../../../../dev/null' })),
  'a kid that is an address': () =>
    bearer(forged({ alg: 'RS256', kid: 'https://evil.example/jwks.json' })),
  'a kid that is a query': () => bearer(forged({ alg: 'RS256', kid: "x' UNION SELECT 'key" })),
  'a kid that is a list': () => bearer(forged({ alg: 'RS256', kid: [kid] })),
  'a key that it brings along': () => bearer(forged({ alg: 'RS256', jwk: strangersJwk() })),
  'a key that it brings along under our kid': () =>
    bearer(forged({ alg: 'RS256', kid, jwk: strangersJwk() })),
  'an address of its keys (jku)': () =>
    bearer(forged({ alg: 'RS256', kid, jku: 'https://evil.example/jwks.json' })),
  'an address of its certificate (x5u)': () =>
    bearer(forged({ alg: 'RS256', kid, x5u: 'https://evil.example/cert.pem' })),
  'a certificate (x5c)': () => bearer(forged({ alg: 'RS256', kid, x5c: ['MIIBIjANBg'] })),
  'a critical header': () => bearer(forged({ alg: 'RS256', kid, crit: ['exp'] })),
  'another algorithm of the same key': () => bearer(forged({ alg: 'RS512', kid })),
  expired: () => signed({ iat: now() - 1000, exp: now() - 1 }).then(bearer),
  'ending this second': () => signed({ exp: now() }).then(bearer),
  'an end as text': () => signed({ exp: '9999999999' }).then(bearer),
  'no end': () => signed({ exp: undefined }).then(bearer),
  'not valid yet': () => signed({ nbf: now() + 60 }).then(bearer),
  'issued by another pool': () =>
    signed({ iss: `${String(claims.iss).slice(0, -1)}X` }).then(bearer),
  'an issuer that begins alike': () =>
    signed({ iss: `${String(claims.iss)}.evil.example` }).then(bearer),
  'an issuer that ends alike': () =>
    signed({ iss: `https://evil.example/?${String(claims.iss)}` }).then(bearer),
  'an issuer in capitals': () => signed({ iss: String(claims.iss).toUpperCase() }).then(bearer),
  'an issuer with a slash at its end': () => signed({ iss: `${String(claims.iss)}/` }).then(bearer),
  'no issuer': () => signed({ iss: undefined }).then(bearer),
  'issuers as a list': () => signed({ iss: [claims.iss] }).then(bearer),
  'another client': () => signed({ client_id: 'somebodyelse' }).then(bearer),
  'no client': () => signed({ client_id: undefined }).then(bearer),
  'the client in capitals': () =>
    signed({ client_id: String(claims.client_id).toUpperCase() }).then(bearer),
  'an ID token': () =>
    signed({ token_use: 'id', aud: claims.client_id, client_id: undefined }).then(bearer),
  'an ID token that says access in vain': () =>
    signed({ token_use: ['access'], aud: claims.client_id }).then(bearer),
  'a refresh token': () => signed({ token_use: 'refresh' }).then(bearer),
  'no token use': () => signed({ token_use: undefined }).then(bearer),
  'no subject': () => signed({ sub: undefined }).then(bearer),
  'a bit turned in its header': () => bearer(flipped(0)),
  'a bit turned in its payload': () => bearer(flipped(1)),
  'a bit turned in its signature': () => bearer(flipped(2)),
  'a truncated signature': () => bearer(genuine.slice(0, -8)),
  'half a signature': () => bearer(genuine.slice(0, -172)),
  'no signature': () => bearer(`${partsOf(genuine).header}.${partsOf(genuine).payload}.`),
  'two parts': () => bearer(`${partsOf(genuine).header}.${partsOf(genuine).payload}`),
  'four parts': () => bearer(`${genuine}.${partsOf(genuine).signature}`),
  'five parts': () => bearer(`${genuine}.x.y`),
  'padding in its signature': () => bearer(`${genuine}==`),
  'padding in its payload': () => {
    const { header, payload, signature } = partsOf(genuine);
    return bearer(`${header}.${payload}=.${signature}`);
  },
  'a space inside': () => bearer(genuine.replace('.', '. ')),
  'a tab inside': () => bearer(genuine.replace('.', '.\t')),
  'two tokens': () => bearer(`${genuine} ${genuine}`),
  'two tokens with a comma': () => `Bearer ${genuine}, Bearer ${genuine}`,
  'the word twice': () => `Bearer Bearer ${genuine}`,
  'quotes around it': () => bearer(`"${genuine}"`),
  'its payload exchanged': () => {
    const { header, signature } = partsOf(genuine);
    return bearer(`${header}.${b64({ ...claims, upturn_member: cast.ids.hrHead })}.${signature}`);
  },
  'the payload of a second token': () => {
    const { header, payload } = partsOf(forged({ alg: 'RS256', kid }, { sub: 'x' }));
    return bearer(`${header}.${payload}.${partsOf(genuine).signature}`);
  },
  'a huge payload': () => bearer(forged({ alg: 'RS256', kid }, { more: 'x'.repeat(6000) })),
  'ten thousand dots': () => bearer('.'.repeat(6000)),
  'letters of other alphabets': () =>
    bearer(Buffer.from('令牌.ключ.κλειδί', 'utf8').toString('latin1')),
  'no JSON in its header': () => bearer(`${b64('{')}.${b64(claims)}.x`),
  'a list as its payload': () => bearer(`${b64({ alg: 'RS256', kid })}.${b64([claims])}.x`),
};

/** Ours, but not for this: 403 of the gateway. */
const WITHOUT_SCOPE: Readonly<Record<string, Form>> = {
  'no scope': () => signed({ scope: undefined }).then(bearer),
  'an empty scope': () => signed({ scope: '' }).then(bearer),
  'another scope': () => signed({ scope: 'openid' }).then(bearer),
  'a scope that begins alike': () => signed({ scope: 'upturn/apis' }).then(bearer),
  'a scope that ends alike': () => signed({ scope: 'xupturn/api' }).then(bearer),
  'the scope in capitals': () => signed({ scope: 'UPTURN/API' }).then(bearer),
  'the scope as a list': () => signed({ scope: ['upturn/api'] }).then(bearer),
  'scopes with commas': () => signed({ scope: 'openid,upturn/api' }).then(bearer),
  'the scope as an object': () => signed({ scope: { 'upturn/api': true } }).then(bearer),
};

/** Genuine, but for no company that can be: no function of a company can be reached with it. */
const WITHOUT_TENANT: Readonly<Record<string, Form>> = {
  'no company': () => signed({ upturn_tenant: undefined }).then(bearer),
  'an empty company': () => signed({ upturn_tenant: '' }).then(bearer),
  'a company with a # in it': () => signed({ upturn_tenant: `${cast.tenantId}#P` }).then(bearer),
};

/** What ran, and what was read or written, since the last call of this. */
const traces = () => {
  const ran = host.logs().length;
  const called = databaseCalls.length;
  return () => ({ ran: host.logs().length - ran, called: databaseCalls.slice(called) });
};

describe('a request whose token is', () => {
  it('genuine is served', async () => {
    expect((await send(bearer(genuine))).status).toBe(200);
    expect((await send(genuine)).status, 'API Gateway takes the bare token too').toBe(200);
  });

  it.each(Object.entries(UNAUTHENTICATED))('%s gets 401 and reaches nothing', async (_, form) => {
    const since = traces();
    expect(await send(await form())).toEqual({ status: 401, code: 'unauthenticated' });
    expect(since()).toEqual({ ran: 0, called: [] });
  });

  it.each(Object.entries(WITHOUT_SCOPE))('of %s gets 403 and reaches nothing', async (_, form) => {
    const since = traces();
    expect(await send(await form())).toEqual({ status: 403, code: 'forbidden' });
    expect(since()).toEqual({ ran: 0, called: [] });
  });

  it.each(Object.entries(WITHOUT_TENANT))('of %s reaches nothing', async (_, form) => {
    const since = traces();
    expect((await send(await form())).status).toBeGreaterThanOrEqual(400);
    expect(since().called).toEqual([]);
  });
});

describe('a token that is genuine, of', () => {
  /** Refused by the first read of the function, and nothing is done beside it. */
  const refusedByItsFirstRead = async (token: string) => {
    expect((await send(bearer(token))).status).toBe(401);
    const since = traces();
    expect(await send(bearer(token))).toEqual({ status: 401, code: 'unauthenticated' });
    expect(since().called).toEqual(['BatchGetItem']);
  };

  it('nobody, somebody else’s company, or a person under another’s company', async () => {
    for (const changes of [
      { upturn_member: '01K0MEMBER0000000000009999' },
      { upturn_tenant: other.tenantId },
      { upturn_tenant: '01K0TENANT0000000000009999' },
      { upturn_member: other.ids.hrHead },
    ])
      await refusedByItsFirstRead(await signed(changes));
  });

  it('a form that is no person’s is refused without a read', async () => {
    for (const upturn_member of ['', '*', `${cast.ids.hrHead}#X`, [cast.ids.hrHead], undefined]) {
      const token = await signed({ upturn_member });
      const since = traces();
      const { status } = await send(bearer(token));
      // A list of one is that one, as API Gateway writes claims out.
      if (!Array.isArray(upturn_member)) expect(status).toBe(401);
      expect(since().called.filter((one) => one !== 'BatchGetItem')).toEqual([]);
    }
  });

  it('a person of HR without a second factor opens nothing', async () => {
    const { userPool } = host.services;
    userPool.removeSecondFactor(cast.emailOf('hr'));
    const token = await host.tokenFor(cast.emailOf('hr'), { secondFactor: 'asItIs' });
    const since = traces();
    expect(await send(bearer(token))).toEqual({ status: 403, code: 'forbidden' });
    expect(since()).toEqual({ ran: 0, called: [] });
    expect((await send(bearer(await host.tokenFor(cast.emailOf('hr'))))).status).toBe(200);
  });

  it('a leaver is refused from the next request on, and gets no other', async () => {
    const admin = stage.client.as(other.company.administrator.email);
    const email = other.emailOf('employee');
    const token = await host.tokenFor(email);
    expect((await send(bearer(token))).status).toBe(200);
    const { members } = expectAnswer<{ members: Record<string, unknown>[] }>(
      await admin.get('/v1/members?limit=100'),
      'the directory',
    );
    const found = members.find((member) => member.email === email) ?? {};
    const { id, version, email: _, ...person } = found;
    expectAnswer(
      await admin.put(`/v1/members/${id}`, { ...person, status: 'LEFT' }, Number(version)),
      'the person leaves',
    );
    await refusedByItsFirstRead(token);
    await expect(host.tokenFor(email)).rejects.toThrow('disabled');
    host.services.userPool.setEnabled(email, true);
    const again = await host.tokenFor(email, { secondFactor: 'asItIs' });
    expect((await send(bearer(again))).status, 'the membership decides, not the login').toBe(403);
  });

  it('a company that has closed is refused, and no other is made', async () => {
    const admin = stage.client.as(cast.company.administrator.email);
    expectAnswer(await admin.post('/v1/tenant/closing', undefined), 'closing is asked for');
    expectAnswer(
      await cast.person('hrHead').post('/v1/tenant/closing/confirmation', {}),
      'closing is confirmed',
    );
    host.clock.advance(31 * 86_400_000);
    await refusedByItsFirstRead(await signed({ iat: now(), exp: now() + 900 }));
    const late = await host.tokenFor(cast.emailOf('employee'), { secondFactor: 'asItIs' });
    expect(await send(bearer(late))).toEqual({ status: 403, code: 'forbidden' });
  });
});
