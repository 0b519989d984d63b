import { describe, expect, it } from 'vitest';
import { hintsOf } from '../../../domain/plan/hints.ts';
import { contentWording, resignationAgreed } from '../../../domain/plan/rules/wording.ts';
import { policyAt } from '../../../domain/tenant/packs/packs.ts';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { berlinContent, changed, shanghaiContent } from '../../support/plans.ts';
import { writeUp } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';
import { judged, judgedWith } from './judged.ts';

const content = shanghaiContent();
const MET = '计划期内每周提交两份拜访报告';

describe('B5 the wording of gaps, evidence and goals', () => {
  it('finds nothing in plans that state facts and targets', () => {
    expect(contentWording(content)).toEqual([]);
    expect(contentWording(berlinContent())).toEqual([]);
  });

  it.each([
    ['/gaps/0/observedFact', '客户服务意识差', ['B5.noFact', 'B5.trait']],
    ['/gaps/0/observedFact', '本季度收到三次投诉，态度不端正', ['B5.trait']],
    ['/gaps/0/evidence/1/fact', '据反映，上个月多次迟到', ['B5.hearsay', 'B5.vagueQuantifier']],
    ['/goals/0/statement', '尽快提升沟通能力', ['B5.nonTarget', 'B5.vagueQuantifier']],
    ['/gaps/0/observedFact', '三月两次故意漏接客户来电', ['B5.mindReading']],
    ['/gaps/0/observedFact', '三月漏接来电五次，令人失望', ['B5.emotive']],
    ['/gaps/0/observedFact', '三月因怀孕请假四次', ['B5.protected']],
    ['/goals/0/statement', '四月投诉降到零，否则走人', ['B5.threat']],
    ['/goals/0/statement', '四月投诉未降到零的，视为自愿离职', ['B5.resignation']],
  ])('warns at %s: %s', (path, text, keys) => {
    expect(judgedWith({ [path]: text }).toSorted()).toEqual(keys.map((key) => `${key} ${path}`));
  });

  it('says where: the span travels with the finding', () => {
    const [finding] = contentWording(changed(content, '/goals/0/statement', '两个月内改善协作'));
    expect(finding).toMatchObject({
      ruleId: 'B5',
      severity: 'W',
      messageKey: 'B5.nonTarget',
      params: { start: 4, end: 6 },
    });
  });

  it('does not warn without end', () => {
    const evidence = Array.from({ length: 90 }, () => ({
      ...content.gaps[0]?.evidence[0],
      fact: '经常懒散',
    }));
    expect(contentWording(changed(content, '/gaps/0/evidence', evidence))).toHaveLength(40);
  });
});

describe('D9 what to reach, not only what to avoid', () => {
  const path = '/goals/0/statement';
  it('warns of a goal that only forbids', () => {
    expect(judgedWith({ [path]: '不再发生客户争执' })).toEqual([`D9.negativeOnly ${path}`]);
  });
  it('and not of one that names a target', () => {
    expect(judgedWith({ [path]: MET })).toEqual([]);
  });
});

describe('CN2 no resignation agreed beforehand', () => {
  const policy = policyAt({ ...DEFAULT_POLICY, packs: [{ id: 'CN' }] }, 'shanghai');
  it.each([
    ['/goals/0/statement', '投诉未降至零的，视为自愿离职'],
    ['/actions/0/how', '员工承诺未完成即自动离职'],
    ['/supports/0/description', 'The employee shall be deemed to have resigned.'],
  ])('refuses it at %s', (path, text) => {
    const changedContent = changed(content, path, text);
    expect(judged(changedContent, { policy })).toContain(`CN2.resignation ${path}`);
    expect(judged(changedContent)).not.toContain(`CN2.resignation ${path}`);
  });
  it('refuses it in what a milestone is said to be', () => {
    const path = '/goals/0/measure/definitionOfDone';
    const text = 'Whoever misses it shall be deemed to have resigned.';
    expect(resignationAgreed(changed(berlinContent(), path, text))).toMatchObject([{ path }]);
  });
  it('and nothing else', () => {
    expect(resignationAgreed(content)).toEqual([]);
    expect(resignationAgreed(berlinContent())).toEqual([]);
  });
});

describe('B5 hints for what is put on record', () => {
  const texts = (command: Parameters<typeof hintsOf>[0]) =>
    hintsOf(command).map(({ severity, messageKey, path }) => `${severity} ${messageKey} ${path}`);

  it('feedback', () => {
    expect(
      texts({ type: 'GiveFeedback', entry: { kind: 'corrective', text: '态度不端正' } }),
    ).toEqual(['I B5.noFact /text', 'I B5.trait /text']);
    expect(
      texts({
        type: 'GiveFeedback',
        entry: { kind: 'positive', text: '昨天你把三个问题逐条写进了会议纪要' },
      }),
    ).toEqual([]);
  });
  it('a checkpoint', () => {
    expect(
      texts({
        type: 'HoldCheckpoint',
        checkpointId: 'c1',
        heldOn: content.schedule.startOn,
        attendees: ['李娜'],
        facts: [MET, '总是迟到'],
        feedback: [{ kind: 'corrective', text: '做事马虎' }],
      }),
    ).toEqual(expect.arrayContaining(['I B5.absolute /facts/1', 'I B5.trait /feedback/0/text']));
  });
  it('a check-in', () => {
    expect(
      texts({
        type: 'RecordCheckIn',
        accepted: [],
        writeUp: writeUp('2026-03-05', {
          facts: [MET, '总是迟到'],
          feedback: [{ kind: 'corrective', text: '做事马虎', goalId: 'no-complaints' }],
        }),
      }),
    ).toEqual(expect.arrayContaining(['I B5.absolute /facts/1', 'I B5.trait /feedback/0/text']));
  });
  it('a critical event', () => {
    expect(
      texts({
        type: 'RecordCriticalEvent',
        occurredOn: on('2026-03-05'),
        kind: 'negative',
        fact: '态度不端正',
      }),
    ).toContain('I B5.trait /fact');
  });
  it('and nothing else: what the employee says is theirs', () => {
    expect(texts({ type: 'MakeStatement', text: '态度不端正' })).toEqual([]);
  });
  it('stays short, whatever was written', () => {
    const facts = Array.from({ length: 30 }, () => '总是迟到');
    expect(
      hintsOf({
        type: 'RecordCheckIn',
        accepted: [],
        writeUp: writeUp('2026-03-05', { facts }),
      }),
    ).toHaveLength(20);
  });
});
