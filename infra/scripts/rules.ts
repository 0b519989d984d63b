import { readFileSync, writeFileSync } from 'node:fs';
import { PACK_IDS } from '../../domain/tenant/packs/pack.ts';
import { PACKS } from '../../domain/tenant/packs/packs.ts';
import { ruleCatalogue } from '../../functions/api/rules/rule-catalogue.ts';
import { routes } from '../../functions/contract/registry.ts';
import { SOURCE_TRACE } from './source-trace.ts';

/** Writes docs/rules.md from the code; with --check, fails when it differs. */
const FILE = 'docs/rules.md';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] => [
  row(...head),
  row(...head.map(() => '---')),
  ...rows.map((cells) => row(...cells)),
];

const trace = table(
  ['章节', '要求', 'Rules', 'Routes', 'Tests'],
  SOURCE_TRACE.map(({ at, demand, rules, routes: ids, tests }) => [
    at,
    demand,
    rules.map((id) => `[${id}](#${id.toLowerCase()})`).join(' '),
    ids.map((id) => `\`${routes[id].method} ${routes[id].path}\``).join('<br>'),
    tests.map((path) => `[${path.split('/').at(-1)}](../${path})`).join(' '),
  ]),
);

const chinese = new Map(ruleCatalogue('zh-CN').map((rule) => [rule.id, rule]));

const rules = ruleCatalogue('en').flatMap(({ id, source, packs = [], findings }) => {
  const zh = chinese.get(id)?.findings ?? [];
  const where = packs.length === 0 ? '' : ` Only under the pack ${packs.join(', ')}.`;
  return [
    `### ${id}`,
    '',
    `Source: ${source}.${where}`,
    '',
    ...(findings.length === 0
      ? ['Held by the structure: there is nothing to be refused.', '']
      : [
          ...table(
            ['Finding', '', 'English', '中文'],
            findings.map(({ key, severity, problem, remedy }, index) => [
              `\`${key}\``,
              severity,
              `${problem} ${remedy}`,
              `${zh[index]?.problem ?? ''}${zh[index]?.remedy ?? ''}`,
            ]),
          ),
          '',
        ]),
  ];
});

const packs = table(
  ['Pack', 'Version', 'Rules', 'Raised to errors', 'Before use'],
  PACK_IDS.flatMap((id) =>
    PACKS[id].map(({ version, title, rules: own, raises, review }) => [
      `${id}: ${title.en} ${title['zh-CN']}`,
      String(version),
      own.join(' '),
      raises.join(' '),
      review.en,
    ]),
  ),
);

const text = [
  '# Rules',
  '',
  'Made from the code by `npm run rules`; `npm run check` fails when it differs.',
  '',
  '## The source document, demand by demand',
  '',
  '《员工绩效改进计划及跟踪报告》, chapters 一 to 四: which rules and routes carry each demand, and which tests show it.',
  '',
  ...trace,
  '',
  '## Jurisdiction packs',
  '',
  ...packs,
  '',
  '## Every rule',
  '',
  'E refuses the command. W lets it pass when it is accepted with a reason of at least 15 Latin or 8 Chinese characters. I is a hint. A company may raise a W to an E, never lower an E. An ellipsis stands for a value.',
  '',
  ...rules,
]
  .join('\n')
  .trimEnd()
  .concat('\n');

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error(`${FILE} is not what the rules say. Run: npm run rules`);
  process.exitCode = 1;
}
