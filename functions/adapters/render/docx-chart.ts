import { Paragraph } from 'docx';
import { ChartRun, type ScatterChartSeries } from 'docx/charts';
import { type CivilDate, dayNumber } from '../../../domain/kernel/civil-date.ts';
import { unreachable } from '../../../domain/kernel/unreachable.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import type { ChartBlock } from '../../../domain/report/document.ts';
import { marksOf } from './chart-drawing.ts';
import { type Content, type Pen, paragraph } from './docx-text.ts';
import { INK, STROKES } from './paper.ts';

/** A spreadsheet's number of a day. */
const serial = (on: CivilDate): number => dayNumber(on) + 25_569;

const DATE_FORMATS: Readonly<Record<Language, string>> = {
  'zh-CN': 'm"月"d"日"',
  en: 'd mmm',
};

/** Points without a line between them; some programs draw one of no width as a hair. */
const NO_LINE = { color: 'ffffff', width: 0 } as const;

const DASHES = { expected: 'dot', target: 'dash', today: 'solid', struck: 'solid' } as const;

/** A chart of Word's own, so that whoever edits the document can open its figures. */
export const chart = (pen: Pen, block: ChartBlock): readonly Content[] => {
  const span = [block.from, block.to] as const;
  const points = (all: readonly { readonly on: CivilDate; readonly value: number }[]) =>
    all.map(({ on, value }) => ({ x: serial(on), y: value }));
  const every = [...block.course, ...block.measured, ...block.expected].map(({ value }) => value);
  const floor = Math.min(block.target, ...every);
  const ceiling = Math.max(block.target, ...every);
  const series: ScatterChartSeries[] = marksOf(block).map((mark) => {
    const { colour, width } = STROKES[mark];
    const name = pen.label(block.legend[mark]);
    switch (mark) {
      case 'course':
        return {
          name,
          points: points(block.course),
          color: colour,
          markers: { shape: 'circle', size: 5 },
          line: { color: colour, width },
        };
      case 'measured':
      case 'struck':
        return {
          name,
          points: points(block.measured.filter(({ struck }) => struck === (mark === 'struck'))),
          color: colour,
          markers: { shape: mark === 'struck' ? 'x' : 'circle', size: 7 },
          line: NO_LINE,
        };
      case 'expected':
        return {
          name,
          points: points(block.expected),
          color: colour,
          markers: false,
          line: { color: colour, width: 1.5, dash: DASHES.expected },
        };
      case 'target':
        return {
          name,
          points: span.map((on) => ({ x: serial(on), y: block.target })),
          color: colour,
          markers: false,
          line: { color: colour, width: 1.5, dash: DASHES.target },
        };
      case 'today':
        return {
          name,
          points: [floor, ceiling].map((y) => ({ x: serial(block.today ?? block.to), y })),
          color: colour,
          markers: false,
          line: { color: colour, width: 1, dash: DASHES.today },
        };
      default:
        return unreachable(mark);
    }
  });
  if (block.checkpoints.length > 0)
    series.push({
      name: block.checkpoints.map(({ label }) => pen.say(label)).join(' / '),
      points: block.checkpoints.map(({ on }) => ({ x: serial(on), y: floor })),
      color: STROKES.checkpoint.colour,
      markers: false,
      line: NO_LINE,
      yErrorBars: {
        type: 'fixed',
        direction: 'plus',
        value: ceiling - floor,
        endCaps: false,
        line: { color: STROKES.checkpoint.colour, width: 0.75, dash: 'dash' },
      },
    });
  return [
    paragraph(pen.label(block.title), {}, { style: 'UpturnCaption', keepNext: true }),
    new Paragraph({
      keepNext: true,
      children: [
        new ChartRun({
          type: 'scatter',
          lines: 'straight',
          // LibreOffice drops a series that has fewer points than one after it.
          series: series.toSorted((a, b) => b.points.length - a.points.length),
          xAxis: {
            minimum: serial(block.from),
            maximum: serial(block.to),
            numberFormat: DATE_FORMATS[pen.language],
            gridlines: false,
          },
          yAxis: { title: { text: block.unit } },
          font: { color: INK.muted },
          transformation: { width: 640, height: 260 },
          altText: {
            name: pen.label(block.title),
            title: pen.label(block.title),
            description: pen.say(block.description),
          },
        }),
      ],
    }),
    paragraph(pen.say(block.description), { color: INK.muted, size: 17 }),
  ];
};
