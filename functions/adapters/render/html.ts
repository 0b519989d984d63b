import { unreachable } from '../../../domain/kernel/unreachable.ts';
import type { GoalStatus, Language } from '../../../domain/plan/vocabulary.ts';
import {
  type Block,
  type Cell,
  type EntriesBlock,
  type FactsBlock,
  type Message,
  message,
  type Nature,
  type QuoteBlock,
  type ReportDocument,
  type Section,
  type SignaturesBlock,
  type TableBlock,
  type TableRow,
  type Value,
} from '../../../domain/report/document.ts';
import { type Html, html, markupText } from '../markup/html.ts';
import { chartFigure } from './chart-svg.ts';
import { codeSquares, linesOf, type PaperOptions, type Stamp, saidBy, widthOf } from './paper.ts';
import { reportStyle } from './report-style.ts';
import { type Fragment, type Speech, speechIn } from './say.ts';

/** What every part is written with. */
interface Pen extends Speech {
  /** Language of the people's own words, where it is not that of the report. */
  readonly foreign: Language | undefined;
  readonly stamp: Stamp;
}

const NOTHING = html``;

const TONES: Readonly<Record<GoalStatus | 'NO_CHANGE', 'good' | 'watch' | 'bad' | 'plain'>> = {
  NOT_STARTED: 'plain',
  NO_CHANGE: 'plain',
  ON_TRACK: 'good',
  MET: 'good',
  AT_RISK: 'watch',
  INSUFFICIENT_DATA: 'watch',
  OFF_TRACK: 'bad',
  NOT_MET: 'bad',
};

const heading = (level: number, text: string): Html =>
  level === 3 ? html`<h3>${text}</h3>` : html`<h4>${text}</h4>`;

const entryHeading = (level: number, text: string, marks: readonly Html[]): Html =>
  level === 3
    ? html`<h3 class="entry-title">${text}${marks}</h3>`
    : html`<h4 class="entry-title">${text}${marks}</h4>`;

/** Facts carry no mark: the report says so at its head. The space keeps words apart where no style is. */
const tag = (pen: Pen, nature: Nature, shown: boolean): Html =>
  shown ? html` <span class="tag ${nature}">${pen.say(message(`page.${nature}`))}</span>` : NOTHING;

const caption = (pen: Pen, label: Message | undefined, nature: Nature): Html => {
  if (label === undefined && nature === 'fact') return NOTHING;
  return html`<p class="caption">${label === undefined ? '' : pen.say(label)}${tag(pen, nature, nature !== 'fact')}</p>`;
};

/** A stretch of text; the people's own words carry their language where it is not the report's. */
const fragment = (pen: Pen, { text, of }: Fragment): Html => {
  switch (of?.type) {
    case 'text':
      return pen.foreign === undefined
        ? html`<span class="said">${text}</span>`
        : html`<span class="said" lang="${pen.foreign}">${text}</span>`;
    case 'code':
      return html`<code>${text}</code>`;
    case 'word':
      return of.list === 'goalStatuses'
        ? html`<span class="status ${TONES[of.word]}">${text}</span>`
        : html`${text}`;
    default:
      return html`${text}`;
  }
};

const shown = (pen: Pen, value: Value): Html => {
  const text = pen.fragments(value).map((one) => fragment(pen, one));
  return value.type === 'asserted'
    ? html`<span class="asserted ${value.nature}">${tag(pen, value.nature, true)} ${text}</span>`
    : html`${text}`;
};

const cellBody = (pen: Pen, cell: Cell, struck = false): Html => {
  const lines = linesOf(cell);
  const [only, second] = lines;
  const line = (value: Value): Html =>
    struck ? html`<s>${shown(pen, value)}</s>` : shown(pen, value);
  return only !== undefined && second === undefined
    ? line(only)
    : html`<ul class="lines">${lines.map((one) => html`<li>${line(one)}</li>`)}</ul>`;
};

/** Rows up to which a block stays on one page. */
const KEEP_ROWS = 8;

