import { describe, expect, it } from 'vitest';
import type { View } from '../../../domain/access/actions.ts';
import type { CivilDate } from '../../../domain/kernel/civil-date.ts';
import { addDays } from '../../../domain/kernel/civil-date.ts';
import type { RecordedEvent } from '../../../domain/plan/events.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import { renderHtml } from '../../../functions/adapters/render/html.ts';
import { on } from '../../domain/calendar/calendars.ts';
import { closedHistory, midRunHistory, reportInput } from '../../domain/report/stories.ts';
import type { History } from '../../support/plan-spec.ts';
import { activePlanHistory, as, berlin, instantIn, shanghai } from '../../support/plans.ts';
import { readHtml, type Tag } from './tokens.ts';

const MID_RUN = midRunHistory();
const CLOSED = closedHistory();
/** What stands at the foot of a page and beside the signatures. */
const STAMPED = { stamp: { hash: '0f'.repeat(32), code: 'UPTURN/1 plan 1 0f' } };

const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];
const VIEWS: readonly View[] = ['hr', 'manager', 'employee'];

const rendered = (history: History, local: string, view: View, language: Language): string =>
  renderHtml(trackingReport(reportInput(history, local, view)), language, STAMPED);

const ALL = LANGUAGES.flatMap((language) =>
  VIEWS.flatMap((view) => [
    {
      name: `running, ${view}, ${language}`,
      language,
      file: rendered(MID_RUN, '2026-04-03 09:00', view, language),
    },
    {
      name: `closed, ${view}, ${language}`,
      language,
      file: rendered(CLOSED, '2026-05-08 10:30', view, language),
    },
  ]),
);

const opened = (tags: readonly Tag[], ...names: readonly string[]): readonly Tag[] =>
  tags.filter(({ kind, name }) => kind === 'open' && names.includes(name));

