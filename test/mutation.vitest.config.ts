import { defineConfig } from 'vitest/config';

/** One folder of tests is enough for many a file, and several times as fast: `plan`, `access` … */
const folder = process.env['MUTATION_TESTS'] ?? '**';

/**
 * The tests that mutants of domain/ are run against: those of the pure layer, without the random
 * lives. What only a random run finds is no proof that a test asks for it, and each mutant would pay
 * for hundreds of lives.
 */
export default defineConfig({
  test: {
    include: [`test/domain/${folder}/*.test.ts`],
    exclude: [
      'test/domain/plan/random-lives.test.ts',
      // It holds the rulebook to the documents, which no mutant changes.
      'test/domain/plan/rulebook.test.ts',
      'test/domain/wording/**',
    ],
    testTimeout: 60_000,
  },
});
