import { fromEpochMs, type Instant } from '../../../domain/kernel/instant.ts';

/** Gives the present instant. Everything that needs the time takes one of these. */
export type Clock = () => Instant;

/** The machine's own clock. */
export const systemClock: Clock = () => fromEpochMs(Date.now());
