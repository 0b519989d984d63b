/**
 * `npm run verify -- FILE [--key FINGERPRINT]... [--language zh-CN]`: says whether an evidence bundle,
 * or the bare record of a plan, is what was written. Exits with 1 when it is not, with 2 when it cannot be read. Bundled
 * into one file it runs with plain Node, which is how an evidence bundle brings it along.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  bundleVerdictLines,
  verdictLines,
} from '../../functions/adapters/evidence/verdict-words.ts';
import { isBundle, verifyBundle } from '../../functions/adapters/evidence/verify-bundle.ts';
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
const bytes = readFileSync(file);
const options = values.key === undefined ? {} : { trusted: values.key };
const language = values.language === 'zh-CN' ? 'zh-CN' : 'en';
const judge = () => {
  if (isBundle(bytes)) {
    const verdict = verifyBundle(bytes, options);
    const isUnreadable = verdict.findings[0]?.code === 'file';
    return { ...verdict, isUnreadable, lines: bundleVerdictLines(verdict, language) };
  }
  const verdict = verifyRecord(bytes, options);
  const isUnreadable = verdict.findings[0]?.code === 'unreadable';
  return { ...verdict, isUnreadable, lines: verdictLines(verdict, language) };
};
const { holds, isUnreadable, lines } = judge();
for (const line of lines) console.log(line);
if (!holds) process.exitCode = isUnreadable ? 2 : 1;
