import PDFDocument from 'pdfkit';
import { unreachable } from '../../../domain/kernel/unreachable.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import {
  type Block,
  type Cell,
  type ChartBlock,
  type EntriesBlock,
  type FactsBlock,
  type Message,
  message,
  type Nature,
  type QuoteBlock,
  type ReportDocument,
  type SignaturesBlock,
  type TableBlock,
  type Value,
} from '../../../domain/report/document.ts';
import { CHART, type ChartCanvas, drawChart, drawSample, marksOf } from './chart-drawing.ts';
import { loadFonts } from './fonts.ts';
import {
  codeSquares,
  columnTitles,
  columnWidths,
  hasWide,
  INK,
  linesOf,
  NATURE_INK,
  type PaperOptions,
  STATUS_INK,
  STROKES,
  saidBy,
  tagText,
} from './paper.ts';
import { type Speech, speechIn } from './say.ts';

type Doc = InstanceType<typeof PDFDocument>;

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89 } as const;
const MARGIN = { top: 64, bottom: 58, left: 48, right: 48 } as const;
const SIZE = { body: 9.5, cell: 8.6, small: 8, h1: 18, h2: 13.5, h3: 11.5, h4: 10.5 } as const;
const LINE_GAP = 2.2;
/** What a block with a coloured bar is moved in by. */
const BAR_INDENT = 9;

interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly align?: 'left' | 'right' | 'center';
  readonly strike?: boolean;
}

/** Where the next line goes: pdfkit keeps `y`; the left edge and width change with the nesting. */
interface Column {
  readonly x: number;
  readonly width: number;
}

interface Press extends Speech {
  readonly doc: Doc;
  readonly column: Column;
}

const colour = (hex: string): string => `#${hex}`;
const bottom = (): number => PAGE.height - MARGIN.bottom;

const styled = (doc: Doc, { size = SIZE.body, bold = false, colour: ink = INK.text }: TextStyle) =>
  doc
    .font(bold ? 'bold' : 'regular')
    .fontSize(size)
    .fillColor(colour(ink));

/** The font's quotation marks are as wide as a Chinese character; among Latin ones they are not. */
const featuresFor = (text: string): { readonly features?: PDFKit.Mixins.OpenTypeFeatures[] } =>
  hasWide(text) ? {} : { features: ['pwid'] };

/** Lines one by one: pdfkit gives a line end the width of a character. */
const linesIn = (text: string): readonly string[] =>
  text.split('\n').map((line) => (line === '' ? ' ' : line));

const heightOf = ({ doc }: Press, text: string, width: number, style: TextStyle = {}): number => {
  styled(doc, style);
  return linesIn(text).reduce(
    (sum, line) =>
      sum + doc.heightOfString(line, { width, lineGap: LINE_GAP, ...featuresFor(line) }),
    0,
  );
};

/** Starts a page when less than this is left on the current one. */
const keep = ({ doc }: Press, height: number): void => {
  if (doc.y + Math.min(height, bottom() - MARGIN.top) > bottom()) doc.addPage();
};

/** Writes a text that flows over as many pages as it needs. */
const write = (press: Press, text: string, style: TextStyle = {}, column = press.column): void => {
  const { doc } = press;
  styled(doc, style);
  for (const line of linesIn(text))
    doc.text(line, column.x, doc.y, {
      width: column.width,
      lineGap: LINE_GAP,
      align: style.align ?? 'left',
      strike: style.strike ?? false,
      ...featuresFor(line),
    });
};

const gap = ({ doc }: Press, points: number): void => {
  doc.y = Math.min(doc.y + points, bottom());
};

const inset = (press: Press, by: number): Press => ({
  ...press,
  column: { x: press.column.x + by, width: press.column.width - by },
});

const tagged = (press: Press, nature: Nature, text: string): string =>
  `${text}${text === '' ? '' : ' '}${tagText(press, nature)}`;

/** What a value says; where it asserts something else than its block, it says so itself. */
const said = (press: Press, value: Value): string =>
  value.type === 'asserted'
    ? `${tagText(press, value.nature)} ${said(press, value.value)}`
    : press.label(value);

const inkOf = (value: Value): string => {
  if (value.type === 'asserted') return NATURE_INK[value.nature];
  return value.type === 'word' && value.list === 'goalStatuses' ? STATUS_INK[value.word] : INK.text;
};

