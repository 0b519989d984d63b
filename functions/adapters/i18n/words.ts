import type { Weekday } from '../../../domain/kernel/civil-date.ts';
import type { AcknowledgementKind } from '../../../domain/plan/acknowledgement.ts';
import type { AppealEffect } from '../../../domain/plan/after-close.ts';
import type { ContentAmendment, PastAmendment } from '../../../domain/plan/amendment.ts';
import type { GoalMeasure } from '../../../domain/plan/content.ts';
import type { Actor, ActsAs } from '../../../domain/plan/context.ts';
import type { PartKind } from '../../../domain/plan/errors.ts';
import type { PlanEventType } from '../../../domain/plan/events.ts';
import type { CheckInRecord, CriticalEvent, GoalNote } from '../../../domain/plan/records.ts';
import type { RuleId } from '../../../domain/plan/rules/catalogue.ts';
import type { FindingKey } from '../../../domain/plan/rules/findings.ts';
import type { JurisdictionFactKind } from '../../../domain/plan/rules/jurisdiction.ts';
import type {
  ActionState,
  CheckInState,
  CheckpointState,
  SupportState,
} from '../../../domain/plan/running-state.ts';
import type { GrantTerms, Talk, TalkAnswer, TalkItem } from '../../../domain/plan/state.ts';
import type {
  Aggregate,
  AmendmentKind,
  AppealGround,
  AppealStatus,
  Cadence,
  CancelReason,
  Cause,
  Channel,
  ContentChangeKind,
  Direction,
  Effect,
  ExpectationSourceKind,
  ExtensionReason,
  FeedbackKind,
  Language,
  NextStep,
  Outcome,
  PauseReason,
  PlanStatus,
  SupportKind,
} from '../../../domain/plan/vocabulary.ts';
import type { ObligationKind, TaskKind } from '../../../domain/reminder/vocabulary.ts';
import type { ReportTexts } from '../../../domain/report/keys.ts';
import type { Member, Role } from '../../../domain/tenant/tenant.ts';
import type { ProblemCode } from '../../contract/problem-codes.ts';

/** What a rule found and what would make it right. Templates for `format`. */
export interface FindingWords {
  readonly problem: string;
  readonly remedy: string;
}
export type FindingCatalogue = Readonly<Record<FindingKey, FindingWords>>;

/** Title and detail of a problem answer (RFC 9457). Templates for `format`. */
export interface ProblemWords {
  readonly title: string;
  readonly detail: string;
}
export type ProblemCatalogue = Readonly<Record<ProblemCode, ProblemWords>>;

type Words<Key extends string | number> = Readonly<Record<Key, string>>;

/** Every closed word of the domain as people read it. */
/** Reads of a plan that the access log has words for; `other` for all that came later. */
export const READ_WORDS = [
  'getPlan',
  'checkDraft',
  'getReadiness',
  'getSupport',
  'getTimeline',
  'previewReminders',
  'getTrackingReport',
  'getAccess',
  'getAccessLog',
  'getConfidential',
  'exportPlans',
  'other',
] as const;
export type ReadWord = (typeof READ_WORDS)[number];

export interface Vocabulary {
  readonly causes: Words<Cause>;
  readonly supportKinds: Words<SupportKind>;
  readonly supportStatuses: Words<SupportState['status']>;
  readonly expectationSources: Words<ExpectationSourceKind>;
  readonly measureKinds: Words<GoalMeasure['kind']>;
  readonly directions: Words<Direction>;
  readonly aggregates: Words<Aggregate>;
  readonly cadences: Words<Cadence>;
  readonly languages: Words<Language>;
  readonly planStatuses: Words<PlanStatus>;
  readonly goalStatuses: Words<GoalNote['status']>;
  readonly talkStatuses: Words<Talk['status']>;
  readonly talkItems: Words<TalkItem['kind']>;
  readonly goalAnswers: Words<TalkAnswer['goals'][number]['answer']>;
  readonly acknowledgements: Words<AcknowledgementKind>;
  readonly checkInStatuses: Words<CheckInState['status']>;
  readonly checkpointStatuses: Words<CheckpointState['status']>;
  readonly replyKinds: Words<CheckInRecord['replies'][number]['kind']>;
  readonly feedbackKinds: Words<FeedbackKind>;
  readonly criticalEventKinds: Words<CriticalEvent['kind']>;
  readonly done: Words<ActionState['done']>;
  readonly effects: Words<Effect>;
  readonly jurisdictionFacts: Words<JurisdictionFactKind>;
  readonly disputeFindings: Words<'DELIVERED' | 'NOT_DELIVERED'>;
  readonly outcomes: Words<Outcome>;
  readonly nextSteps: Words<NextStep>;
  readonly cancelReasons: Words<CancelReason>;
  readonly channels: Words<Channel>;
  readonly parts: Words<PartKind>;
  readonly roles: Words<Role>;
  readonly grants: Words<GrantTerms['as']>;
  /** Why somebody can read a plan, as a sentence for its employee. */
  readonly readers: Words<
    | 'employee'
    | 'manager'
    | 'hrOwner'
    | 'hr'
    | 'provider'
    | 'delegateOfManager'
    | 'delegateOfHr'
    | 'decider'
    | 'successor'
  >;
  /** What somebody looked at, by the read's operation id. */
  readonly reads: Words<ReadWord>;
  readonly actors: Words<ActsAs | Extract<Actor['kind'], 'system'>>;
  readonly memberStatuses: Words<Member['status']>;
  readonly weekdays: Words<Weekday>;
  readonly appealGrounds: Words<AppealGround>;
  readonly appealStatuses: Words<AppealStatus>;
  readonly appealEffects: Words<AppealEffect['kind']>;
  readonly pauseReasons: Words<PauseReason>;
  readonly amendmentKinds: Words<AmendmentKind>;
  readonly amendmentStatuses: Words<ContentAmendment['status'] | PastAmendment['status']>;
  readonly extensionReasons: Words<ExtensionReason>;
  readonly contentChanges: Words<ContentChangeKind>;
  /** One short sentence for each line of the timeline. */
  readonly events: Words<PlanEventType>;
  readonly obligations: Words<ObligationKind>;
}

/** What is asked of somebody, in few words and nothing of the plan: mails and lists of tasks say it. */
export type TaskWords = Readonly<Record<TaskKind, string>>;

/** The words of reports in one language. */
export interface ReportWords {
  /**
   * Templates: `{name}` is a value, `{name|day|days}` a word for one or several of it, and
   * `[text with {name}]` is left out where the value is missing.
   */
  readonly texts: ReportTexts;
  /** What each rule is about, for findings that are printed without their values. */
  readonly rules: Readonly<Record<RuleId, string>>;
  /** Between values in one line. */
  readonly separator: string;
  /** A person with job title or capacity: `{name}`, `{role}`. */
  readonly personIn: string;
  /** Who stands in for whom. */
  readonly personFor: string;
  /** Numbers of chapters from 1 on. */
  readonly chapterNumbers: readonly string[];
}
