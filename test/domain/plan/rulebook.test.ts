import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../domain/plan/rules/catalogue.ts';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import { reportWords } from '../../../functions/adapters/i18n/report.ts';
import { routes } from '../../../functions/contract/registry.ts';
import { SOURCE_TRACE } from '../../../infra/scripts/source-trace.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** How many rules each family of the rulebook has. */
const FAMILIES = {
  A: 7,
  B: 8,
  C: 5,
  D: 12,
  E: 6,
  F: 9,
  G: 10,
  H: 10,
  I: 9,
  J: 9,
  K: 11,
  L: 5,
  M: 3,
  N: 6,
  O: 6,
  P: 11,
  Q: 4,
  CN: 7,
  UK: 3,
  DE: 2,
} as const;

const RULEBOOK = Object.entries(FAMILIES).flatMap(([family, count]) =>
  Array.from({ length: count }, (_, index) => `${family}${index + 1}`),
);

/** Rules that are on their way; must become empty. */
const EXPECTED_TO_COME: readonly string[] = [];

const texts = (folder: string, wanted: (path: string) => boolean): string =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.ts') && wanted(path))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .join('\n');

const CODE = ['domain', 'functions']
  .map((folder) => texts(folder, (path) => !/catalogue\.ts$|findings\.ts$|\/i18n\//.test(path)))
  .join('\n');
const TESTS = texts('test', (path) => !/(?:rulebook|catalogue)\.test\.ts$/.test(path));
const DOCS = readFileSync(join(ROOT, 'docs/rules.md'), 'utf8');

const DUE = RULEBOOK.filter((id) => !EXPECTED_TO_COME.includes(id));

describe('every rule of the rulebook', () => {
  const HOLDS: Readonly<Record<string, (id: string) => boolean>> = {
    'is named where it is enforced': (id) => new RegExp(`\\b${id}\\b`).test(CODE),
    'is named in a test': (id) => new RegExp(`\\b${id}\\b`).test(TESTS),
    'has a source': (id) => Object.hasOwn(RULES, id),
    'stands in docs/rules.md': (id) => DOCS.includes(`\n### ${id}\n`),
    'has a name in both languages': (id) =>
      LANGUAGES.every((language) => Object.hasOwn(reportWords(language).rules, id)),
  };

  it.each(Object.entries(HOLDS))('%s', (_, holds) => {
    expect(DUE.filter((id) => !holds(id))).toEqual([]);
  });

  it('what is said to be on its way is not there yet', () => {
    expect(EXPECTED_TO_COME.filter((id) => Object.hasOwn(RULES, id))).toEqual([]);
  });
});

describe('the trace of the source document', () => {
  it('covers its chapters in order, each demand with rules, routes and tests', () => {
    const chapters = [...new Set(SOURCE_TRACE.map(({ at }) => at[0]))];
    expect(chapters).toEqual(['一', '二', '三', '四']);
    for (const { demand, rules, routes: ids, tests } of SOURCE_TRACE) {
      expect(
        [rules.length, ids.length, tests.length].every((count) => count > 0),
        demand,
      ).toBe(true);
      for (const id of ids) expect(Object.hasOwn(routes, id), id).toBe(true);
      for (const path of tests) expect(existsSync(join(ROOT, path)), path).toBe(true);
    }
  });

  it('names tests that name its rules', () => {
    const missing = SOURCE_TRACE.flatMap(({ demand, rules, tests }) => {
      const shown = tests.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
      return rules.some((id) => new RegExp(`\\b${id}\\b`).test(shown)) ? [] : [demand];
    });
    expect(missing).toEqual([]);
  });
});
