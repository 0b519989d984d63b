import type { CivilDate } from '../../kernel/civil-date.ts';
import type { MemberId } from '../../kernel/ids.ts';
import { isNonEmpty, type NonEmpty } from '../../kernel/non-empty.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Policy } from '../../tenant/policy.ts';
import { RULES, type RuleId } from './catalogue.ts';

/** E refuses the command; W allows it only when accepted with a reason; I is a hint. */
export type Severity = 'E' | 'W' | 'I';

/** Everything a rule can find, with its severity. The key is the message key of both catalogues. */
export const FINDINGS = {
  'A1.samePerson': 'E',
  'A1.notLineManager': 'E',
  'A2.openPlan': 'E',
  'A2.secondDraft': 'W',
  'A2.sustaining': 'W',
  'A3.approver': 'E',
  'A3.proposer': 'E',
  'A4.unknown': 'E',
  'A4.involved': 'E',
  'A4.inLine': 'W',
  'A5.witness': 'E',
  'A5.incomplete': 'E',
  'A7.order': 'E',
  'A7.tooLong': 'E',
  'A7.overlap': 'E',
  'A7.tooMany': 'E',
  'A7.named': 'E',
  'A7.person': 'E',
  'A6.sameManager': 'E',
  'A6.noCheckIn': 'E',
  'A6.late': 'W',
  'B1.none': 'E',
  'B1.tooMany': 'E',
  'B1.duplicateId': 'E',
  'B2.incomplete': 'E',
  'B3.missing': 'E',
  'B3.incomplete': 'E',
  'B3.future': 'E',
  'B3.single': 'W',
  'B3.onePerson': 'W',
  'B3.old': 'W',
  'B3.unknownObservation': 'E',
  'B4.noPriorFeedback': 'W',
  'B4.incomplete': 'E',
  'B4.sharedOn': 'E',
  'B5.trait': 'W',
  'B5.vagueQuantifier': 'W',
  'B5.absolute': 'W',
  'B5.mindReading': 'W',
  'B5.hearsay': 'W',
  'B5.emotive': 'W',
  'B5.protected': 'W',
  'B5.threat': 'W',
  'B5.noFact': 'W',
  'B5.nonTarget': 'W',
  'B5.resignation': 'W',
  'B6.attachmentType': 'E',
  'B6.attachmentSize': 'E',
  'B6.attachmentCount': 'E',
  'B6.notUploaded': 'E',
  'B6.infected': 'E',
  'B6.personalData': 'W',
  'B7.secondReviewer': 'E',
  'B8.rankOnly': 'E',
  'C1.missing': 'E',
  'C2.missing': 'E',
  'C3.unanswered': 'E',
  'C3.comparison': 'E',
  'C3.motivationOnly': 'W',
  'C3.diagnosis': 'E',
  'C4.cannotCarry': 'E',
  'C5.notShared': 'E',
  'C5.waiting': 'E',
  'C5.unreplied': 'E',
  'C5.talkDate': 'E',
  'C5.reason': 'E',
  'C5.shared': 'E',
  'C5.answered': 'E',
  'C5.proposal': 'E',
  'C5.duplicateId': 'E',
  'C5.noAnswer': 'E',
  'C5.unknownItem': 'E',
  'D1.tooFew': 'E',
  'D1.tooMany': 'E',
  'D1.duplicateId': 'E',
  'D2.goalWithoutGap': 'E',
  'D2.gapWithoutGoal': 'E',
  'D3.incomplete': 'E',
  'D3.baselineLate': 'E',
  'D3.baselineKnown': 'E',
  'D4.direction': 'E',
  'D4.alreadyMet': 'E',
  'D4.rate': 'E',
  'D4.number': 'E',
  'D5.due': 'E',
  'D6.sample': 'E',
  'D7.aboveStandard': 'W',
  'D8.absolute': 'W',
  'D9.negativeOnly': 'W',
  'D11.sameMetric': 'W',
  'D12.noSign': 'W',
  'D10.harder': 'W',
  'E1.missing': 'E',
  'E1.incomplete': 'E',
  'E1.unknownGoal': 'E',
  'E1.duplicateId': 'E',
  'E2.due': 'E',
  'E3.tooMany': 'W',
  'E4.allLate': 'W',
  'E5.unknownSupport': 'E',
  'E6.incomplete': 'E',
  'E6.state': 'E',
  'F1.none': 'E',
  'F1.duplicateId': 'E',
  'F3.provider': 'E',
  'F3.incomplete': 'E',
  'F3.late': 'E',
  'F3.noGoal': 'E',
  'F3.secondHalf': 'W',
  'F5.date': 'E',
  'F5.state': 'E',
  'F6.state': 'E',
  'F9.incomplete': 'E',
  'F9.notTraining': 'E',
  'F9.delivery': 'E',
  'F8.extension': 'E',
  'G1.order': 'E',
  'G1.duration': 'E',
  'G1.unusual': 'W',
  'G2.tooFew': 'E',
  'G2.outside': 'E',
  'G2.duplicate': 'E',
  'G2.duplicateId': 'E',
  'G2.notWorking': 'E',
  'G3.retroactive': 'E',
  'G3.farAway': 'W',
  'G4.first': 'W',
  'G4.gap': 'W',
  'G4.last': 'W',
  'G5.window': 'E',
  'G6.cadence': 'E',
  'G7.tooFar': 'E',
  'G7.notLater': 'E',
  'G7.afterNext': 'E',
  'G7.notWorking': 'E',
  'G7.state': 'E',
  'H1.hash': 'E',
  'H2.incomplete': 'E',
  'H2.time': 'E',
  'H3.notServed': 'E',
  'H3.proof': 'E',
  'H4.statement': 'E',
  'H4.order': 'E',
  'H4.scan': 'E',
  'H4.signedOn': 'E',
  'H5.tooEarly': 'E',
  'H5.reminders': 'E',
  'H5.channels': 'E',
  'H7.tooSoon': 'W',
  'H10.unanswered': 'E',
  'H10.nothing': 'E',
  'I1.noFact': 'E',
  'I1.noFeedback': 'E',
  'I1.noAttendees': 'E',
  'I1.future': 'E',
  'I1.goalMissing': 'W',
  'I1.obstaclesMissing': 'W',
  'I1.supportMissing': 'W',
  'I1.nextStepsMissing': 'W',
  'I1.state': 'E',
  'I2.locked': 'E',
  'I2.notHeld': 'E',
  'I3.noPositive': 'W',
  'I4.noCorrective': 'E',
  'I5.future': 'E',
  'I6.future': 'E',
  'I6.beforeStart': 'E',
  'I6.number': 'E',
  'I6.unknown': 'E',
  'I7.surprise': 'W',
  'I8.duplicateId': 'E',
  'I8.answered': 'E',
  'I8.owner': 'E',
  'J1.open': 'E',
  'J1.state': 'E',
  'J1.nothing': 'E',
  'J1.kind': 'E',
  'J1.start': 'E',
  'J1.done': 'E',
  'J1.measured': 'E',
  'J1.past': 'E',
  'J1.window': 'E',
  'J2.open': 'E',
  'J2.noRoom': 'E',
  'J3.reason': 'E',
  'J3.max': 'E',
  'J4.tooLong': 'E',
  'J5.checkpoint': 'E',
  'J5.harder': 'E',
  'J8.long': 'W',
  'J9.leave': 'I',
  'K1.nextStep': 'E',
  'K1.contradiction': 'E',
  'K1.appealOnly': 'E',
  'K2.goals': 'E',
  'K2.early': 'E',
  'K3.early': 'E',
  'K4.undelivered': 'E',
  'K4.unconfirmed': 'E',
  'K4.disputed': 'E',
  'K4.waived': 'E',
  'K5.insufficient': 'E',
  'K6.ratio': 'E',
  'K7.notHeld': 'E',
  'K7.missed': 'E',
  'K7.offerFirst': 'E',
  'K8.meeting': 'E',
  'K8.response': 'E',
  'K8.sameDay': 'E',
  'K9.reason': 'E',
  'K9.measurement': 'E',
  'K9.noProposal': 'E',
  'K10.date': 'E',
  'K11.checklist': 'E',
  'K11.appealOpen': 'E',
  'K11.noNextStep': 'E',
  'L1.already': 'E',
  'L1.tooLate': 'E',
  'L1.noGround': 'E',
  'L2.noDecider': 'E',
  'L2.other': 'E',
  'L2.notHeard': 'E',
  'L4.noReasons': 'E',
  'L4.neverRan': 'E',
  'L4.notMilder': 'E',
  'L4.nothingToAmend': 'E',
  'L5.date': 'E',
  'L5.incomplete': 'E',
  'M1.date': 'E',
  'M1.incomplete': 'E',
  'M2.outside': 'E',
  'M2.noFact': 'E',
  'M2.secondPlan': 'W',
  'M2.nothingOpen': 'E',
  'M2.nextStep': 'E',
  'N3.tooEarly': 'E',
  'N4.held': 'E',
  'N4.notHeld': 'E',
  'N4.hold': 'E',
  'N5.requested': 'E',
  'N5.noRequest': 'E',
  'N5.samePerson': 'E',
  'K11.unanswered': 'E',
  'K11.factDate': 'E',
  'O1.order': 'E',
  'O1.tooLong': 'E',
  'O1.purpose': 'E',
  'O1.person': 'E',
  'O1.tooMany': 'E',
  'O6.waits': 'E',
  'O6.referral': 'E',
  'Q1.range': 'E',
  'Q1.order': 'E',
  'Q1.unknownRule': 'E',
  'Q2.keepOld': 'W',
  'Q3.provisional': 'W',
  'Q3.noSite': 'E',
  'Q3.siteTwice': 'E',
  'Q3.noWorkingDay': 'E',
  'Q3.twice': 'E',
  'Q3.both': 'E',
  'Q3.closedTooLong': 'E',
  'Q3.ended': 'W',
  'Q4.noHrOwner': 'E',
  'Q4.noHr': 'W',
  'Q4.fewHr': 'W',
  'Q4.noHead': 'I',
  'Q4.headNotHr': 'E',
  'Q5.lastAdmin': 'E',
  'Q5.lastHr': 'E',
  'Q6.notAsked': 'E',
  'Q6.already': 'E',
  'Q6.samePerson': 'E',
  'Q6.openPlan': 'E',
  'CN1.noTraining': 'E',
  'CN2.resignation': 'E',
  'CN3.standard': 'E',
  'CN4.unanswered': 'E',
  'CN4.protected': 'E',
  'CN5.union': 'W',
  'CN5.notice': 'W',
  'CN5.compensation': 'W',
  'CN6.unproven': 'W',
  'UK1.consequences': 'E',
  'UK2.invitation': 'E',
  'DE1.worksCouncil': 'E',
  'DE2.representation': 'W',
} as const satisfies Record<`${RuleId}.${string}`, Severity>;

