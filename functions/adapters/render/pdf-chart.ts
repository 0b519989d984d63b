import type { ChartBlock } from '../../../domain/report/document.ts';
import { CHART, type ChartCanvas, drawChart, drawSample, marksOf } from './chart-drawing.ts';
import { INK, STROKES } from './paper.ts';
import { colour, type Doc, gap, keep, type Press, SIZE, styled, write } from './pdf-press.ts';

/** Draws onto the page with the chart's units scaled to points. */
const pdfCanvas = (doc: Doc, left: number, top: number, zoom: number): ChartCanvas => {
  const x = (value: number): number => left + value * zoom;
  const y = (value: number): number => top + value * zoom;
  const pen = (ink: keyof typeof STROKES) => {
    const { colour: hex, width, dash } = STROKES[ink];
    doc.lineWidth(width * zoom).strokeColor(colour(hex));
    if (dash === undefined) doc.undash();
    else doc.dash(dash[0] * zoom, { space: dash[1] * zoom });
  };
  return {
    line: (ink, from, to) => {
      pen(ink);
      doc.moveTo(x(from[0]), y(from[1])).lineTo(x(to[0]), y(to[1])).stroke().undash();
    },
    polyline: (ink, [first, ...rest]) => {
      if (first === undefined) return;
      pen(ink);
      doc.moveTo(x(first[0]), y(first[1]));
      for (const [px, py] of rest) doc.lineTo(x(px), y(py));
      doc.stroke().undash();
    },
    dot: (ink, at) => {
      doc.circle(x(at[0]), y(at[1]), 4 * zoom);
      if (ink === 'measured') {
        pen(ink);
        doc.fillAndStroke('#ffffff', colour(STROKES[ink].colour));
      } else doc.fill(colour(STROKES[ink].colour));
    },
    cross: (ink, at) => {
      pen(ink);
      const r = 4 * zoom;
      const [cx, cy] = [x(at[0]), y(at[1])];
      doc
        .moveTo(cx - r, cy - r)
        .lineTo(cx + r, cy + r)
        .moveTo(cx + r, cy - r)
        .lineTo(cx - r, cy + r)
        .stroke();
    },
    text: (_, at, anchor, text) => {
      styled(doc, { size: 11 * zoom, colour: INK.muted });
      const width = doc.widthOfString(text);
      const shift = anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0;
      const keptY = doc.y;
      doc.text(text, x(at[0]) - shift, y(at[1]) - 11 * zoom * 1.1, { lineBreak: false });
      doc.y = keptY;
    },
  };
};

/** Height of a chart across the column, without title and legend; points. */
export const chartHeight = ({ column }: Press): number =>
  (CHART.height * column.width) / CHART.width;

/** A chart with its legend, and what it says in words. */
export const chart = (press: Press, block: ChartBlock): void => {
  const { doc, column } = press;
  const zoom = column.width / CHART.width;
  const height = chartHeight(press);
  keep(press, height + 60);
  write(press, press.label(block.title), { bold: true });
  gap(press, 2);
  const top = doc.y;
  drawChart(block, press, pdfCanvas(doc, column.x, top, zoom));
  doc.y = top + height + 4;
  let x = column.x;
  let y = doc.y;
  for (const mark of marksOf(block)) {
    const text = press.label(block.legend[mark]);
    styled(doc, { size: SIZE.small, colour: INK.text });
    const width = 30 + doc.widthOfString(text) + 14;
    if (x + width > column.x + column.width && x > column.x) {
      x = column.x;
      y += 13;
    }
    drawSample(mark, pdfCanvas(doc, x, y, 0.75));
    styled(doc, { size: SIZE.small, colour: INK.text }).text(text, x + 26, y, { lineBreak: false });
    x += width;
  }
  doc.y = y + 15;
  write(press, press.say(block.description), { size: SIZE.small, colour: INK.muted });
  gap(press, 6);
};
