import type { RuleResult } from '../../domain/plan/rules/findings.ts';

/**
 * Where each finding points and which values its message has: `key place (values)`, with `*` for a
 * position and `-` for the command or the plan as a whole; places of a content are the same in a
 * content that is proposed (`/content/...`) or decided (`/verdict/...`). Callers mark a field by it and fill the
 * message with it, so it is part of the contract; a rule that points elsewhere fails its tests.
 */
const PLACES = new Set(
  `
A1.notLineManager /managerId
A1.samePerson /managerId
A2.openPlan /employeeId
A2.secondDraft /employeeId (drafts)
A2.sustaining /employeeId
A3.approver /by
A3.approver /managerId
A3.proposer /by
A4.inLine /memberId
A4.involved /memberId
A4.unknown /memberId
A5.incomplete /witness/at
A5.incomplete /witness/name
A5.incomplete /witness/place
A5.incomplete /witness/role
A5.witness /witness/memberId
A6.late /managerId (days, end)
A6.noCheckIn /managerId
A6.sameManager /managerId
B1.duplicateId /gaps/*/id
B1.none /gaps
B1.tooMany /gaps (count, max)
B2.incomplete /gaps/*/expectation
B2.incomplete /gaps/*/expectationSource/reference
B2.incomplete /gaps/*/observedFact
B3.future /gaps/*/evidence/*/occurredOn
B3.incomplete /gaps/*/evidence/*/fact
B3.incomplete /gaps/*/evidence/*/source
B3.missing /gaps/*/evidence
B3.old /gaps/*/evidence/*/occurredOn (days)
B3.onePerson /gaps/*/evidence
B3.single /gaps/*/evidence
B3.unknownObservation /gaps/*/evidence/*/observationId
B4.incomplete /gaps/*/priorFeedback/*/givenOn
B4.incomplete /gaps/*/priorFeedback/*/summary
B4.noPriorFeedback /gaps/*/priorFeedback
B5.emotive /gaps/*/observedFact (end, start)
B5.hearsay /gaps/*/evidence/*/fact (end, start)
B5.mindReading /gaps/*/observedFact (end, start)
B5.noFact /gaps/*/evidence/*/fact (end, start)
B5.noFact /gaps/*/observedFact (end, start)
B5.nonTarget /goals/*/statement (end, start)
B5.protected /gaps/*/observedFact (end, start)
B5.resignation /goals/*/statement (end, start)
B5.threat /goals/*/statement (end, start)
B5.trait /gaps/*/evidence/*/fact (end, start)
B5.trait /gaps/*/observedFact (end, start)
B5.vagueQuantifier /gaps/*/evidence/*/fact (end, start)
B5.vagueQuantifier /gaps/*/observedFact (end, start)
B5.vagueQuantifier /goals/*/statement (end, start)
B6.attachmentCount - (max)
B6.attachmentSize /bytes (max)
B6.attachmentSize /gaps/*/evidence/*/attachments/*/bytes (max)
B6.attachmentType /gaps/*/evidence/*/attachments/*/mediaType
B6.attachmentType /mediaType
B6.personalData /gaps/*/evidence/*/fact
B6.personalData /gaps/*/evidence/*/source
B7.secondReviewer /by
B8.rankOnly /gaps/*/observedFact
C1.missing /gaps/*/causes
C2.missing /answer/employeeView
C3.comparison /gaps/*/causes/*/comparison
C3.diagnosis /answer/causes/*
C3.diagnosis /gaps/*/causes/*
C3.motivationOnly /gaps/*/causes
C3.unanswered /gaps/*/causes/* (cause, kinds)
C4.cannotCarry /gaps/*/causes
C5.answered /talk
C5.duplicateId /answer/supportRequests/*/id
C5.noAnswer /talk
C5.notShared /talk
C5.proposal /answer/goals/*/proposal
C5.reason /reason
C5.shared /talk
C5.talkDate /talkHeldOn
C5.unknownItem /replies/*/to
C5.unreplied /replies/*/reply (item)
C5.unreplied /talk/answer/causes/* (item)
C5.unreplied /talk/answer/goals/* (item)
C5.unreplied /talk/answer/supportRequests/* (item)
C5.waiting /talk (until)
CN1.noTraining /jurisdiction
CN2.resignation /actions/*/how (end, start)
CN2.resignation /goals/*/statement (end, start)
CN2.resignation /supports/*/description (end, start)
CN3.standard /jurisdiction
CN4.protected /jurisdiction
CN4.unanswered /jurisdiction
CN5.compensation /jurisdiction
CN5.notice /jurisdiction
CN5.union /jurisdiction
CN6.unproven /gaps/*/expectationSource
D1.duplicateId /goals/*/id
D1.tooFew /goals (count, min)
D1.tooMany /goals (count, max)
D10.harder /goals/*
D11.sameMetric /goals/*/measure/name (goal)
D12.noSign /goals/*/attainability
D2.gapWithoutGoal /gaps/*
D2.goalWithoutGap /goals/*/gapIds
D2.goalWithoutGap /goals/*/gapIds/*
D3.baselineKnown /goalId
D3.baselineLate /goals/*/measure/baseline/toMeasureBy (limit)
D3.incomplete /goals/*/measure/baseline/period
D3.incomplete /goals/*/measure/baseline/source
D3.incomplete /goals/*/measure/definitionOfDone
D3.incomplete /goals/*/measure/everyDays
D3.incomplete /goals/*/measure/measuredBy
D3.incomplete /goals/*/measure/name
D3.incomplete /goals/*/measure/source
D3.incomplete /goals/*/measure/unit
D3.incomplete /goals/*/measure/verifier
D3.incomplete /goals/*/measure/window
D3.incomplete /goals/*/statement
D4.alreadyMet /goals/*/measure/target
D4.direction /goals/*/measure/target (direction)
D4.number /goals/*/measure/baseline/value
D5.due /goals/*/dueOn (from, to)
D6.sample /goals/*/minSample
D7.aboveStandard /goals/*/measure/target (standard, target)
D8.absolute /goals/*/measure/target (target)
D9.negativeOnly /goals/*/statement (end, start)
E1.duplicateId /actions/*/id
E1.incomplete /actions/*/how
E1.incomplete /actions/*/what
E1.missing /goals/*
E1.unknownGoal /actions/*/goalId
E2.due /actions/*/dueOn (from, to)
E3.tooMany /actions (count, max)
E4.allLate /actions (from)
E5.unknownSupport /actions/*/dependsOn/*
E6.incomplete /ratings
E6.incomplete /ratings/*/how
E6.state /checkpointId
F1.duplicateId /supports/*/id
F1.none /supports
F3.incomplete /supports/*/description
F3.late /supports/*/dueBy (limit)
F3.noGoal /supports/*/goalIds
F3.noGoal /supports/*/goalIds/*
F3.provider /supports/*/provider/memberId
F3.provider /supports/*/provider/name
F3.secondHalf /supports/*/dueBy (half)
F5.date /deliveredOn (to)
F5.date /on (from)
F5.state /supportId (state)
F6.state /supportId (state)
F8.extension /supports/* (extended, kind, late)
F9.delivery /training
F9.incomplete /supports/*/training
G1.duration /schedule/endOn (days, max, min)
G1.unusual /schedule/endOn (days, max, min)
G2.duplicateId /schedule/checkpoints/*/id
G2.notWorking /schedule/checkpoints/*/on
G2.outside /schedule/checkpoints/*/on
G2.tooFew /schedule/checkpoints (count, min)
G3.farAway /schedule/startOn (days)
G3.retroactive /schedule/startOn (presentedOn)
G4.first /schedule/checkpoints/*/on (days)
G4.gap /schedule/checkpoints/*/on (days, max)
G4.gap /schedule/endOn (days, max)
G4.last /schedule/checkpoints/*/on (min)
G5.window /schedule/finalReviewOn (from, to)
G6.cadence /schedule/cadence
G7.afterNext /to (next)
G7.notLater /to (due)
G7.notWorking /to (date)
G7.state - (state)
G7.tooFar /to (max)
H1.hash /contentHash
H10.nothing -
H2.incomplete /attendees
H2.incomplete /place
H2.time /heldAt
H3.notServed /servedAt
H3.proof /serviceProof
H4.order /kind
H4.scan /attachmentId
H4.signedOn /signedOn (from, to)
H4.statement /statement
H5.channels /attempts (channels, needed)
H5.reminders - (delivered, needed)
H5.tooEarly - (until)
H7.tooSoon - (hours)
I1.future /heldOn (from, to)
I1.future /invitedOn (from, to)
I1.future /plannedOn (from, to)
I1.goalMissing /goals (goal)
I1.nextStepsMissing /nextSteps
I1.noAttendees /attendees
I1.noFact /facts
I1.noFeedback /feedback
I1.obstaclesMissing /obstacles
I1.state /checkpointId (state)
I1.state /plannedOn (state)
I1.supportMissing /supportNeeded
I2.locked /plannedOn (until)
I2.notHeld /plannedOn
I3.noPositive /feedback (count)
I4.noCorrective /feedback (goal)
I5.future /occurredOn (to)
I6.beforeStart /measuredOn (from)
I6.future /measuredOn (to)
I6.number /sample (kind)
I6.number /value (kind)
I6.unknown /supersedes/seq
I7.surprise /goals/* (goal)
I8.answered /obstacleId
I8.duplicateId /obstacleId
I8.owner /ownerId
J1.done /actions/*
J1.done /schedule/checkpoints/*
J1.done /supports/*
J1.kind /actions/* (kind)
J1.kind /schedule/endOn (kind)
J1.measured /goals/*/measure (goal)
J1.nothing /content
J1.open /amendment (kind)
J1.past /actions/*/dueOn (today)
J1.past /goals/*/dueOn (today)
J1.past /schedule/checkpoints/*/on (today)
J1.start /schedule/startOn (start)
J1.state /amendment (step)
J1.window - (until)
J2.noRoom /schedule/endOn
J2.open /amendment
J3.max /extension (max)
J3.reason /extension
J4.tooLong /schedule/endOn (limit)
J5.checkpoint /schedule/checkpoints
J5.harder /goals/*
J8.long /pause (days, max)
K1.appealOnly /reason
K1.contradiction /outcome (goals, met, outcome)
K1.nextStep /nextStep (nextStep, outcome)
K10.date /servedOn (from, to)
K11.appealOpen /appeal
K11.checklist /referralChecklist
K11.factDate /fact/on (to)
K11.noNextStep -
K11.unanswered /referralAnswers/CN.firstFinding
K2.early /goals/* (goal, min)
K2.goals /goals/* (goal, status)
K3.early /schedule/endOn (end)
K4.disputed /supports/* (due, kind)
K4.unconfirmed /supports/* (due, kind, until)
K4.undelivered /supports/* (due, kind)
K4.waived /supports/* (due, kind)
K5.insufficient /goals/* (goal, min, sample)
K6.ratio /checkIns (due, held, percent)
K7.missed /schedule/checkpoints/* (due)
K7.notHeld /schedule/checkpoints/* (due)
K7.offerFirst /ruleId
K8.meeting /review (invitations)
K8.response /review (until)
K8.sameDay /invitedOn (date)
K9.measurement /reasons/*/measurements (goal)
K9.noProposal /proposal
K9.reason /reasons (goal)
K9.reason /reasons/*/text (goal)
L1.already -
L1.noGround /grounds
L1.noGround /text
L1.tooLate - (until)
L2.noDecider -
L2.notHeard -
L2.other -
L4.neverRan /effect
L4.noReasons /reasons
L4.notMilder /verdict
L4.nothingToAmend /verdict
L5.date /heldOn (from, to)
L5.incomplete /attendees
L5.incomplete /statements
L5.incomplete /statements/*/by
L5.incomplete /statements/*/text
M1.date /heldOn (from, to)
M1.incomplete /fact
M1.incomplete /feedback/text
M2.nextStep /nextStep (nextStep)
M2.noFact /fact
M2.nothingOpen -
M2.outside /occurredOn (from, to)
M2.secondPlan /gapId
N3.tooEarly - (from)
N4.held -
N4.hold -
N4.notHeld -
N5.noRequest -
N5.requested -
N5.samePerson -
O6.referral -
Q3.provisional /schedule (known)
UK2.invitation /invitation (by)
`.split('\n'),
);

/** The results, each of which points where its finding may, with the values that its message has. */
export const pointWell = (results: readonly RuleResult[]): readonly RuleResult[] => {
  for (const { messageKey, path, params } of results) {
    const values = Object.keys(params).sort().join(', ');
    const inContent = path.replace(/^\/(content|verdict)(?=\/)/, '');
    const place = `${messageKey} ${inContent.replace(/\/\d+/g, '/*') || '-'}`;
    const line = values === '' ? place : `${place} (${values})`;
    if (!PLACES.has(line)) throw new Error(`"${line}" is not in the table of places: right?`);
  }
  return results;
};
