import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Codec,
  fromItem,
  type RawItem,
  StoredItemError,
} from '../../functions/adapters/store/item.ts';
import { pack } from '../../functions/adapters/store/packed.ts';
import { bodyCodec, headCodec } from '../../functions/adapters/store/plan-codec.ts';
import { TABLE } from '../../functions/adapters/store/table.ts';
import { emailClaimCodec } from '../../functions/adapters/store/tenant-codec.ts';
import { codecs } from './codecs.ts';

const FIXTURES = new URL('./fixtures/', import.meta.url);

/** Binary attributes are written as `{"$base64": "…"}`. */
const revive = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && '$base64' in value
    ? Buffer.from(String(value.$base64), 'base64')
    : value;

interface Fixture {
  readonly item: RawItem;
  /** What it is read as today. */
  readonly value: unknown;
}

const fixtures = readdirSync(FIXTURES).map((file) => ({
  file,
  ...(JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8'), revive) as Fixture),
}));

describe('items as they were ever stored', () => {
  it.each(fixtures)('$file is read as what it means today', ({ item, value }) => {
    const codec = codecs.find(({ type }) => type === item.type);
    expect(codec && fromItem(codec, item)).toStrictEqual(value);
  });

  it('have a fixture for every shape of every type, which stays for ever', () => {
    const shapes = codecs.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, index) => `${type}.v${index + 1}.json`),
    );
    expect(fixtures.map(({ file }) => file).sort()).toEqual(shapes.sort());
    for (const { file, item } of fixtures) expect(`${item.type}.v${item.v}.json`).toBe(file);
  });

  it('are found wherever the store keeps their codec', () => {
    for (const codec of [bodyCodec, emailClaimCodec, headCodec]) expect(codecs).toContain(codec);
  });

  it('have an upcaster for every shape before the one that is written', () => {
    for (const { version, upcasters } of codecs)
      expect(Object.keys(upcasters)).toEqual(
        Array.from({ length: version - 1 }, (_, index) => String(index + 1)),
      );
  });
});

/** A type that has had three shapes: a name in two parts, then in one, then inside packed JSON. */
const person: Codec<string> = {
  type: 'person',
  version: 3,
  packed: ['detail'],
  upcasters: {
    1: ({ first, last, ...item }) => ({ ...item, name: `${first} ${last}` }),
    2: ({ name, ...item }) => ({ ...item, detail: { name } }),
  },
  read: (fields) => fields.within('detail', fields.object('detail')).text('name'),
};
const KEY = { pk: 'T#x#P', sk: 'PERSON' };

describe('upcasting', () => {
  it('brings every older shape up to today, one step at a time', () => {
    const [one, two] = [
      { ...KEY, type: 'person', v: 1, first: 'Ada', last: 'Lovelace' },
      { ...KEY, type: 'person', v: 2, name: 'Ada Lovelace' },
    ];
    const three = { ...KEY, type: 'person', v: 3, detail: pack({ name: 'Ada Lovelace' }) };
    for (const item of [one, two, three]) expect(fromItem(person, item)).toBe('Ada Lovelace');
  });
});

const SECRET = 'secret words of a person';

const good: RawItem = { ...KEY, type: 'person', v: 3, detail: pack({ name: SECRET }) };

/** What an item may lack: optional facts, index keys, the time to live. */
const DISPENSABLE: ReadonlySet<string> = new Set([
  'sharedOn',
  ...Object.values(TABLE.indexes).flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
  TABLE.ttlAttribute,
  ...['running', 'nextAt', 'basis', 'hrHeadId', 'managerId', 'usedAt'],
  ...['meetingAt', 'attemptId', 'resolveAt', 'until', 'after'],
  // What one type may lack is another's point.
  ...['suppression.memberId', 'allowance.memberId', 'allowance.used', 'allowance.refused'],
  ...['replay.memberId', 'delivery.reason', 'admissionMails.used', 'admissionMails.refused'],
  'optOut.at',
]);

describe('an item that cannot be read', () => {
  it.each<[string, RawItem]>([
    ['is of another type', { ...good, type: 'tenant' }],
    ['has no version', { ...good, v: undefined }],
    ['has a version that is no number', { ...good, v: '3' }],
    ['was written by newer code', { ...good, v: 4 }],
    ['lacks an attribute', { ...good, detail: undefined }],
    ['has an attribute of another type', { ...good, detail: 7 }],
    ['holds what is no JSON', { ...good, detail: SECRET }],
    ['holds what is not compressed', { ...good, detail: Buffer.from(SECRET) }],
    ['holds JSON of another shape', { ...good, detail: JSON.stringify([SECRET]) }],
    ['holds a text of another type', { ...good, detail: JSON.stringify({ name: [SECRET] }) }],
  ])('fails when it %s, with its key and without its content', (_, item) => {
    const read = () => fromItem(person, item);
    expect(read).toThrow(StoredItemError);
    expect(read).toThrow('Item T#x#P / PERSON: ');
    try {
      read();
    } catch (error) {
      expect(error).toMatchObject({ key: KEY });
      expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('secret words');
    }
  });

  it('fails when a step of the way to today is missing', () => {
    const { 2: _, ...upcasters } = person.upcasters;
    const item = { ...KEY, type: 'person', v: 1, first: 'a', last: 'b' };
    expect(() => fromItem({ ...person, upcasters }, item)).toThrow('has shape 2, now unknown');
  });

  it.each(fixtures)('like $file fails for each attribute that it cannot do without', ({ item }) => {
    const codec = codecs.find(({ type }) => type === item.type);
    if (codec === undefined) throw new Error('no codec');
    for (const name of Object.keys(item)) {
      const { [name]: _, ...without } = item;
      const read = () => fromItem(codec, without);
      if (DISPENSABLE.has(name) || DISPENSABLE.has(`${codec.type}.${name}`))
        expect(read, name).not.toThrow();
      else expect(read, name).toThrow(StoredItemError);
    }
  });
});
