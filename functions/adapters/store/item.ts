import type { Key } from './keys.ts';
import { type Packed, unpack } from './packed.ts';

/** An item as the document client gives it. */
export type RawItem = Readonly<Record<string, unknown>>;

/** Why an item could not be read: its key and the attribute, never what stands in it. */
export class StoredItemError extends Error {
  override readonly name = 'StoredItemError';
  readonly key: Key;

  constructor(key: Key, problem: string) {
    super(`Item ${key.pk} / ${key.sk}: ${problem}`);
    this.key = key;
  }
}

/** How one type of item is read, in every shape it has ever been stored in. */
export interface Codec<T> {
  readonly type: string;
  /** The shape that is written today. */
  readonly version: number;
  /** Attributes that hold packed JSON; upcasters and `read` see them unpacked. */
  readonly packed: readonly string[];
  /** `upcasters[n]` turns shape n into shape n + 1. One for every shape before `version`. */
  readonly upcasters: Readonly<Record<number, (item: RawItem) => RawItem>>;
  readonly read: (fields: Fields) => T;
}

/** The attributes that say what an item is; part of every put. */
export const stamp = ({ type, version }: Codec<unknown>) => ({ type, v: version });

/**
 * Reads an item, brought up to today's shape first.
 *
 * @throws StoredItemError for another type, an unknown version or a missing attribute
 */
export const fromItem = <T>(codec: Codec<T>, raw: RawItem): T => {
  const key: Key = { pk: String(raw.pk), sk: String(raw.sk) };
  if (typeof raw.pk !== 'string' || typeof raw.sk !== 'string')
    throw new StoredItemError(key, 'has no key');
  if (raw.type !== codec.type) throw new StoredItemError(key, `is not a ${codec.type}`);
  const stored = raw.v;
  if (typeof stored !== 'number' || !Number.isInteger(stored) || stored < 1)
    throw new StoredItemError(key, 'has no version');
  if (stored > codec.version)
    throw new StoredItemError(key, `has shape ${stored}, newer than ${codec.version}`);
  let item = unpackFields(key, codec.packed, raw);
  for (let version = stored; version < codec.version; version += 1) {
    const upcast = codec.upcasters[version];
    if (upcast === undefined) throw new StoredItemError(key, `has shape ${version}, now unknown`);
    item = upcast(item);
  }
  return codec.read(fieldsOf(key, item));
};

const unpackFields = (key: Key, names: readonly string[], raw: RawItem): RawItem => {
  if (names.length === 0) return raw;
  const item: Record<string, unknown> = { ...raw };
  for (const name of names) {
    const value = item[name];
    if (value === undefined) continue;
    item[name] = unpackField(key, name, fieldsOf(key, raw).packed(name));
  }
  return item;
};

const unpackField = (key: Key, name: string, value: Packed): unknown => {
  try {
    return unpack(value);
  } catch {
    // The cause would quote the content.
    throw new StoredItemError(key, `${name} cannot be unpacked`);
  }
};

/** Typed access to the attributes of one item; each getter throws a StoredItemError. */
export interface Fields {
  readonly key: Key;
  text(name: string): string;
  /** A text that is one of these words. */
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word;
  /** A non-negative whole number. */
  count(name: string): number;
  flag(name: string): boolean;
  bytes(name: string): Uint8Array;
  /** JSON that is still packed. */
  packed(name: string): Packed;
  object(name: string): RawItem;
  /** Whatever JSON it is. */
  any(name: string): unknown;
  list(name: string): readonly unknown[];
  has(name: string): boolean;
  /** The attributes of a map or list element, read the same way. */
  within(name: string, value: unknown): Fields;
  fail(problem: string): never;
}

const isObject = (value: unknown): value is RawItem =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The attributes of an item, to be read one by one. */
export const fieldsOf = (key: Key, item: RawItem): Fields => {
  const fail = (problem: string): never => {
    throw new StoredItemError(key, problem);
  };
  const fields: Fields = {
    key,
    text: (name) => {
      const value = item[name];
      return typeof value === 'string' ? value : fail(`${name} is no text`);
    },
    oneOf: (name, words) =>
      words.find((word) => word === item[name]) ?? fail(`${name} is an unknown word`),
    count: (name) => {
      const value = item[name];
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
        ? value
        : fail(`${name} is no count`);
    },
    flag: (name) => {
      const value = item[name];
      return typeof value === 'boolean' ? value : fail(`${name} is no flag`);
    },
    bytes: (name) => {
      const value = item[name];
      return value instanceof Uint8Array ? value : fail(`${name} is no binary`);
    },
    packed: (name) => {
      const value = item[name];
      return typeof value === 'string' || value instanceof Uint8Array
        ? value
        : fail(`${name} is not packed`);
    },
    object: (name) => {
      const value = item[name];
      return isObject(value) ? value : fail(`${name} is no object`);
    },
    any: (name) => (item[name] === undefined ? fail(`${name} is missing`) : item[name]),
    list: (name) => {
      const value = item[name];
      return Array.isArray(value) ? value : fail(`${name} is no list`);
    },
    has: (name) => item[name] !== undefined,
    within: (name, value) =>
      isObject(value) ? fieldsOf(key, value) : fail(`${name} holds no object`),
    fail,
  };
  return fields;
};
