import type { View } from '../access/actions.ts';
import type { CivilDate, Weekday } from '../kernel/civil-date.ts';
import type { NonEmpty } from '../kernel/non-empty.ts';
import type { AcknowledgementKind } from '../plan/acknowledgement.ts';
import type { AppealEffect } from '../plan/after-close.ts';
import type { GoalMeasure } from '../plan/content.ts';
import type { ActsAs } from '../plan/context.ts';
import type { CheckInRecord, CriticalEvent, GoalNote } from '../plan/records.ts';
import type { RuleId } from '../plan/rules/catalogue.ts';
import type { RuleResult } from '../plan/rules/findings.ts';
import type { JurisdictionFactKind } from '../plan/rules/jurisdiction.ts';
import type { ActionState, CheckInState, SupportState } from '../plan/running-state.ts';
import type { GrantTerms, Talk, TalkAnswer } from '../plan/state.ts';
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
} from '../plan/vocabulary.ts';
import type { ReportKey } from './keys.ts';

/**
 * A report without a language: what it says is keys and closed words, which a renderer puts into the
 * reader's language, and the people's own words, which stay as they were written.
 */
export interface ReportDocument {
  readonly title: Message;
  readonly company: string;
  readonly planTitle: string;
  /** For whose eyes this copy was made. */
  readonly view: View;
  /** The language in which the people's own words are written. */
  readonly authoredIn: Language;
  readonly head: FactsBlock;
  readonly notes: readonly Message[];
  readonly sections: readonly Section[];
}

/** A chapter; its id is unique in the document and the same in every language. */
export interface Section {
  readonly id: string;
  readonly title: Message;
  readonly blocks: readonly Block[];
}

/**
 * What kind of assertion a block makes, so that a reader can tell them apart: what was observed or
 * done, what somebody or a rule made of it, what the person concerned says.
 */
export type Nature = 'fact' | 'judgement' | 'statement';

export type Block =
  | FactsBlock
  | TableBlock
  | QuoteBlock
  | EntriesBlock
  | ChartBlock
  | SignaturesBlock
  /** A sentence of the product's own. */
  | { readonly type: 'note'; readonly text: Message }
  /** A part of a section under a heading of its own. */
  | { readonly type: 'group'; readonly title: Value; readonly blocks: readonly Block[] };

/** Names and values; a value of several lines is a list. */
export interface FactsBlock {
  readonly type: 'facts';
  readonly nature: Nature;
  readonly caption?: Message;
  readonly rows: readonly FactsRow[];
}

export interface FactsRow {
  readonly label: Message;
  readonly value: Cell;
  /** Set where the row asserts something else than its block. */
  readonly nature?: Nature;
}

export interface TableBlock {
  readonly type: 'table';
  readonly nature: Nature;
  readonly caption: Message;
  readonly columns: NonEmpty<Column>;
  /** At least one; a table without rows is not made. The first cell names the row. */
  readonly rows: readonly TableRow[];
}

export interface Column {
  readonly title: Message;
  /** Set where a column asserts something else than its table. */
  readonly nature?: Nature;
  readonly align?: 'end';
}

export interface TableRow {
  readonly cells: readonly Cell[];
  /** No longer counts, and is shown struck instead of being dropped. */
  readonly struck?: boolean;
}

/** What stands in a cell: one value, or several under each other. */
export type Cell = Value | readonly Value[];

/** Somebody's words, in full and as they were written. */
export interface QuoteBlock {
  readonly type: 'quote';
  readonly nature: Nature;
  readonly label?: Message;
  readonly by: Value;
  readonly when?: Value;
  readonly text: string;
}

/** Things that happened, one after the other, each with what belongs to it. */
export interface EntriesBlock {
  readonly type: 'entries';
  readonly items: readonly Entry[];
}

export interface Entry {
  readonly when: Value;
  readonly title: Value;
  readonly by?: Value;
  /** What the reader must not overlook: written up late, disputed. */
  readonly marks: readonly Message[];
  readonly blocks: readonly Block[];
}

