import { describe, expect, it } from 'vitest';
import { RULES } from '../../../domain/plan/rules/catalogue.ts';
import { type Message, message, type Value } from '../../../domain/report/document.ts';
import { REPORT_KEYS, type ReportKey } from '../../../domain/report/keys.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import { placeholdersOf, requiredPlaceholdersOf } from '../../../functions/adapters/i18n/format.ts';
import { reportWords } from '../../../functions/adapters/i18n/report.ts';
import { speechIn } from '../../../functions/adapters/render/say.ts';
import { allIn } from '../../domain/report/reading.ts';
import { closedHistory, midRunHistory, reportInput } from '../../domain/report/stories.ts';

const zh = reportWords('zh-CN');
const en = reportWords('en');

const KEYS = Object.entries(REPORT_KEYS).flatMap(([group, keys]) =>
  keys.map((key) => [group, key] as const),
);
const template = (words: typeof zh, group: string, key: string): string =>
  (words.texts as Readonly<Record<string, Readonly<Record<string, string>>>>)[group]?.[key] ?? '';

describe('the words of the report', () => {
  it('exist for every key, and for no other', () => {
    for (const words of [zh, en]) {
      expect(
        Object.entries(words.texts).map(([group, texts]) => [group, Object.keys(texts).sort()]),
      ).toEqual(
        Object.keys(words.texts).map((group) => [
          group,
          [...REPORT_KEYS[group as keyof typeof REPORT_KEYS]].sort(),
        ]),
      );
      expect(Object.keys(words.texts).sort()).toEqual(Object.keys(REPORT_KEYS).sort());
      for (const [group, key] of KEYS) expect(template(words, group, key).trim()).not.toBe('');
      expect(Object.keys(words.rules).sort()).toEqual(Object.keys(RULES).sort());
    }
  });

  it('ask for the same values in both languages', () => {
    for (const [group, key] of KEYS)
      expect([group, key, placeholdersOf(template(en, group, key)).toSorted()]).toEqual([
        group,
        key,
        placeholdersOf(template(zh, group, key)).toSorted(),
      ]);
  });

  it('are Chinese in Chinese and not in English, with Chinese punctuation', () => {
    const HAN = /\p{Script=Han}/u;
    for (const [group, key] of KEYS) {
      expect(template(en, group, key)).not.toMatch(HAN);
      expect([group, key, template(zh, group, key)]).not.toEqual([
        group,
        key,
        expect.stringMatching(/\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}/u),
      ]);
    }
    for (const text of Object.values(zh.rules)) expect(text).toMatch(HAN);
  });

  it('use the words of the rulebook for the parts of a plan', () => {
    const all = JSON.stringify(zh.texts);
    for (const word of [
      '绩效差距',
      '根本原因',
      '改进目标',
      '行动步骤',
      '支持承诺',
      '检查点',
      '定期沟通',
      '反馈',
      '关键事件',
      '度量',
      '确认',
      '结果',
      '绩效改进跟踪报告',
    ])
      expect(all).toContain(word);
  });

  it('never judge the person', () => {
    for (const words of [zh, en])
      expect(JSON.stringify(words)).not.toMatch(
        /态度差|不称职|不胜任|处分|淘汰|incompeten|fail(?:ed|ure) of the employee|poor perform|bad attitude/i,
      );
  });

  it('get every value that they ask for', () => {
    const documents = (['hr', 'manager', 'employee'] as const).flatMap((view) => [
      trackingReport(reportInput(midRunHistory(), '2026-04-03 09:00', view)),
      trackingReport(reportInput(closedHistory(), '2026-05-08 10:30', view)),
    ]);
    const messages = allIn<Message>(documents, (node) => node.type === 'message');
    expect(messages.length).toBeGreaterThan(1000);
    for (const { key, params } of messages) {
      const [group = '', ...rest] = key.split('.');
      const asked = template(zh, group, rest.join('.'));
      const given = Object.keys(params);
      expect([key, requiredPlaceholdersOf(asked).filter((name) => !given.includes(name))]).toEqual([
        key,
        [],
      ]);
      expect([key, given.filter((name) => !placeholdersOf(asked).includes(name))]).toEqual([
        key,
        [],
      ]);
    }
  });
});

describe('saying a value', () => {
  const said = (value: Value) => [speechIn('zh-CN').say(value), speechIn('en').say(value)];

  it('leaves what people wrote alone, whatever it looks like', () => {
    for (const words of ['MET', '2026-03-02', '{n}', '[x]', '$&', 'weekly'])
      expect(said({ type: 'text', text: words })).toEqual([words, words]);
    expect(said(message('ref.goalNamed', { n: 1, name: '{n} [a] $& MET 2026-03-02' }))).toEqual([
      '目标 1：{n} [a] $& MET 2026-03-02',
      'Goal 1: {n} [a] $& MET 2026-03-02',
    ]);
  });

  it('leaves out what has no value, and nothing else', () => {
    expect(said(message('feedback.line', { kind: 'k', text: 't' }))).toEqual(['k：t', 'k: t']);
    expect(said(message('feedback.line', { kind: 'k', text: 't', goal: 'g' }))).toEqual([
      'k：t（g）',
      'k: t (g)',
    ]);
    expect(said(message('ref.goal'))).toEqual(['目标 ', 'Goal ']);
  });

  it('joins a number with its unit as the language does', () => {
    const pairs: readonly (readonly [number, string | undefined, string, string])[] = [
      [3, '件', '3件', '3 件'],
      [85, '%', '85%', '85%'],
      [1234.5, 'ms', '1,234.5 ms', '1,234.5 ms'],
      [7, undefined, '7', '7'],
      [7, '', '7', '7'],
    ];
    for (const [value, unit, chinese, english] of pairs)
      expect(
        said(unit === undefined ? { type: 'number', value } : { type: 'number', value, unit }),
      ).toEqual([chinese, english]);
  });

  it('numbers chapters beyond the list, and persons with or without a title', () => {
    const title = message('section.goals');
    expect(speechIn('zh-CN').chapter(10, title)).toBe('十一、改进目标与度量');
    expect(speechIn('zh-CN').chapter(40, title)).toBe('41、改进目标与度量');
    expect(said({ type: 'person', name: 'A' })).toEqual(['A', 'A']);
    expect(said({ type: 'person', name: 'A', role: 'B' })).toEqual(['A（B）', 'A (B)']);
    expect(said({ type: 'person', name: 'A', role: 'B', acts: 'hr' })).toEqual([
      'A（HR）',
      'A (HR)',
    ]);
  });

  it('says findings with their remedy until they are settled', () => {
    const value = { type: 'finding', messageKey: 'B1.none', params: {} } as const;
    const [open = '', openEn = ''] = said({ ...value, settled: false });
    const [settled = '', settledEn = ''] = said({ ...value, settled: true });
    expect(open.startsWith(settled)).toBe(true);
    expect(openEn.startsWith(`${settledEn} `)).toBe(true);
    expect(open.length).toBeGreaterThan(settled.length);
  });

  it('has words for every key that the type allows', () => {
    const key: ReportKey = 'meeting.missedBy.manager';
    expect(said(message(key))).toEqual(['未进行（直接上级一方）', 'Not held (manager’s side)']);
  });
});
