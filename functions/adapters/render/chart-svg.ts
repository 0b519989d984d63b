import type { ChartBlock, ChartMark } from '../../../domain/report/document.ts';
import { type Html, html } from '../markup/html.ts';
import { CHART, type ChartCanvas, drawChart, drawSample, marksOf } from './chart-drawing.ts';
import type { Speech } from './say.ts';

/** A canvas that collects SVG elements; their look is the style sheet's, by class. */
const svgCanvas = (): { readonly canvas: ChartCanvas; readonly parts: readonly Html[] } => {
  const parts: Html[] = [];
  const canvas: ChartCanvas = {
    line: (ink, [x1, y1], [x2, y2]) => {
      parts.push(html`<line class="${ink}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`);
    },
    polyline: (ink, points) => {
      parts.push(
        html`<polyline class="${ink}" points="${points.map(([x, y]) => `${x},${y}`).join(' ')}"/>`,
      );
    },
    dot: (ink, [x, y]) => {
      parts.push(html`<circle class="${ink} dot" cx="${x}" cy="${y}" r="4"/>`);
    },
    cross: (ink, [x, y]) => {
      parts.push(html`<path class="${ink}" d="M${x - 4} ${y - 4}l8 8m0-8l-8 8"/>`);
    },
    text: (ink, [x, y], anchor, text) => {
      parts.push(html`<text class="${ink} ${anchor}" x="${x}" y="${y}">${text}</text>`);
    },
  };
  return { canvas, parts };
};

const sample = (mark: ChartMark): readonly Html[] => {
  const { canvas, parts } = svgCanvas();
  drawSample(mark, canvas);
  return parts;
};

const legend = (chart: ChartBlock, { label }: Speech): Html =>
  html`<ul class="legend">${marksOf(chart).map(
    (mark) =>
      html`<li><svg viewBox="0 0 28 16" width="28" height="16" aria-hidden="true" focusable="false">${sample(mark)}</svg>${label(chart.legend[mark])}</li>`,
  )}</ul>`;

/** The chart as an inline picture with title, description and legend. */
export const chartFigure = (chart: ChartBlock, speech: Speech): Html => {
  const { say } = speech;
  const { canvas, parts } = svgCanvas();
  drawChart(chart, speech, canvas);
  return html`<figure class="chart block" data-nature="fact">
<figcaption class="caption">${say(chart.title)}</figcaption>
<svg viewBox="0 0 ${CHART.width} ${CHART.height}" role="img" aria-labelledby="${chart.id}-title ${chart.id}-text">
<title id="${chart.id}-title">${say(chart.title)}</title>
<desc id="${chart.id}-text">${say(chart.description)}</desc>
${parts}
</svg>
${legend(chart, speech)}
<p class="chart-text">${say(chart.description)}</p>
</figure>`;
};