const blockClass = (nature: Nature, rows: number): string =>
  rows <= KEEP_ROWS ? `block keep ${nature}` : `block ${nature}`;

const factsBlock = (pen: Pen, { nature, caption: label, rows }: FactsBlock): Html =>
  html`<div class="${blockClass(nature, rows.length)}" data-nature="${nature}">${caption(pen, label, nature)}<dl class="facts">${rows.map(
    ({ label: name, value, nature: own = nature }) =>
      html`<div data-nature="${own}"><dt>${pen.say(name)}${tag(pen, own, own !== nature)}</dt><dd>${cellBody(pen, value)}</dd></div>
`,
  )}</dl></div>
`;

/** Width in Latin characters up to which a cell keeps to one line. */
const SHORT = 18;

const isShort = (pen: Pen, cell: Cell): boolean =>
  linesOf(cell).every((value) => value.type !== 'asserted' && widthOf(pen.label(value)) <= SHORT);

const isEmpty = (cell: Cell): boolean =>
  'type' in cell && cell.type === 'message' && cell.key === 'value.none';

const tableRow = (
  pen: Pen,
  { columns }: TableBlock,
  labels: readonly string[],
  { cells, struck = false }: TableRow,
): Html => {
  const written = cells.map((cell, index) => {
    const classes = [
      columns[index]?.align ?? 'start',
      ...(isShort(pen, cell) ? ['short'] : []),
      ...(isEmpty(cell) ? ['empty'] : []),
    ].join(' ');
    const label = labels[index] ?? '';
    // The last cell of a struck row says why and stays readable.
    const content = cellBody(pen, cell, struck && index < cells.length - 1);
    return index === 0
      ? html`<th scope="row" role="rowheader" class="${classes}" data-label="${label}">${content}${
          struck ? html`<span class="hidden"> (${pen.say(message('page.struck'))})</span>` : NOTHING
        }</th>`
      : html`<td role="cell" class="${classes}" data-label="${label}"><div>${content}</div></td>`;
  });
  return struck
    ? html`<tr role="row" class="struck">${written}</tr>
`
    : html`<tr role="row">${written}</tr>
`;
};

const tableBlock = (pen: Pen, block: TableBlock): Html => {
  const { nature, columns, rows } = block;
  const labels = columns.map(({ title }) => pen.label(title));
  const head = columns.map(
    ({ nature: own = nature, align }, index) =>
      html`<th scope="col" role="columnheader" class="${align ?? 'start'}">${labels[index] ?? ''}${tag(pen, own, own !== nature)}</th>`,
  );
  return html`<div class="${blockClass(nature, rows.length)}" data-nature="${nature}"><table role="table"><caption>${pen.say(block.caption)}${tag(pen, nature, nature !== 'fact')}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${rows.map((row) => tableRow(pen, block, labels, row))}</tbody></table></div>
`;
};

const quoteBlock = (pen: Pen, block: QuoteBlock): Html => {
  const { nature, label, text } = block;
  return html`<figure class="quote block keep ${nature}" data-nature="${nature}"><figcaption><span class="caption">${label === undefined ? '' : pen.say(label)}${tag(pen, nature, nature !== 'fact')}</span> <span class="by">${saidBy(pen, block)}</span></figcaption><blockquote lang="${pen.foreign ?? pen.language}">${text}</blockquote></figure>
`;
};

const entriesBlock = (pen: Pen, { items }: EntriesBlock, level: number): Html =>
  html`<ol class="entries">${items.map(({ when, by, title, marks, blocks: content }) => {
    const shownMarks = marks.map((mark) => html` <span class="mark">${pen.say(mark)}</span>`);
    return html`<li>
<div class="entry-head">${entryHeading(level, pen.label(title), shownMarks)}<p class="meta"><span>${pen.label(when)}</span> ${by === undefined ? NOTHING : html`<span>${pen.label(by)}</span>`}</p></div>
<div class="entry-body">${blocks(pen, content, level + 1)}</div></li>
`;
  })}</ol>
`;

