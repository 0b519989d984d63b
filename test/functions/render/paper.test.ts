import { parse } from 'csv-parse/sync';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import type { View } from '../../../domain/access/actions.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import type { Language } from '../../../domain/plan/vocabulary.ts';
import type { ReportDocument } from '../../../domain/report/document.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import { renderCsv } from '../../../functions/adapters/render/csv.ts';
import { renderDocx } from '../../../functions/adapters/render/docx.ts';
import { renderJson } from '../../../functions/adapters/render/json.ts';
import { renderPdf } from '../../../functions/adapters/render/pdf.ts';
import { speechIn } from '../../../functions/adapters/render/say.ts';
import { sha256 } from '../../../functions/adapters/system/hash.ts';
import { closedHistory, midRunHistory, reportInput } from '../../domain/report/stories.ts';

const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];
const AT = '2026-05-08T02:30:00.000Z';

const documentOf = (view: View): ReportDocument =>
  trackingReport(reportInput(closedHistory(), '2026-05-08 10:30', view));

const optionsFor = (document: ReportDocument) => {
  const hash = sha256(canonicalJson(document));
  return { generatedAt: AT, stamp: { hash, code: `UPTURN/1 plan 42 ${hash}` } };
};

/** Letters and digits only: line breaks of a layout fall anywhere. */
const letters = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');

/** Every stretch of people's own words in a document. */
const wordsIn = (node: unknown): readonly string[] => {
  if (Array.isArray(node)) return node.flatMap(wordsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, text } = node as { readonly type?: string; readonly text?: unknown };
  const own = (type === 'text' || type === 'quote') && typeof text === 'string' ? [text] : [];
  return [...own, ...Object.values(node).flatMap(wordsIn)];
};

/** Text of each page, read back by a parser that has nothing to do with the writer. */
const pagesOf = async (bytes: Uint8Array) => {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const file = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= file.numPages; number += 1) {
    const content = await (await file.getPage(number)).getTextContent();
    pages.push(content.items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  const outline = (await file.getOutline()).map(({ title }) => title);
  const { info } = await file.getMetadata();
  await task.destroy();
  return { pages, outline, info: info as Readonly<Record<string, string>> };
};

/** The parts of a zip, read back by a parser that has nothing to do with the writer. */
const partsOf = (bytes: Uint8Array): Promise<ReadonlyMap<string, Buffer>> =>
  new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const parts = new Map<string, Buffer>();
      zip.on('entry', (entry) => {
        zip.openReadStream(entry, (fault, stream) => {
          if (fault !== null) {
            reject(fault);
            return;
          }
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            parts.set(entry.fileName, Buffer.concat(chunks));
            zip.readEntry();
          });
        });
      });
      zip.on('end', () => resolve(parts));
      zip.on('error', reject);
      zip.readEntry();
    });
  });

const xmlText = (xml: string): string =>
  xml
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

describe.each(LANGUAGES)('the PDF in %s', (language) => {
  const document = documentOf('hr');
  const rendered = renderPdf(document, language, optionsFor(document));

  it('holds everything that people wrote, in glyphs that can be read back', async () => {
    const { pages } = await pagesOf(await rendered);
    const text = letters(pages.join(''));
    const words = wordsIn(document.sections);
    expect(words.length).toBeGreaterThan(50);
    // A stretch may break over pages, where header and footer come between: its head must be there.
    for (const one of words) expect(text, one).toContain(letters(one).slice(0, 12));
  });

  it('has a bookmark for every chapter and the hash on every page', async () => {
    const { pages, outline } = await pagesOf(await rendered);
    const speech = speechIn(language);
    expect(outline).toEqual(document.sections.map(({ title }, at) => speech.chapter(at, title)));
    const { hash } = optionsFor(document).stamp;
    pages.forEach((page, index) => {
      expect(page).toContain(hash);
      expect(page).toContain(`${index + 1} / ${pages.length}`);
    });
  });

  it('says on every page whose plan it is, and leaves no heading behind at the foot of one', async () => {
    const { pages, outline } = await pagesOf(await rendered);
    const header = `${speechIn(language).say(document.title)} ${document.planTitle}`;
    for (const page of pages) {
      expect(page).toContain(header);
      for (const heading of outline) expect(page).not.toContain(`${heading}${header}`);
    }
  });

  it('embeds its fonts as subsets and carries no time but the given one', async () => {
    const bytes = await rendered;
    const { info } = await pagesOf(bytes);
    expect(info.CreationDate).toContain('20260508023000');
    // Two whole fonts would be twenty megabytes.
    expect(bytes.length).toBeLessThan(600_000);
  });

  it('is the same for the same document', async () => {
    const again = await renderPdf(document, language, optionsFor(document));
    expect(Buffer.compare(Buffer.from(await rendered), Buffer.from(again))).toBe(0);
  });
});

