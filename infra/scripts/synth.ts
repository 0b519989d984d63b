/**
 * `npm run synth`: writes the cloud assembly to `cdk.out`, checked, and prints its figures. Fails
 * when a check does or when a figure is over its budget.
 */
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundles, MOST_API_BUNDLE_KB } from '../bundles.ts';
import { synthesise } from '../synthesise.ts';
import { STACK_NAME } from '../upturn-app.ts';

/** CloudFormation's limit is 500; the rest is room for a deployer's own additions. */
const MOST_RESOURCES = 450;
/** CloudFormation's limit for a template. */
const MOST_TEMPLATE_BYTES = 1_000_000;

const OUT = fileURLToPath(new URL('../../cdk.out', import.meta.url));
const assembly = synthesise(OUT, { checked: true });
const stack = assembly.getStackByName(STACK_NAME);
const figures = [
  {
    name: 'resources',
    value: Object.keys(stack.template.Resources).length,
    most: MOST_RESOURCES,
  },
  {
    name: 'template, bytes',
    value: statSync(stack.templateFullPath).size,
    most: MOST_TEMPLATE_BYTES,
  },
  ...bundles(stack).map(({ name, bytes }) => ({
    name: `bundle of ${name}, KB`,
    value: Math.ceil(bytes / 1_000),
    ...(name === 'Api' ? { most: MOST_API_BUNDLE_KB } : {}),
  })),
];
for (const { name, value, most } of figures)
  console.log(`${name}: ${value}${most === undefined ? '' : ` (at most ${most})`}`);
if (figures.some(({ value, most }) => most !== undefined && value > most)) {
  console.error('A figure is over its budget.');
  process.exitCode = 1;
}
