import type { DueEntry } from '../adapters/store/index.ts';

/** What a queue message says: which item to look at. Ids only; the item decides what is done. */
export type DeliveryMessage = Pick<DueEntry, 'tenantId' | 'planId' | 'item'>;

export const writeMessage = ({ tenantId, planId, item }: DeliveryMessage): string =>
  JSON.stringify({ tenantId, planId, item });
