import { stringify } from 'csv-stringify/sync';
import { unreachable } from '../../../domain/kernel/unreachable.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import {
  type Block,
  type Cell,
  message,
  type Nature,
  type ReportDocument,
  type Value,
} from '../../../domain/report/document.ts';
import { linesOf } from './paper.ts';
import { type Speech, speechIn } from './say.ts';

/** One line of the file: one value, and where in the report it stands. */
interface Line {
  /** The chapter's id, the same in every language. */
  readonly section: string;
  /** Headings from the outermost in. */
  readonly heading: string;
  /** Number of the row or entry within its block, from 1; empty where there is but one. */
  readonly row: number | '';
  readonly nature: Nature | '';
  readonly field: string;
  readonly value: string;
}

type Place = Pick<Line, 'section' | 'heading'>;

const COLUMNS = ['section', 'heading', 'row', 'nature', 'field', 'value'] as const;

/** Numbers and dates as machines read them, everything else as the report says it. */
const plain = (speech: Speech, value: Value): string => {
  switch (value.type) {
    case 'date':
      return value.on;
    case 'moment':
      return `${value.on}T${value.time}`;
    case 'number':
    case 'share':
      return String(value.value);
    case 'asserted':
      return plain(speech, value.value);
    default:
      return speech.label(value);
  }
};

const cellText = (speech: Speech, cell: Cell): string =>
  linesOf(cell)
    .map((value) => plain(speech, value))
    .join('\n');

const under = (place: Place, heading: string): Place => ({
  ...place,
  heading: [place.heading, heading].filter((part) => part !== '').join(' > '),
});

const linesOfBlock = (speech: Speech, place: Place, block: Block): readonly Line[] => {
  switch (block.type) {
    case 'facts': {
      const at = block.caption === undefined ? place : under(place, speech.label(block.caption));
      return block.rows.map(({ label, value, nature = block.nature }) => ({
        ...at,
        row: '',
        nature,
        field: speech.label(label),
        value: cellText(speech, value),
      }));
    }
    case 'table': {
      const at = under(place, speech.label(block.caption));
      return block.rows.flatMap(({ cells, struck = false }, index) => [
        ...cells.map((cell, column) => ({
          ...at,
          row: index + 1,
          nature: block.columns[column]?.nature ?? block.nature,
          field: speech.label(block.columns[column]?.title ?? message('value.none')),
          value: cellText(speech, cell),
        })),
        ...(struck
          ? [
              {
                ...at,
                row: index + 1,
                nature: block.nature,
                field: speech.label(message('page.struck')),
                value: 'true',
              },
            ]
          : []),
      ]);
    }
    case 'quote':
      return [
        {
          ...(block.label === undefined ? place : under(place, speech.label(block.label))),
          row: '',
          nature: block.nature,
          field: [block.by, ...(block.when === undefined ? [] : [block.when])]
            .map((one) => plain(speech, one))
            .join(' '),
          value: block.text,
        },
      ];
    case 'entries':
      return block.items.flatMap(({ when, title, by, marks, blocks }, index) => {
        const at = under(place, `${plain(speech, when)} ${speech.label(title)}`);
        const line = (field: string, value: string): Line => ({
          ...at,
          row: index + 1,
          nature: '',
          field,
          value,
        });
        return [
          ...(by === undefined ? [] : [line('by', plain(speech, by))]),
          ...marks.map((mark) => line('mark', speech.label(mark))),
          ...blocks.flatMap((inner) => linesOfBlock(speech, at, inner)),
        ];
      });
    case 'group':
      return block.blocks.flatMap((inner) =>
        linesOfBlock(speech, under(place, speech.label(block.title)), inner),
      );
    case 'note':
      return [{ ...place, row: '', nature: '', field: '', value: speech.say(block.text) }];
    // The table after a chart has its figures; lines to sign on are for paper.
    case 'chart':
    case 'signatures':
      return [];
    default:
      return unreachable(block);
  }
};

/**
 * A report as CSV, one value a line, in UTF-8 with a byte order mark so that spreadsheets read the
 * Chinese. What looks like a formula is written so that none runs.
 */
export const renderCsv = (document: ReportDocument, language: Language): string => {
  const speech = speechIn(language);
  const lines = [
    ...linesOfBlock(speech, { section: 'head', heading: '' }, document.head),
    ...document.sections.flatMap(({ id, title, blocks }) =>
      blocks.flatMap((block) =>
        linesOfBlock(speech, { section: id, heading: speech.label(title) }, block),
      ),
    ),
  ];
  return stringify(lines, {
    bom: true,
    header: true,
    columns: [...COLUMNS],
    escape_formulas: true,
    record_delimiter: 'windows',
  });
};
