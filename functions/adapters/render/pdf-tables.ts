import type { Cell, FactsBlock, TableBlock } from '../../../domain/report/document.ts';
import { columnTitles, columnWidths, INK, linesOf } from './paper.ts';
import {
  bottom,
  type Column,
  caption,
  featuresFor,
  gap,
  heightOf,
  inkOf,
  keep,
  type Press,
  pageIndex,
  rule,
  SIZE,
  said,
  styled,
  type TextStyle,
  tagged,
  withBar,
  write,
} from './pdf-press.ts';

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
export const factRows = (press: Press, { nature, rows }: FactsBlock) => {
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
export const factsHeight = (
  { caption: label }: FactsBlock,
  rows: ReturnType<typeof factRows>,
): number => {
  const [first] = rows;
  const shown = rows.length <= KEEP_ROWS ? rows : [first];
  return shown.reduce((sum, row) => sum + (row?.least ?? 0) + 2, label === undefined ? 0 : 20);
};

/** Names and values beside each other. */
export const facts = (press: Press, block: FactsBlock): void => {
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
export const layoutOf = (press: Press, block: TableBlock) => {
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
export const tableStart = ({ rows: [first = ['']], rowHeight, headHeight }: TableLayout): number =>
  30 + headHeight + Math.min(rowHeight(first, cellStyle), TALLEST_ROW);

/** A table; its titles come again on every page, and what is too tall for a row is written out. */
export const table = (press: Press, block: TableBlock): void => {
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
