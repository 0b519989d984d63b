import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { collected } from './vitest.ts';

/**
 * A test runner for Stryker that loads the tests of the pure layer once and then asks, mutant by
 * mutant, only those that reach it, in this one process. Pure functions need no fresh environment, and
 * starting one costs hundreds of times what the tests themselves cost.
 */

/** Which tests under test/domain are asked: `plan/*,access/grants`. */
const ASKED = (process.env.MUTATION_TESTS ?? '*/*').split(',');
/** Random lives: each mutant would pay for hundreds. The other two hold lists to texts, not to code. */
const LEFT_OUT = ['random-lives', 'rulebook', 'catalogue'].map(
  (name) => `test/domain/plan/${name}.test.ts`,
);
const STAND_IN = new URL('./vitest.ts', import.meta.url).href;
/** The same random values in each run, or a mutant would die on one day and live on another. */
const RANDOM = { seed: 20260302, numRuns: 30, endOnFailure: true };
/** A mutant that this many of the tests that reach it leave alive has survived. */
const AT_MOST_TESTS = 150;
/** The slowest tenth of the tests is asked last. */
const SLOW_FROM = 0.9;
/** Which test reaches the least code: kept in the sandbox, for a process that starts after a crash. */
const ORDER = 'narrowest-first.json';

interface Test {
  readonly id: string;
  readonly name: string;
  readonly fileName: string;
  readonly run: () => unknown;
}

/** What instrumented code reads and writes (the instrumenter of Stryker puts it there). */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>> };
}

interface MutantRun {
  readonly activeMutant: { readonly id: string; readonly fileName: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
  readonly mutantActivation: 'runtime' | 'static';
}

/** Those that reach the least code come first: they say most exactly what they ask. */
const narrowestFirst = (tests: readonly Test[]): readonly Test[] => {
  const order: readonly string[] = existsSync(ORDER) ? JSON.parse(readFileSync(ORDER, 'utf8')) : [];
  const rank = new Map(order.map((id, index) => [id, index]));
  return tests.toSorted((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
};

const load = async (): Promise<readonly Test[]> => {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vitest' && context.parentURL !== STAND_IN
        ? { url: STAND_IN, shortCircuit: true }
        : next(specifier, context),
  });
  fc.configureGlobal(RANDOM);
  const files = ASKED.flatMap((name) => globSync(`test/domain/${name}.test.ts`))
    .filter((file) => !LEFT_OUT.includes(file))
    .sort();
  const tests: Test[] = [];
  for (const fileName of files) {
    await import(pathToFileURL(resolve(fileName)).href);
    for (const { name, run } of collected())
      tests.push({ id: `${fileName}#${name}`, name, fileName, run });
  }
  return tests;
};

const switchboard = (): Switchboard => {
  const globals = globalThis as typeof globalThis & { __stryker__?: Switchboard };
  globals.__stryker__ ??= {};
  return globals.__stryker__;
};

const failureOf = async (test: Test): Promise<string | undefined> => {
  try {
    await test.run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

export class InProcessRunner {
  readonly #board = switchboard();
  #tests: readonly Test[] | undefined;

  /** A mutant is switched on when everything is loaded, and off again: there is nothing to reload. */
  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    const loaded = await load();
    const tests = [];
    for (const test of loaded) {
      const { id, name, fileName } = test;
      this.#board.currentTestId = id;
      const from = performance.now();
      const failureMessage = await failureOf(test);
      const timeSpentMs = performance.now() - from;
      const outcome = failureMessage === undefined ? { status: 0 } : { status: 1, failureMessage };
      tests.push({ id, name, fileName, timeSpentMs, ...outcome });
    }
    this.#board.currentTestId = undefined;
    const reached = this.#board.mutantCoverage?.perTest ?? {};
    const breadth = (id: string) => Object.keys(reached[id] ?? {}).length;
    const times = tests.map(({ timeSpentMs }) => timeSpentMs).sort((a, b) => a - b);
    const isSlow = ({ timeSpentMs }: { readonly timeSpentMs: number }) =>
      timeSpentMs > (times[Math.floor(times.length * SLOW_FROM)] ?? 0);
    tests.sort((a, b) => Number(isSlow(a)) - Number(isSlow(b)) || breadth(a.id) - breadth(b.id));
    writeFileSync(ORDER, JSON.stringify(tests.map(({ id }) => id)));
    this.#tests = narrowestFirst(loaded);
    return { status: 'complete', tests, mutantCoverage: this.#board.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }: MutantRun) {
    if (mutantActivation === 'static')
      throw new Error('What runs while modules are loaded is not mutated here: set ignoreStatic');
    const board = this.#board;
    this.#tests ??= narrowestFirst(await load());
    Object.assign(board, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
    const reaching = new Set(testFilter);
    const own = `/${basename(activeMutant.fileName, '.ts')}.test.ts`;
    const [ownTests = [], others = []] = [true, false].map((isOwn) =>
      this.#tests?.filter(
        ({ id, fileName }) => reaching.has(id) && fileName.endsWith(own) === isOwn,
      ),
    );
    let nrOfTests = 0;
    for (const test of [...ownTests, ...others].slice(0, AT_MOST_TESTS)) {
      nrOfTests += 1;
      const failureMessage = await failureOf(test);
      if (hitLimit !== undefined && (board.hitCount ?? 0) > hitLimit)
        return { status: 'timeout', reason: 'it went round and round' };
      if (failureMessage !== undefined)
        return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests };
    }
    if (nrOfTests === 0) throw new Error('None of the tests that reach the mutant is there');
    return { status: 'survived', nrOfTests };
  }
}

/** A part of the code, as the mutator sees it: what of it is asked here. */
interface Place {
  readonly node: {
    readonly type: string;
    readonly elements?: readonly unknown[];
    readonly test?: unknown;
  };
  readonly toString: () => string;
}

/** Mutants that are no program: a word in a list of findings, a switch without its last way out. */
const notAProgram = {
  shouldIgnore: (place: Place): string | undefined => {
    const { type, elements, test } = place.node;
    if (type === 'ArrayExpression' && elements?.length === 0) return 'no list holds that word';
    return type === 'SwitchCase' && test === null && place.toString().includes('unreachable(')
      ? 'cannot be reached'
      : undefined;
  },
};

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner },
  { kind: 'Ignore', name: 'not-a-program', value: notAProgram },
];
