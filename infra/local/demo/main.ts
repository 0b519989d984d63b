import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startHost } from '../host.ts';
import { expectAnswer } from './client.ts';
import { berlinCompany, shanghaiCompany } from './companies.ts';
import { createLedger, mailsByKind, printFigures } from './figures.ts';
import { createNarrator } from './narrator.ts';
import { playBerlin } from './play-berlin.ts';
import { playBerlinAgain } from './play-berlin-again.ts';
import { playSustaining, playToTheEnd, playToTheMiddle } from './play-shanghai.ts';
import { saveEvidence } from './save-evidence.ts';
import { type Cast, check, createStage, type Stage, signUp } from './stage.ts';

/**
 * Plays both stories over HTTP against a host of its own and asserts what it shows. Leaves the
 * reports, evidence and every mail under out/, or the directory that `--out` names. The exit code tells.
 */
const OUT = parseArgs({ options: { out: { type: 'string', default: 'out' } } }).values.out;
/** What the functions said last, where a story ends before its end. */
const LOG_LINES_ON_FAILURE = 12;
const STARTS_AT = Date.parse('2026-02-09T01:00:00Z');

const saveReport = async (cast: Cast, planId: string, who: string, language: string) => {
  const answer = await cast.person(who).get(`/v1/plans/${planId}/report?language=${language}`);
  const html = expectAnswer<string>(answer, `the report in ${language}`);
  writeFileSync(`${OUT}/report.${language}.html`, html);
  return html;
};

const saveMails = (stage: Stage): number => {
  const { ses } = stage.host.services;
  const mails = ses.mails();
  mails.forEach((mail, index) => {
    const number = String(mails.length - index).padStart(3, '0');
    const to = mail.recipients[0]?.split('@')[0] ?? 'nobody';
    const raw = ses.raw(mail.messageId);
    if (raw !== undefined)
      writeFileSync(`${OUT}/inbox/${number}-${mail.tags.kind ?? 'mail'}-${to}.eml`, raw);
  });
  return mails.length;
};

const play = async (): Promise<void> => {
  const started = performance.now();
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(`${OUT}/inbox`, { recursive: true });
  const ledger = createLedger();
  const rules = new Map<string, number>();
  const host = await startHost({
    clock: { kind: 'development', startAtMs: STARTS_AT },
    onProgress: (message) => process.stdout.write(`${message} ...\n`),
    onDatabaseCall: ledger.onDatabaseCall,
  });
  try {
    const narrator = createNarrator(process.stdout, () => new Date(host.clock.now()));
    const stage: Stage = createStage(host, narrator, {
      onRequest: ledger.beforeClock,
      onExchange: ledger.onExchange,
      onRule: (ruleId) => rules.set(ruleId, (rules.get(ruleId) ?? 0) + 1),
    });

    const shanghai = await stage.step('申江客服(上海)注册并加入六位员工', () =>
      signUp(stage, shanghaiCompany()),
    );
    const berlin = await stage.step('Spreeklang (Berlin) signs up and adds five people', () =>
      signUp(stage, berlinCompany()),
    );
    const planId = await playToTheMiddle(stage, shanghai);
    await playToTheEnd(stage, shanghai, planId);
    const { missing, planId: berlinPlanId } = await playBerlin(stage, berlin);
    await playSustaining(stage, shanghai, planId);
    await playBerlinAgain(stage, berlin, berlinPlanId);

    await stage.step('The tracking report, in Chinese and in English', async () => {
      const zh = await saveReport(shanghai, planId, 'hr', 'zh-CN');
      const en = await saveReport(shanghai, planId, 'hr', 'en');
      check(
        zh.includes('绩效改进跟踪报告') && zh.includes('三次客户书面投诉'),
        'the Chinese report',
      );
      check(
        en.includes('tracking report') && en.includes('三次客户书面投诉'),
        'the English report',
      );
    });
    await stage.step('证据包：人力资源与员工各取一份，用包内程序核验', async () => {
      for (const line of await saveEvidence(shanghai.person('hr'), planId, OUT, 'evidence'))
        stage.note(line);
      await saveEvidence(shanghai.person('employee'), planId, OUT, 'evidence.employee');
    });
    const mails = host.services.ses.mails();
    saveMails(stage);
    const kinds = mailsByKind(mails);
    for (const kind of ['talkReply', 'acknowledgement', 'checkIn', 'checkpoint', 'supportDelivery'])
      check((kinds.get(kind) ?? 0) > 0, `at least one mail of kind ${kind}`);
    check(missing.length >= 6, 'the refusal lists at least six debts');
    const failures = host.logs().filter(({ line }) => /"level":"(error|ERROR)"/.test(line));
    check(failures.length === 0, `no error in the logs: ${JSON.stringify(failures[0])}`);

    process.stdout.write(`\n${printFigures(ledger, mails, rules)}\n`);
    process.stdout.write(
      `\n${OUT}/report.zh-CN.html, ${OUT}/report.en.html, ${OUT}/evidence.zip, ${OUT}/inbox/*.eml\n` +
        `${narrator.steps()} steps in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
    );
  } catch (error) {
    const lines = host.logs().slice(-LOG_LINES_ON_FAILURE);
    for (const entry of lines) process.stderr.write(`${entry.function}: ${entry.line}\n`);
    throw error;
  } finally {
    await host.close();
  }
};

await play();