describe.each(ALL)('$name', ({ language, file }) => {
  const { tags, text } = readHtml(file);

  it('is one file that fetches nothing and runs nothing', () => {
    expect(opened(tags, 'script', 'link', 'img', 'iframe', 'object', 'form', 'input')).toEqual([]);
    expect(file).not.toMatch(/https?:|url\(|@import|javascript:/);
    for (const { attributes } of tags)
      expect(Object.keys(attributes).filter((name) => name.startsWith('on'))).toEqual([]);
    expect(
      opened(tags, 'meta').find((tag) => 'http-equiv' in tag.attributes)?.attributes.content,
    ).toContain("default-src 'none'");
  });

  it('names its language and has headings in order', () => {
    expect(opened(tags, 'html')[0]?.attributes.lang).toBe(language);
    const levels = opened(tags, 'h1', 'h2', 'h3', 'h4').map(({ name }) => Number(name[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  it('every table has a caption, headed columns and headed rows', () => {
    const tables = opened(tags, 'table');
    expect(tables.length).toBeGreaterThan(5);
    expect(opened(tags, 'caption')).toHaveLength(tables.length);
    const scopes = opened(tags, 'th').map(({ attributes }) => attributes.scope);
    expect(new Set(scopes)).toEqual(new Set(['col', 'row']));
    const rows = opened(tags, 'tr').length - tables.length;
    expect(scopes.filter((scope) => scope === 'row')).toHaveLength(rows);
    for (const { attributes } of opened(tags, 'td')) expect(attributes['data-label']).toBeTruthy();
  });

  it('every chart has a title, a description and the figures in a table after it', () => {
    const charts = opened(tags, 'svg').filter(({ attributes }) => 'aria-labelledby' in attributes);
    expect(charts).toHaveLength(3);
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of charts)
      for (const id of (attributes['aria-labelledby'] ?? '').split(' ')) expect(ids).toContain(id);
    for (const { attributes } of opened(tags, 'a'))
      expect(ids).toContain(attributes.href?.replace('#', ''));
    expect(file).not.toMatch(/NaN|Infinity/);
  });

  it('says everything: no key, no placeholder, no undefined', () => {
    expect(text).not.toMatch(/undefined|\[object|\{\w+\}|\{\w+\|/);
    expect(text).not.toMatch(/\b(?:head|section|column|agreement|support|outcome)\.[a-z]+[A-Z(]/);
    expect(text).not.toMatch(
      /\b(?:ON_TRACK|PARTLY_MET|NOT_DELIVERED|KNOWLEDGE_SKILL|LATE_ENTRY)\b/,
    );
  });

  it('facts, judgements and statements are told apart by more than colour', () => {
    const marked = new Set(
      opened(tags, 'span')
        .map(({ attributes }) => attributes.class ?? '')
        .filter((name) => name.startsWith('tag ')),
    );
    expect(marked).toContain('tag judgement');
    expect(marked).toContain('tag statement');
    expect(text).toContain(language === 'en' ? 'Judgement' : '判断');
    expect(text).toContain(language === 'en' ? 'Statement' : '陈述');
  });
});

describe('in both languages', () => {
  it('the words of people stay as they were written and carry their language', () => {
    const file = rendered(CLOSED, '2026-05-08 10:30', 'employee', 'en');
    const { tags, text } = readHtml(file);
    expect(text).toContain('认可度量结果。希望巩固期内保留导师辅导。');
    expect(text).toContain('三次投诉中有一次发生在系统故障当天。\n我愿意按计划改进');
    for (const { attributes } of opened(tags, 'blockquote')) expect(attributes.lang).toBe('zh-CN');
    const chinese = file
      .replaceAll(/<(span|blockquote)[^>]* lang="zh-CN">[^<]*<\/\1>/g, '')
      .split('<body>')[1];
    // What is left without a language of its own: names, units and labels with a metric's name.
    expect(chinese).not.toContain('客户来函');
    expect(chinese).not.toContain('同意以上记录');
  });

  it('dates, numbers and plurals are written as each language writes them', () => {
    const zh = readHtml(rendered(CLOSED, '2026-05-08 10:30', 'hr', 'zh-CN')).text;
    const en = readHtml(rendered(CLOSED, '2026-05-08 10:30', 'hr', 'en')).text;
    expect(zh).toContain('2026年3月2日至2026年4月30日');
    expect(en).toContain('2 March 2026 to 30 April 2026');
    expect(zh).toContain('逾期 10 个工作日');
    expect(en).toContain('10 working days late');
    expect(zh).toContain('34.63秒');
    expect(en).toContain('34.63 秒');
    expect(zh).toContain('一、概览');
    expect(en).toContain('1. Overview');
    expect(en).toContain('1 checkpoint');
    expect(en).not.toContain('1 checkpoints');
  });

  it('closed words that stand alone begin with a capital, within a sentence they do not', () => {
    const { text } = readHtml(rendered(MID_RUN, '2026-04-03 09:00', 'hr', 'en'));
    expect(text).toContain('At risk');
    expect(text).toContain('Average so far');
    expect(text).toContain('李强 (manager)');
  });

  it('progress is never rounded up to all of it', () => {
    const almost = CLOSED.map((recorded) =>
      recorded.event.type === 'MeasurementRecorded' &&
      recorded.event.goalId === 'first-time-resolution'
        ? { ...recorded, event: { ...recorded.event, value: 84.99 } }
        : recorded,
    );
    const { text } = readHtml(rendered(almost, '2026-05-08 10:30', 'hr', 'en'));
    expect(text).toContain('99%, expected by then: 100%');
  });

  it('a replaced measurement is struck and says so to those who do not see it', () => {
    const file = rendered(MID_RUN, '2026-04-03 09:00', 'employee', 'zh-CN');
    const [row = ''] = /<tr role="row" class="struck">.*?<\/tr>/s.exec(file) ?? [];
    expect(row).toContain('<s>39秒</s>');
    expect(row).toContain('已被替代，不再计入');
    expect(row).toContain('周报漏计周日来电');
  });

  it('a plan in English reads the same way round', () => {
    const input = reportInput(activePlanHistory(berlin), '2026-03-03 09:00', 'employee', berlin);
    const { tags, text } = readHtml(renderHtml(trackingReport(input), 'zh-CN', STAMPED));
    expect(text).toContain(
      'Release 4.12 was rolled back after 40 minutes: a migration was missing',
    );
    expect(opened(tags, 'blockquote').map(({ attributes }) => attributes.lang)).toEqual(['en']);
    expect(text).toContain('待测（最迟2026年3月13日）');
  });
});

describe('the same document gives the same bytes', () => {
  it('twice', () => {
    for (const language of LANGUAGES)
      expect(rendered(CLOSED, '2026-05-08 10:30', 'hr', language)).toBe(
        rendered(CLOSED, '2026-05-08 10:30', 'hr', language),
      );
  });
});

// ---- what people write can be anything ----

const HAN = /\p{Script=Han}/u;

/** A history in which everything that people wrote was something else. */
const rewritten = (history: History, words: (text: string) => string): History => {
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return HAN.test(node) ? words(node) : node;
    if (Array.isArray(node)) return node.map(walk);
    return typeof node === 'object' && node !== null
      ? Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value)]))
      : node;
  };
  return walk(history) as History;
};

const HOSTILE = [
  '</style></script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</blockquote></span></td></table><h1>',
  '&lt;b&gt; &amp; &#60; &nbsp',
  '<!-- --><![CDATA[ <svg/onload=alert(1)>',
  '{n} {by|one|other} [x {y}] $& $1 %s',
  '\\"; } body { display: none } /* */ \\3c /style\\3e ',
];

describe('hostile text', () => {
  const shape = (file: string) =>
    readHtml(file).tags.map(
      ({ kind, name, attributes }) => `${kind} ${name} ${Object.keys(attributes).join(' ')}`,
    );
  const report = (history: History, tenantName: string, language: Language) =>
    renderHtml(
      trackingReport({
        ...reportInput(history, '2026-05-08 10:30', 'hr'),
        tenantName,
        people: () => ({ name: tenantName, role: tenantName }),
      }),
      language,
      STAMPED,
    );

  it.each(HOSTILE)('%s changes no tag and no attribute, and is shown as it is', (attack) => {
    for (const language of LANGUAGES) {
      const harmless = report(
        rewritten(CLOSED, () => 'x'.repeat(attack.length)),
        'x',
        language,
      );
      const file = report(
        rewritten(CLOSED, () => attack),
        attack,
        language,
      );
      expect(shape(file)).toEqual(shape(harmless));
      expect(readHtml(file).text).toContain(attack);
      const [style = ''] = readHtml(file).styles;
      expect(style.replace(/@top-left \{[^\n]*/, '')).toBe(
        (readHtml(harmless).styles[0] ?? '').replace(/@top-left \{[^\n]*/, ''),
      );
      expect(style).toMatch(/@top-left \{ content: "(?:[\p{L}\p{N}]|\\[0-9a-f]+ )*"; font-size/u);
    }
  });
});

describe('charts of unusual values', () => {
  const oneMeasurement = (value: number): History => [
    ...activePlanHistory(),
    {
      seq: 999,
      at: instantIn('Asia/Shanghai', '2026-03-09 10:00'),
      by: as.manager,
      event: {
        type: 'MeasurementRecorded',
        goalId: 'response-time',
        value,
        sample: 1,
        measuredOn: on('2026-03-09'),
        source: '周报',
      },
    },
  ];

  it.each([0, 1e-7, -40, 30, 1e12])('a value of %s has a place on the axis', (value) => {
    const file = rendered(oneMeasurement(value), '2026-03-10 09:00', 'hr', 'en');
    readHtml(file);
    expect(file).not.toMatch(/NaN|Infinity/);
    const heights = [...file.matchAll(/<circle class="course dot" cx="([\d.]+)" cy="([\d.]+)"/g)];
    expect(heights.length).toBeGreaterThan(0);
    for (const [, x, y] of heights) {
      expect(Number(x)).toBeGreaterThanOrEqual(14);
      expect(Number(x)).toBeLessThanOrEqual(720);
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeLessThanOrEqual(236);
    }
  });

  it('a target that nothing differs from still has an axis', () => {
    const flat = activePlanHistory().map((recorded) =>
      recorded.event.type === 'PlanDrafted'
        ? {
            ...recorded,
            event: {
              ...recorded.event,
              content: {
                ...recorded.event.content,
                goals: recorded.event.content.goals.map((goal) =>
                  goal.measure.kind === 'milestone'
                    ? goal
                    : {
                        ...goal,
                        measure: {
                          ...goal.measure,
                          target: 0,
                          baseline: { value: 0, period: '一月', source: '周报' },
                        },
                      },
                ),
              },
            },
          }
        : recorded,
    );
    const file = rendered(flat, '2026-03-02 09:00', 'hr', 'zh-CN');
    readHtml(file);
    expect(file).not.toMatch(/NaN|Infinity/);
  });
});

describe('a plan as large as they come', () => {
  const LONG = '长期记录的说明文字。'.repeat(100);
  const checkpoints = Array.from({ length: 40 }, (_, index) => ({
    id: `cp-${index + 1}`,
    on: addDays(on('2026-03-03'), index * 8),
  }));

  const large = (): History => {
    const base = activePlanHistory().map((recorded) =>
      recorded.event.type === 'PlanDrafted'
        ? {
            ...recorded,
            event: {
              ...recorded.event,
              content: {
                ...recorded.event.content,
                schedule: {
                  ...recorded.event.content.schedule,
                  endOn: on('2027-02-28'),
                  checkpoints,
                },
              },
            },
          }
        : recorded,
    );
    const more: Omit<RecordedEvent, 'seq'>[] = [];
    const add = (day: CivilDate, event: RecordedEvent['event']) =>
      more.push({ at: instantIn(shanghai.zone, `${day} 18:00`), by: as.manager, event });
    for (let index = 0; index < 200; index += 1) {
      const day = addDays(on('2026-03-03'), index);
      add(day, {
        type: 'CheckInHeld',
        late: false,
        replyBy: day,
        accepted: [],
        writeUp: {
          plannedOn: day,
          heldOn: day,
          attendees: ['李明', '李强'],
          facts: [LONG],
          feedback: [{ kind: 'positive', text: LONG }],
          goals: [{ goalId: 'response-time', status: 'ON_TRACK', note: LONG }],
          obstacles: [LONG],
          supportNeeded: [],
          nextSteps: [LONG],
        },
      });
      add(day, {
        type: 'MeasurementRecorded',
        goalId: 'response-time',
        value: 52 - index / 10,
        sample: 10,
        measuredOn: day,
        source: '周报',
      });
    }
    for (const { id, on: day } of checkpoints)
      add(day, {
        type: 'CheckpointHeld',
        checkpointId: id,
        heldOn: day,
        attendees: ['李明'],
        facts: [LONG],
        feedback: [],
        goals: [],
      });
    return [
      ...base,
      ...more.map((recorded, index) => ({ ...recorded, seq: base.length + 1 + index })),
    ];
  };

  it('renders whole and within memory', () => {
    const history = large();
    const before = process.memoryUsage().heapUsed;
    const file = rendered(history, '2026-12-01 09:00', 'hr', 'zh-CN');
    // The function has 1 GB; garbage of a whole test run included, a tenth of it is plenty.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(256 * 1024 * 1024);
    const { tags, text } = readHtml(file);
    // An obstacle stands in its check-in and among those that wait for an answer.
    expect(text.split(LONG)).toHaveLength(200 * 6 + 40 + 1);
    expect(opened(tags, 'h3').length).toBeGreaterThan(40);
    expect(Buffer.byteLength(file)).toBeLessThan(8 * 1024 * 1024);
  });

  it('labels only as many checkpoints as have room', () => {
    const file = rendered(large(), '2026-12-01 09:00', 'hr', 'zh-CN');
    const [chart = ''] = /<figure class="chart.*?<\/figure>/s.exec(file) ?? [];
    expect(chart.match(/<line class="checkpoint"/g)).toHaveLength(8);
    const places = [...chart.matchAll(/<text class="checkpoint middle" x="([\d.]+)"/g)].map(
      ([, x]) => Number(x),
    );
    expect(places.length).toBeGreaterThan(3);
    places.forEach((x, index) => {
      if (index > 0) expect(x - (places[index - 1] ?? 0)).toBeGreaterThanOrEqual(84);
    });
  });
});
