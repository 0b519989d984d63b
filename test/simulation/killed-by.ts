import type { ProfileName } from './profiles.ts';
import type { RunOptions } from './run.ts';

const active = (profile: ProfileName, plans: number, days: number): RunOptions => ({
  profile,
  only: 'active',
  plans,
  days,
  rest: 2,
  seed: 1,
  callsMax: 6000 * plans,
});

/** A small run that finds the planted fault; `--search` looks for the runs of the others. */
export const KILLED_BY: Readonly<Record<string, RunOptions>> = {
  'no-redispatch': active('plumbing', 5, 5),
  'forgotten-shard': active('calm', 5, 5),
  'sweep-yesterday': active('calm', 5, 5),
  'expand-skips-outage': active('plumbing', 5, 5),
  'expand-drops-late': active('plumbing', 5, 5),
  'id-by-moment': active('calm', 5, 5),
  'id-without-role': active('calm', 5, 5),
  'id-without-step': active('calm', 5, 5),
  'no-settling': active('calm', 6, 18),
  'due-a-day-on': active('calm', 5, 5),
  'due-before-work': active('calm', 5, 5),
  'claim-unseen': active('crashes', 5, 5),
  'claim-nothing-doubtful': active('mail', 5, 5),
  'intent-without-plan': active('people', 5, 5),
  'intent-refused-sends': active('people', 5, 5),
  'mark-then-send': active('mail', 5, 5),
  'sender-repeats': active('mail', 5, 5),
  'timeout-is-refusal': active('mail', 5, 5),
  'throttling-is-refusal': active('mail', 5, 5),
  'pause-is-refusal': active('mail', 5, 5),
  'no-pace': active('calm', 5, 5),
  'pace-per-sender': active('calm', 5, 5),
};
