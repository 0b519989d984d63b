import { defineConfig } from 'vitest/config';

/** A few files of tests are enough for many a mutant, and many times as fast: `plan/goals.test.ts`. */
const tests = process.env.MUTATION_TESTS ?? '**/*.test.ts';

/**
 * The tests that mutants of domain/ are run against: those of the pure layer, without the random
 * lives. What only a random run finds is no proof that a test asks for it, and each mutant would pay
 * for hundreds of lives.
 */
export default defineConfig({
  test: {
    include: [`test/domain/${tests}`],
    exclude: [
      'test/domain/plan/random-lives.test.ts',
      // It holds the rulebook to the documents, which no mutant changes.
      'test/domain/plan/rulebook.test.ts',
      'test/domain/wording/**',
    ],
    testTimeout: 60_000,
  },
});
