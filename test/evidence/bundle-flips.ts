import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { verifyBundle } from '../../functions/adapters/evidence/verify-bundle.ts';
import { activePlanHistory } from '../support/plans.ts';
import { everyBit, type FlipTally, flipBits, someBits } from './bit-flips.ts';
import { bundleOf } from './bundles.ts';

const isFound = (changed: Buffer): boolean => !verifyBundle(changed).holds;

/** Turns over bits at even distances, the zip's own bookkeeping at the end among them. */
export const flipSome = (file: Uint8Array, count: number): FlipTally =>
  flipBits(file, someBits(file, count), isFound);

/** `node test/evidence/bundle-flips.ts`: every bit of the bundle of a plan's first event. Takes minutes. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = await bundleOf(activePlanHistory().slice(0, 1));
  const started = performance.now();
  const { bits, found, missed } = flipBits(file, everyBit(file), isFound);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${found} of ${bits} flipped bits found in ${file.length} bytes, ${seconds} s`);
  if (missed.length > 0) {
    console.log(`not found (byte.bit): ${missed.slice(0, 20).join(' ')}`);
    process.exitCode = 1;
  }
}
