import type { composeMime as real } from '../../functions/adapters/mail/mime.ts';

/** Stands in for the MIME composer: the mail's model, as bytes. */
export const composeMime: typeof real = async ({ rendered }) => Buffer.from(rendered.text);
