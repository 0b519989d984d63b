import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableOfContents,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { toBuffer as codePicture } from 'qrcode';
import { unreachable } from '../../../domain/kernel/unreachable.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import {
  type Block,
  type EntriesBlock,
  message,
  type QuoteBlock,
  type ReportDocument,
  type SignaturesBlock,
} from '../../../domain/report/document.ts';
import { chart } from './docx-chart.ts';
import { settled } from './docx-settled.ts';
import { styles } from './docx-styles.ts';
import { facts, HAIR, NO_BORDERS, table } from './docx-tables.ts';
import {
  barOf,
  type Content,
  caption,
  HEADINGS,
  type Pen,
  paragraph,
  run,
  TEXT_WIDTH,
} from './docx-text.ts';
import { INK, type PaperOptions, saidBy } from './paper.ts';
import { speechIn } from './say.ts';

const quote = (pen: Pen, block: QuoteBlock): readonly Content[] => {
  const { nature, label, text } = block;
  return [
    ...caption(pen, label, nature),
    paragraph(
      saidBy(pen, block),
      { color: INK.muted, size: 17 },
      { keepNext: true, ...barOf(nature) },
    ),
    paragraph(text, {}, { style: 'UpturnQuote', ...barOf(nature) }),
  ];
};

const entries = (pen: Pen, { items }: EntriesBlock, level: number): readonly Content[] =>
  items.flatMap(({ when, by, title, marks, blocks: content }) => [
    new Paragraph({
      heading: HEADINGS[Math.min(level, 4) - 1] ?? HeadingLevel.HEADING_4,
      keepNext: true,
      border: { top: { ...HAIR, space: 6 } },
      children: [
        run(pen.label(title)),
        ...marks.map((mark) => run(`  [${pen.label(mark)}]`, { color: INK.alert, size: 17 })),
      ],
    }),
    paragraph(
      [when, ...(by === undefined ? [] : [by])].map((one) => pen.label(one)).join('   '),
      { color: INK.muted, size: 17 },
      { keepNext: true },
    ),
    ...blocks(pen, content, level + 1),
  ]);

const signatures = (pen: Pen, { sentence, signers, seal }: SignaturesBlock): readonly Content[] => {
  const across = 3;
  const width = Math.floor(TEXT_WIDTH / across);
  const box = { style: BorderStyle.SINGLE, size: 4, color: INK.muted } as const;
  const cells = [
    ...signers.map(({ role, name }) => [
      paragraph(pen.say(role), { color: INK.muted }, { style: 'UpturnCell' }),
      paragraph(name ?? '', { bold: true }, { style: 'UpturnCell' }),
      ...(['page.signature', 'page.signedOn'] as const).flatMap((key) => [
        // A paragraph of its own: borders of neighbours that are alike would become one.
        new Paragraph({
          style: 'UpturnCell',
          spacing: { before: 420 },
          border: { bottom: { ...HAIR, color: INK.muted } },
        }),
        paragraph(pen.say(message(key)), { color: INK.muted, size: 15 }, { style: 'UpturnCell' }),
      ]),
    ]),
    [paragraph(pen.say(seal), { color: INK.muted }, { style: 'UpturnCell' })],
    [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new ImageRun({
            type: 'png',
            data: pen.code,
            transformation: { width: 110, height: 110 },
            altText: { name: 'QR', title: 'QR', description: pen.say(message('page.stamp')) },
          }),
        ],
      }),
      paragraph(
        pen.say(message('page.stamp')),
        { color: INK.muted, size: 14 },
        { alignment: AlignmentType.CENTER },
      ),
    ],
  ];
  const rows = Array.from({ length: Math.ceil(cells.length / across) }, (_, row) =>
    Array.from({ length: across }, (__, column) => cells[row * across + column]),
  );
  return [
    paragraph(pen.say(sentence), {}, { keepNext: true }),
    new Table({
      width: { size: width * across, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      columnWidths: Array.from({ length: across }, () => width),
      borders: NO_BORDERS,
      rows: rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map(
              (cell) =>
                new TableCell({
                  margins: { top: 100, bottom: 100, left: 120, right: 120 },
                  ...(cell === undefined
                    ? {}
                    : { borders: { top: box, bottom: box, left: box, right: box } }),
                  children: cell ?? [new Paragraph({})],
                }),
            ),
          }),
      ),
    }),
  ];
};

