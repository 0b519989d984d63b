import type { RuleId } from '../../plan/rules/catalogue.ts';
import type { Language } from '../../plan/vocabulary.ts';

export const PACK_IDS = ['CN', 'UK', 'DE', 'US_FEDERAL'] as const;
export type PackId = (typeof PACK_IDS)[number];

/** One version of a pack; a plan keeps the ones it was submitted under. */
export interface PackRef {
  readonly id: PackId;
  readonly version: number;
}

/** Where a company has switched a pack on; at every site when none is named. */
export interface PackSwitch {
  readonly id: PackId;
  readonly siteIds?: readonly string[];
}

type InBothLanguages = Readonly<Record<Language, string>>;

/** One question that a referral for a separation review answers in writing (K11). */
export interface ChecklistItem {
  readonly id: string;
  readonly question: InBothLanguages;
}

/** Shortest time that records are kept, in days; the longer of the two dates counts (N3). */
export interface RetentionFloor {
  readonly afterCloseDays: number;
  readonly afterEmploymentDays: number;
}

/**
 * What the law of one place asks for beyond the rules that hold everywhere. Data, off by default,
 * versioned: a published version never changes. No pack is legal advice; counsel reviews it before
 * a company relies on it, and whoever shows a pack says so with `review`.
 */
export interface Pack extends PackRef {
  readonly title: InBothLanguages;
  readonly review: InBothLanguages;
  /** Rules that hold under it; their law stands in the rule catalogue. */
  readonly rules: readonly RuleId[];
  /** Rules or single findings that are errors under it and warnings elsewhere. */
  readonly raises: readonly string[];
  readonly checklist: readonly ChecklistItem[];
  readonly retention: RetentionFloor;
}

/** Said wherever a pack is shown. */
export const COUNSEL_REVIEWS: InBothLanguages = {
  'zh-CN': '本规则包不构成法律意见。启用前请由法律顾问审核，并结合当地最新规定核对。',
  en: 'This pack is not legal advice. Have counsel review it, against the law as it stands, before the company relies on it.',
};
