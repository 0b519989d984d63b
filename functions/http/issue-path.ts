import type * as z from 'zod/mini';

/** As much of a schema as says what a step into a value leads to. */
interface Inner {
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
  readonly element?: z.ZodMiniType;
  readonly items?: readonly z.ZodMiniType[];
  /** Of a list with a fixed beginning. */
  readonly rest?: z.ZodMiniType | null;
  readonly valueType?: z.ZodMiniType;
  readonly options?: readonly z.ZodMiniType[];
  readonly innerType?: z.ZodMiniType;
  readonly in?: z.ZodMiniType;
}

interface Reached {
  readonly schema?: z.ZodMiniType;
  readonly shown: string;
}

/** Stands for a key that the client has chosen. */
const ANY_KEY = '*';

const reachedFrom = (schema: z.ZodMiniType, step: string | number): Reached | undefined => {
  const def = schema._zod.def as unknown as Inner;
  const inner = def.innerType ?? def.in;
  if (inner !== undefined) return reachedFrom(inner, step);
  for (const option of def.options ?? []) {
    const reached = reachedFrom(option, step);
    if (reached !== undefined) return reached;
  }
  const named = def.shape?.[step] ?? def.items?.[Number(step)] ?? def.rest ?? def.element;
  if (named !== undefined) return { schema: named, shown: String(step) };
  return def.valueType && { schema: def.valueType, shown: ANY_KEY };
};

/**
 * Where in a request something is wrong, in the contract's words: names of fields and places in
 * lists. The keys of a map are the client's own words, which no answer repeats.
 */
export const issuePath = (schema: z.ZodMiniType, steps: readonly PropertyKey[]): string => {
  let at: z.ZodMiniType | undefined = schema;
  let path = '';
  for (const step of steps) {
    const reached: Reached | undefined =
      at === undefined || typeof step === 'symbol' ? undefined : reachedFrom(at, step);
    path += `/${reached?.shown ?? ANY_KEY}`;
    at = reached?.schema;
  }
  return path;
};
