import type PDFDocument from 'pdfkit';
import type { Message, Nature, Value } from '../../../domain/report/document.ts';
import { hasWide, INK, NATURE_INK, STATUS_INK, tagText } from './paper.ts';
import type { Speech } from './say.ts';

/** The document that is written. */
export type Doc = InstanceType<typeof PDFDocument>;

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
/** What a page leaves free, in points; header and footer stand in it. */
export const MARGIN = { top: 64, bottom: 58, left: 48, right: 48 } as const;
/** Sizes of letters in points. */
export const SIZE = {
  body: 9.5,
  cell: 8.6,
  small: 8,
  h1: 18,
  h2: 13.5,
  h3: 11.5,
  h4: 10.5,
} as const;
const LINE_GAP = 2.2;
/** What a block with a coloured bar is moved in by. */
const BAR_INDENT = 9;

/** How a text looks; as the body of the report unless it says so. */
export interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly align?: 'left' | 'right' | 'center';
  readonly strike?: boolean;
}

/** Where the next line goes: pdfkit keeps `y`; the left edge and width change with the nesting. */
export interface Column {
  readonly x: number;
  readonly width: number;
}

/** What every block is written with: the words, the document, and where to write. */
export interface Press extends Speech {
  readonly doc: Doc;
  readonly column: Column;
}

/** A colour of the palette as pdfkit takes it. */
export const colour = (hex: string): string => `#${hex}`;
/** Where a page is full, in points from its top. */
export const bottom = (): number => PAGE.height - MARGIN.bottom;

/** The document, set to write in a style. */
export const styled = (
  doc: Doc,
  { size = SIZE.body, bold = false, colour: ink = INK.text }: TextStyle,
) =>
  doc
    .font(bold ? 'bold' : 'regular')
    .fontSize(size)
    .fillColor(colour(ink));

/** The font's quotation marks are as wide as a Chinese character; among Latin ones they are not. */
export const featuresFor = (
  text: string,
): { readonly features?: PDFKit.Mixins.OpenTypeFeatures[] } =>
  hasWide(text) ? {} : { features: ['pwid'] };

/** Lines one by one: pdfkit gives a line end the width of a character. */
const linesIn = (text: string): readonly string[] =>
  text.split('\n').map((line) => (line === '' ? ' ' : line));

/** Height that a text takes at a width, in points. */
export const heightOf = (
  { doc }: Press,
  text: string,
  width: number,
  style: TextStyle = {},
): number => {
  styled(doc, style);
  return linesIn(text).reduce(
    (sum, line) =>
      sum + doc.heightOfString(line, { width, lineGap: LINE_GAP, ...featuresFor(line) }),
    0,
  );
};

/** Starts a page when less than this is left on the current one. */
export const keep = ({ doc }: Press, height: number): void => {
  if (doc.y + Math.min(height, bottom() - MARGIN.top) > bottom()) doc.addPage();
};

/** Writes a text that flows over as many pages as it needs. */
export const write = (
  press: Press,
  text: string,
  style: TextStyle = {},
  column = press.column,
): void => {
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

/** Leaves so many points free. */
export const gap = ({ doc }: Press, points: number): void => {
  doc.y = Math.min(doc.y + points, bottom());
};

const inset = (press: Press, by: number): Press => ({
  ...press,
  column: { x: press.column.x + by, width: press.column.width - by },
});

/** A text with what it asserts. */
export const tagged = (press: Press, nature: Nature, text: string): string =>
  `${text}${text === '' ? '' : ' '}${tagText(press, nature)}`;

/** What a value says; where it asserts something else than its block, it says so itself. */
export const said = (press: Press, value: Value): string =>
  value.type === 'asserted'
    ? `${tagText(press, value.nature)} ${said(press, value.value)}`
    : press.label(value);

/** The colour of a value: that of what it asserts, or of the status it is. */
export const inkOf = (value: Value): string => {
  if (value.type === 'asserted') return NATURE_INK[value.nature];
  return value.type === 'word' && value.list === 'goalStatuses' ? STATUS_INK[value.word] : INK.text;
};

/** Draws what is inside and, on each page that it touches, a bar at its left. */
export const withBar = (press: Press, nature: Nature, draw: (inside: Press) => void): void => {
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

/** The page that is written on, from 0. */
export const pageIndex = (doc: Doc): number => {
  const { start, count } = doc.bufferedPageRange();
  return start + count - 1;
};

/** The line above a block: its name, and what it asserts. */
export const caption = (press: Press, label: Message | undefined, nature: Nature): void => {
  if (label === undefined && nature === 'fact') return;
  const text = label === undefined ? '' : press.label(label);
  keep(press, 40);
  write(press, nature === 'fact' ? text : tagged(press, nature, text), {
    bold: true,
    ...(nature === 'fact' ? {} : { colour: NATURE_INK[nature] }),
  });
  gap(press, 2);
};

/** A line across the column, so many points thick. */
export const rule = ({ doc, column }: Press, width: number, ink: string): void => {
  doc
    .lineWidth(width)
    .strokeColor(colour(ink))
    .moveTo(column.x, doc.y)
    .lineTo(column.x + column.width, doc.y)
    .stroke();
};
