/**
 * `npm run verify -- FILE [--key FINGERPRINT]... [--language zh-CN]`: says whether a plan's exported
 * record is what was written. Exits with 1 when it is not, with 2 when it cannot be read. Bundled
 * into one file it runs with plain Node, which is how an evidence bundle brings it along.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verdictLines } from '../../functions/adapters/evidence/verdict-words.ts';
import { verifyRecord } from '../../functions/adapters/evidence/verify-record.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: 'string', multiple: true },
    language: { type: 'string', default: 'en' },
  },
});
const [file, ...others] = positionals;
if (file === undefined || others.length > 0) {
  console.error('usage: verify FILE [--key FINGERPRINT]... [--language zh-CN]');
  process.exit(2);
}
const verdict = verifyRecord(
  readFileSync(file),
  values.key === undefined ? {} : { trusted: values.key },
);
for (const line of verdictLines(verdict, values.language === 'zh-CN' ? 'zh-CN' : 'en'))
  console.log(line);
if (!verdict.holds) process.exitCode = verdict.findings[0]?.code === 'unreadable' ? 2 : 1;
