import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import type { View } from '../../../domain/access/actions.ts';
import { canonicalJson } from '../../../domain/plan/canonical.ts';
import { LANGUAGES, type Language } from '../../../domain/plan/vocabulary.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import { renderReport } from '../../../functions/adapters/render/report-file.ts';
import { sha256 } from '../../../functions/adapters/system/hash.ts';
import type { ReportFormat } from '../../../functions/contract/report-formats.ts';
import { closedHistory, reportInput } from '../../domain/report/stories.ts';

/**
 * What each copy of one report says, as text, kept beside this file so that a change of words or of
 * who sees what is read in review. `GOLDEN=update npx vitest run test/functions/render/golden.test.ts`
 * writes them anew.
 */

const FOLDER = new URL('./golden/', import.meta.url);
const UPDATES = process.env.GOLDEN === 'update';
const VIEWS: readonly View[] = ['employee', 'manager', 'hr'];

const render = (view: View, format: ReportFormat, language: Language) => {
  const document = trackingReport(reportInput(closedHistory(), '2026-05-08 10:30', view));
  const hash = sha256(canonicalJson(document));
  return renderReport(document, format, language, {
    generatedAt: '2026-05-08T02:30:00.000Z',
    stamp: { hash, code: `UPTURN/1 plan 42 ${hash}` },
  });
};

/** Hashes change with every word; what is compared are the words. */
const unhashed = (text: string): string => text.replace(/[0-9a-f]{64}/g, '<hash>');

const lines = (text: string): string =>
  `${text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')}\n`;

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  amp: '&',
};
const entities = (text: string): string =>
  text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

const pageText = (html: string): string =>
  lines(
    entities(
      html
        .replace(/<style[\s\S]*?<\/style>|<svg[\s\S]*?<\/svg>/g, '')
        .replace(
          /<\/(p|h\d|li|tr|dt|dd|div|section|header|footer|caption|blockquote|title)>/g,
          '\n',
        )
        .replace(/<\/t[hd]>/g, ' | ')
        .replace(/<[^>]+>/g, ''),
    ),
  );

const pdfText = async (bytes: Uint8Array): Promise<string> => {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const file = await task.promise;
  let text = '';
  for (let number = 1; number <= file.numPages; number += 1) {
    const { items } = await (await file.getPage(number)).getTextContent();
    for (const item of items) if ('str' in item) text += `${item.str}${item.hasEOL ? '\n' : ''}`;
    text += `\n--- ${number} ---\n`;
  }
  await task.destroy();
  return lines(text);
};

const docxText = (bytes: Uint8Array): Promise<string> =>
  new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error);
      zip.on('entry', (entry) => {
        if (entry.fileName !== 'word/document.xml') return zip.readEntry();
        zip.openReadStream(entry, (fault, stream) => {
          if (fault !== null) return reject(fault);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            const xml = Buffer.concat(chunks).toString('utf8');
            const marked = xml.replace(/<\/w:p>/g, '\n').replace(/<w:tab\/>/g, ' ');
            resolve(lines(entities(marked.replace(/<[^>]+>/g, ''))));
          });
        });
      });
      zip.readEntry();
    });
  });

/** Of the machine's copy, which chapters it has and what they are made of; the words are in the others. */
const outlineOf = (json: string): string => {
  const { document } = JSON.parse(json) as {
    readonly document: {
      readonly sections: readonly {
        readonly id: string;
        readonly blocks: readonly { readonly type: string }[];
      }[];
    };
  };
  return lines(
    document.sections
      .map(({ id, blocks }) => `${id}: ${blocks.map(({ type }) => type).join(' ')}`)
      .join('\n'),
  );
};

const readable = async (view: View, format: ReportFormat, language: Language): Promise<string> => {
  const content = await render(view, format, language);
  if (format === 'json') return outlineOf(String(content));
  if (typeof content !== 'string')
    return unhashed(format === 'pdf' ? await pdfText(content) : await docxText(content));
  return unhashed(format === 'html' ? pageText(content) : content.replaceAll('\r\n', '\n'));
};

/** Every view and language once as a page; the other formats where two copies differ most. */
const CASES = [
  ...VIEWS.flatMap((view) => [
    { view, format: 'json', language: 'en' } as const,
    ...LANGUAGES.map((language) => ({ view, format: 'html', language }) as const),
  ]),
  ...(['pdf', 'docx', 'csv'] as const).flatMap((format) => [
    { view: 'employee', format, language: 'zh-CN' } as const,
    { view: 'hr', format, language: 'en' } as const,
  ]),
].map((one) => {
  const { view, format, language } = one;
  const name = format === 'json' ? `${view}.json` : `${view}.${language}.${format}`;
  return { ...one, file: format === 'csv' ? name : `${name}.txt` };
});

describe('the report as it was read last', () => {
  it.each(CASES)('$file', async ({ view, format, language, file }) => {
    const text = await readable(view, format, language);
    const at = new URL(file, FOLDER);
    if (UPDATES) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(at, text);
    }
    expect(existsSync(at), 'GOLDEN=update writes it').toBe(true);
    expect(text).toBe(readFileSync(at, 'utf8'));
  });

  it('has no file that nothing is compared with', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(CASES.map(({ file }) => file).sort());
  });
});
