import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../../domain/plan/rules/catalogue.ts';
import {
  FINDINGS,
  type FindingKey,
  finding,
  passGate,
} from '../../../domain/plan/rules/findings.ts';
import { DEFAULT_POLICY, type Policy } from '../../../domain/tenant/policy.ts';
import { policyRules, runningPlansKeep } from '../../../domain/tenant/policy-rules.ts';
import { changed, people } from '../../support/plans.ts';

const SITES = [{ id: 'shanghai' }];
const found = (policy: Policy) =>
  policyRules(policy, SITES).map(({ messageKey, path }) => `${messageKey} ${path}`);

describe('Q1 a policy is checked before it is stored', () => {
  it('the defaults pass', () => {
    expect(found(DEFAULT_POLICY)).toEqual([]);
  });

  it.each([
    ['/goals/max', 4],
    ['/goals/max', 0],
    ['/checkIn/heldRatioMin', 0.4],
    ['/talk/replyWD', 11],
    ['/ack/windowWD', 11],
    ['/extension/max', 3],
    ['/appeal/windowWD', 4],
    ['/sustain/days', 366],
    ['/checkpoint/interimMin', 0],
  ])('%s is not %d', (path, value) => {
    expect(found(changed(DEFAULT_POLICY, path, value))).toContain(`Q1.range /policy${path}`);
  });

  it('what belongs together does not contradict itself', () => {
    expect(found({ ...DEFAULT_POLICY, duration: { warnMin: 121, warnMax: 120 } })).toEqual([
      'Q1.order /policy/duration',
    ]);
    expect(found({ ...DEFAULT_POLICY, workingHours: { from: '18:00', to: '09:00' } })).toEqual([
      'Q1.order /policy/workingHours',
    ]);
    const remind = DEFAULT_POLICY.remind;
    expect(found({ ...DEFAULT_POLICY, remind: { ...remind, before: [1, 3] } })).toEqual([
      'Q1.order /policy/remind/before',
    ]);
    expect(found({ ...DEFAULT_POLICY, remind: { ...remind, overdue: [2, 2, 8] } })).toEqual([
      'Q1.order /policy/remind/overdue',
    ]);
  });

  it('what it raises and where its packs are on exists', () => {
    expect(found({ ...DEFAULT_POLICY, raised: ['I7', 'B3.old'] })).toEqual([]);
    expect(found({ ...DEFAULT_POLICY, raised: ['I7', 'X1'] })).toEqual([
      'Q1.unknownRule /policy/raised/1',
    ]);
    const on = (siteId: string): Policy => ({
      ...DEFAULT_POLICY,
      packs: [{ id: 'CN', siteIds: [siteId] }, { id: 'UK' }],
    });
    expect(found(on('shanghai'))).toEqual([]);
    expect(found(on('nowhere'))).toEqual(['Q1.unknownRule /policy/packs/0/siteIds']);
  });
});

describe('Q2 plans under way keep their policy', () => {
  it('is a warning that says how many', () => {
    expect(runningPlansKeep(0)).toEqual([]);
    expect(runningPlansKeep(2)).toMatchObject([
      { messageKey: 'Q2.keepOld', severity: 'W', params: { plans: 2 } },
    ]);
  });
});

describe('section 2: a tenant raises warnings to errors, never lowers an error', () => {
  const keys = Object.keys(FINDINGS) as FindingKey[];
  const ruleOf = (key: FindingKey) => key.slice(0, key.indexOf('.')) as RuleId;
  const reason = '双方已当面说明并同意按此办理';
  const pass = (key: FindingKey, raised: readonly string[]) =>
    passGate(
      [finding(key, '/x')],
      { ...DEFAULT_POLICY, raised },
      [{ ruleId: ruleOf(key), reason }],
      people.hrHead,
    ).ok;

  it.each(keys.filter((key) => FINDINGS[key] === 'W'))('%s', (key) => {
    expect(pass(key, [])).toBe(true);
    expect(pass(key, [ruleOf(key)])).toBe(false);
    expect(pass(key, [key])).toBe(false);
  });

  it('an error stays one whatever is raised or accepted', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...keys.filter((key) => FINDINGS[key] === 'E')),
        fc.subarray(keys.map(String)),
        (key, raised) => !pass(key, raised),
      ),
      { numRuns: 200 },
    );
  });
});
