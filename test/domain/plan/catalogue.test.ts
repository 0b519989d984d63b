import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES, type RuleId } from '../../../domain/plan/rules/catalogue.ts';
import { FINDINGS, type FindingKey } from '../../../domain/plan/rules/findings.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** All TypeScript of a folder, by path. */
const sources = (folder: string): readonly (readonly [path: string, text: string])[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort()
    .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]);

const KEYS = Object.keys(FINDINGS) as FindingKey[];
const RULE_IDS = Object.keys(RULES) as RuleId[];
const ruleOf = (key: FindingKey) => key.slice(0, key.indexOf('.'));

/**
 * Rules that no finding speaks for, because what they forbid cannot be said at all, or happens by
 * itself: the file that sees to it.
 */
const STRUCTURAL = {
  F2: 'domain/plan/rules/causes.ts', // Is C3, seen from the support.
  F4: 'domain/reminder/obligations.ts', // Overdue support is reminded of and escalated.
  F7: 'domain/plan/rules/closing.ts', // Is K4.
  G8: 'domain/plan/settle.ts', // The clock makes a meeting missed.
  G9: 'domain/plan/commands/activate.ts', // A late start moves every date.
  G10: 'domain/plan/commands/hold-checkpoint.ts', // The event holds the frozen report.
  H6: 'domain/plan/receipt.ts', // The sentence is part of every signature.
  H8: 'domain/plan/commands/make-statement.ts', // At any stage, and nothing takes it away.
  H9: 'domain/plan/commands/record-refusal.ts', // No next step follows from it.
  I9: 'domain/plan/rules/running.ts', // A turn is an obligation.
  J6: 'domain/plan/commands/pause.ts', // The reasons are a closed list, and only HR has the action.
  J7: 'domain/plan/resume-dates.ts', // Resuming moves every open date.
  L3: 'domain/reminder/obligations.ts', // An appeal that waits is reminded of and escalated.
  M3: 'domain/reminder/obligations.ts', // The clock sends word of the success.
  N1: 'domain/plan/events.ts', // Every event is recorded with number, time and actor.
  N2: 'domain/plan/evolve-after-close.ts', // No other event takes anything away.
  N6: 'functions/api/plans/after-close.ts', // The export is a read.
  O2: 'functions/api/plans/plan-case.ts', // Every read by another is noted.
  O3: 'functions/adapters/mail/model.ts', // A reminder carries no text.
  O4: 'functions/jobs/mail-of.ts', // Links open a page behind the sign-in.
  O5: 'functions/api/plans/plan-case.ts', // What is not there is answered alike.
  P1: 'domain/reminder/plan-reminders.ts',
  P2: 'domain/reminder/plan-reminders.ts',
  P3: 'domain/reminder/ladder.ts',
  P4: 'domain/reminder/ladder.ts',
  P5: 'domain/reminder/ladder.ts',
  P6: 'domain/reminder/plan-reminders.ts',
  P7: 'functions/adapters/mail/model.ts',
  P8: 'functions/adapters/mail/model.ts',
  P9: 'domain/reminder/plan-reminders.ts',
  P10: 'domain/reminder/working-hours.ts',
  P11: 'domain/reminder/obligations.ts',
  CN7: 'domain/plan/rules/jurisdiction.ts', // Is F9.
  UK3: 'domain/plan/rules/jurisdiction.ts', // Is A4, raised.
} as const satisfies Partial<Record<RuleId, string>>;

describe('the catalogue of rules', () => {
  it('every finding belongs to a rule of the catalogue', () => {
    expect(KEYS.map(ruleOf).filter((ruleId) => !(ruleId in RULES))).toEqual([]);
  });

  it('every rule has a finding, or is held by the structure alone', () => {
    const silent = RULE_IDS.filter((ruleId) => !KEYS.some((key) => ruleOf(key) === ruleId));
    expect(silent).toEqual(Object.keys(STRUCTURAL));
  });

  it.each(Object.entries(STRUCTURAL))('%s is held in %s', (ruleId, path) => {
    const named = new RegExp(`\\b${ruleId}\\b`).test(readFileSync(join(ROOT, path), 'utf8'));
    expect(named).toBe(true);
  });

  it('every rule is named where it is enforced', () => {
    const enforced = sources('domain')
      .filter(([path]) => !path.endsWith('catalogue.ts') && !path.endsWith('findings.ts'))
      .concat(sources('functions').filter(([path]) => !path.includes('/i18n/')))
      .map(([, text]) => text)
      .join('\n');
    expect(RULE_IDS.filter((id) => !new RegExp(`\\b${id}\\b`).test(enforced))).toEqual([]);
  });

  it('every rule is named in a test', () => {
    const tests = sources('test')
      .filter(([path]) => !path.endsWith('catalogue.test.ts'))
      .map(([, text]) => text)
      .join('\n');
    expect(RULE_IDS.filter((id) => !new RegExp(`\\b${id}\\b`).test(tests))).toEqual([]);
  });
});

describe('the catalogue of findings', () => {
  it('every finding is made somewhere', () => {
    const makers = [...sources('domain'), ...sources('functions')]
      .filter(([path]) => !path.endsWith('rules/findings.ts') && !path.includes('/i18n/'))
      .map(([, text]) => text)
      .join('\n');
    expect(KEYS.filter((key) => !makers.includes(`'${key}'`))).toEqual([]);
  });

  it('every finding is expected by a test of the domain or of an endpoint', () => {
    const tests = sources('test')
      .filter(([path]) => path.endsWith('.test.ts') && !path.endsWith('catalogue.test.ts'))
      .map(([, text]) => text)
      .join('\n');
    expect(KEYS.filter((key) => !tests.includes(key))).toEqual([]);
  });
});
