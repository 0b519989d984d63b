import type * as z from 'zod/mini';

/**
 * Values for a schema of the contract, made by looking into the schema itself: a route that is
 * declared tomorrow needs nothing here. What a refinement wants of a text or a number cannot be
 * read, so candidates are tried until the leaf's own schema takes one.
 */

export type Step = string | number;
export type Path = readonly Step[];

/** What zod keeps of a schema, as far as it is looked into. */
export type Def = {
  readonly type: string;
  /** Of a text: `email` and the like. */
  readonly format?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly pattern?: RegExp } } }[];
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
  readonly element?: z.ZodMiniType;
  readonly innerType?: z.ZodMiniType;
  readonly in?: z.ZodMiniType;
  readonly options?: readonly z.ZodMiniType[];
  readonly items?: readonly z.ZodMiniType[];
  readonly keyType?: z.ZodMiniType;
  readonly valueType?: z.ZodMiniType;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly getter?: () => z.ZodMiniType;
};

export const defOf = (schema: z.ZodMiniType): Def => schema._zod.def as unknown as Def;

/** Wrappers that change nothing about what may be sent. */
const WRAPPERS = ['default', 'prefault', 'readonly', 'catch', 'nonoptional', 'nullable'];

export interface Taste {
  /** A text for a leaf; `undefined`, or one that the leaf refuses, falls back to the pool. */
  readonly text?: (path: Path, schema: z.ZodMiniType) => string | undefined;
  /**
   * Which alternative at every choice between schemas: those inside a choice take what is left of
   * the number, so that 0 up to `variantsOf` shows every combination once.
   */
  readonly variant?: number;
  /** Which of several values of an enumeration; called with their number. */
  readonly choose?: (below: number, path: Path) => number;
  /** Whether to fill in a field that may be left out. Yes unless told. */
  readonly optional?: (path: Path) => boolean;
  /** Entries of a list, as far as its limits allow. One unless told. */
  readonly length?: (path: Path) => number;
}

/** Texts that some leaf of the contract may ask for; each leaf takes the first that fits. */
export const TEXTS: readonly string[] = [
  'sample',
  'Sample text',
  '2026-03-05',
  '2026-03-05T02:00:00.000Z',
  '01K0SAMP000000000000000000',
  'Asia/Shanghai',
  '09:00',
  '18:00',
  'sample@example.com',
  'https://example.com/',
  'zh-CN',
  '0',
  '1',
  'a'.repeat(16),
  'a'.repeat(32),
  'a'.repeat(64),
  'c2FtcGxl',
  'text/csv',
  'name,email\nSample,sample@example.com\n',
  '00000000-0000-4000-8000-000000000000',
  '2026-03',
  '2026',
  'GET',
  '/sample',
  '+10',
  'off',
];

const NUMBERS: readonly number[] = [
  1, 2, 3, 5, 7, 10, 14, 20, 30, 45, 60, 90, 100, 180, 200, 365, 1000, 0.5, 0.8, 0, -1, 2026, 1e6,
];

const fits = (schema: z.ZodMiniType, value: unknown): boolean => schema.safeParse(value).success;

const firstThatFits = <Value>(
  schema: z.ZodMiniType,
  candidates: readonly Value[],
  path: Path,
): Value => {
  const found = candidates.find((candidate) => fits(schema, candidate));
  if (found === undefined)
    throw new Error(`no candidate fits at /${path.join('/')}: add one to the pool in bodies.ts`);
  return found;
};

const listOf = (
  schema: z.ZodMiniType,
  element: z.ZodMiniType,
  path: Path,
  taste: Taste,
): unknown[] => {
  const wanted = taste.length?.(path) ?? 1;
  const make = (length: number) =>
    Array.from({ length }, (_, index) => make1(element, [...path, index], taste));
  const list = make(wanted);
  if (fits(schema, list)) return list;
  for (const length of [1, 2, 3, 5, 0]) {
    const other = make(length);
    if (fits(schema, other)) return other;
  }
  // What is wrong lies deeper; whoever asked for the whole value judges that.
  return list;
};

