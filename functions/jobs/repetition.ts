import type { Delivery } from '../adapters/store/index.ts';

/**
 * Of a mail that may or may not have gone out, and of which no word came, another is sent: better
 * twice than never, as long as somebody owes something. Kinds that stand here oblige nobody to
 * anything and would be odd to get twice: they go out at most once, and HR is told.
 */
const AT_MOST_ONCE: ReadonlySet<Delivery['kind']> = new Set(['planSucceeded']);

/** Nobody wants a mail for ever: so often nobody knew. */
const DOUBTS_MAX = 8;

/** Whether a mail is to be sent although an earlier one may have gone out. */
export const mayRepeat = ({ kind, doubts }: Pick<Delivery, 'kind' | 'doubts'>): boolean =>
  doubts < (AT_MOST_ONCE.has(kind) ? 1 : DOUBTS_MAX);
