import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import { formatNumber, shortDate } from '../../../functions/adapters/i18n/format.ts';
import { messages, negotiateLanguage } from '../../../functions/adapters/i18n/index.ts';

const en = messages('en').format;
const zh = messages('zh-CN').format;

describe('format', () => {
  it('writes dates as the language writes them', () => {
    expect(en('until {on}', { on: '2026-03-02' })).toBe('until 2 March 2026');
    expect(zh('至{on}', { on: '2026-03-02' })).toBe('至2026年3月2日');
    expect(shortDate('en', '2026-11-30' as CivilDate)).toBe('30 November');
    expect(shortDate('zh-CN', '2026-11-30' as CivilDate)).toBe('11月30日');
  });

  it('leaves alone what only looks like a date', () => {
    expect(en('{on}', { on: '2026-02-30' })).toBe('2026-02-30');
  });

  it('translates closed words, one or several, and nothing else', () => {
    expect(en('{cause}', { cause: 'RESOURCE' })).toBe('resources');
    expect(zh('{kinds}', { kinds: 'TRAINING,MENTORING' })).toBe('专项培训或导师带教');
    expect(en('{kinds}', { kinds: ['TRAINING', 'MENTORING', 'COACHING'] })).toBe(
      'training, mentoring or coaching',
    );
    expect(en('{text}', { text: 'TRAINING, later' })).toBe('TRAINING, later');
    expect(en('{text}', { text: 'constructor' })).toBe('constructor');
  });

  it('counts', () => {
    const template = '{days} {days|day|days}';
    expect(en(template, { days: 1 })).toBe('1 day');
    expect(en(template, { days: 1200 })).toBe('1,200 days');
    expect(en(template, { days: 0 })).toBe('0 days');
  });

  it('drops an optional part when one of its values is missing', () => {
    expect(en('Choose[ from {a}][ to {b}].', { b: 2 })).toBe('Choose to 2.');
    expect(en('Choose[ from {a} to {b}].', { b: 2 })).toBe('Choose.');
  });

  it('does not read values as templates', () => {
    expect(en('{a}', { a: '{b}', b: 'x' })).toBe('{b}');
    expect(en('[{a}]', { a: '[{b}]' })).toBe('[{b}]');
    expect(en('{a}', { a: '$&' })).toBe('$&');
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-0.5, '-0.5'],
    [1234.5, '1,234.5'],
    [-1_234_567, '-1,234,567'],
    [0.1 + 0.2, '0.3'],
    [99.95, '99.95'],
    [1e21, '1e+21'],
    [Number.NaN, 'NaN'],
  ])('%d', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('negotiateLanguage', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['zh-TW', 'zh-CN'],
    ['zh-Hans-CN;q=0.5, en;q=0.8', 'en'],
    ['fr, de;q=0.9', 'zh-CN'],
    ['en;q=0', 'zh-CN'],
    ['en;q=abc', 'zh-CN'],
    ['*', 'zh-CN'],
  ] as const)('%s', (header, language) => {
    expect(negotiateLanguage(header, 'zh-CN')).toBe(language);
  });
});
