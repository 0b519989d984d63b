import type { ReportDocument } from '../../../domain/report/document.ts';
import type { PaperOptions } from './paper.ts';

/**
 * A report for machines: the document itself, without a language, with closed words and dates as
 * codes. `format` names this shape; it changes when the shape does.
 */
export const renderJson = (
  document: ReportDocument,
  { generatedAt, stamp }: PaperOptions,
): string =>
  `${JSON.stringify({ format: 'upturn.tracking-report.v1', generatedAt, sha256: stamp.hash, document }, null, 2)}\n`;
