import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableOfContents,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { ChartRun, type ScatterChartSeries } from 'docx/charts';
import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { toBuffer as codePicture } from 'qrcode';
import { type CivilDate, dayNumber } from '../../../domain/kernel/civil-date.ts';
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
import { marksOf } from './chart-drawing.ts';
import {
  columnTitles,
  columnWidths,
  INK,
  linesOf,
  NATURE_INK,
  type PaperOptions,
  STATUS_INK,
  STROKES,
  saidBy,
  tagText,
  widthOf,
} from './paper.ts';
import { type Speech, speechIn } from './say.ts';

/** Twentieths of a point between A4's margins of 17 mm. */
const TEXT_WIDTH = 9978;
/** Twentieths of a point that a Latin character of a table's text is wide, on average. */
const CHARACTER = 104;
const FONT = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'Microsoft YaHei' } as const;
const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
] as const;

interface Pen extends Speech {
  /** The QR code beside the signatures, as PNG. */
  readonly code: Uint8Array;
}

type Content = Paragraph | Table | TableOfContents;

type Look = Omit<IRunOptions, 'text' | 'children'>;
type Layout = Omit<IParagraphOptions, 'text' | 'children'>;

const run = (text: string, look: Look = {}): TextRun => new TextRun({ ...look, text });

/** Lines of a text as runs of one paragraph. */
const runs = (text: string, look: Look = {}): readonly TextRun[] =>
  text
    .split('\n')
    .map((line, index) => new TextRun({ ...look, text: line, ...(index > 0 ? { break: 1 } : {}) }));

const paragraph = (text: string, look: Look = {}, layout: Layout = {}): Paragraph =>
  new Paragraph({ ...layout, children: [...runs(text, look)] });

/** A bar at the left, whose form and colour say what a block asserts; words say it too. */
const barOf = (nature: Nature): Partial<IParagraphOptions> =>
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

