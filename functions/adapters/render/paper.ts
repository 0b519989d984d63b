import { create } from 'qrcode';
import type { GoalStatus } from '../../../domain/plan/vocabulary.ts';
import {
  type Cell,
  message,
  type Nature,
  type QuoteBlock,
  type TableBlock,
  type Value,
} from '../../../domain/report/document.ts';
import type { ChartInk } from './chart-drawing.ts';
import type { Speech } from './say.ts';

/**
 * What a copy on paper carries so that it can be matched with the record: the SHA-256 of the report
 * document, and the text of the code that is printed beside the signatures.
 */
export interface Stamp {
  /** Lower-case hex of 64 characters. */
  readonly hash: string;
  /** What the QR code says: plan, version and hash, nobody's name. */
  readonly code: string;
}

/** What every renderer of files is given besides the document. */
export interface PaperOptions {
  /** When the report was made; the only time that the file carries. */
  readonly generatedAt: string;
  readonly stamp: Stamp;
}

/** The colours of the screen's light theme, without `#`: paper is always light. */
export const INK = {
  text: '1c2128',
  muted: '555d68',
  rule: 'd5dae0',
  soft: 'f5f7f9',
  accent: '1f4e79',
  judgement: '8a5a00',
  statement: '1d6a58',
  alert: 'a3312a',
  good: '2b6a30',
} as const;

export const NATURE_INK: Readonly<Record<Nature, string>> = {
  fact: INK.muted,
  judgement: INK.judgement,
  statement: INK.statement,
};

export const STATUS_INK: Readonly<Record<GoalStatus | 'NO_CHANGE', string>> = {
  NOT_STARTED: INK.text,
  NO_CHANGE: INK.text,
  ON_TRACK: INK.good,
  MET: INK.good,
  AT_RISK: INK.judgement,
  INSUFFICIENT_DATA: INK.judgement,
  OFF_TRACK: INK.alert,
  NOT_MET: INK.alert,
};

/** How each stroke of a chart looks on paper; widths and dashes in the chart's own units. */
export const STROKES: Readonly<
  Record<
    ChartInk,
    { readonly colour: string; readonly width: number; readonly dash?: readonly [number, number] }
  >
> = {
  grid: { colour: INK.rule, width: 1 },
  month: { colour: INK.muted, width: 1 },
  checkpoint: { colour: INK.muted, width: 1, dash: [2, 3] },
  today: { colour: INK.muted, width: 1 },
  target: { colour: INK.good, width: 2, dash: [9, 5] },
  expected: { colour: INK.muted, width: 2, dash: [1, 4] },
  course: { colour: INK.accent, width: 2.5 },
  measured: { colour: INK.accent, width: 1.5 },
  struck: { colour: INK.muted, width: 1.5 },
};

/** The dark squares of a QR code, row by row, without a quiet zone. */
export const codeSquares = (
  text: string,
): { readonly size: number; readonly dark: readonly (readonly [x: number, y: number])[] } => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const dark = Array.from(
    { length: size * size },
    (_, at) => [at % size, Math.floor(at / size)] as const,
  ).filter(([x, y]) => modules.get(y, x) === 1);
  return { size, dark };
};

/** Several values under each other, or the one there is. */
export const linesOf = (cell: Cell): readonly Value[] => ('type' in cell ? [cell] : cell);

/** Who said it, and when, above what they said. */
export const saidBy = (
  { say }: Pick<Speech, 'say'>,
  { by, when }: Pick<QuoteBlock, 'by' | 'when'>,
): string =>
  say(when === undefined ? message('page.said', { by }) : message('page.saidAt', { by, when }));

/** `[judgement]`: what something asserts, where only words can say it. */
export const tagText = ({ say }: Pick<Speech, 'say'>, nature: Nature): string =>
  `[${say(message(`page.${nature}`))}]`;

/** Titles of a table's columns; those that assert something else than the table say so themselves. */
export const columnTitles = (
  speech: Pick<Speech, 'say' | 'label'>,
  { nature, columns }: Pick<TableBlock, 'nature' | 'columns'>,
): readonly string[] =>
  columns.map(({ title, nature: own = nature }) =>
    own === nature ? speech.label(title) : `${speech.label(title)} ${tagText(speech, own)}`,
  );

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/gu;

/** Whether a text has characters that are as wide as a Chinese one. */
export const hasWide = (text: string): boolean => text.search(WIDE) >= 0;

/** Width of a text in Latin characters; Chinese ones count twice. */
export const widthOf = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** What a table's columns are measured with; all in the same unit. */
interface TableMeasure {
  /** Width of a text on one line. */
  readonly textWidth: (text: string) => number;
  /** Width of the whole table. */
  readonly available: number;
  /** A text up to this width keeps to one line. */
  readonly short: number;
  /** What every cell has besides its text. */
  readonly padding: number;
}

/** Width of each column: what is short keeps to one line, the rest goes to those with long texts. */
export const columnWidths = (
  titles: readonly string[],
  /** The texts of each row's cells, lines and all. */
  rows: readonly (readonly string[])[],
  { textWidth, available, short, padding }: TableMeasure,
): readonly number[] => {
  const columns = titles.map((title, index) => {
    const texts = rows.flatMap((cells) => (cells[index] ?? '').split('\n'));
    const widths = texts.map(textWidth);
    // No word is broken but one that is longer than a short text.
    const words = [title, ...texts]
      .filter((text) => !hasWide(text))
      .flatMap((text) => text.split(' '));
    const least = Math.max(
      ...[...widths, ...[...new Set([title, ...words])].map(textWidth)].filter(
        (width) => width <= short,
      ),
      short / 4,
    );
    const most = Math.max(least, ...widths.map((width) => Math.min(width, short * 6)));
    return { least: least + padding, most: most + padding };
  });
  const sum = (of: 'least' | 'most'): number =>
    columns.reduce((total, column) => total + column[of], 0);
  const spare = available - sum('least');
  const wished = sum('most') - sum('least');
  return columns.map(({ least, most }) =>
    spare <= 0
      ? (least / sum('least')) * available
      : least + (wished === 0 ? spare / columns.length : ((most - least) / wished) * spare),
  );
};
