import { describe, expect, it } from 'vitest';
import type { PlanContent } from '../../../domain/plan/content.ts';
import { amendmentKindOf } from '../../../domain/plan/content-changes.ts';
import { amendmentRules } from '../../../domain/plan/rules/amendments.ts';
import type { RunningPlan } from '../../../domain/plan/state.ts';
import type { ExtensionReason } from '../../../domain/plan/vocabulary.ts';
import { policyAt } from '../../../domain/tenant/packs/packs.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { extended } from '../../support/amendments.ts';
import { pointWell } from '../../support/finding-places.ts';
import { planOf } from '../../support/plan-spec.ts';
import { activePlanHistory, changed, shanghai, shanghaiContent } from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

const active = planOf(activePlanHistory()) as RunningPlan;
const saying = (...changes: readonly (readonly [string, unknown])[]): PlanContent =>
  changes.reduce(
    (content, [pointer, value]) => changed(content, pointer, value),
    shanghaiContent(),
  );
/** `key path` of everything that a proposal is judged by on 6 March. */
const judged = (
  content: PlanContent,
  plan: RunningPlan = active,
  extension?: ExtensionReason,
): readonly string[] =>
  pointWell(
    amendmentRules(
      plan,
      extension === undefined
        ? { kind: 'CONTENT', content }
        : { kind: 'EXTENSION', content, extension },
      amendmentKindOf(plan.content, content),
      { today: on('2026-03-06'), calendar: shanghai.calendar },
    ),
  ).map(({ messageKey, path }) => `${messageKey} ${path}`);

describe('J1: what the content before had found too is not the amendment’s doing', () => {
  const trait = '客户服务意识差，三月收到两次投诉';
  const before = { ...active, content: saying(['/gaps/0/observedFact', trait]) };

  it('where it stands in the same place and says the same', () => {
    const same = saying(['/gaps/0/observedFact', trait], ['/goals/1/measure/target', 35]);
    expect(judged(same, before)).not.toContain('B5.trait /content/gaps/0/observedFact');
    expect(judged(same)).toContain('B5.trait /content/gaps/0/observedFact');
  });

  it('but is where it stands elsewhere', () => {
    const elsewhere = saying(['/gaps/0/observedFact', trait], ['/gaps/0/evidence/0/fact', trait]);
    expect(judged(elsewhere, before).filter((one) => one.startsWith('B5.trait'))).toEqual([
      'B5.trait /content/gaps/0/evidence/0/fact',
    ]);
  });

  it('or says something else of the same place', () => {
    const above = { ...active, content: saying(['/goals/1/measure/target', 29]) };
    const more = judged(saying(['/goals/1/measure/target', 28]), above);
    expect(more).toContain('D7.aboveStandard /content/goals/1/measure/target');
    const other = judged(
      saying(['/goals/1/measure/target', 29], ['/gaps/0/observedFact', trait]),
      above,
    );
    expect(other).not.toContain('D7.aboveStandard /content/goals/1/measure/target');
    expect(other).toContain('B5.trait /content/gaps/0/observedFact');
  });

  it('what the law of the place has on record is known', () => {
    const policy = policyAt({ ...DEFAULT_POLICY, packs: [{ id: 'CN' }] }, 'shanghai');
    const inChina = { ...active, submission: { ...active.submission, policy } };
    const invoking = saying([
      '/gaps/0/expectationSource',
      { kind: 'policy', reference: '客户服务规范' },
    ]);
    const published = {
      kind: 'policyPublication',
      on: on('2025-06-01'),
      policy: '客户服务规范',
      procedure: '职代会讨论通过',
      proof: '内网公示截图',
    } as const;
    const unproven = 'CN6.unproven /content/gaps/0/expectationSource';
    expect(judged(invoking, inChina)).toContain(unproven);
    expect(judged(invoking, { ...inChina, jurisdiction: [published] })).not.toContain(unproven);
    const other = { ...published, policy: '考勤制度' };
    expect(judged(invoking, { ...inChina, jurisdiction: [other] })).toContain(unproven);
  });
});