const block = (pen: Pen, one: Block, level: number): readonly Content[] => {
  switch (one.type) {
    case 'facts':
      return facts(pen, one);
    case 'table':
      return table(pen, one);
    case 'quote':
      return quote(pen, one);
    case 'entries':
      return entries(pen, one, level);
    case 'chart':
      return chart(pen, one);
    case 'signatures':
      return signatures(pen, one);
    case 'note':
      return [paragraph(pen.say(one.text), {}, { keepNext: true })];
    case 'group':
      return [
        new Paragraph({
          heading: HEADINGS[Math.min(level, 4) - 1] ?? HeadingLevel.HEADING_4,
          keepNext: true,
          children: [run(pen.label(one.title))],
        }),
        ...blocks(pen, one.blocks, level + 1),
      ];
    default:
      return unreachable(one);
  }
};

const blocks = (pen: Pen, all: readonly Block[], level: number): readonly Content[] =>
  all.flatMap((one) => block(pen, one, level));

/**
 * A report as a Word document to edit: real headings and styles, a table of contents, header and
 * footer, charts with their figures. The same document gives the same bytes.
 */
export const renderDocx = async (
  document: ReportDocument,
  language: Language,
  { generatedAt, stamp }: PaperOptions,
): Promise<Uint8Array> => {
  const pen: Pen = {
    ...speechIn(language),
    code: await codePicture(stamp.code, { errorCorrectionLevel: 'M', margin: 2, scale: 6 }),
  };
  const title = pen.say(document.title);
  const edge = (
    left: string,
    right: readonly (string | (typeof PageNumber)[keyof typeof PageNumber])[],
  ) =>
    new Paragraph({
      style: 'UpturnEdge',
      tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
      children: [new TextRun({ text: left }), new TextRun({ children: ['\t', ...right] as never })],
    });
  const file = new Document({
    title: `${title} – ${document.planTitle}`,
    creator: document.company,
    lastModifiedBy: document.company,
    styles: styles(),
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1247, bottom: 1134, left: 964, right: 964 },
          },
        },
        headers: {
          default: new Header({
            children: [
              edge(`${title}　${document.planTitle}`, [pen.say(message('page.confidential'))]),
            ],
          }),
        },
        footers: {
          default: new Footer({
            children: [
              edge(`SHA-256 ${stamp.hash}`, [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES]),
            ],
          }),
        },
        children: [
          paragraph(pen.say(message('page.confidential')), { color: INK.alert, size: 17 }),
          paragraph(document.company, { color: INK.muted }),
          paragraph(title, {}, { heading: HeadingLevel.TITLE }),
          paragraph(document.planTitle, { size: 24 }),
          ...facts(pen, document.head),
          ...document.notes.map((one) => paragraph(pen.say(one), { color: INK.muted, size: 17 })),
          paragraph(pen.say(message('page.contents')), { bold: true }, { keepNext: true }),
          new TableOfContents(pen.say(message('page.contents')), {
            hyperlink: true,
            headingStyleRange: '1-1',
            beginDirty: false,
          }),
          ...document.sections.flatMap(({ title: name, blocks: content }, index) => [
            new Paragraph({
              heading: HeadingLevel.HEADING_1,
              border: {
                bottom: { style: BorderStyle.SINGLE, size: 10, color: INK.accent, space: 3 },
              },
              children: [run(pen.chapter(index, name))],
            }),
            ...blocks(pen, content, 2),
          ]),
        ],
      },
    ],
  });
  return settled(await Packer.toBuffer(file), generatedAt);
};
