import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from '../../functions/contract/openapi.ts';

/** Writes docs/openapi.json from the contract; with --check, fails when it differs. */
const FILE = 'docs/openapi.json';
const current = `${JSON.stringify(openApiDocument(), null, 1)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, current);
} else if (readFileSync(FILE, 'utf8') !== current) {
  console.error(`${FILE} is not what the contract says. Run: npm run openapi`);
  process.exitCode = 1;
}