/** Draws what is inside and, on each page that it touches, a bar at its left. */
const withBar = (press: Press, nature: Nature, draw: (inside: Press) => void): void => {
  if (nature === 'fact') {
    draw(press);
    return;
  }
  const { doc, column } = press;
  keep(press, 64);
  const first = { page: pageIndex(doc), y: doc.y };
  draw(inset(press, BAR_INDENT));
  const last = { page: pageIndex(doc), y: doc.y };
  for (let page = first.page; page <= last.page; page += 1) {
    doc.switchToPage(page);
    const from = page === first.page ? first.y : MARGIN.top;
    const to = page === last.page ? last.y : bottom();
    doc.lineWidth(nature === 'judgement' ? 1 : 2.2).strokeColor(colour(NATURE_INK[nature]));
    for (const x of nature === 'judgement' ? [column.x + 1, column.x + 3.5] : [column.x + 2])
      doc.moveTo(x, from).lineTo(x, to).stroke();
  }
  doc.y = last.y;
};

const pageIndex = (doc: Doc): number => {
  const { start, count } = doc.bufferedPageRange();
  return start + count - 1;
};

const caption = (press: Press, label: Message | undefined, nature: Nature): void => {
  if (label === undefined && nature === 'fact') return;
  const text = label === undefined ? '' : press.label(label);
  keep(press, 40);
  write(press, nature === 'fact' ? text : tagged(press, nature, text), {
    bold: true,
    ...(nature === 'fact' ? {} : { colour: NATURE_INK[nature] }),
  });
  gap(press, 2);
};

const cellText = (press: Press, cell: Cell): string => {
  const lines = linesOf(cell);
  const bullet = lines.length > 1 ? '· ' : '';
  return lines.map((value) => `${bullet}${said(press, value)}`).join('\n');
};

const cellInk = (cell: Cell): string => {
  const [only, more] = linesOf(cell);
  return only !== undefined && more === undefined ? inkOf(only) : INK.text;
};

/** Rows up to which a block stays on one page. */
const KEEP_ROWS = 8;

/** Width of the labels, and of what lies between them and the values. */
const labelWidth = ({ column }: Press): number => Math.min(118, column.width * 0.28);
const LABEL_GAP = 8;

/** The rows of a block as they are written, each with the height that must be left for it. */
const factRows = (press: Press, { nature, rows }: FactsBlock) => {
  const width = labelWidth(press);
  return rows.map(({ label: name, value, nature: own = nature }) => {
    const title = own === nature ? press.label(name) : tagged(press, own, press.label(name));
    const text = cellText(press, value);
    const height = heightOf(press, text, press.column.width - width - LABEL_GAP);
    return {
      value,
      title,
      text,
      least: Math.max(heightOf(press, title, width), Math.min(height, 60)),
    };
  });
};

/** What must be left for a block: all of it when it has few rows. */
const factsHeight = ({ caption: label }: FactsBlock, rows: ReturnType<typeof factRows>): number => {
  const [first] = rows;
  const shown = rows.length <= KEEP_ROWS ? rows : [first];
  return shown.reduce((sum, row) => sum + (row?.least ?? 0) + 2, label === undefined ? 0 : 20);
};

const facts = (press: Press, block: FactsBlock): void => {
  withBar(press, block.nature, (inside) => {
    const { doc } = inside;
    const { x, width } = inside.column;
    const titleColumn = { x, width: labelWidth(inside) };
    const left = x + titleColumn.width + LABEL_GAP;
    const rows = factRows(inside, block);
    keep(inside, factsHeight(block, rows));
    caption(inside, block.caption, block.nature);
    for (const { value, title, text, least } of rows) {
      keep(inside, least);
      const top = doc.y;
      write(inside, title, { colour: INK.muted }, titleColumn);
      const below = doc.y;
      doc.y = top;
      const page = pageIndex(doc);
      write(inside, text, { colour: cellInk(value) }, { x: left, width: x + width - left });
      if (pageIndex(doc) === page) doc.y = Math.max(doc.y, below);
      gap(inside, 2);
    }
  });
  gap(press, 6);
};

const PAD = 7;

/** A row taller than this is written as names and values under each other. */
const TALLEST_ROW = 330;

const HEAD_STYLE: TextStyle = { size: SIZE.small, bold: true, colour: INK.muted };
const headStyle = (): TextStyle => HEAD_STYLE;
const cellStyle = (index: number): TextStyle => ({ size: SIZE.cell, bold: index === 0 });

