import { addMs } from '../../domain/kernel/instant.ts';
import { sealOptOut } from '../adapters/system/link-token.ts';
import type { JobDependencies } from './job.ts';

/** How long the link of a mail works: longer than anybody keeps an unread reminder. */
const WORKS_MS = 90 * 86_400_000;

/** Makes the addresses that switch optional mail off; `apiUrl` ends with a slash. */
export const createOptOutUrl =
  (apiUrl: string, linkKey: string): NonNullable<JobDependencies['optOutUrl']> =>
  (link, now) =>
    `${apiUrl}v1/unsubscribe?token=${sealOptOut(linkKey, link, addMs(now, WORKS_MS))}`;
