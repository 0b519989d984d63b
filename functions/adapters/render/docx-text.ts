import {
  BorderStyle,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  Paragraph,
  type Table,
  type TableOfContents,
  TextRun,
} from 'docx';
import type { Cell, Message, Nature, Value } from '../../../domain/report/document.ts';
import { linesOf, NATURE_INK, STATUS_INK, tagText } from './paper.ts';
import type { Speech } from './say.ts';

/** Twentieths of a point between A4's margins of 17 mm. */
export const TEXT_WIDTH = 9978;
/** Styles of headings by level, from 1. */
export const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
] as const;

/** What every block is written with. */
export interface Pen extends Speech {
  /** The QR code beside the signatures, as PNG. */
  readonly code: Uint8Array;
}

/** What stands in a document, one below the other. */
export type Content = Paragraph | Table | TableOfContents;

type Look = Omit<IRunOptions, 'text' | 'children'>;
type Layout = Omit<IParagraphOptions, 'text' | 'children'>;

/** A stretch of text in one look. */
export const run = (text: string, look: Look = {}): TextRun => new TextRun({ ...look, text });

/** Lines of a text as runs of one paragraph. */
const runs = (text: string, look: Look = {}): readonly TextRun[] =>
  text
    .split('\n')
    .map((line, index) => new TextRun({ ...look, text: line, ...(index > 0 ? { break: 1 } : {}) }));

/** A paragraph; its lines stay lines. */
export const paragraph = (text: string, look: Look = {}, layout: Layout = {}): Paragraph =>
  new Paragraph({ ...layout, children: [...runs(text, look)] });

/** A bar at the left, whose form and colour say what a block asserts; words say it too. */
export const barOf = (nature: Nature): Partial<IParagraphOptions> =>
  nature === 'fact'
    ? {}
    : {
        border: {
          left: {
            style: nature === 'judgement' ? BorderStyle.DOUBLE : BorderStyle.SINGLE,
            size: nature === 'judgement' ? 6 : 18,
            space: 8,
            color: NATURE_INK[nature],
          },
        },
        indent: { left: 200 },
      };

/** The line above a block: its name, and what it asserts. */
export const caption = (
  pen: Pen,
  label: Message | undefined,
  nature: Nature,
): readonly Paragraph[] => {
  if (label === undefined && nature === 'fact') return [];
  return [
    new Paragraph({
      style: 'UpturnCaption',
      keepNext: true,
      ...barOf(nature),
      children: [
        ...(label === undefined ? [] : [run(`${pen.label(label)} `)]),
        ...(nature === 'fact' ? [] : [run(tagText(pen, nature), { color: NATURE_INK[nature] })]),
      ],
    }),
  ];
};

/** A value's stretches: the people's words, codes and statuses each in their own look. */
const valueRuns = (pen: Pen, value: Value, look: Look = {}): readonly TextRun[] => {
  if (value.type === 'asserted')
    return [
      run(`${tagText(pen, value.nature)} `, { ...look, color: NATURE_INK[value.nature] }),
      ...valueRuns(pen, value.value, look),
    ];
  return pen.fragments(value).flatMap(({ text, of }) => {
    if (of?.type === 'code') return runs(text, { ...look, font: 'Consolas', size: 16 });
    if (of?.type === 'word' && of.list === 'goalStatuses')
      return runs(text, { ...look, color: STATUS_INK[of.word], bold: true });
    return runs(text, look);
  });
};

/** The lines of a cell, each a paragraph. */
export const cellParagraphs = (
  pen: Pen,
  cell: Cell,
  look: Look = {},
  layout: Layout = {},
): readonly Paragraph[] => {
  const lines = linesOf(cell);
  if (lines.length === 0) return [new Paragraph({ style: 'UpturnCell' })];
  return lines.map(
    (value) =>
      new Paragraph({
        style: 'UpturnCell',
        ...layout,
        ...(lines.length > 1 ? { bullet: { level: 0 }, indent: { left: 170, hanging: 170 } } : {}),
        children: [...valueRuns(pen, value, look)],
      }),
  );
};