/** The course of a goal's measurements; the table after it gives the same in figures. */
export interface ChartBlock {
  readonly type: 'chart';
  readonly nature: 'fact';
  /** Unique in the document. */
  readonly id: string;
  readonly title: Message;
  /** Says what the picture shows, for those who do not see it. */
  readonly description: Message;
  readonly unit: string;
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** The day the report speaks of, when it lies within the chart. */
  readonly today?: CivilDate;
  readonly target: number;
  /** From baseline to target, by working days; empty while there is no baseline. */
  readonly expected: readonly ChartPoint[];
  /** The goal's aggregate after each measurement that counts. */
  readonly course: readonly ChartPoint[];
  /** The single measurements; `struck` ones were replaced and no longer count. */
  readonly measured: readonly (ChartPoint & { readonly struck: boolean })[];
  readonly checkpoints: readonly { readonly on: CivilDate; readonly label: Message }[];
  /** What each mark stands for. */
  readonly legend: Readonly<Record<ChartMark, Message>>;
}

export type ChartMark = 'course' | 'measured' | 'struck' | 'expected' | 'target' | 'today';

export interface ChartPoint {
  readonly on: CivilDate;
  readonly value: number;
}

/** Lines to sign on paper that one has received a copy, for a witness, and a place for the seal. */
export interface SignaturesBlock {
  readonly type: 'signatures';
  readonly sentence: Message;
  /** Who signs; a witness has no name yet. */
  readonly signers: readonly { readonly role: Message; readonly name?: string }[];
  /** What stands where the company's seal goes. */
  readonly seal: Message;
}

// ---- what a block is made of ----

/** The lists of closed words a report uses, under the names that the message catalogues give them. */
interface WordLists {
  readonly acknowledgements: AcknowledgementKind;
  readonly actors: ActsAs | 'system';
  readonly grants: GrantTerms['as'];
  readonly aggregates: Aggregate;
  readonly appealEffects: AppealEffect['kind'];
  readonly appealGrounds: AppealGround;
  readonly appealStatuses: AppealStatus;
  readonly cadences: Cadence;
  readonly cancelReasons: CancelReason;
  readonly causes: Cause;
  readonly channels: Channel;
  readonly checkInStatuses: CheckInState['status'];
  readonly criticalEventKinds: CriticalEvent['kind'];
  readonly directions: Direction;
  readonly disputeFindings: 'DELIVERED' | 'NOT_DELIVERED';
  readonly done: ActionState['done'];
  readonly effects: Effect;
  readonly jurisdictionFacts: JurisdictionFactKind;
  readonly expectationSources: ExpectationSourceKind;
  readonly feedbackKinds: FeedbackKind;
  readonly goalAnswers: TalkAnswer['goals'][number]['answer'];
  readonly goalStatuses: GoalNote['status'];
  readonly languages: Language;
  readonly measureKinds: GoalMeasure['kind'];
  readonly nextSteps: NextStep;
  readonly outcomes: Outcome;
  readonly planStatuses: PlanStatus;
  readonly replyKinds: CheckInRecord['replies'][number]['kind'];
  readonly supportKinds: SupportKind;
  readonly supportStatuses: SupportState['status'];
  readonly talkStatuses: Talk['status'];
  readonly pauseReasons: PauseReason;
  readonly amendmentKinds: AmendmentKind;
  readonly extensionReasons: ExtensionReason;
  readonly contentChanges: ContentChangeKind;
  readonly weekdays: Weekday;
}
export type WordList = keyof WordLists;

export type Word<List extends WordList = WordList> = {
  readonly [Name in List]: {
    readonly type: 'word';
    readonly list: Name;
    readonly word: WordLists[Name];
  };
}[List];

/** A sentence or label of the product's, with values for its placeholders. */
export interface Message {
  readonly type: 'message';
  readonly key: ReportKey;
  readonly params: Readonly<Record<string, Value>>;
}