/** The QR code as one path; four units of quiet zone on every side. */
const codePicture = (pen: Pen): Html => {
  const { size, dark } = codeSquares(pen.stamp.code);
  const side = size + 8;
  const path = dark.map(([x, y]) => `M${x + 4} ${y + 4}h1v1h-1z`).join('');
  return html`<svg class="code" viewBox="0 0 ${side} ${side}" role="img" aria-label="${pen.say(message('page.stamp'))}"><rect width="${side}" height="${side}" fill="#fff"/><path fill="#000" d="${path}"/></svg>`;
};

const signaturesBlock = (pen: Pen, { sentence, signers, seal }: SignaturesBlock): Html =>
  html`<p>${pen.say(sentence)}</p><div class="signatures">${signers.map(
    ({ role, name }) =>
      html`<div><p>${pen.say(role)}</p><p><strong>${name ?? ''}</strong></p><p class="signature-line">${pen.say(message('page.signature'))}</p><p class="signature-line">${pen.say(message('page.signedOn'))}</p></div>`,
  )}<div><p>${pen.say(seal)}</p></div><div class="stamp">${codePicture(pen)}<p>${pen.say(message('page.stamp'))}</p><p><code>${pen.stamp.hash}</code></p></div></div>
`;

const blockHtml = (pen: Pen, block: Block, level: number): Html => {
  switch (block.type) {
    case 'facts':
      return factsBlock(pen, block);
    case 'table':
      return tableBlock(pen, block);
    case 'quote':
      return quoteBlock(pen, block);
    case 'entries':
      return entriesBlock(pen, block, level);
    case 'chart':
      return chartFigure(block, pen);
    case 'signatures':
      return signaturesBlock(pen, block);
    case 'note':
      return html`<p>${pen.say(block.text)}</p>
`;
    case 'group':
      return html`${heading(level, pen.label(block.title))}
${blocks(pen, block.blocks, level + 1)}`;
    default:
      return unreachable(block);
  }
};

const blocks = (pen: Pen, all: readonly Block[], level: number): readonly Html[] =>
  all.map((block) => blockHtml(pen, block, level));

const section = (pen: Pen, { id, title, blocks: content }: Section, index: number): Html =>
  html`<section id="${id}" class="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${pen.chapter(index, title)}</h2>
${blocks(pen, content, 3)}</section>
`;

const contents = (pen: Pen, sections: readonly Section[]): Html =>
  html`<nav class="contents" aria-labelledby="contents-title"><h2 id="contents-title">${pen.say(message('page.contents'))}</h2><ol>${sections.map(
    ({ id, title }, index) => html`<li><a href="#${id}">${pen.chapter(index, title)}</a></li>
`,
  )}</ol></nav>
`;

/**
 * A report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.
 * The same document gives the same bytes.
 */
export const renderHtml = (
  document: ReportDocument,
  language: Language,
  { stamp }: Pick<PaperOptions, 'stamp'>,
): string => {
  const speech = speechIn(language);
  const pen: Pen = {
    ...speech,
    foreign: document.authoredIn === language ? undefined : document.authoredIn,
    stamp,
  };
  const title = pen.say(document.title);
  const confidential = pen.say(message('page.confidential'));
  return markupText(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title} – ${document.planTitle}</title>
${reportStyle({ left: `${title}　${document.planTitle}`, right: confidential, foot: `SHA-256 ${stamp.hash}` })}
</head>
<body>
<header>
<p class="confidential">${confidential}</p>
<p class="company">${document.company}</p>
<h1>${title}</h1>
<p class="plan-title">${shown(pen, { type: 'text', text: document.planTitle })}</p>
${factsBlock(pen, document.head)}<div class="notes">${document.notes.map(
    (one) => html`<p>${pen.say(one)}</p>
`,
  )}</div>
${contents(pen, document.sections)}</header>
<main>
${document.sections.map((one, index) => section(pen, one, index))}</main>
</body>
</html>
`);
};
