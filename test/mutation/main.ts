import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** `npm run mutate`: areas of domain/ or single files of them; all four areas when nothing is named. */

/** The areas that are mutated, with the tests that are asked. */
const AREAS: Readonly<Record<string, string>> = {
  access: 'access/*',
  calendar: 'calendar/*',
  plan: 'plan/*,access/grants',
  reminder: 'reminder/*',
};
const LEAST_SCORE = 95;

interface Report {
  readonly files: Readonly<
    Record<string, { readonly mutants: readonly { readonly status: string }[] }>
  >;
}

interface Tally {
  readonly killed: number;
  readonly survived: number;
  readonly uncovered: number;
}

const score = ({ killed, survived, uncovered }: Tally): number =>
  (killed / Math.max(1, killed + survived + uncovered)) * 100;

const row = (name: string, tally: Tally): string =>
  `| ${name} | ${tally.killed} | ${tally.survived} | ${tally.uncovered} | ${score(tally).toFixed(1)} % |`;

const tallyOf = (statuses: readonly string[]): Tally => {
  const count = (...wanted: readonly string[]) =>
    statuses.filter((status) => wanted.includes(status)).length;
  return {
    killed: count('Killed', 'Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
  };
};

/** One area after the other; results are kept, so that the next run asks only what changed. */
const mutate = (area: string, files: readonly string[]): Report => {
  const kept = `.mutation/${area}.json`;
  const mutated = files.length > 0 ? files.join(',') : `domain/${area}/**/*.ts`;
  const { status } = spawnSync(
    'stryker',
    ['run', '--mutate', mutated, '--tempDirName', `.mutation/${area}`, '--incrementalFile', kept],
    { stdio: 'inherit', env: { ...process.env, MUTATION_TESTS: AREAS[area] } },
  );
  if (status !== 0 || !existsSync(kept)) throw new Error(`The run of ${area} did not end well`);
  return JSON.parse(readFileSync(kept, 'utf8')) as Report;
};

const wanted = process.argv.slice(2);
const areaOf = (name: string): string => name.split('/')[1] ?? name;
const areas = wanted.length === 0 ? Object.keys(AREAS) : [...new Set(wanted.map(areaOf))];
const unknown = areas.filter((area) => AREAS[area] === undefined);
if (unknown.length > 0) throw new Error(`Known areas: ${Object.keys(AREAS).join(', ')}`);

const all: string[] = [];
const rows: string[] = [];
for (const area of areas) {
  const files = wanted.filter((name) => name.startsWith(`domain/${area}/`));
  for (const [file, { mutants }] of Object.entries(mutate(area, files).files).sort()) {
    const statuses = mutants.map(({ status }) => status);
    all.push(...statuses);
    rows.push(row(`\`${file}\``, tallyOf(statuses)));
  }
}
const total = tallyOf(all);
console.log('| File | Killed | Survived | Without coverage | Score |\n|---|---|---|---|---|');
console.log([...rows, row('**total**', total)].join('\n'));
process.exitCode = score(total) < LEAST_SCORE ? 1 : 0;
