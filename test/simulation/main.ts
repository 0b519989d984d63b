import { parseArgs } from 'node:util';
import { loadSimulation } from './loader.ts';
import { PROFILE_NAMES, type ProfileName } from './profiles.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    plans: { type: 'string', default: '20' },
    profile: { type: 'string', default: 'swarm' },
    plant: { type: 'string' },
  },
});
const { run } = await loadSimulation(values.plant);
const from = Date.now();
const result = await run({ seed: Number(values.seed), plans: Number(values.plans), profile: values.profile as ProfileName });
console.log(result.figures, result.mails, result.hash, `${Date.now() - from} ms`);
const kinds = new Map<string, number>();
for (const { wrong } of result.violations) kinds.set(wrong, (kinds.get(wrong) ?? 0) + 1);
console.log(kinds);
for (const v of result.violations.slice(0, 12)) console.log(v.wrong, v.detail);
void PROFILE_NAMES;
