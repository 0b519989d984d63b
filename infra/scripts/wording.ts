import { readFileSync } from 'node:fs';
import type { Category } from '../../domain/wording/category.ts';
import { checkWording, type Label, label } from '../../domain/wording/judge.ts';

/** The two parts of our own; the second was put aside before the first was looked at. */
const OWN = ['test/wording/development.tsv', 'test/wording/held-back.tsv'];
const LEAST_F1 = 0.95;
const LANGUAGES = { zh: 'zh-CN', en: 'en' } as const;

interface Sentence {
  readonly language: keyof typeof LANGUAGES;
  readonly label: Label;
  readonly text: string;
  readonly category: string;
}

/** Lines of `language, label, text` and perhaps `category`, separated by tabs; a header may come first. */
const sentencesOf = (file: string): readonly Sentence[] =>
  readFileSync(file, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const [first = '', second = '', third = '', fourth = ''] = line.split('\t');
      const language = first.trim().toLowerCase().slice(0, 2);
      const said = second.trim().toLowerCase();
      const known = (language === 'zh' || language === 'en') && /^(factual|vague)$/.test(said);
      if (!known && index === 0) return [];
      if (!known) throw new Error(`${file}:${index + 1}: expected zh|en, factual|vague, text`);
      const quoted = /^"(.*)"$/.exec(third.trim());
      const text = quoted?.[1]?.includes('""') ? quoted[1].replaceAll('""', '"') : third.trim();
      return [{ language, label: said as Label, text, category: fourth.trim() } satisfies Sentence];
    });

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
const shown = (value: number): string => value.toFixed(3);

/** Prints the figures of one file and its misses. @returns the lowest F1 of its languages */
const measure = (file: string): number => {
  const sentences = sentencesOf(file);
  console.log(`\n${file}: ${sentences.length} sentences`);
  let lowest = 1;
  const found = new Map<Category, { all: number; vague: number }>();
  const wanted = new Map<string, { all: number; found: number }>();
  for (const language of ['zh', 'en'] as const) {
    const own = sentences.filter((one) => one.language === language);
    if (own.length === 0) continue;
    let [hits, alarms, missed] = [0, 0, 0];
    for (const sentence of own) {
      const { text, category } = sentence;
      const got = label(text, LANGUAGES[language]);
      const categories = new Set(
        checkWording(text, LANGUAGES[language]).map((finding) => finding.category),
      );
      for (const one of categories) {
        const tally = found.get(one) ?? { all: 0, vague: 0 };
        tally.all += 1;
        if (sentence.label === 'vague') tally.vague += 1;
        found.set(one, tally);
      }
      if (category !== '') {
        const tally = wanted.get(category) ?? { all: 0, found: 0 };
        tally.all += 1;
        if ([...categories].some((one) => one === category)) tally.found += 1;
        wanted.set(category, tally);
      }
      if (got === sentence.label) {
        if (got === 'vague') hits += 1;
        continue;
      }
      if (got === 'vague') alarms += 1;
      else missed += 1;
      const why = [...categories].join(' ');
      console.log(`  ${language} is ${sentence.label}, called ${got}: ${text}  ${why}`);
    }
    const precision = share(hits, hits + alarms);
    const recall = share(hits, hits + missed);
    const f1 =
      hits + alarms + missed === 0
        ? 1
        : hits === 0
          ? 0
          : (2 * precision * recall) / (precision + recall);
    lowest = Math.min(lowest, f1);
    console.log(
      `${language}: precision ${shown(precision)}  recall ${shown(recall)}  F1 ${shown(f1)}  (${own.length} sentences)`,
    );
  }
  if (wanted.size > 0) {
    console.log('category: sentences it was found in, share of them vague; recall where expected');
    for (const [category, { all, vague }] of [...found].sort()) {
      const expected = wanted.get(category);
      const recall = expected === undefined ? '-' : shown(share(expected.found, expected.all));
      console.log(`  ${category}: ${all}, ${shown(share(vague, all))}; ${recall}`);
    }
  }
  return lowest;
};

const files = process.argv.slice(2);
const lowest = Math.min(...(files.length === 0 ? OWN : files).map(measure));
if (lowest < LEAST_F1) {
  console.error(`\nF1 ${shown(lowest)} falls short of ${LEAST_F1}`);
  process.exitCode = 1;
}