const make1 = (schema: z.ZodMiniType, path: Path, taste: Taste): unknown => {
  const def = defOf(schema);
  const choose = (below: number): number => (taste.choose?.(below, path) ?? 0) % below;
  if (WRAPPERS.includes(def.type)) return make1(def.innerType as z.ZodMiniType, path, taste);
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape ?? {}).flatMap(([key, field]) => {
          const inside = [...path, key];
          const leftOut =
            fits(field, undefined) && taste.optional !== undefined && !taste.optional(inside);
          return leftOut ? [] : [[key, make1(field, inside, taste)]];
        }),
      );
    case 'optional':
      return make1(def.innerType as z.ZodMiniType, path, taste);
    case 'array':
      return listOf(schema, def.element as z.ZodMiniType, path, taste);
    case 'union': {
      const options = def.options ?? [];
      const variant = taste.variant ?? 0;
      const inside = { ...taste, variant: Math.floor(variant / options.length) };
      return make1(options[variant % options.length] as z.ZodMiniType, path, inside);
    }
    case 'tuple':
      return (def.items ?? []).map((item, index) => make1(item, [...path, index], taste));
    case 'record': {
      const key = make1(def.keyType as z.ZodMiniType, [...path, 'key'], taste);
      return {
        [String(key)]: make1(def.valueType as z.ZodMiniType, [...path, String(key)], taste),
      };
    }
    case 'pipe':
      return make1(def.in as z.ZodMiniType, path, taste);
    case 'lazy':
      return make1((def.getter as () => z.ZodMiniType)(), path, taste);
    case 'literal':
      return def.values?.[choose(def.values.length)];
    case 'enum': {
      const values = Object.values(def.entries ?? {});
      return values[choose(values.length)];
    }
    case 'boolean':
      return choose(2) === 0;
    case 'null':
      return null;
    case 'any':
    case 'unknown':
      return 'sample';
    case 'number':
      return firstThatFits(schema, NUMBERS, path);
    case 'string': {
      const own = taste.text?.(path, schema);
      return own !== undefined && fits(schema, own) ? own : firstThatFits(schema, TEXTS, path);
    }
    default:
      throw new Error(`a ${def.type} at /${path.join('/')} is not modelled in bodies.ts`);
  }
};

/** A value that the schema takes. Alternatives are varied until it does. */
export const valueFor = (schema: z.ZodMiniType, taste: Taste = {}): unknown => {
  let last: unknown;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const value = make1(schema, [], {
      ...taste,
      variant: (taste.variant ?? 0) + attempt,
      choose: (below, path) => (taste.choose?.(below, path) ?? 0) + attempt,
      length: (path) => Math.max(0, (taste.length?.(path) ?? 1) - (attempt > 4 ? 1 : 0)),
    });
    const parsed = schema.safeParse(value);
    if (parsed.success) return value;
    last = parsed.error.issues;
  }
  throw new Error(`no value for the schema: ${JSON.stringify(last)}`);
};

const insideOf = (def: Def): readonly z.ZodMiniType[] => [
  ...Object.values(def.shape ?? {}),
  ...(def.items ?? []),
  ...[def.element, def.innerType, def.in, def.valueType].filter((one) => one !== undefined),
];

/** How many variants show every field of every alternative. Alternatives of mere values count as one. */
export const variantsOf = (schema: z.ZodMiniType): number => {
  const def = defOf(schema);
  const { options = [] } = def;
  const ofOptions = Math.max(1, ...options.map(variantsOf));
  const isChoice = options.some((option) => insideOf(defOf(option)).length > 0);
  return Math.max(
    isChoice ? options.length * ofOptions : ofOptions,
    ...insideOf(def).map(variantsOf),
  );
};

type Json = Readonly<Record<string, unknown>>;
const isBranch = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The places of all objects in a value. */
export const objectsIn = (value: unknown, at: Path = []): readonly Path[] =>
  isBranch(value)
    ? [
        ...(Array.isArray(value) ? [] : [at]),
        ...Object.entries(value).flatMap(([key, inside]) => objectsIn(inside, [...at, key])),
      ]
    : [];

/** The places of everything that is neither object nor list. */
export const leavesIn = (value: unknown, at: Path = []): readonly Path[] =>
  isBranch(value)
    ? Object.entries(value).flatMap(([key, inside]) => leavesIn(inside, [...at, key]))
    : [at];

export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inside, step) => (isBranch(inside) ? inside[step] : undefined), value);

/** A copy with another value at that place; `undefined` takes the place away. */
export const withAt = (value: unknown, path: Path, to: unknown): unknown => {
  if (path.length === 0) return to;
  const copy = structuredClone(value);
  const target = at(copy, path.slice(0, -1)) as Record<Step, unknown>;
  const last = path.at(-1) as Step;
  if (to === undefined) delete target[last];
  else target[last] = to;
  return copy;
};
