import type { Route } from '../../functions/contract/route.ts';
import type { Sent } from '../support/api.ts';
import { at, leavesIn, objectsIn, type Path, withAt } from './bodies.ts';
import type { Chance } from './random.ts';
import { paramsOf } from './requests.ts';

/** In every hostile text: an answer that holds it repeats what was sent. */
export const MARK = 'zq7vx';

const TEXTS: readonly string[] = [
  '',
  ' ',
  MARK,
  `${MARK}'; DROP TABLE plans; --`,
  `<script>${MARK}</script>`,
  `${MARK}\r\nSet-Cookie: a=b`,
  `${MARK}\u0000`,
  `${MARK}\u202e\u2066`,
  `${MARK}\u2028`,
  `${MARK}\ud800`,
  `${MARK}\u0301`.repeat(20),
  `\${${MARK}}{{${MARK}}}`,
  `../../${MARK}`,
  `T#${MARK}#`,
  `#${MARK}`,
  '👩‍👩‍👧‍👦'.repeat(30),
  `${MARK}${'x'.repeat(5000)}`,
  `${MARK}${'字'.repeat(21_000)}`,
  '2026-02-30',
  '0000-00-00',
  '0001-01-01',
  '9999-12-31',
  '2026-03-05T25:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '24:00',
  'Etc/Nowhere',
  '01K0SAMP000000000000000000',
  'constructor',
  'toString',
  'hasOwnProperty',
];

const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  -0,
  0.1,
  1e12,
  1e13,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  2_147_483_648,
  [],
  {},
  [[]],
  [null],
  { $ne: null },
  { S: MARK },
];

const RAW: readonly string[] = [
  '',
  '{',
  '{"',
  'null',
  '[]',
  '"x"',
  '1',
  'NaN',
  '{}{}',
  "{'a':1}",
  '{"a":1,}',
  '\ufeff{}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{}}}',
  '{"\\u005f_proto__":1}',
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`,
  `{"a":"${'x'.repeat(300_000)}"}`,
];

const bodyMutations: readonly ((body: unknown, chance: Chance) => unknown)[] = [
  (body, chance) => withAt(body, somewhere(body, chance), chance.pick(TEXTS)),
  (body, chance) => withAt(body, somewhere(body, chance), chance.pick(TEXTS)),
  (body, chance) => withAt(body, somewhere(body, chance), chance.pick(VALUES)),
  (body, chance) => withAt(body, somewhere(body, chance), undefined),
  (body, chance) => withAt(body, [...chance.pick(objectsIn(body)), MARK], 1),
  (body, chance) => withAt(body, somewhere(body, chance), at(body, somewhere(body, chance))),
  (body, chance) => {
    const path = somewhere(body, chance);
    const list = path.findLastIndex((step) => typeof step === 'number' || /^\d+$/.test(step));
    if (list < 1) return body;
    const place = path.slice(0, list);
    const items = at(body, place);
    if (!Array.isArray(items)) return body;
    const many = chance.pick([0, 2, 11, 21, 41, 101]);
    return withAt(
      body,
      place,
      Array.from({ length: many }, (_, index) => items[index % items.length]),
    );
  },
];

const somewhere = (body: unknown, chance: Chance): Path => {
  const leaves = leavesIn(body).filter((path) => path.length > 0);
  return leaves.length === 0 ? [MARK] : chance.pick(leaves);
};

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Something is done to a request that was right; what, is left to chance. */
export const spoil = (route: Route, sent: Sent, chance: Chance): Sent => {
  const params = sent.params ?? {};
  const names = paramsOf(route);
  const ways: (() => Sent)[] = [
    () => ({ ...sent, headers: { 'If-Match': chance.pick(TAGS) } }),
    () => ({ ...sent, version: chance.pick([1, 2, 3, 999_999_999]) }),
    () => ({ ...sent, headers: { 'Idempotency-Key': chance.pick(KEYS) } }),
    () => ({ ...sent, headers: { 'Accept-Language': chance.pick(LANGUAGES) } }),
    () => ({ ...sent, query: { [MARK]: '1' } }),
    () => ({ ...sent, query: { limit: chance.pick(['0', '-1', '101', '1e3', MARK, '٣']) } }),
    () => ({ ...sent, query: { cursor: chance.pick([MARK, 'a.b', '', 'e30.AAAA']) } }),
    () => ({ ...sent, query: { limit: ['1', '2'] } }),
    () => withoutVersion(sent),
    () => withoutKey(sent),
  ];
  if (names.length > 0)
    ways.push(() => ({
      ...sent,
      params: { ...params, [chance.pick(names)]: chance.pick(TEXTS) },
    }));
  // A file is no JSON: other bytes, and the wrong type, are what it can be spoilt with.
  if (typeof sent.body === 'string')
    ways.push(
      () => ({ ...sent, body: chance.pick(RAW) }),
      () => ({ ...sent, headers: { 'Content-Type': chance.pick(TYPES) } }),
    );
  else if (sent.body !== undefined) {
    const spoilBody = (): Sent => ({
      ...sent,
      body: chance.pick(bodyMutations)(sent.body, chance),
    });
    ways.push(
      ...Array.from({ length: 14 }, () => spoilBody),
      () => ({ ...sent, body: chance.pick(RAW), headers: JSON_TYPE }),
      () => ({ ...sent, body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), headers: JSON_TYPE }),
      () => ({ ...sent, headers: { 'Content-Type': chance.pick(TYPES) } }),
      () => ({ ...sent, body: twice(sent.body), headers: JSON_TYPE }),
    );
  }
  return chance.pick(ways)();
};

/** Every field of the object said twice, the same way. */
const twice = (body: unknown): string => {
  const text = JSON.stringify(body);
  return text === '{}' || !text.startsWith('{') ? text : `${text.slice(0, -1)},${text.slice(1)}`;
};

const withoutVersion = ({ version: _, ...rest }: Sent): Sent => rest;
const withoutKey = ({ key: _, ...rest }: Sent): Sent => rest;

const TAGS = ['*', '', '""', '"0"', '"-1"', 'W/"1"', '1', `"${MARK}"`, '"1", "2"', '"1e3"'];
const KEYS = [
  '',
  'short',
  'x'.repeat(65),
  `${MARK} with blanks`,
  `${MARK}#${MARK}`,
  '键键键键键键键键',
];
const LANGUAGES = ['', '*', 'zh', 'de, en;q=0.1', `${MARK};q=2`, 'x'.repeat(5000), 'zh-CN;q=0, en'];
const TYPES = [
  '',
  'text/plain',
  'application/json; charset=latin1',
  'application/json, text/html',
  MARK,
];
