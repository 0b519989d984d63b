import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two cores: the database engine and the host need one of them.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['domain/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      // Every branch is taken; the little room is for branches that only a random test may come by.
      thresholds: { branches: 99.9, functions: 100, lines: 99.9, statements: 99.9 },
    },
  },
});