const caption = (pen: Pen, label: Message | undefined, nature: Nature): readonly Paragraph[] => {
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

const cellParagraphs = (
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

const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const NO_BORDERS = {
  top: NO_BORDER,
  bottom: NO_BORDER,
  left: NO_BORDER,
  right: NO_BORDER,
  insideHorizontal: NO_BORDER,
  insideVertical: NO_BORDER,
} as const;
const HAIR = { style: BorderStyle.SINGLE, size: 4, color: INK.rule } as const;

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

const facts = (pen: Pen, { nature, caption: label, rows }: FactsBlock): readonly Content[] => {
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

const table = (pen: Pen, block: TableBlock): readonly Content[] => {
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

/** A spreadsheet's number of a day. */
const serial = (on: CivilDate): number => dayNumber(on) + 25_569;

const DATE_FORMATS: Readonly<Record<Language, string>> = {
  'zh-CN': 'm"月"d"日"',
  en: 'd mmm',
};

/** Points without a line between them; some programs draw one of no width as a hair. */
const NO_LINE = { color: 'ffffff', width: 0 } as const;

const DASHES = { expected: 'dot', target: 'dash', today: 'solid', struck: 'solid' } as const;

/** A chart of Word's own, so that whoever edits the document can open its figures. */
const chart = (pen: Pen, block: ChartBlock): readonly Content[] => {
  const span = [block.from, block.to] as const;
  const points = (all: readonly { readonly on: CivilDate; readonly value: number }[]) =>
    all.map(({ on, value }) => ({ x: serial(on), y: value }));
  const every = [...block.course, ...block.measured, ...block.expected].map(({ value }) => value);
  const floor = Math.min(block.target, ...every);
  const ceiling = Math.max(block.target, ...every);
  const series: ScatterChartSeries[] = marksOf(block).map((mark) => {
    const { colour, width } = STROKES[mark];
    const name = pen.label(block.legend[mark]);
    switch (mark) {
      case 'course':
        return {
          name,
          points: points(block.course),
          color: colour,
          markers: { shape: 'circle', size: 5 },
          line: { color: colour, width },
        };
      case 'measured':
      case 'struck':
        return {
          name,
          points: points(block.measured.filter(({ struck }) => struck === (mark === 'struck'))),
          color: colour,
          markers: { shape: mark === 'struck' ? 'x' : 'circle', size: 7 },
          line: NO_LINE,
        };
      case 'expected':
        return {
          name,
          points: points(block.expected),
          color: colour,
          markers: false,
          line: { color: colour, width: 1.5, dash: DASHES.expected },
        };
      case 'target':
        return {
          name,
          points: span.map((on) => ({ x: serial(on), y: block.target })),
          color: colour,
          markers: false,
          line: { color: colour, width: 1.5, dash: DASHES.target },
        };
      case 'today':
        return {
          name,
          points: [floor, ceiling].map((y) => ({ x: serial(block.today ?? block.to), y })),
          color: colour,
          markers: false,
          line: { color: colour, width: 1, dash: DASHES.today },
        };
      default:
        return unreachable(mark);
    }
  });
  if (block.checkpoints.length > 0)
    series.push({
      name: block.checkpoints.map(({ label }) => pen.say(label)).join(' / '),
      points: block.checkpoints.map(({ on }) => ({ x: serial(on), y: floor })),
      color: STROKES.checkpoint.colour,
      markers: false,
      line: NO_LINE,
      yErrorBars: {
        type: 'fixed',
        direction: 'plus',
        value: ceiling - floor,
        endCaps: false,
        line: { color: STROKES.checkpoint.colour, width: 0.75, dash: 'dash' },
      },
    });
  return [
    paragraph(pen.label(block.title), {}, { style: 'UpturnCaption', keepNext: true }),
    new Paragraph({
      keepNext: true,
      children: [
        new ChartRun({
          type: 'scatter',
          lines: 'straight',
          // LibreOffice drops a series that has fewer points than one after it.
          series: series.toSorted((a, b) => b.points.length - a.points.length),
          xAxis: {
            minimum: serial(block.from),
            maximum: serial(block.to),
            numberFormat: DATE_FORMATS[pen.language],
            gridlines: false,
          },
          yAxis: { title: { text: block.unit } },
          font: { color: INK.muted },
          transformation: { width: 640, height: 260 },
          altText: {
            name: pen.label(block.title),
            title: pen.label(block.title),
            description: pen.say(block.description),
          },
        }),
      ],
    }),
    paragraph(pen.say(block.description), { color: INK.muted, size: 17 }),
  ];
};

const signatures = (pen: Pen, { sentence, signers, seal }: SignaturesBlock): readonly Content[] => {
  const across = 3;
  const width = Math.floor(TEXT_WIDTH / across);
  const box = { style: BorderStyle.SINGLE, size: 4, color: INK.muted } as const;
  const cells = [
    ...signers.map(({ role, name }) => [
      paragraph(pen.say(role), { color: INK.muted }, { style: 'UpturnCell' }),
      paragraph(name ?? '', { bold: true }, { style: 'UpturnCell' }),
      ...(['page.signature', 'page.signedOn'] as const).map((key, index) =>
        paragraph(
          pen.say(message(key)),
          { color: INK.muted, size: 15 },
          {
            style: 'UpturnCell',
            spacing: { before: 620 },
            // Lines that are alike, one above the other, would become one.
            border: { top: { ...HAIR, color: INK.muted, space: index + 1 } },
          },
        ),
      ),
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

/** Real styles, so that who edits the document can restyle it as a whole. */
const styles = () => {
  const heading = (size: number, colour: string, before: number) => ({
    run: { size, bold: true, color: colour, font: FONT },
    paragraph: { spacing: { before, after: 120 }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: { font: FONT, size: 20, color: INK.text },
        paragraph: { spacing: { after: 80, line: 288, lineRule: LineRuleType.AUTO } },
      },
      title: {
        run: { size: 40, bold: true, font: FONT, color: INK.text },
        paragraph: { spacing: { before: 60, after: 80 } },
      },
      heading1: heading(28, INK.accent, 480),
      heading2: heading(24, INK.text, 320),
      heading3: heading(22, INK.text, 240),
      heading4: heading(20, INK.text, 200),
    },
    paragraphStyles: [
      {
        id: 'UpturnCell',
        name: 'Upturn cell',
        basedOn: 'Normal',
        run: { size: 18 },
        paragraph: { spacing: { before: 30, after: 30, line: 260, lineRule: LineRuleType.AUTO } },
      },
      {
        id: 'UpturnCaption',
        name: 'Upturn caption',
        basedOn: 'Normal',
        run: { bold: true },
        paragraph: { spacing: { before: 160, after: 60 }, keepNext: true },
      },
      {
        id: 'UpturnQuote',
        name: 'Upturn quote',
        basedOn: 'Normal',
        paragraph: { spacing: { after: 160 } },
      },
      {
        id: 'UpturnGap',
        name: 'Upturn gap',
        basedOn: 'Normal',
        run: { size: 8 },
        paragraph: { spacing: { before: 0, after: 0, line: 120, lineRule: LineRuleType.EXACT } },
      },
      {
        id: 'UpturnEdge',
        name: 'Upturn edge',
        basedOn: 'Normal',
        run: { size: 15, color: INK.muted },
        paragraph: { spacing: { after: 0 } },
      },
    ],
  };
};

/** Names by first appearance, for those that the library draws at random or counts across files. */
const renamer = (prefix: string) => {
  const names = new Map<string, string>();
  return (name: string): string => {
    const known = names.get(name) ?? `${prefix}${names.size + 1}`;
    names.set(name, known);
    return known;
  };
};

/** Only inside tags and field codes: in a text, `<` is always escaped. */
const TAG_OR_FIELD = /<(?:w:instrText[^>]*>[^<]*|[^>]+>)/g;
const RANDOM_ID = /(?<==")rId[\w-]{15,}(?=")/g;
const COUNTED = /_Toc\d+/g;
const BOOKMARK = /^<w:bookmark(?:Start|End) /;
const BOOKMARK_ID = /(?<= w:id=")\d+(?=")/;
const DRAWING = /^<(?:wp:docPr|pic:cNvPr) /;
const DRAWING_ID = /(?<= id=")\d+(?=")/;

/**
 * Writes the file again with the report's own time and names that depend on nothing but its content:
 * the packer takes the clock's time, random ids and a counter that goes on from file to file.
 */
const settled = (bytes: Uint8Array, generatedAt: string): Uint8Array => {
  const made = new Date(generatedAt);
  const iso = `${made.toISOString().slice(0, 19)}Z`;
  // A zip has no time zone: its clock reads UTC wherever this runs.
  const mtime = new Date(made.getTime() + made.getTimezoneOffset() * 60_000);
  const idOf = renamer('rIdR');
  const tocOf = renamer('_Toc');
  const bookmarkOf = renamer('');
  const drawingOf = renamer('');
  const renamed = (tag: string): string => {
    const named = tag.replace(RANDOM_ID, idOf).replace(COUNTED, tocOf);
    if (BOOKMARK.test(tag)) return named.replace(BOOKMARK_ID, bookmarkOf);
    return DRAWING.test(tag) ? named.replace(DRAWING_ID, drawingOf) : named;
  };
  const rewritten = (name: string, content: Uint8Array): Uint8Array => {
    if (name.endsWith('.xlsx')) return settled(content, generatedAt);
    if (!/\.(?:xml|rels)$/.test(name)) return content;
    const xml = new TextDecoder().decode(content);
    return strToU8(
      name === 'docProps/core.xml'
        ? xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${iso}`)
        : xml.replace(TAG_OR_FIELD, renamed),
    );
  };
  const parts: Zippable = {};
  for (const [name, content] of Object.entries(unzipSync(bytes)))
    parts[name] = [rewritten(name, content), { mtime }];
  return zipSync(parts);
};

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
