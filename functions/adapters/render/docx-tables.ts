import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import {
  type FactsBlock,
  message,
  type Nature,
  type TableBlock,
} from '../../../domain/report/document.ts';
import { type Content, caption, cellParagraphs, type Pen, run, TEXT_WIDTH } from './docx-text.ts';
import { columnTitles, columnWidths, INK, linesOf, NATURE_INK, tagText, widthOf } from './paper.ts';

/** Twentieths of a point that a Latin character of a table's text is wide, on average. */
const CHARACTER = 104;

const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
/** A table that shows no lines. */
export const NO_BORDERS = {
  top: NO_BORDER,
  bottom: NO_BORDER,
  left: NO_BORDER,
  right: NO_BORDER,
  insideHorizontal: NO_BORDER,
  insideVertical: NO_BORDER,
} as const;
/** The thin line between rows. */
export const HAIR = { style: BorderStyle.SINGLE, size: 4, color: INK.rule } as const;

/** A table's left border carries what its paragraphs' bars carry elsewhere. */
const tableBar = (nature: Nature) =>
  nature === 'fact'
    ? NO_BORDER
    : {
        style: nature === 'judgement' ? BorderStyle.DOUBLE : BorderStyle.SINGLE,
        size: nature === 'judgement' ? 6 : 18,
        color: NATURE_INK[nature],
      };

const after = (): Paragraph => new Paragraph({ style: 'UpturnGap' });

/** Names and values beside each other. */
export const facts = (
  pen: Pen,
  { nature, caption: label, rows }: FactsBlock,
): readonly Content[] => {
  const widths = [Math.round(TEXT_WIDTH * 0.26), Math.round(TEXT_WIDTH * 0.74)];
  return [
    ...caption(pen, label, nature),
    new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      columnWidths: widths,
      borders: { ...NO_BORDERS, left: tableBar(nature) },
      rows: rows.map(
        ({ label: name, value, nature: own = nature }) =>
          new TableRow({
            cantSplit:
              linesOf(value).length <= 6 &&
              widthOf(pen.label(linesOf(value)[0] ?? message('value.none'))) < 400,
            children: [
              new TableCell({
                children: [
                  new Paragraph({
                    style: 'UpturnCell',
                    children: [
                      run(pen.label(name), { color: INK.muted }),
                      ...(own === nature
                        ? []
                        : [run(` ${tagText(pen, own)}`, { color: NATURE_INK[own], size: 16 })]),
                    ],
                  }),
                ],
              }),
              new TableCell({ children: [...cellParagraphs(pen, value)] }),
            ],
          }),
      ),
    }),
    after(),
  ];
};

/** A table; its titles come again on every page. */
export const table = (pen: Pen, block: TableBlock): readonly Content[] => {
  const titles = columnTitles(pen, block);
  const widths = columnWidths(
    titles,
    block.rows.map(({ cells }) =>
      cells.map((cell) =>
        linesOf(cell)
          .map((value) => pen.label(value))
          .join('\n'),
      ),
    ),
    {
      textWidth: (text) => widthOf(text) * CHARACTER,
      available: TEXT_WIDTH,
      short: 18 * CHARACTER,
      padding: 240,
    },
  ).map(Math.round);
  const alignment = (index: number) =>
    block.columns[index]?.align === 'end' ? AlignmentType.END : AlignmentType.START;
  return [
    ...caption(pen, block.caption, block.nature),
    new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      columnWidths: widths,
      borders: {
        ...NO_BORDERS,
        insideHorizontal: HAIR,
        bottom: HAIR,
        left: tableBar(block.nature),
      },
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: titles.map(
            (title, index) =>
              new TableCell({
                verticalAlign: VerticalAlignTable.BOTTOM,
                shading: { type: ShadingType.CLEAR, fill: INK.soft, color: 'auto' },
                children: [
                  new Paragraph({
                    style: 'UpturnCell',
                    keepNext: true,
                    alignment: alignment(index),
                    children: [run(title, { bold: true, color: INK.muted, size: 16 })],
                  }),
                ],
              }),
          ),
        }),
        ...block.rows.map(
          ({ cells, struck = false }) =>
            new TableRow({
              cantSplit: cells.every((cell) =>
                linesOf(cell).every((value) => widthOf(pen.label(value)) < 600),
              ),
              children: cells.map((cell, index) => {
                // The last cell of a struck row says why and stays readable.
                const strike = struck && index < cells.length - 1;
                return new TableCell({
                  children: [
                    ...cellParagraphs(
                      pen,
                      cell,
                      {
                        ...(index === 0 ? { bold: true } : {}),
                        ...(strike ? { strike: true, color: INK.muted } : {}),
                      },
                      { alignment: alignment(index) },
                    ),
                  ],
                });
              }),
            }),
        ),
      ],
    }),
    after(),
  ];
};