/** A table's texts, and where its columns are. */
const layoutOf = (press: Press, block: TableBlock) => {
  const { doc, column } = press;
  const titles = columnTitles(press, block);
  const rows = block.rows.map(({ cells }) => cells.map((cell) => cellText(press, cell)));
  styled(doc, { size: SIZE.cell, bold: true });
  const widths = columnWidths(titles, rows, {
    textWidth: (text) => doc.widthOfString(text, featuresFor(text)),
    available: column.width,
    short: 92,
    padding: PAD + 2,
  });
  const columns = widths.map(
    (width, index): Column => ({
      x: widths.slice(0, index).reduce((sum, before) => sum + before, column.x),
      width: width - PAD,
    }),
  );
  const rowHeight = (texts: readonly string[], style: (index: number) => TextStyle): number =>
    Math.max(
      ...texts.map((text, index) =>
        heightOf(press, text, columns[index]?.width ?? 0, style(index)),
      ),
    );
  return { titles, rows, columns, rowHeight, headHeight: rowHeight(titles, headStyle) };
};

type TableLayout = ReturnType<typeof layoutOf>;

/** What must be left for a table: its titles and its first row. */
const tableStart = ({ rows: [first = ['']], rowHeight, headHeight }: TableLayout): number =>
  30 + headHeight + Math.min(rowHeight(first, cellStyle), TALLEST_ROW);

const rule = ({ doc, column }: Press, width: number, ink: string): void => {
  doc
    .lineWidth(width)
    .strokeColor(colour(ink))
    .moveTo(column.x, doc.y)
    .lineTo(column.x + column.width, doc.y)
    .stroke();
};

const table = (press: Press, block: TableBlock): void => {
  withBar(press, block.nature, (inside) => {
    const { doc } = inside;
    const layout = layoutOf(inside, block);
    const { titles, columns, rowHeight, headHeight } = layout;
    const row = (
      texts: readonly string[],
      style: (index: number) => TextStyle,
      height: number,
    ): void => {
      const top = doc.y;
      texts.forEach((text, index) => {
        doc.y = top;
        const align = block.columns[index]?.align === 'end' ? 'right' : 'left';
        write(inside, text, { ...style(index), align }, columns[index]);
      });
      doc.y = top + height;
    };
    const head = (): void => {
      row(titles, headStyle, headHeight);
      gap(inside, 1.5);
      rule(inside, 1.2, INK.muted);
      gap(inside, 3);
    };
    keep(inside, tableStart(layout));
    caption(inside, block.caption, block.nature);
    head();
    block.rows.forEach(({ cells, struck = false }, at) => {
      const texts = layout.rows[at] ?? [];
      const height = rowHeight(texts, cellStyle);
      if (height > TALLEST_ROW) {
        texts.forEach((text, index) => {
          keep(inside, 30);
          write(inside, titles[index] ?? '', HEAD_STYLE);
          write(inside, text, { size: SIZE.cell });
        });
      } else {
        if (doc.y + height > bottom()) {
          doc.addPage();
          head();
        }
        const style = (index: number): TextStyle => ({
          ...cellStyle(index),
          colour: struck ? INK.muted : cellInk(cells[index] ?? []),
          // The last cell of a struck row says why and stays readable.
          strike: struck && index < cells.length - 1,
        });
        row(texts, style, height);
      }
      gap(inside, 2.5);
      rule(inside, 0.5, INK.rule);
      gap(inside, 3);
    });
  });
  gap(press, 6);
};

const quote = (press: Press, block: QuoteBlock): void => {
  const { nature, label, text } = block;
  withBar(press, nature, (inside) => {
    keep(inside, 44);
    caption(inside, label, nature);
    write(inside, saidBy(inside, block), { size: SIZE.small, colour: INK.muted });
    write(inside, text);
  });
  gap(press, 6);
};

const entries = (press: Press, { items }: EntriesBlock, level: number): void => {
  for (const { when, by, title, marks, blocks: content } of items) {
    keep(press, 46 + roomFor(press, content));
    rule(press, 0.5, INK.rule);
    gap(press, 4);
    write(press, press.label(title), { bold: true, size: level === 3 ? SIZE.h4 : SIZE.body });
    const meta = [when, ...(by === undefined ? [] : [by])].map((one) => press.label(one));
    write(press, meta.join('   '), { size: SIZE.small, colour: INK.muted });
    if (marks.length > 0)
      write(press, marks.map((mark) => `[${press.label(mark)}]`).join('  '), {
        size: SIZE.small,
        bold: true,
        colour: INK.alert,
      });
    gap(press, 2);
    blocks(press, content, level + 1);
  }
};

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

