import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { verifyBundle } from '../../functions/adapters/evidence/verify-bundle.ts';
import { activePlanHistory } from '../support/plans.ts';
import type { FlipTally } from './bit-flips.ts';
import { bundleOf } from './bundles.ts';

const flipAt = (file: Uint8Array, places: Iterable<number>): FlipTally => {
  const missed: string[] = [];
  const copy = Buffer.from(file);
  let bits = 0;
  for (const place of places) {
    const [byte, bit] = [place >> 3, place & 7];
    copy.writeUInt8(copy.readUInt8(byte) ^ (1 << bit), byte);
    if (verifyBundle(copy).holds) missed.push(`${byte}.${bit}`);
    copy.writeUInt8(copy.readUInt8(byte) ^ (1 << bit), byte);
    bits += 1;
  }
  return { bits, found: bits - missed.length, missed };
};

/** Turns over bits at even distances, the zip's own bookkeeping at the end among them. */
export const flipSome = (file: Uint8Array, count: number): FlipTally => {
  const all = file.length * 8;
  const step = Math.max(1, Math.floor(all / count));
  return flipAt(
    file,
    Array.from({ length: Math.ceil(all / step) }, (_, index) => index * step),
  );
};

/** `node test/evidence/bundle-flips.ts`: every bit of the bundle of a plan's first event. Takes minutes. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = await bundleOf(activePlanHistory().slice(0, 1));
  const started = performance.now();
  const { bits, found, missed } = flipAt(file, Array.from({ length: file.length * 8 }).keys());
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${found} of ${bits} flipped bits found in ${file.length} bytes, ${seconds} s`);
  if (missed.length > 0) {
    console.log(`not found (byte.bit): ${missed.slice(0, 20).join(' ')}`);
    process.exitCode = 1;
  }
}