export type FindingKey = keyof typeof FINDINGS;
export type FindingParams = Readonly<Record<string, string | number>>;

/** One result of one rule; the words come from the message catalogues, in the reader's language. */
export interface RuleResult {
  readonly ruleId: RuleId;
  readonly severity: Severity;
  /** JSON pointer into the command's body or the plan: `/goals/2/dueOn`. */
  readonly path: string;
  readonly messageKey: FindingKey;
  readonly params: FindingParams;
  readonly source: string;
  /** Whose move it is, where the finding is a debt (K4 to K8). */
  readonly owedBy?: OwedBy;
}

/** A warning that somebody took on, with a reason. */
export interface AcceptedWarning {
  readonly ruleId: RuleId;
  /** At least 15 Latin or 8 Chinese characters. */
  readonly reason: string;
  readonly by: MemberId;
  /** What the rule had found when it was accepted. */
  readonly findings: readonly Pick<RuleResult, 'messageKey' | 'path' | 'params'>[];
}

/** Who has to act so that a finding goes away, and until when. */
export interface OwedBy {
  readonly role: 'employee' | 'manager' | 'hr' | 'provider';
  /** Absent when the provider is not a person of the company. */
  readonly memberId?: MemberId;
  readonly dueBy?: CivilDate;
}

const ruleOf = (key: FindingKey): RuleId => key.slice(0, key.indexOf('.')) as RuleId;