describe('J1: what was done, held or measured stays', () => {
  const runningWith = (patch: object) =>
    ({ ...active, running: { ...active.running, ...patch } }) as RunningPlan;
  const without = (pointer: string, plan: RunningPlan) =>
    judged(saying([pointer, undefined]), plan).filter((one) => one.startsWith('J1'));

  it('a support that was begun, unless it was waived', () => {
    const supports = (state: object) => runningWith({ supports: { 'simple-process': state } });
    expect(without('/supports/2', supports({ status: 'WAIVED', reason: '' }))).toEqual([]);
    expect(without('/supports/2', active)).toEqual([]);
    expect(without('/supports/2', supports({ status: 'CONFIRMED' }))).toEqual([
      'J1.done /content/supports/2',
    ]);
  });

  it('an action that was done, and no other', () => {
    const actions = (done: string) => runningWith({ actions: { 'quick-guide': { done } } });
    expect(without('/actions/1', actions('yes'))).toEqual(['J1.done /content/actions/1']);
    expect(without('/actions/1', actions('partly'))).toEqual([]);
    expect(without('/actions/2', actions('yes'))).toEqual([]);
  });

  it('the metric of a goal with figures, told by the number of the goal', () => {
    const goals = { 'response-time': { measurements: 1 } };
    const results = amendmentRules(
      runningWith({ goals }),
      { kind: 'CONTENT', content: saying(['/goals/1/measure/unit', '毫秒']) },
      amendmentKindOf(active.content, saying(['/goals/1/measure/unit', '毫秒'])),
      { today: on('2026-03-06'), calendar: shanghai.calendar },
    );
    expect(results).toContainEqual(
      expect.objectContaining({ messageKey: 'J1.measured', params: { goal: 2 } }),
    );
  });
});

describe('J3 to J5: how an extension is judged', () => {
  const j = (content: PlanContent, plan: RunningPlan = active) =>
    judged(content, plan, 'SUBSTANTIAL_PROGRESS').filter((one) => /^J[345]/.test(one));
  const half = changed(active, '/submission/policy/extension/maxRatio', 0.5);

  it('J4: by no more than the share of the first length that the policy allows', () => {
    expect(j(extended(undefined, '2026-05-29', '2026-05-14'), half)).toEqual([]);
    expect(j(extended(undefined, '2026-05-30', '2026-05-14'), half)).toEqual([
      'J4.tooLong /content/schedule/endOn',
    ]);
    expect(judged(extended(undefined, '2026-05-30', '2026-05-14'), half, 'LEAVE')).not.toContain(
      'J4.tooLong /content/schedule/endOn',
    );
  });

  it('J5: with a checkpoint that is new and lies before the new end', () => {
    const missing = ['J5.checkpoint /content/schedule/checkpoints'];
    expect(j(extended(undefined, '2026-05-28', '2026-05-14'))).toEqual([]);
    expect(j(extended(undefined, '2026-05-28', '2026-05-27'))).toEqual([]);
    expect(j(extended(undefined, '2026-05-28', '2026-05-28'))).toEqual(missing);
    const later = changed(
      changed(shanghaiContent(), '/schedule/endOn', on('2026-05-28')),
      '/schedule/checkpoints/0/on',
      on('2026-04-02'),
    );
    expect(j(later)).toEqual(missing);
  });

  it('J3: and as often as the policy allows', () => {
    const was = (reason: string) =>
      ({ ...active, amendments: [{ no: 1, extension: { reason } }] }) as unknown as RunningPlan;
    const once = extended(undefined, '2026-05-28', '2026-05-14');
    expect(j(once, was('SUBSTANTIAL_PROGRESS'))).toEqual(['J3.max /extension']);
    expect(j(once, was('LEAVE'))).toEqual([]);
  });
});
