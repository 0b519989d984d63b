import { epochMs } from '../../domain/kernel/instant.ts';
import { reserveSendSlot, type TableAccess } from '../adapters/store/index.ts';
import type { Clock } from '../adapters/system/clock.ts';

/** A moment to send at. It passes: too long after it another one is needed. */
export interface Turn {
  readonly isStill: () => boolean;
}

/** Waits for the next moment at which the account may send; `undefined`: not within a little. */
export type Pace = () => Promise<Turn | undefined>;

/** How long after its moment a mail may still go out; the moments lie that much further apart. */
const TOLERANCE_MS = 250;
/** How long a sender waits for its moment; it holds its claim and the company's others meanwhile. */
const PATIENCE_MS = 2000;

/**
 * The account's rate, shared by all senders through the table: within any second no more mails go
 * out than `perSecond`. Holds as far as the senders' clocks agree; beyond that the mail service
 * itself refuses what is too much, which costs a minute.
 */
export const createPace = (deps: {
  readonly table: TableAccess;
  readonly perSecond: number;
  readonly now: Clock;
  readonly wait: (ms: number) => Promise<void>;
}): Pace => {
  const intervalMs = Math.ceil((1000 + TOLERANCE_MS) / deps.perSecond);
  return async () => {
    const asked = epochMs(deps.now());
    const slot = await reserveSendSlot(deps.table, {
      nowMs: asked,
      intervalMs,
      patienceMs: PATIENCE_MS,
    });
    if (slot === undefined) return undefined;
    const ahead = slot - epochMs(deps.now());
    if (ahead > 0) await deps.wait(ahead);
    return {
      isStill: () => {
        const since = epochMs(deps.now()) - slot;
        return since >= 0 && since <= TOLERANCE_MS;
      },
    };
  };
};