describe.each(LANGUAGES)('the Word document in %s', (language) => {
  const document = documentOf('hr');
  const rendered = renderDocx(document, language, optionsFor(document));

  it('holds everything that people wrote', async () => {
    const parts = await partsOf(await rendered);
    const text = letters(xmlText(String(parts.get('word/document.xml'))));
    for (const one of wordsIn(document.sections)) expect(text, one).toContain(letters(one));
  });

  it('has real headings, a table of contents, header, footer and page numbers', async () => {
    const parts = await partsOf(await rendered);
    const xml = String(parts.get('word/document.xml'));
    const headings = xml.match(/<w:pStyle w:val="Heading1"\/>/g) ?? [];
    expect(headings).toHaveLength(document.sections.length);
    expect(xml).toContain('TOC \\h \\o &quot;1-1&quot;');
    const names = [...parts.keys()];
    expect(names.filter((name) => /word\/header\d*\.xml/.test(name))).not.toEqual([]);
    const footer = names.find((name) => /word\/footer\d*\.xml/.test(name)) ?? '';
    expect(String(parts.get(footer))).toMatch(/PAGE[\s\S]*NUMPAGES/);
    expect(String(parts.get(footer))).toContain(optionsFor(document).stamp.hash);
  });

  it('has a chart with its figures and a description for every goal that is measured', async () => {
    const parts = await partsOf(await rendered);
    const names = [...parts.keys()];
    expect(names.filter((name) => /^word\/charts\/chart\d+\.xml$/.test(name))).toHaveLength(3);
    expect(names.filter((name) => name.endsWith('.xlsx'))).toHaveLength(3);
    const xml = String(parts.get('word/document.xml'));
    for (const [, description = ''] of xml.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g))
      expect(description).not.toBe('');
  });

  it('is the same for the same document, whatever was written before', async () => {
    await renderDocx(documentOf('employee'), 'en', optionsFor(document));
    const again = await renderDocx(document, language, optionsFor(document));
    expect(Buffer.compare(Buffer.from(await rendered), Buffer.from(again))).toBe(0);
  });
});

describe('the CSV', () => {
  it.each(LANGUAGES)(
    'has a byte order mark and holds everything that people wrote (%s)',
    (language) => {
      const document = documentOf('hr');
      const file = renderCsv(document, language);
      expect(file.startsWith('\uFEFF')).toBe(true);
      const rows: Readonly<Record<string, string>>[] = parse(file, { bom: true, columns: true });
      expect(Object.keys(rows[0] ?? {})).toEqual([
        'section',
        'heading',
        'row',
        'nature',
        'field',
        'value',
      ]);
      const text = rows.flatMap((row) => Object.values(row)).join('\n');
      for (const one of wordsIn(document.sections)) expect(text).toContain(one);
    },
  );

  it('runs no formula that somebody typed', () => {
    const document = documentOf('hr');
    const [first, ...rest] = document.sections;
    if (first === undefined) throw new Error('no chapter');
    const hostile = ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1'];
    const file = renderCsv(
      {
        ...document,
        sections: [
          {
            ...first,
            blocks: hostile.map((text) => ({
              type: 'quote' as const,
              nature: 'statement' as const,
              by: { type: 'text' as const, text: '=1' },
              text,
            })),
          },
          ...rest,
        ],
      },
      'en',
    );
    const rows: string[][] = parse(file, { bom: true });
    const cells = rows.slice(1, 40).flat();
    for (const text of hostile) expect(cells).toContain(`'${text}`);
    for (const cell of cells) expect(cell).not.toMatch(/^[=+@]/);
  });
});

describe('the JSON', () => {
  it('is the document, with its hash', () => {
    const document = documentOf('manager');
    const read = JSON.parse(renderJson(document, optionsFor(document)));
    expect(read.format).toBe('upturn.tracking-report.v1');
    expect(sha256(canonicalJson(read.document))).toBe(read.sha256);
  });
});

describe('what only HR may see', () => {
  /** Words that the HR view has and a view does not. */
  const hidden = (view: View): readonly string[] => {
    const shown = new Set(wordsIn(documentOf(view)));
    return wordsIn(documentOf('hr')).filter((text) => !shown.has(text));
  };

  it.each(['manager', 'employee'] as const)(
    'is in no format of the view of the %s',
    async (view) => {
      const document = documentOf(view);
      const options = optionsFor(document);
      const docx = await partsOf(await renderDocx(document, 'zh-CN', options));
      const files = [
        renderCsv(document, 'zh-CN'),
        renderJson(document, options),
        xmlText(String(docx.get('word/document.xml'))),
        (await pagesOf(await renderPdf(document, 'zh-CN', options))).pages.join(''),
      ].map(letters);
      const secrets = hidden(view)
        .map(letters)
        .filter((text) => text.length > 6);
      for (const file of files) for (const text of secrets) expect(file).not.toContain(text);
    },
  );

  it('exists: the views differ', () => {
    expect(hidden('employee').length).toBeGreaterThan(0);
  });
});

describe('a report in the middle of a plan', () => {
  it.each(LANGUAGES)('can be written in every format (%s)', async (language) => {
    const document = trackingReport(reportInput(midRunHistory(), '2026-04-03 09:00', 'hr'));
    const options = optionsFor(document);
    expect((await renderPdf(document, language, options)).length).toBeGreaterThan(10_000);
    expect((await renderDocx(document, language, options)).length).toBeGreaterThan(10_000);
    expect(renderCsv(document, language).length).toBeGreaterThan(1000);
  });
});
