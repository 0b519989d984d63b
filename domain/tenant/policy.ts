import type { PackRef, PackSwitch } from './packs/pack.ts';

/**
 * A tenant's policy parameters (domain.md section 3). Immutable once snapshotted on a plan at
 * submit. Working days are those of the person concerned.
 */
export interface Policy {
  readonly version: number;
  readonly goals: { readonly min: number; readonly max: number };
  readonly gaps: { readonly max: number };
  readonly duration: { readonly warnMin: number; readonly warnMax: number };
  readonly checkpoint: { readonly interimMin: number; readonly maxGapDays: number };
  readonly checkIn: { readonly heldRatioMin: number; readonly writeUpWD: number };
  readonly employeeReplyWD: number;
  readonly talk: { readonly replyWD: number };
  readonly ack: { readonly windowWD: number; readonly minReadingHours: number };
  readonly rescheduleMaxWD: number;
  readonly finalReview: { readonly windowWD: number };
  /** How often a plan may be extended for progress, and by how much of its first length (J3, J4). */
  readonly extension: { readonly max: number; readonly maxRatio: number };
  readonly appeal: { readonly windowWD: number; readonly decideWD: number };
  readonly sustain: { readonly days: number };
  readonly evidence: { readonly lookbackDays: number };
  readonly support: { readonly confirmWD: number };
  readonly remind: {
    /** Working days ahead, longest first. */
    readonly before: readonly number[];
    readonly onDay: boolean;
    /** Working days after, for the manager, the HR owner, the HR head. */
    readonly overdue: readonly [number, number, number];
  };
  /** Local `HH:mm` between which mail may go out; the quiet hours are the rest. */
  readonly workingHours: { readonly from: string; readonly to: string };
  /**
   * `daily 09:00`: what falls to one person on one day comes in one mail, not before that local
   * time (P7); each by itself when `off` or, as in policies from before there were digests, left out.
   */
  readonly digest?: string;
  readonly links: { readonly appUrl: string | null };
  /**
   * O3: whether mails say that they are about a performance improvement plan, and of whom; they do
   * not when left out.
   */
  readonly mail?: { readonly namesPlan: boolean };
  /** Whether employees read the names of those who looked at their plan; they do when left out. */
  readonly access?: { readonly showNames: boolean };
  /** Warnings that this tenant treats as errors. */
  readonly raised: readonly string[];
  /** Jurisdiction packs that are on; none when left out. */
  readonly packs?: readonly PackSwitch[];
  /** The versions that hold for one plan; only in the policy that a plan keeps. */
  readonly activePacks?: readonly PackRef[];
}

/** A plan shorter or longer than this cannot exist, whatever the policy (G1), in calendar days. */
export const DURATION_HARD_MIN = 14;
export const DURATION_HARD_MAX = 365;

/** The defaults of domain.md section 3. */
export const DEFAULT_POLICY: Policy = {
  version: 1,
  goals: { min: 1, max: 3 },
  gaps: { max: 5 },
  duration: { warnMin: 30, warnMax: 120 },
  checkpoint: { interimMin: 1, maxGapDays: 31 },
  checkIn: { heldRatioMin: 0.75, writeUpWD: 2 },
  employeeReplyWD: 5,
  talk: { replyWD: 3 },
  ack: { windowWD: 5, minReadingHours: 24 },
  rescheduleMaxWD: 3,
  finalReview: { windowWD: 10 },
  extension: { max: 1, maxRatio: 1 },
  appeal: { windowWD: 10, decideWD: 20 },
  sustain: { days: 90 },
  evidence: { lookbackDays: 365 },
  support: { confirmWD: 5 },
  remind: { before: [3, 1], onDay: true, overdue: [2, 5, 8] },
  workingHours: { from: '09:00', to: '18:00' },
  digest: 'daily 09:00',
  links: { appUrl: null },
  access: { showNames: true },
  raised: [],
};
