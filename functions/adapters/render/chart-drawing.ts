import { type CivilDate, dayNumber, fromDayNumber } from '../../../domain/kernel/civil-date.ts';
import type { ChartBlock, ChartMark } from '../../../domain/report/document.ts';
import { shortDate } from '../i18n/format.ts';
import type { Speech } from './say.ts';

/** Size of a chart in its own units; every canvas scales it as a whole. */
export const CHART = { width: 720, height: 236 } as const;

const LEFT = 64;
const RIGHT = CHART.width - 20;
const TOP = 34;
const BOTTOM = CHART.height - 34;
/** Labels on the time axis and of checkpoints keep this far apart. */
const LABEL_SPACE = 84;
const TICKS = 5;

/** What a stroke or a text of a chart stands for; a canvas gives each its colour and dashes. */
export type ChartInk = ChartMark | 'grid' | 'month' | 'checkpoint';

/** Where a text stands to its point. */
export type Anchor = 'start' | 'middle' | 'end';

type Point = readonly [x: number, y: number];

/** What a chart is drawn on; one for each format of the report. Units are those of `CHART`. */
export interface ChartCanvas {
  line(ink: ChartInk, from: Point, to: Point): void;
  polyline(ink: ChartInk, points: readonly Point[]): void;
  dot(ink: ChartInk, at: Point): void;
  cross(ink: ChartInk, at: Point): void;
  text(ink: ChartInk, at: Point, anchor: Anchor, text: string): void;
}

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

/** The marks that a chart carries; the others need no legend. */
export const marksOf = (chart: ChartBlock): readonly ChartMark[] => {
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

/** Draws a sample of a mark into a box of 28 x 16 units, for the legend. */
export const drawSample = (mark: ChartMark, canvas: ChartCanvas, [x, y]: Point = [0, 0]): void => {
  const middle: Point = [x + 14, y + 8];
  switch (mark) {
    case 'measured':
      canvas.dot(mark, middle);
      return;
    case 'struck':
      canvas.cross(mark, middle);
      return;
    case 'today':
      canvas.line(mark, [x + 14, y], [x + 14, y + 16]);
      return;
    default:
      canvas.line(mark, [x, y + 8], [x + 28, y + 8]);
      if (mark === 'course') canvas.dot(mark, middle);
  }
};

/** Draws a chart: grid, time axis, checkpoints, target, expected line, course and measurements. */
export const drawChart = (chart: ChartBlock, speech: Speech, canvas: ChartCanvas): void => {
  const { say, number, language } = speech;
  const all = [...chart.expected, ...chart.course, ...chart.measured].map(({ value }) => value);
  const ticks = ticksFor([chart.target, ...all]);
  const x = scale(dayNumber(chart.from), dayNumber(chart.to), LEFT, RIGHT);
  const y = scale(ticks[0] ?? 0, ticks.at(-1) ?? 1, BOTTOM, TOP);
  const xOf = (on: CivilDate): number => x(dayNumber(on));
  const at = ({ on, value }: { readonly on: CivilDate; readonly value: number }): Point => [
    xOf(on),
    y(value),
  ];
  for (const tick of ticks) {
    canvas.line('grid', [LEFT, y(tick)], [RIGHT, y(tick)]);
    canvas.text('grid', [LEFT - 8, rounded(y(tick) + 4)], 'end', number(tick));
  }
  canvas.text('grid', [LEFT - 8, 16], 'end', chart.unit);
  const time = CHART.height - 10;
  canvas.text('grid', [LEFT, time], 'start', shortDate(language, chart.from));
  for (const on of spaced(monthStarts(chart.from, chart.to), xOf, [LEFT, RIGHT])) {
    canvas.line('month', [xOf(on), BOTTOM], [xOf(on), BOTTOM + 5]);
    canvas.text('month', [xOf(on), time], 'middle', shortDate(language, on));
  }
  canvas.text('grid', [RIGHT, time], 'end', shortDate(language, chart.to));
  for (const { on } of chart.checkpoints)
    canvas.line('checkpoint', [xOf(on), TOP - 6], [xOf(on), BOTTOM]);
  for (const { on, label } of spaced(chart.checkpoints, (one) => xOf(one.on), []))
    canvas.text('checkpoint', [xOf(on), TOP - 12], 'middle', say(label));
  if (chart.today !== undefined)
    canvas.line('today', [xOf(chart.today), TOP], [xOf(chart.today), BOTTOM]);
  canvas.line('target', [LEFT, y(chart.target)], [RIGHT, y(chart.target)]);
  canvas.polyline('expected', chart.expected.map(at));
  canvas.polyline('course', chart.course.map(at));
  for (const point of chart.course) canvas.dot('course', at(point));
  if (marksOf(chart).includes('measured'))
    for (const point of chart.measured.filter(({ struck }) => !struck))
      canvas.dot('measured', at(point));
  for (const point of chart.measured.filter(({ struck }) => struck))
    canvas.cross('struck', at(point));
};