const chartHeight = ({ column }: Press): number => (CHART.height * column.width) / CHART.width;

const chart = (press: Press, block: ChartBlock): void => {
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

/** Side of the QR code in points, its quiet zone included. */
const CODE_SIDE = 74;

const drawCode = (doc: Doc, text: string, left: number, top: number): void => {
  const { size, dark } = codeSquares(text);
  const cell = CODE_SIDE / (size + 8);
  doc.fillColor('#000000');
  for (const [x, y] of dark) doc.rect(left + (x + 4) * cell, top + (y + 4) * cell, cell, cell);
  doc.fill();
};

/** Boxes to sign in: so many beside each other, with that much between them, that high. */
const BOXES = { across: 3, space: 10, height: 104 } as const;

const boxRows = ({ signers }: SignaturesBlock): number =>
  Math.ceil((signers.length + 2) / BOXES.across);

const signaturesHeight = (block: SignaturesBlock): number =>
  30 + boxRows(block) * (BOXES.height + BOXES.space);

const signatures = (press: Press, block: SignaturesBlock, code: string): void => {
  const { doc, column } = press;
  const { across, space, height } = BOXES;
  const width = (column.width - space * (across - 1)) / across;
  const rows = boxRows(block);
  keep(press, signaturesHeight(block));
  write(press, press.say(block.sentence));
  gap(press, 6);
  const top = doc.y;
  const place = (index: number) => ({
    left: column.x + (index % across) * (width + space),
    y: top + Math.floor(index / across) * (height + space),
  });
  block.signers.forEach(({ role, name }, index) => {
    const { left, y } = place(index);
    const inside = { x: left + 8, width: width - 16 };
    doc.lineWidth(0.7).strokeColor(colour(INK.rule)).rect(left, y, width, height).stroke();
    doc.y = y + 7;
    write(press, press.say(role), { size: SIZE.small, colour: INK.muted }, inside);
    if (name !== undefined) write(press, name, { bold: true }, inside);
    for (const [line, key] of [
      [y + 66, 'page.signature'],
      [y + 90, 'page.signedOn'],
    ] as const) {
      doc
        .lineWidth(0.5)
        .strokeColor(colour(INK.muted))
        .moveTo(inside.x, line)
        .lineTo(inside.x + inside.width, line)
        .stroke();
      doc.y = line + 1;
      write(press, press.say(message(key)), { size: 6.8, colour: INK.muted }, inside);
    }
  });
  const seal = place(block.signers.length);
  doc.lineWidth(0.7).strokeColor(colour(INK.rule)).rect(seal.left, seal.y, width, height).stroke();
  doc.y = seal.y + 7;
  write(
    press,
    press.say(block.seal),
    { size: SIZE.small, colour: INK.muted },
    {
      x: seal.left + 8,
      width: width - 16,
    },
  );
  const { left, y } = place(block.signers.length + 1);
  drawCode(doc, code, left + (width - CODE_SIDE) / 2, y);
  doc.y = y + CODE_SIDE + 1;
  write(
    press,
    press.say(message('page.stamp')),
    { size: 6.8, colour: INK.muted, align: 'center' },
    {
      x: left,
      width,
    },
  );
  doc.y = top + rows * (height + space);
};

/** What must stand on a page with whatever introduces these blocks, at the least. */
const roomFor = (press: Press, [first, ...rest]: readonly Block[]): number => {
  switch (first?.type) {
    case undefined:
      return 0;
    case 'chart':
      return chartHeight(press) + 60;
    case 'signatures':
      return signaturesHeight(first);
    case 'table':
      return tableStart(layoutOf(press, first));
    case 'note':
      return 20 + roomFor(press, rest);
    case 'group':
      return 30 + roomFor(press, first.blocks);
    case 'entries':
      return 46 + roomFor(press, first.items[0]?.blocks ?? []);
    case 'facts':
      return factsHeight(first, factRows(press, first));
    case 'quote':
      return 50;
    default:
      return unreachable(first);
  }
};

const heading = (press: Press, level: number, text: string, below: readonly Block[]): void => {
  keep(press, 30 + roomFor(press, below));
  gap(press, level === 3 ? 8 : 5);
  write(press, text, { bold: true, size: level === 3 ? SIZE.h3 : SIZE.h4 });
  gap(press, 3);
};

const drawBlock = (press: Press, block: Block, level: number, code: string): void => {
  switch (block.type) {
    case 'facts':
      facts(press, block);
      break;
    case 'table':
      table(press, block);
      break;
    case 'quote':
      quote(press, block);
      break;
    case 'entries':
      entries(press, block, level);
      break;
    case 'chart':
      chart(press, block);
      break;
    case 'signatures':
      signatures(press, block, code);
      break;
    case 'note':
      write(press, press.say(block.text));
      gap(press, 4);
      break;
    case 'group':
      heading(press, level, press.label(block.title), block.blocks);
      blocks(press, block.blocks, level + 1, code);
      break;
    default:
      unreachable(block);
  }
};

const blocks = (press: Press, all: readonly Block[], level: number, code = ''): void => {
  for (const block of all) drawBlock(press, block, level, code);
};

/** Header and footer of every page, once the number of pages is known. */
const pageEdges = (press: Press, document: ReportDocument, hash: string): void => {
  const { doc } = press;
  const { start, count } = doc.bufferedPageRange();
  const width = PAGE.width - MARGIN.left - MARGIN.right;
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(start + page);
    // Text below the bottom margin would start a new page.
    doc.page.margins.bottom = 0;
    const edge = (text: string, y: number, align: 'left' | 'right'): void => {
      // The other side of the edge keeps two fifths of the line.
      styled(doc, { size: 7.2, colour: INK.muted }).text(
        text,
        align === 'left' ? MARGIN.left : MARGIN.left + width * 0.6,
        y,
        { width: width * (align === 'left' ? 0.6 : 0.4), align, height: 10, ellipsis: true },
      );
    };
    edge(`${press.say(document.title)}　${document.planTitle}`, 34, 'left');
    edge(press.say(message('page.confidential')), 34, 'right');
    edge(`SHA-256 ${hash}`, PAGE.height - 38, 'left');
    edge(`${page + 1} / ${count}`, PAGE.height - 38, 'right');
    doc.page.margins.bottom = MARGIN.bottom;
  }
};

