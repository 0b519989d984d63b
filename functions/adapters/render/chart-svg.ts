import { type CivilDate, dayNumber, fromDayNumber } from '../../../domain/kernel/civil-date.ts';
import type { ChartBlock, ChartMark } from '../../../domain/report/document.ts';
import { shortDate } from '../i18n/format.ts';
import { type Html, html } from '../mail/markup.ts';
import type { Speech } from './say.ts';

const WIDTH = 720;
const HEIGHT = 236;
const LEFT = 64;
const RIGHT = WIDTH - 20;
const TOP = 34;
const BOTTOM = HEIGHT - 34;
/** Labels on the time axis and of checkpoints keep this far apart. */
const LABEL_SPACE = 84;
const TICKS = 5;

type Scale = (value: number) => number;

/** One decimal is finer than a printer; equal inputs give equal text. */
const rounded = (value: number): number => Math.round(value * 10) / 10;

const scale =
  (from: number, to: number, start: number, end: number): Scale =>
  (value) =>
    rounded(start + ((value - from) / (to - from || 1)) * (end - start));

/** 1, 2 or 5 times a power of ten, so that about `TICKS` steps span the values. */
const stepFor = (span: number): number => {
  const rough = span / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  return factor * power;
};

/** Round values that enclose all of the given ones, from 0 where 0 is not far. */
const ticksFor = (values: readonly number[]): readonly number[] => {
  const high = Math.max(...values);
  const lowest = Math.min(...values);
  const low = lowest > 0 && lowest < high / 2 ? 0 : lowest;
  const span = high - low;
  const step = stepFor(span === 0 ? Math.abs(high) || 1 : span);
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
};

/** The first days of the months between two dates. */
const monthStarts = (from: CivilDate, to: CivilDate): readonly CivilDate[] => {
  const starts: CivilDate[] = [];
  for (let day = dayNumber(from) + 1; day < dayNumber(to); day += 1) {
    const date = fromDayNumber(day);
    if (date.endsWith('-01')) starts.push(date);
  }
  return starts;
};

/** Positions from left to right, without those too close to one before. */
const spaced = <T>(items: readonly T[], at: (item: T) => number, taken: readonly number[]) => {
  const kept: number[] = [...taken];
  return items.filter((item) => {
    const x = at(item);
    const free = kept.every((other) => Math.abs(other - x) >= LABEL_SPACE);
    if (free) kept.push(x);
    return free;
  });
};

const path = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y]) => `${x},${y}`).join(' ');

/** Which marks a chart carries; the others need no legend. */
const marksOf = (chart: ChartBlock): readonly ChartMark[] => {
  const isPlain = chart.measured.every(
    ({ on, value, struck }) =>
      struck || chart.course.some((point) => point.on === on && point.value === value),
  );
  return [
    ...(chart.course.length > 0 ? (['course'] as const) : []),
    ...(isPlain ? [] : (['measured'] as const)),
    ...(chart.measured.some(({ struck }) => struck) ? (['struck'] as const) : []),
    ...(chart.expected.length > 0 ? (['expected'] as const) : []),
    'target',
    ...(chart.today === undefined ? [] : (['today'] as const)),
  ];
};

const cross = (x: number, y: number): Html =>
  html`<path class="struck" d="M${x - 4} ${y - 4}l8 8m0-8l-8 8"/>`;

const SAMPLES: Readonly<Record<ChartMark, Html>> = {
  course: html`<line class="course" x1="0" y1="8" x2="28" y2="8"/><circle class="course-dot" cx="14" cy="8" r="4"/>`,
  measured: html`<circle class="measured" cx="14" cy="8" r="4"/>`,
  struck: cross(14, 8),
  expected: html`<line class="expected" x1="0" y1="8" x2="28" y2="8"/>`,
  target: html`<line class="target" x1="0" y1="8" x2="28" y2="8"/>`,
  today: html`<line class="today" x1="14" y1="0" x2="14" y2="16"/>`,
};

