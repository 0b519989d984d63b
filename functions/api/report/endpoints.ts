import type { Endpoint } from '../../http/endpoint.ts';
import { exportSubject } from '../plans/after-close.ts';
import { attachmentEndpoints } from './attachments.ts';
import { evidenceEndpoints } from './evidence.ts';
import { exportPlansEndpoints } from './export-plans.ts';
import { trackingReportEndpoints } from './tracking-report.ts';

/** What the report function serves: files, and whatever may be too large for a response. */
export const reportEndpoints: readonly Endpoint[] = [
  ...trackingReportEndpoints,
  ...evidenceEndpoints,
  ...attachmentEndpoints,
  exportSubject,
  ...exportPlansEndpoints,
];