/** The bytes of a finished document. */
const bytesOf = (doc: Doc): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
    doc.end();
  });

/**
 * A report as PDF: A4, bookmarks, running header, page numbers and the document's hash on every
 * page, Chinese and Latin glyphs embedded as a subset. The same document gives the same bytes.
 */
export const renderPdf = async (
  document: ReportDocument,
  language: Language,
  { generatedAt, stamp }: PaperOptions,
): Promise<Uint8Array> => {
  const fonts = await loadFonts();
  const speech = speechIn(language);
  const title = speech.say(document.title);
  const made = new Date(generatedAt);
  const doc = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    info: {
      Title: `${title} – ${document.planTitle}`,
      Author: document.company,
      CreationDate: made,
      ModDate: made,
    },
    // No font at first: pdfkit would read Helvetica's measures, or open ours again at every change.
    font: '',
  });
  doc.registerFont('regular', fonts.regular as never).registerFont('bold', fonts.bold as never);
  const press: Press = {
    ...speech,
    doc,
    column: { x: MARGIN.left, width: PAGE.width - MARGIN.left - MARGIN.right },
  };
  doc.y = MARGIN.top;
  write(press, press.say(message('page.confidential')), { size: SIZE.small, colour: INK.alert });
  write(press, document.company, { colour: INK.muted });
  write(press, title, { size: SIZE.h1, bold: true });
  write(press, document.planTitle, { size: SIZE.h3 });
  gap(press, 8);
  facts(press, document.head);
  for (const one of document.notes)
    write(press, press.say(one), { size: SIZE.small, colour: INK.muted });
  document.sections.forEach(({ title: name, blocks: content }, index) => {
    const text = press.chapter(index, name);
    gap(press, 16);
    keep(press, 46 + roomFor(press, content));
    doc.outline.addItem(text);
    write(press, text, { size: SIZE.h2, bold: true, colour: INK.accent });
    gap(press, 2);
    rule(press, 1.2, INK.accent);
    gap(press, 7);
    blocks(press, content, 3, stamp.code);
  });
  pageEdges(press, document, stamp.hash);
  return bytesOf(doc);
};
