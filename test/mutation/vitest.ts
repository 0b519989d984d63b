import { format } from 'node:util';

/**
 * What test files get for `vitest` during a mutation run: the real `expect`, and a `describe` and
 * `it` that only write down what there is, so that one process can ask single tests again and again.
 */

export interface CollectedTest {
  readonly name: string;
  readonly run: () => unknown;
}

type Body = (...values: never[]) => unknown;

let path: readonly string[] = [];
let found: CollectedTest[] = [];

/** The tests that were written down since the last call, in order; names that repeat are numbered. */
export const collected = (): readonly CollectedTest[] => {
  const seen = new Map<string, number>();
  const tests = found.map(({ name, run }) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { name: times === 1 ? name : `${name} (${times})`, run };
  });
  found = [];
  return tests;
};

const bodyOf = (rest: readonly unknown[]): Body =>
  rest.find((one): one is Body => typeof one === 'function') ?? (() => undefined);

/** A row of `each` that is a list is spread over the arguments; anything else is the one argument. */
const rows = (table: readonly unknown[]): readonly (readonly unknown[])[] =>
  table.map((row) => (Array.isArray(row) ? row : [row]));

const forEachRow =
  (one: (name: string, body: () => unknown) => void) =>
  (table: readonly unknown[]) =>
  (name: string, ...rest: readonly unknown[]) => {
    for (const row of rows(table))
      one(format(name, ...row), () => bodyOf(rest)(...(row as never[])));
  };

const writeDown = (name: string, ...rest: readonly unknown[]) => {
  found.push({ name: [...path, name].join(' > '), run: () => bodyOf(rest)() });
};

const within = (name: string, ...rest: readonly unknown[]) => {
  const outer = path;
  path = [...outer, name];
  bodyOf(rest)();
  path = outer;
};

export const it = Object.assign(writeDown, { each: forEachRow(writeDown) });
export const describe = Object.assign(within, { each: forEachRow(within) });

// The real module refuses to load outside a worker of its own; `expect` needs nothing of it.
Object.assign(globalThis, { __vitest_worker__: { config: {} } });
export const { expect } = await import('vitest');
