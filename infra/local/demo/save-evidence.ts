import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expectAnswer, type Person } from './client.ts';
import { check } from './stage.ts';

/** What a verifier said of a file, line by line, and how it ended. */
export interface Verification {
  readonly status: number | null;
  readonly lines: readonly string[];
}

/** Has a verifier judge a bundle as whoever was handed it would: Node, two files, nothing else. */
export const runVerifier = (
  verifier: string,
  bundle: string,
  options: readonly string[] = [],
): Verification => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [verifier, bundle, ...options], {
    encoding: 'utf8',
    env: {},
  });
  return { status, lines: `${stdout}${stderr}`.trim().split('\n') };
};

/** The same bytes but for one bit in the middle. */
export const withOneBitTurned = (bytes: Uint8Array): Uint8Array => {
  const turned = Uint8Array.from(bytes);
  const middle = Math.floor(turned.length / 2);
  turned[middle] = (turned[middle] ?? 0) ^ 1;
  return turned;
};

/**
 * Leaves somebody's evidence bundle in a folder, beside the verifier that it brings along, which must
 * accept it and refuse it with one bit turned over. Answers what the verifier said.
 */
export const saveEvidence = async (
  person: Person,
  planId: string,
  folder: string,
  name: string,
): Promise<readonly string[]> => {
  const answer = await person.get(`/v1/plans/${planId}/evidence`);
  const bytes = expectAnswer<Uint8Array>(answer, 'the evidence bundle');
  const file = (ending: string): string => join(folder, `${name}${ending}`);
  const verifier = join(folder, 'verify.mjs');
  writeFileSync(file('.zip'), bytes);
  writeFileSync(verifier, unzipSync(bytes)['verify.mjs'] ?? '');
  const { status, lines } = runVerifier(verifier, file('.zip'));
  check(status === 0, `the bundle holds: ${lines.join('\n')}`);
  writeFileSync(file('.changed.zip'), withOneBitTurned(bytes));
  check(runVerifier(verifier, file('.changed.zip')).status !== 0, 'a changed bundle is found');
  return lines;
};
