import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { GIVEN_TYPES } from '../support/every-command.ts';
import { emptyTally, type Life, lives, liveThrough, tellLife } from './lives.ts';
import { GRAPH } from './plan-model.ts';

/** Fewest times that every command must have been accepted in a run of the usual length. */
const ACCEPTED_MIN = 50;
const USUAL = 20_000;
const MAX_COMMANDS = 60;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20260422' },
    sequences: { type: 'string', default: String(USUAL) },
  },
});
const [seed, sequences] = [Number(values.seed), Number(values.sequences)];
const tally = emptyTally();
const began = performance.now();

const outcome = fc.check(
  fc.property(lives(MAX_COMMANDS), (life) => {
    liveThrough(life, tally);
    if (tally.sequences % 1000 === 0) {
      const seconds = (performance.now() - began) / 1000;
      console.error(`${tally.sequences} sequences in ${Math.round(seconds)} s`);
    }
  }),
  { seed, numRuns: sequences },
);

if (outcome.failed) {
  const [life] = outcome.counterexample as [Life];
  console.log(`VIOLATION with seed ${seed}, after ${outcome.numRuns} sequences; shrunk to:`);
  for (const line of tellLife(life)) console.log(line);
  process.exitCode = 1;
}

const sum = (counts: ReadonlyMap<unknown, number>) =>
  [...counts.values()].reduce((a, b) => a + b, 0);
const tabled = (counts: ReadonlyMap<string, number>) =>
  [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => `  ${name}: ${n}`);
const types = [...GIVEN_TYPES, 'Settle' as const];
const seconds = (performance.now() - began) / 1000;
console.log(`seed ${seed}, ${tally.sequences} sequences of up to ${MAX_COMMANDS} commands`);
console.log('commands: accepted of tried');
for (const type of types)
  console.log(`  ${type}: ${tally.accepted.get(type) ?? 0} of ${tally.tried.get(type) ?? 0}`);
console.log(['statuses reached', ...tabled(tally.statuses)].join('\n'));
console.log(['transitions seen', ...tabled(tally.transitions)].join('\n'));
console.log(['readiness and outcome compared', ...tabled(tally.readiness)].join('\n'));
const rare = types.filter(
  (type) => (tally.accepted.get(type) ?? 0) < (ACCEPTED_MIN * Math.min(sequences, USUAL)) / USUAL,
);
const unseen = Object.keys(GRAPH).filter((edge) => !tally.transitions.has(edge));
if (!outcome.failed && rare.length + unseen.length > 0) {
  console.log(`TOO RARE: ${[...rare, ...unseen].join(', ')}`);
  process.exitCode = 1;
}
console.log(
  `${outcome.failed ? 'FAILED' : 'held'}: ${tally.sequences} sequences, ${sum(tally.tried)} commands tried, ` +
    `${sum(tally.accepted)} accepted, ${Math.round(seconds)} s, ${Math.round(tally.sequences / seconds)} sequences/s`,
);
