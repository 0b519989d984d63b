import type { Clock } from './service.ts';

/** Cells of the memory that the host and its worker threads share. */
const OFFSET_CELL = 0;
const FROZEN_CELL = 1;

/** What is kept of a development clock, so that a restart never goes back in time. */
export interface ClockRecord {
  /** Host time minus machine time, in milliseconds; unused while frozen. */
  readonly offsetMs: number;
  /** The instant the clock stands at, or `undefined` when it runs. */
  readonly frozenAtMs: number | undefined;
}

/** Where a development clock is kept between starts. */
export interface ClockStore {
  load(): ClockRecord | undefined;
  save(record: ClockRecord): void;
}

export type ClockChoice =
  | { readonly kind: 'real' }
  | {
      readonly kind: 'development';
      /** First instant, epoch milliseconds; ignored when an earlier start is on record. */
      readonly startAtMs: number;
      /** Stands still between moves, for tests that assert exact instants. */
      readonly frozen?: boolean;
    };

/** The host's clock. The machine's own by default; a development clock can be moved, never back. */
export interface HostClock extends Clock {
  readonly kind: ClockChoice['kind'];
  /** The memory a worker thread reads the time from: see `readClock`. */
  readonly shared: SharedArrayBuffer;
  /** Moves forward by `ms`. Throws `ClockError` on a real clock or a negative step. */
  advance(ms: number): void;
  /** Moves forward to an instant in epoch milliseconds. Throws `ClockError` when it has passed. */
  advanceTo(ms: number): void;
  /** As `advanceTo`, but where the clock has come past the instant by itself it stays. */
  reach(ms: number): void;
  onMoved(listener: () => void): () => void;
}

/** A move that the clock refuses. */
export class ClockError extends Error {
  override readonly name = 'ClockError';
}

/** Host time out of the shared memory. `machineNow` is the machine's own `Date.now`. */
export const readClock = (cells: BigInt64Array, machineNow: () => number): number => {
  const frozen = Atomics.load(cells, FROZEN_CELL);
  return frozen === 0n ? machineNow() + Number(Atomics.load(cells, OFFSET_CELL)) : Number(frozen);
};

const wholeMs = (ms: number): number => {
  if (!Number.isSafeInteger(ms)) throw new ClockError(`not a whole number of milliseconds: ${ms}`);
  return ms;
};

/**
 * Makes the host's clock. A development clock that is on record goes on from where it would be now
 * had the host not stopped; a real clock over a record that is ahead of it is refused, because time
 * would go back under data that was written later.
 */
export const createHostClock = (
  choice: ClockChoice,
  store?: ClockStore,
  machineNow: () => number = Date.now,
): HostClock => {
  const shared = new SharedArrayBuffer(16);
  const cells = new BigInt64Array(shared);
  const listeners = new Set<() => void>();
  const now = () => readClock(cells, machineNow);

  const record = store?.load();
  if (choice.kind === 'real') {
    const ahead =
      record === undefined
        ? 0
        : (record.frozenAtMs ?? machineNow() + record.offsetMs) - machineNow();
    if (ahead > 0)
      throw new ClockError(
        `the data was written under a development clock that is ${Math.ceil(ahead / 3_600_000)} h ahead; keep a development clock or start fresh`,
      );
  } else {
    const from =
      record === undefined
        ? wholeMs(choice.startAtMs)
        : (record.frozenAtMs ?? machineNow() + record.offsetMs);
    if (choice.frozen === true) Atomics.store(cells, FROZEN_CELL, BigInt(from));
    else Atomics.store(cells, OFFSET_CELL, BigInt(from - machineNow()));
  }

  const save = () => {
    if (choice.kind === 'real') return;
    const frozen = Atomics.load(cells, FROZEN_CELL);
    store?.save({
      offsetMs: Number(Atomics.load(cells, OFFSET_CELL)),
      frozenAtMs: frozen === 0n ? undefined : Number(frozen),
    });
  };
  save();

  const advance = (ms: number) => {
    if (choice.kind === 'real') throw new ClockError('the real clock cannot be moved');
    if (wholeMs(ms) < 0) throw new ClockError('the clock cannot be moved back');
    Atomics.add(cells, choice.frozen === true ? FROZEN_CELL : OFFSET_CELL, BigInt(ms));
    save();
    for (const listener of listeners) listener();
  };

  return {
    kind: choice.kind,
    shared,
    now,
    advance,
    advanceTo(ms) {
      advance(wholeMs(ms) - now());
    },
    reach(ms) {
      advance(Math.max(0, wholeMs(ms) - now()));
    },
    onMoved(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
