import { describe, expect, it } from 'vitest';
import {
  ClockError,
  type ClockRecord,
  type ClockStore,
  createHostClock,
  readClock,
} from '../../../infra/local/clock.ts';

const START = Date.parse('2026-03-02T01:00:00.000Z');

const machine = (atMs: number) => {
  const time = { atMs };
  return { time, now: () => time.atMs };
};

const memoryStore = (): ClockStore & { kept: ClockRecord | undefined } => {
  const store = {
    kept: undefined as ClockRecord | undefined,
    load: () => store.kept,
    save: (record: ClockRecord) => {
      store.kept = record;
    },
  };
  return store;
};

describe('the host clock', () => {
  it('is the machine time unless a development clock is chosen, and then cannot be moved', () => {
    const { time, now } = machine(1000);
    const clock = createHostClock({ kind: 'real' }, undefined, now);
    time.atMs = 2500;
    expect(clock.now()).toBe(2500);
    expect(() => clock.advance(1)).toThrow(ClockError);
    expect(() => clock.advanceTo(9999)).toThrow(ClockError);
  });

  it('starts a development clock at its instant and runs at the speed of the machine', () => {
    const { time, now } = machine(5_000_000);
    const clock = createHostClock({ kind: 'development', startAtMs: START }, undefined, now);
    expect(clock.now()).toBe(START);
    time.atMs += 1234;
    expect(clock.now()).toBe(START + 1234);
  });

  it('stands still between moves when frozen', () => {
    const { time, now } = machine(5_000_000);
    const clock = createHostClock(
      { kind: 'development', startAtMs: START, frozen: true },
      undefined,
      now,
    );
    time.atMs += 1234;
    expect(clock.now()).toBe(START);
    clock.advance(60_000);
    expect(clock.now()).toBe(START + 60_000);
  });

  it('moves forward and never back', () => {
    const { now } = machine(0);
    const clock = createHostClock({ kind: 'development', startAtMs: START }, undefined, now);
    clock.advance(10);
    clock.advanceTo(START + 20);
    expect(clock.now()).toBe(START + 20);
    expect(() => clock.advance(-1)).toThrow(ClockError);
    expect(() => clock.advanceTo(START + 19)).toThrow(ClockError);
    // What runs may have come past it by itself.
    clock.reach(START + 19);
    expect(clock.now()).toBe(START + 20);
    clock.reach(START + 21);
    expect(clock.now()).toBe(START + 21);
    expect(() => clock.advance(0.5)).toThrow(ClockError);
    expect(clock.now()).toBe(START + 21);
  });

  it('tells listeners of every move until they unsubscribe', () => {
    const clock = createHostClock({ kind: 'development', startAtMs: START, frozen: true });
    const seen: number[] = [];
    const stop = clock.onMoved(() => seen.push(clock.now() - START));
    clock.advance(5);
    clock.advance(7);
    stop();
    clock.advance(9);
    expect(seen).toEqual([5, 12]);
  });

  it('is read through the shared memory by whoever has it', () => {
    const { time, now } = machine(77);
    const clock = createHostClock({ kind: 'development', startAtMs: START }, undefined, now);
    const cells = new BigInt64Array(clock.shared);
    clock.advance(3);
    time.atMs += 4;
    expect(readClock(cells, now)).toBe(START + 7);
  });

  it('goes on after a restart from where it would be, whatever start is asked for', () => {
    const store = memoryStore();
    const { time, now } = machine(1_000_000);
    const first = createHostClock({ kind: 'development', startAtMs: START }, store, now);
    first.advance(86_400_000);
    time.atMs += 500;
    const second = createHostClock({ kind: 'development', startAtMs: START }, store, now);
    expect(second.now()).toBe(START + 86_400_500);
  });

  it('keeps a frozen instant over a restart', () => {
    const store = memoryStore();
    const choice = { kind: 'development', startAtMs: START, frozen: true } as const;
    createHostClock(choice, store).advance(5000);
    expect(createHostClock(choice, store).now()).toBe(START + 5000);
  });

  it('refuses a real clock over data that a development clock has dated later', () => {
    const store = memoryStore();
    const { now } = machine(START);
    createHostClock({ kind: 'development', startAtMs: START }, store, now).advance(7_200_000);
    expect(() => createHostClock({ kind: 'real' }, store, now)).toThrow(/2 h ahead/);
  });
});
