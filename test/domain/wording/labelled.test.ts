import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Label, label } from '../../../domain/wording/judge.ts';

/** The labelled sentences of both parts, in one language: `language, label, text` and more, by tabs. */
const labelled = (language: 'zh' | 'en'): readonly (readonly [Label, string])[] =>
  ['development', 'held-back'].flatMap((part) =>
    readFileSync(`test/wording/${part}.tsv`, 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
      .flatMap(([of = '', said = '', text = '']) =>
        of === language ? [[said as Label, text] as const] : [],
      ),
  );

describe('B5 over all labelled sentences', () => {
  it.each([
    ['zh', 'zh-CN'],
    ['en', 'en'],
  ] as const)(
    '%s: 95 of 100 of what it calls vague is, and of what is vague is called so',
    (of, language) => {
      const sentences = labelled(of);
      const called = sentences.map(([said, text]) => [said, label(text, language)] as const);
      const share = (among: (one: readonly [Label, Label]) => boolean) => {
        const some = called.filter(among);
        return some.filter(([said, got]) => said === got).length / some.length;
      };
      expect(sentences.length).toBeGreaterThan(1000);
      expect(share(([said]) => said === 'vague')).toBeGreaterThan(0.95);
      expect(share(([, got]) => got === 'vague')).toBeGreaterThan(0.95);
    },
  );
});
