import { execFileSync } from 'node:child_process';
import { canonicalJson } from '../../domain/plan/canonical.ts';
import { trackingReport } from '../../domain/report/tracking-report.ts';
import { renderReport } from '../../functions/adapters/render/report-file.ts';
import { HTTP_FUNCTIONS } from '../../functions/contract/functions.ts';
import { REPORT_FORMATS, type ReportFormat } from '../../functions/contract/report-formats.ts';
import { reportInput } from '../domain/report/stories.ts';
import { longHistory } from '../support/long-history.ts';
import { sha256 } from '../support/plans.ts';

/**
 * `node test/bench/report-formats.ts`: what the report of a very long plan costs in each format, in a
 * process of its own each: forty checkpoints, two hundred check-ins, 60,000 characters of notes.
 */

const CHECKPOINTS = 40;
const CHECK_INS = 200;
const NOTE =
  '本周抽听四通来电,三通在挂断前确认了客户是否还有疑问,一通未确认,已当场说明并约定下周复核。';
/** So many characters in all check-ins together. */
const CHARACTERS = 60_000;

const NOTES = Math.ceil(CHARACTERS / CHECK_INS / NOTE.length);
const plan = () =>
  longHistory({
    checkIns: CHECK_INS,
    checkpoints: CHECKPOINTS,
    facts: (n) => Array.from({ length: NOTES }, () => `${n + 1}. ${NOTE}`),
    note: NOTE,
  });

const measure = async (format: ReportFormat): Promise<void> => {
  const document = trackingReport(reportInput(plan(), '2026-12-01 10:00', 'hr'));
  const hash = sha256(canonicalJson(document));
  const started = process.cpuUsage();
  const content = await renderReport(document, format, 'zh-CN', {
    generatedAt: '2026-12-01T02:00:00.000Z',
    stamp: { hash, code: `UPTURN/1 plan 1 ${hash}` },
  });
  // What the processor worked, whoever else it works for.
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1000;
  const kilobytes = process.resourceUsage().maxRSS;
  console.log(
    JSON.stringify({ ms, megabytes: kilobytes / 1024, bytes: Buffer.from(content).length }),
  );
};

const [, , only] = process.argv;
const format = REPORT_FORMATS.find((one) => one === only);
if (format !== undefined) await measure(format);
else {
  const { memoryMb, timeoutSeconds } = HTTP_FUNCTIONS.report;
  // A function of 1,769 MB has one core; ours has its share of it.
  const slower = 1769 / memoryMb;
  console.log(
    `the report function: ${memoryMb} MB, ${timeoutSeconds} s, ${slower.toFixed(1)}x slower`,
  );
  console.log('format     here s   there s   peak MB   answer KB');
  for (const one of REPORT_FORMATS) {
    const { ms, megabytes, bytes } = JSON.parse(
      execFileSync(process.execPath, [import.meta.filename, one], { encoding: 'utf8' }),
    ) as { readonly ms: number; readonly megabytes: number; readonly bytes: number };
    const there = (ms * slower) / 1000;
    const holds = there < timeoutSeconds && megabytes < memoryMb;
    if (!holds) process.exitCode = 1;
    console.log(
      [
        one.padEnd(8),
        (ms / 1000).toFixed(2).padStart(8),
        there.toFixed(2).padStart(9),
        megabytes.toFixed(0).padStart(9),
        (bytes / 1024).toFixed(0).padStart(11),
        holds ? '' : '  does not hold',
      ].join(''),
    );
  }
}
