import type { MediaType } from './route.ts';

/** The formats of a tracking report; the first is the default. */
export const REPORT_FORMATS = ['html', 'pdf', 'docx', 'csv', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const REPORT_TYPES: Readonly<Record<ReportFormat, MediaType>> = {
  html: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  csv: 'text/csv',
  json: 'application/json',
};

/** What a report can be, the default first. */
export const REPORT_FILES: readonly [MediaType, ...MediaType[]] = [
  REPORT_TYPES.html,
  REPORT_TYPES.pdf,
  REPORT_TYPES.docx,
  REPORT_TYPES.csv,
  REPORT_TYPES.json,
];
