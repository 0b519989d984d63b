import PDFDocument from 'pdfkit';
import { unreachable } from '../../../domain/kernel/unreachable.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import {
  type Block,
  type EntriesBlock,
  message,
  type QuoteBlock,
  type ReportDocument,
} from '../../../domain/report/document.ts';
import { loadFonts } from './fonts.ts';
import { INK, type PaperOptions, saidBy } from './paper.ts';
import { chart, chartHeight } from './pdf-chart.ts';
import {
  caption,
  type Doc,
  gap,
  keep,
  MARGIN,
  PAGE,
  type Press,
  rule,
  SIZE,
  styled,
  withBar,
  write,
} from './pdf-press.ts';
import { signatures, signaturesHeight } from './pdf-signatures.ts';
import { factRows, facts, factsHeight, layoutOf, table, tableStart } from './pdf-tables.ts';
import { speechIn } from './say.ts';

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
