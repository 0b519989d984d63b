import { describe, expect, it } from 'vitest';
import { RULES } from '../../../domain/plan/rules/catalogue.ts';
import { FINDINGS, type FindingKey } from '../../../domain/plan/rules/findings.ts';
import { LANGUAGES, type Language } from '../../../domain/plan/vocabulary.ts';
import { placeholdersOf, requiredPlaceholdersOf } from '../../../functions/adapters/i18n/format.ts';
import { findingWords, messages, problemWords } from '../../../functions/adapters/i18n/index.ts';
import { mailWords } from '../../../functions/adapters/i18n/mail.ts';
import { PROBLEM_CODES } from '../../../functions/contract/problem-codes.ts';
import { findingCalls } from './finding-calls.ts';

const KEYS = Object.keys(FINDINGS) as readonly FindingKey[];

/** Every text of a catalogue with the path that leads to it. */
const textsOf = (node: unknown, path = ''): readonly (readonly [string, string])[] => {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => textsOf(value, `${path}/${key}`));
};

const catalogues = (language: Language) => {
  const { findings, problems, vocabulary } = messages(language);
  return { findings, problems, vocabulary, mail: mailWords(language) };
};

describe('both catalogues', () => {
  const [zh, en] = [catalogues('zh-CN'), catalogues('en')].map((one) => new Map(textsOf(one)));

  it('have the same texts', () => {
    expect([...(zh?.keys() ?? [])].sort()).toEqual([...(en?.keys() ?? [])].sort());
  });

  it('ask for the same values in each text', () => {
    for (const [path, text] of en ?? [])
      expect(
        [path, [...placeholdersOf(zh?.get(path) ?? '')].sort()],
        'zh-CN and en differ',
      ).toEqual([path, [...placeholdersOf(text)].sort()]);
  });

  it.each(LANGUAGES)('leave no text empty or with loose ends: %s', (language) => {
    for (const [path, text] of textsOf(catalogues(language))) {
      if (path !== '/mail/facts/colon') expect(text.trim(), path).toBe(text);
      expect(text, path).not.toBe('');
      const bare = text.replace(/\{\w+(\|[^|{}]*\|[^|{}]*)?\}/g, '').replace(/\[[^[\]]*\]/g, '');
      expect(bare, path).not.toMatch(/[{}[\]|]/);
    }
  });

  it('write Chinese with Chinese punctuation', () => {
    for (const [path, text] of textsOf(catalogues('zh-CN')))
      expect(text, path).not.toMatch(/\p{Script=Han}[,;:!?()]|[,;:!?()]\p{Script=Han}/u);
  });

  it('write English without Chinese', () => {
    for (const [path, text] of textsOf(catalogues('en')))
      expect(text, path).not.toMatch(/\p{Script=Han}|[，。：；（）]/u);
  });
});

describe('findings', () => {
  const calls = findingCalls();

  it('are read from the rules', () => {
    expect(calls.length).toBeGreaterThan(100);
    const [first] = calls.filter(({ key }) => key === 'G1.duration');
    expect(first?.params).toEqual(['days', 'min', 'max']);
  });

  it.each(LANGUAGES)('are given every value that their words ask for: %s', (language) => {
    const { findings } = messages(language);
    for (const { key, params, where } of calls)
      for (const text of Object.values(findings[key]))
        expect(params, `${key} in ${where}: ${text}`).toEqual(
          expect.arrayContaining([...requiredPlaceholdersOf(text)]),
        );
  });

  it.each(LANGUAGES)('have an optional part only where some rule fills it: %s', (language) => {
    const { findings } = messages(language);
    for (const key of KEYS) {
      const given = calls
        .filter((call) => call.key === key)
        .flatMap(({ params, maybe }) => [...params, ...maybe]);
      for (const text of Object.values(findings[key]))
        for (const name of placeholdersOf(text)) expect(given, `${key}: ${text}`).toContain(name);
    }
  });

  it.each(LANGUAGES)(
    'are whole sentences that say what is wrong and what to do: %s',
    (language) => {
      const end = language === 'en' ? /^[A-Z{].*[.]$/ : /。$/;
      for (const [path, text] of textsOf(messages(language).findings))
        expect(text, path).toMatch(end);
    },
  );

  it('speak of the plan, not of faults: no blame in either language', () => {
    const blame =
      /\b(fail(ed|ure)?|fault|forgot|neglect|wrong|bad|poor|careless|must|illegal)\b|你|必须|违反|错误|失误|未能|疏忽/i;
    for (const language of LANGUAGES)
      for (const [path, text] of textsOf(messages(language).findings))
        expect(text, path).not.toMatch(blame);
  });

  it('belong to a rule of the catalogue', () => {
    for (const key of KEYS) expect(RULES).toHaveProperty(key.slice(0, key.indexOf('.')));
  });

  it('read well when filled', () => {
    const result = {
      messageKey: 'C3.unanswered',
      params: { cause: 'METHOD', kinds: 'COACHING,TRAINING,TOOLING' },
    } as const;
    expect(findingWords('en', result)).toEqual({
      problem: 'Nothing in the plan helps with this cause: working method.',
      remedy: 'Add support for a goal of this gap: coaching, training or better tools.',
    });
    expect(findingWords('zh-CN', result)).toEqual({
      problem: '计划中没有针对这一原因的支持：工作方法不当。',
      remedy: '请为这项差距对应的目标补充支持：上级辅导、专项培训或工具更新。',
    });
  });

  it('leave out what a rule does not say', () => {
    const { remedy } = findingWords('en', { messageKey: 'F5.date', params: { to: '2026-03-02' } });
    expect(remedy).toBe('Choose 2 March 2026 or an earlier day.');
    const zh = findingWords('zh-CN', { messageKey: 'F5.date', params: { from: '2026-03-02' } });
    expect(zh.remedy).toBe('请选择2026年3月2日或之后的日期。');
  });
});

describe('problems', () => {
  it.each(LANGUAGES)('have words for every code, whole without values: %s', (language) => {
    for (const code of PROBLEM_CODES) {
      const { title, detail } = problemWords(language, code);
      expect(title, code).not.toMatch(/[{}[\]。.]/);
      expect(detail, code).toMatch(language === 'en' ? /[.]$/ : /。$/);
    }
  });

  it('name the stages at which a command exists', () => {
    const params = { status: 'DRAFT', allowed: ['ACTIVE', 'FINAL_REVIEW'] };
    expect(problemWords('en', 'wrongStatus', params).detail).toBe(
      'The plan is a draft; this is only possible while it is active or in final review.',
    );
    expect(problemWords('zh-CN', 'wrongStatus', params).detail).toBe(
      '计划目前的状态为“草案”，此操作仅适用于“执行中或期末评估中”状态。',
    );
  });
});