/**
 * Makes a result.
 * @param params values for the message; closed words (causes, statuses) and numbers, never free text
 * @param severity when the same finding weighs differently (K4 under PARTLY_MET); the catalogue's otherwise
 */
export const finding = (
  messageKey: FindingKey,
  path: string,
  params: FindingParams = {},
  severity: Severity = FINDINGS[messageKey],
): RuleResult => {
  const ruleId = ruleOf(messageKey);
  return { ruleId, severity, path, messageKey, params, source: RULES[ruleId].source };
};

const LATIN_MIN = 15;
const CHINESE_MIN = 8;
const HAN = /\p{Script=Han}/gu;

/** Whether a reason says something: at least 15 characters, or 8 Chinese ones. */
export const isReason = (text: string): boolean => {
  const said = text.trim();
  return (said.match(HAN)?.length ?? 0) >= CHINESE_MIN || [...said].length >= LATIN_MIN;
};

/** A warning that somebody wants to pass, as it comes with a command. */
export interface Acceptance {
  readonly ruleId: string;
  readonly reason: string;
}

/** What is left of results under a policy: warnings that the tenant raised are errors. */
const raisedBy = (policy: Policy, result: RuleResult): RuleResult =>
  result.severity === 'W' &&
  (policy.raised.includes(result.ruleId) || policy.raised.includes(result.messageKey))
    ? { ...result, severity: 'E' }
    : result;

/**
 * The gate before every command: errors refuse it, warnings refuse it unless they were accepted
 * with a reason, now or earlier for the same plan version, once per rule.
 * @returns the acceptances to record, or everything that stands in the way
 */
export const passGate = (
  results: readonly RuleResult[],
  policy: Policy,
  acceptances: readonly Acceptance[],
  by: AcceptedWarning['by'],
  earlier: readonly AcceptedWarning[] = [],
): Result<readonly AcceptedWarning[], NonEmpty<RuleResult>> => {
  const judged = results.map((result) => raisedBy(policy, result));
  const accepted = new Map<RuleId, AcceptedWarning>();
  const blocking: RuleResult[] = [];
  for (const result of judged) {
    if (result.severity === 'E') blocking.push(result);
    if (result.severity !== 'W') continue;
    const { ruleId, messageKey, path, params } = result;
    if (earlier.some((warning) => warning.ruleId === ruleId)) continue;
    const acceptance = acceptances.find((one) => one.ruleId === ruleId && isReason(one.reason));
    if (acceptance === undefined) {
      blocking.push(result);
      continue;
    }
    const findings = [...(accepted.get(ruleId)?.findings ?? []), { messageKey, path, params }];
    accepted.set(ruleId, { ruleId, reason: acceptance.reason.trim(), by, findings });
  }
  return isNonEmpty(blocking) ? err(blocking) : ok([...accepted.values()]);
};