export type Value =
  | Message
  | Word
  /** Written by people: shown as it is, never looked up, never formatted. */
  | { readonly type: 'text'; readonly text: string }
  /** A name that machines gave: an id, a hash. */
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'date'; readonly on: CivilDate }
  /** A moment as the clocks at the employee's site showed it. */
  | { readonly type: 'moment'; readonly on: CivilDate; readonly time: string }
  | { readonly type: 'number'; readonly value: number; readonly unit?: string }
  /** 0 to 1. */
  | { readonly type: 'share'; readonly value: number }
  | {
      readonly type: 'person';
      readonly name: string;
      /** Job title, as the company writes it. */
      readonly role?: string;
      readonly acts?: ActsAs;
      /** The name of whoever they stand in for. */
      readonly actingFor?: string;
    }
  | { readonly type: 'rule'; readonly ruleId: RuleId }
  /** What a rule found; with what would make it right, unless that is settled. */
  | (Pick<RuleResult, 'messageKey' | 'params'> & {
      readonly type: 'finding';
      readonly settled: boolean;
    })
  /** A value that asserts something else than the block around it. */
  | { readonly type: 'asserted'; readonly nature: Nature; readonly value: Value }
  /** Several values in one line. */
  | { readonly type: 'values'; readonly values: readonly Value[] };

type Param = Value | string | number;

/** A string given as a parameter is the people's own words. */
const asValue = (param: Param): Value =>
  typeof param === 'string' ? text(param) : typeof param === 'number' ? number(param) : param;

export const message = (key: ReportKey, params: Readonly<Record<string, Param>> = {}): Message => ({
  type: 'message',
  key,
  params: Object.fromEntries(
    Object.entries(params).map(([name, param]) => [name, asValue(param)] as const),
  ),
});

export const text = (words: string): Value => ({ type: 'text', text: words });
export const code = (name: string): Value => ({ type: 'code', text: name });
export const date = (on: CivilDate): Value => ({ type: 'date', on });
export const number = (value: number, unit?: string): Value =>
  unit === undefined ? { type: 'number', value } : { type: 'number', value, unit };
export const share = (value: number): Value => ({ type: 'share', value });
export const asserted = (nature: Nature, value: Value): Value => ({
  type: 'asserted',
  nature,
  value,
});
export const values = (...all: readonly Value[]): Value => ({ type: 'values', values: all });
export const word = <List extends WordList>(list: List, one: Word<List>['word']): Value =>
  ({ type: 'word', list, word: one }) as Word;
export const finding = (
  { messageKey, params }: Pick<RuleResult, 'messageKey' | 'params'>,
  settled = false,
): Value => ({ type: 'finding', messageKey, params, settled });

/** A table, or nothing where there would be no row. */
export const table = (
  nature: Nature,
  caption: Message,
  columns: NonEmpty<Column>,
  rows: readonly TableRow[],
): readonly TableBlock[] =>
  rows.length === 0 ? [] : [{ type: 'table', nature, caption, columns, rows }];

export const note = (key: ReportKey, params: Readonly<Record<string, Param>> = {}): Block => ({
  type: 'note',
  text: message(key, params),
});

/** What lists entries, or nothing where there are none. */
export const ofEntries = <Part>(
  items: readonly Entry[],
  part: (blocks: readonly Block[]) => Part,
): readonly Part[] => (items.length === 0 ? [] : [part([{ type: 'entries', items }])]);

/** A named value of a facts block. */
export const fact = (key: ReportKey, value: Cell, nature?: Nature): FactsRow =>
  nature === undefined ? { label: message(key), value } : { label: message(key), value, nature };

/** A named list of a facts block, or nothing where it would be empty. */
export const facts = (
  key: ReportKey,
  lines: readonly Value[],
  nature?: Nature,
): readonly FactsRow[] => (lines.length === 0 ? [] : [fact(key, lines, nature)]);

export const texts = (all: readonly string[]): readonly Value[] => all.map((one) => text(one));

export const column = (key: ReportKey, rest: Omit<Column, 'title'> = {}): Column => ({
  title: message(key),
  ...rest,
});
