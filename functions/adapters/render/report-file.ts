import type { Language } from '../../../domain/plan/vocabulary.ts';
import type { ReportDocument } from '../../../domain/report/document.ts';
import { renderCsv } from './csv.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import type { PaperOptions } from './paper.ts';

/** A report in one of its formats: a text, or bytes. The heavy writers start at their first use. */
export const renderReport = async (
  document: ReportDocument,
  format: 'html' | 'pdf' | 'docx' | 'csv' | 'json',
  language: Language,
  options: PaperOptions,
): Promise<string | Uint8Array> => {
  switch (format) {
    case 'html':
      return renderHtml(document, language, options);
    case 'pdf':
      return (await import('./pdf.ts')).renderPdf(document, language, options);
    case 'docx':
      return (await import('./docx.ts')).renderDocx(document, language, options);
    case 'csv':
      return renderCsv(document, language);
    case 'json':
      return renderJson(document, options);
  }
};