const legend = (chart: ChartBlock, marks: readonly ChartMark[], { say }: Speech): Html =>
  html`<ul class="legend">${marks.map(
    (mark) =>
      html`<li><svg viewBox="0 0 28 16" width="28" height="16" aria-hidden="true" focusable="false">${SAMPLES[mark]}</svg>${say(chart.legend[mark])}</li>`,
  )}</ul>`;

/** The chart as an inline picture with title, description and legend. */
export const chartFigure = (chart: ChartBlock, speech: Speech): Html => {
  const { say, number, language } = speech;
  const marks = marksOf(chart);
  const all = [...chart.expected, ...chart.course, ...chart.measured].map(({ value }) => value);
  const ticks = ticksFor([chart.target, ...all]);
  const x = scale(dayNumber(chart.from), dayNumber(chart.to), LEFT, RIGHT);
  const y = scale(ticks[0] ?? 0, ticks.at(-1) ?? 1, BOTTOM, TOP);
  const xOf = (on: CivilDate): number => x(dayNumber(on));
  const at = ({ on, value }: { readonly on: CivilDate; readonly value: number }) =>
    [xOf(on), y(value)] as const;
  const months = spaced(monthStarts(chart.from, chart.to), xOf, [LEFT, RIGHT]);
  const named = spaced(chart.checkpoints, ({ on }) => xOf(on), []);
  const targetY = y(chart.target);
  return html`<figure class="chart block" data-nature="fact">
<figcaption class="caption">${say(chart.title)}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${chart.id}-title ${chart.id}-text">
<title id="${chart.id}-title">${say(chart.title)}</title>
<desc id="${chart.id}-text">${say(chart.description)}</desc>
<g class="grid">${ticks.map(
    (tick) =>
      html`<line x1="${LEFT}" y1="${y(tick)}" x2="${RIGHT}" y2="${y(tick)}"/><text class="y" x="${LEFT - 8}" y="${rounded(y(tick) + 4)}">${number(tick)}</text>`,
  )}<text class="unit" x="${LEFT - 8}" y="16">${chart.unit}</text></g>
<g class="time"><text class="first" x="${LEFT}" y="${HEIGHT - 10}">${shortDate(language, chart.from)}</text>${months.map(
    (on) =>
      html`<g class="minor"><line x1="${xOf(on)}" y1="${BOTTOM}" x2="${xOf(on)}" y2="${BOTTOM + 5}"/><text x="${xOf(on)}" y="${HEIGHT - 10}">${shortDate(language, on)}</text></g>`,
  )}<text class="last" x="${RIGHT}" y="${HEIGHT - 10}">${shortDate(language, chart.to)}</text></g>
<g class="checkpoints">${chart.checkpoints.map(
    ({ on }) => html`<line x1="${xOf(on)}" y1="${TOP - 6}" x2="${xOf(on)}" y2="${BOTTOM}"/>`,
  )}${named.map(({ on, label }) => html`<text x="${xOf(on)}" y="${TOP - 12}">${say(label)}</text>`)}</g>
${chart.today === undefined ? '' : html`<line class="today" x1="${xOf(chart.today)}" y1="${TOP}" x2="${xOf(chart.today)}" y2="${BOTTOM}"/>`}
<line class="target" x1="${LEFT}" y1="${targetY}" x2="${RIGHT}" y2="${targetY}"/>
<polyline class="expected" points="${path(chart.expected.map(at))}"/>
<polyline class="course" points="${path(chart.course.map(at))}"/>
<g>${chart.course.map((point) => html`<circle class="course-dot" cx="${at(point)[0]}" cy="${at(point)[1]}" r="4"/>`)}${
    marks.includes('measured')
      ? chart.measured
          .filter(({ struck }) => !struck)
          .map(
            (point) =>
              html`<circle class="measured" cx="${at(point)[0]}" cy="${at(point)[1]}" r="4"/>`,
          )
      : ''
  }${chart.measured.filter(({ struck }) => struck).map((point) => cross(...at(point)))}</g>
</svg>
${legend(chart, marks, speech)}
<p class="chart-text">${say(chart.description)}</p>
</figure>`;
};
