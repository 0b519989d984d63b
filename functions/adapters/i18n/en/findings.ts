import type { FindingCatalogue } from '../words.ts';

/** What is wrong, then what would make it right; about the plan, never about a person. */
export const findings: FindingCatalogue = {
  'A1.samePerson': {
    problem: 'The employee and the manager of a plan cannot be the same person.',
    remedy: 'Name the line manager, or have HR assign somebody else in writing.',
  },
  'A1.notLineManager': {
    problem: 'The person named as manager is not the employee’s line manager.',
    remedy: 'Name the current line manager, or have HR record a written assignment.',
  },
  'A2.openPlan': {
    problem: 'This employee already has a plan under way.',
    remedy: 'Finish or cancel that plan first. Only one can run at a time.',
  },
  'A2.secondDraft': {
    problem: 'There {drafts|is|are} already {drafts} {drafts|draft|drafts} for this employee.',
    remedy: 'Continue an existing draft, or say why another one is needed.',
  },
  'A3.approver': {
    problem: 'Employee, manager and author cannot approve this plan themselves.',
    remedy: 'Ask somebody in HR who did not take part in it to decide.',
  },
  'A3.proposer': {
    problem: 'Whoever proposed the outcome cannot approve it too.',
    remedy: 'Ask somebody else in HR to decide, or invite somebody from outside for it.',
  },
  'A5.witness': {
    problem: 'The witness cannot be the employee or the manager.',
    remedy: 'Name a third person who was present.',
  },
  'A5.incomplete': {
    problem: 'The record of the refusal is not complete.',
    remedy:
      'Give the witness’s name and role, the place, and a time after the copy was served and not in the future.',
  },
  'A7.order': {
    problem: 'The dates of the absence do not fit: it ends before it begins, or is already over.',
    remedy: 'Choose a last day that is today or later, and not before the first day.',
  },
  'A7.tooLong': {
    problem: 'The absence lasts {days} days; at most {max} are possible here.',
    remedy:
      'Shorten it to {max} days. Where somebody is to stand in for longer, hand the plans over to another manager.',
  },
  'A7.overlap': {
    problem: 'Another absence of this person covers some of these days.',
    remedy: 'Cancel the other absence first, or choose days that it does not cover.',
  },
  'A7.tooMany': {
    problem: 'There are already {max} absences or stand-ins that are not over.',
    remedy: 'Cancel one that is no longer needed.',
  },
  'A7.named': {
    problem: 'Only the person who is away, or HR, names a stand-in.',
    remedy: 'Enter the absence without a stand-in, or ask HR to name one.',
  },
  'A7.person': {
    problem: 'This person cannot stand in.',
    remedy: 'Name another active member of the company.',
  },
  'B1.none': {
    problem: 'The plan does not name a gap.',
    remedy: 'Describe at least one gap: what was expected, where that is written, what was seen.',
  },
  'B1.tooMany': {
    problem: 'The plan names {count} gaps; at most {max} are possible.',
    remedy: 'Keep the gaps that matter most now.',
  },
  'B1.duplicateId': {
    problem: 'Two gaps have the same id.',
    remedy: 'Give each gap an id of its own.',
  },
  'B2.incomplete': {
    problem: 'The description of this gap is not complete.',
    remedy: 'State the expectation, the document it comes from, and the fact that was observed.',
  },
  'B3.missing': {
    problem: 'No evidence is given for this gap.',
    remedy: 'Add at least one dated example with its source.',
  },
  'B3.incomplete': {
    problem: 'This piece of evidence has no source or no fact.',
    remedy: 'Say where it comes from and, in a sentence, what happened.',
  },
  'B3.future': {
    problem: 'The date of this evidence is in the future.',
    remedy: 'Enter the day on which it happened.',
  },
  'B3.single': {
    problem: 'This gap rests on a single piece of evidence.',
    remedy: 'Add a second example, or say why one is enough.',
  },
  'B3.onePerson': {
    problem: 'All evidence for this gap comes from one person.',
    remedy: 'Add evidence from another source, or say why there is none.',
  },
  'B3.old': {
    problem: 'This evidence is more than {days} {days|day|days} old.',
    remedy: 'Add a recent example, or say why the older one still counts.',
  },
  'B3.unknownObservation': {
    problem: 'The observation that this evidence cites is not one of this employee’s on that day.',
    remedy: 'Cite an observation of the employee with its own date, or leave the reference out.',
  },
  'B4.noPriorFeedback': {
    problem: 'No earlier feedback on this gap is on record, so it may come as a surprise.',
    remedy:
      'Add when the employee first heard of it, cite an observation that was shared, or say why there was none.',
  },
  'B4.incomplete': {
    problem: 'This earlier feedback has no content, or its date is in the future.',
    remedy: 'Say in a sentence what was said, and on which day.',
  },
  'B4.sharedOn': {
    problem: 'The day on which this was shared does not fit.',
    remedy: 'Choose a day between {from} and {to}.',
  },
  'B5.trait': {
    problem: 'This wording puts a label on the person.',
    remedy: 'What did they do or say? When, and against which standard? Write that instead.',
  },
  'B5.vagueQuantifier': {
    problem: 'This wording does not say how often or how much.',
    remedy:
      'How many times, between which dates? Which value, against which standard? Write that instead.',
  },
  'B5.absolute': {
    problem: 'A single exception refutes this wording.',
    remedy: 'In how many of how many cases, between which dates? Write that instead.',
  },
  'B5.mindReading': {
    problem: 'This wording says what somebody thinks or wants.',
    remedy: 'What was seen or heard? If they said it, quote their own words.',
  },
  'B5.hearsay': {
    problem: 'Nobody stands behind this statement.',
    remedy: 'Who saw it, and when? Which record shows it? Write that instead.',
  },
  'B5.emotive': {
    problem: 'This wording expresses a feeling.',
    remedy: 'What happened, and what did it lead to? Write that instead.',
  },
  'B5.protected': {
    problem: 'Health, family, age, origin and belief are no part of a plan.',
    remedy:
      'What was the result of the work? Write only that, and tell HR if an adjustment is needed.',
  },
  'B5.threat': {
    problem: 'This wording threatens.',
    remedy: 'What is to be reached by when, and what support is promised? Write that instead.',
  },
  'B5.noFact': {
    problem: 'This text states nothing that could be checked.',
    remedy:
      'What happened? When, how often, and which document or record shows it? Write that instead.',
  },
  'B5.nonTarget': {
    problem: 'Nobody could say when this goal is reached.',
    remedy: 'Which value, of what, by which day? Write that instead.',
  },
  'B5.resignation': {
    problem: 'This text agrees on a resignation beforehand.',
    remedy: 'Take it out. What follows a plan is decided when it has ended.',
  },
  'B6.attachmentType': {
    problem: 'A file of this kind cannot be attached.',
    remedy: 'Use PDF, JPEG, PNG, plain text, CSV, Word or Excel.',
  },
  'B6.attachmentCount': {
    problem: 'A plan takes {max} files at most.',
    remedy: 'Put pages that belong together into one file.',
  },
  'B6.notUploaded': {
    problem: 'The file has not arrived as it was announced.',
    remedy: 'Upload it with the link and the headers that were given, then confirm it again.',
  },
  'B6.infected': {
    problem: 'The virus scanner found something in this file.',
    remedy: 'Attach a clean copy; this one is not handed out any more.',
  },
  'B6.attachmentSize': {
    problem: 'The file is larger than {max} MB.',
    remedy: 'Attach only the pages that matter.',
  },
  'B6.personalData': {
    problem: 'This evidence seems to contain an address, a phone number or an identity number.',
    remedy:
      'Keep the fact and its source, and leave out how to reach or identify a third person, or say why it is needed.',
  },
  'B7.secondReviewer': {
    problem: 'A second person in HR has not reviewed this plan.',
    remedy: 'Have somebody else in HR review it and record that before it is approved.',
  },
  'B8.rankOnly': {
    problem: 'A place in a ranking alone is shown, and that is no gap.',
    remedy: 'State what was expected of the work and what was seen in it.',
  },
  'C1.missing': {
    problem: 'No cause is given for this gap.',
    remedy: 'Name at least one cause, if possible together with the employee.',
  },
  'C2.missing': {
    problem: 'The employee’s view is not on record.',
    remedy: 'Record how the employee sees it, or that the employee declined to answer.',
  },
  'C3.unanswered': {
    problem: 'Nothing in the plan helps with this cause: {cause}.',
    remedy: 'Add support for a goal of this gap: {kinds}.',
  },
  'C3.comparison': {
    problem: 'External circumstances are named as a cause without a comparison.',
    remedy: 'Add how peers did, or how it was in an earlier period.',
  },
  'C3.motivationOnly': {
    problem: 'Motivation is the only cause given for this gap.',
    remedy: 'Look for other causes too, or say which observed behaviour shows that it is this one.',
  },
  'C3.diagnosis': {
    problem: 'Health is not written down in a plan.',
    remedy: 'Remove the text and bring the matter to HR, who can arrange adjustments.',
  },
  'C4.cannotCarry': {
    problem: 'This gap has only causes outside the employee’s control, so it cannot carry a plan.',
    remedy: 'Change the target or the circumstances instead, or name a cause the plan can work on.',
  },
  'C5.notShared': {
    problem: 'The draft has not been shared with the employee.',
    remedy: 'Hold the talk and share the draft, or have HR defer it with a reason.',
  },
  'C5.waiting': {
    problem: 'The employee can still answer the draft, until {until}.',
    remedy: 'Wait for the answer, or until that day has passed.',
  },
  'C5.unreplied': {
    problem: 'The employee raised a point that has no reply yet: {item}.',
    remedy: 'Adopt it, or reply in writing and say why not.',
  },
  'C5.talkDate': {
    problem: 'The date of the talk is in the future.',
    remedy: 'Enter the day on which the talk was held.',
  },
  'C5.reason': {
    problem: 'Sharing was deferred without a reason.',
    remedy: 'Give the reason; it is printed in the report.',
  },
  'C5.shared': {
    problem: 'The draft has been shared already, so sharing cannot be deferred.',
    remedy: 'Go on with the employee’s answer.',
  },
  'C5.answered': {
    problem: 'The draft is not waiting for an answer at present.',
    remedy: 'Share the draft again if a new answer is wanted.',
  },
  'C5.proposal': {
    problem: 'A counter-proposal was chosen, but it is empty.',
    remedy: 'Write what you propose, or choose another answer.',
  },
  'C5.duplicateId': {
    problem: 'Two support requests have the same id.',
    remedy: 'Give each request an id of its own.',
  },
  'C5.noAnswer': {
    problem: 'There is no answer from the employee to reply to.',
    remedy: 'Reply once the employee has answered the draft.',
  },
  'C5.unknownItem': {
    problem: 'This reply is to something the employee did not raise.',
    remedy: 'Reply to the points in the employee’s answer.',
  },
  'D1.tooFew': {
    problem: 'The plan has {count} {count|goal|goals}; at least {min} {min|is|are} needed.',
    remedy: 'Add a goal for the most important gap.',
  },
  'D1.tooMany': {
    problem: 'The plan has {count} goals; at most {max} {max|is|are} possible.',
    remedy: 'Keep the goals that matter most now.',
  },
  'D1.duplicateId': {
    problem: 'Two goals have the same id.',
    remedy: 'Give each goal an id of its own.',
  },
  'D2.goalWithoutGap': {
    problem: 'This goal does not refer to a gap of the plan.',
    remedy: 'Say which gap the goal closes.',
  },
  'D2.gapWithoutGoal': {
    problem: 'No goal works on this gap.',
    remedy: 'Add a goal for it, or say why it is left for later.',
  },
  'D3.incomplete': {
    problem: 'It is not fully stated how this goal is measured.',
    remedy:
      'State name, unit, time span, source, who measures and how often, and the baseline with its period; for a milestone, what counts as done and who verifies it.',
  },
  'D3.baselineLate': {
    problem: 'The baseline would be measured too late.',
    remedy: 'Plan to measure it by {limit}.',
  },
  'D3.baselineKnown': {
    problem: 'This goal already has a baseline, or needs none.',
    remedy: 'Record a measurement instead.',
  },
  'D4.direction': {
    problem: 'The target does not lie in the stated direction from the baseline: {direction}.',
    remedy: 'Correct the target, the baseline or the direction.',
  },
  'D4.alreadyMet': {
    problem: 'The baseline already reaches this target.',
    remedy: 'Set a target that is still to be reached, or leave the goal out.',
  },
  'D4.rate': {
    problem: 'A rate lies between 0 and 100 per cent.',
    remedy: 'Enter the value in per cent, or choose another kind of measure.',
  },
  'D4.number': {
    problem: 'This is not a usable number.',
    remedy: 'Enter a number; a tolerance cannot be negative.',
  },
  'D5.due': {
    problem: 'The goal is not due within the plan.',
    remedy: 'Choose a day after {from}, at the latest {to}.',
  },
  'D6.sample': {
    problem: 'It is not stated how much data a verdict on this goal needs.',
    remedy: 'Enter the smallest number of observations: a whole number, at least 1.',
  },
  'D7.aboveStandard': {
    problem: 'The target ({target}) asks for more than the role normally does ({standard}).',
    remedy: 'Set the target at the role’s standard, or say why more is needed.',
  },
  'D8.absolute': {
    problem: 'The target is {target}, with neither a time span nor a tolerance.',
    remedy: 'Say over which span it is counted, or add a tolerance.',
  },
  'D9.negativeOnly': {
    problem: 'This goal says only what to avoid.',
    remedy: 'What is to be reached, and how is it measured? Write that instead.',
  },
  'D11.sameMetric': {
    problem: 'This goal reads the same figure from the same source as goal {goal}.',
    remedy: 'Join the two goals, or measure something else.',
  },
  'D12.noSign': {
    problem: 'Nothing shows that this goal can be reached.',
    remedy:
      'Add what peers reach, what was reached before or what the role asks for, or say why there is no such figure.',
  },
  'E1.missing': {
    problem: 'No action step leads to this goal.',
    remedy: 'Add at least one step: what, how and by when.',
  },
  'E1.incomplete': {
    problem: 'This action step does not say what is done or how.',
    remedy: 'Fill in both, in a sentence each.',
  },
  'E1.unknownGoal': {
    problem: 'This action step belongs to a goal that the plan does not have.',
    remedy: 'Choose one of the plan’s goals.',
  },
  'E1.duplicateId': {
    problem: 'Two action steps have the same id.',
    remedy: 'Give each step an id of its own.',
  },
  'E2.due': {
    problem: 'This action step is due before the plan starts or after its goal.',
    remedy: 'Choose a day between {from} and {to}.',
  },
  'E3.tooMany': {
    problem: 'The plan has {count} action steps; more than {max} are hard to follow.',
    remedy: 'Keep the steps that matter most, or say why all are needed.',
  },
  'E4.allLate': {
    problem: 'All action steps are due after {from}, in the last quarter of the plan.',
    remedy: 'Bring some forward, so that there is time to adjust, or say why not.',
  },
  'E5.unknownSupport': {
    problem: 'This action step depends on a support that the plan does not promise.',
    remedy: 'Choose one of the plan’s supports.',
  },
  'E6.incomplete': {
    problem: 'Not every action step and support is rated, or a rating has no fact.',
    remedy: 'For each of them say whether it is done, how well, with a fact, and whether it works.',
  },
  'E6.state': {
    problem:
      'There is nothing to rate here: the checkpoint has not been held, or your rating is on record.',
    remedy: 'Rate once after the checkpoint; add what changes in a check-in.',
  },
  'F1.none': {
    problem: 'The plan promises no support.',
    remedy: 'Add at least one commitment of the organisation, such as training or mentoring.',
  },
  'F1.duplicateId': {
    problem: 'Two support commitments have the same id.',
    remedy: 'Give each commitment an id of its own.',
  },
  'F3.provider': {
    problem: 'The support has no provider, or the employee is named as the provider.',
    remedy: 'Name the person who provides it.',
  },
  'F3.incomplete': {
    problem: 'The support is not described.',
    remedy: 'Say in a sentence what will be provided.',
  },
  'F3.late': {
    problem: 'The support would come after the goal it is for.',
    remedy: 'Provide it by {limit}, or move the goal’s date.',
  },
  'F3.noGoal': {
    problem: 'The support does not refer to a goal of the plan.',
    remedy: 'Say which goals depend on it.',
  },
  'F3.secondHalf': {
    problem: 'The support would come in the second half of the plan.',
    remedy: 'Bring it forward to {half} or earlier, or say why that is not possible.',
  },
  'F5.date': {
    problem: 'This date does not fit.',
    remedy: 'Choose[ {from} or a later day][ {to} or an earlier day].',
  },
  'F5.state': {
    problem: 'This is not possible any more or not yet; the support is: {state}.',
    remedy: 'Look at the current state of the support and choose what fits it.',
  },
  'F6.state': {
    problem: 'This support cannot be waived; it is: {state}.',
    remedy: 'Only support that is still owed can be waived.',
  },
  'F9.incomplete': {
    problem: 'This training does not say its topic, the gap it is for, the trainer and the hours.',
    remedy: 'Fill in all four.',
  },
  'F9.notTraining': {
    problem: 'A talk about performance, self-study or a routine meeting is not a training.',
    remedy: 'Choose another kind of support, or describe the training itself.',
  },
  'F9.delivery': {
    problem: 'The record of this training has no hours, attendance or material.',
    remedy: 'Add the hours, who attended on which days, and the material used.',
  },
  'G1.order': {
    problem: 'The plan ends before it starts.',
    remedy: 'Choose an end after the start.',
  },
  'G1.duration': {
    problem: 'The plan would last {days} {days|day|days}.',
    remedy: 'Choose an end between {min} and {max} days after the start.',
  },
  'G1.unusual': {
    problem: 'The plan would last {days} {days|day|days}, which is unusual.',
    remedy: 'Choose between {min} and {max} days, or say why another length fits better.',
  },
  'G2.tooFew': {
    problem:
      'The plan has {count} interim {count|checkpoint|checkpoints}; at least {min} {min|is|are} needed.',
    remedy: 'Add a checkpoint between start and end.',
  },
  'G2.outside': {
    problem: 'This checkpoint does not lie between start and end.',
    remedy: 'Choose a day after the start and before the end.',
  },
  'G2.duplicate': {
    problem: 'Two checkpoints are on the same day.',
    remedy: 'Move one of them.',
  },
  'G2.duplicateId': {
    problem: 'Two checkpoints have the same id.',
    remedy: 'Give each checkpoint an id of its own.',
  },
  'G2.notWorking': {
    problem: 'This checkpoint is on a day off.',
    remedy: 'Choose a working day of the employee’s site.',
  },
  'G3.retroactive': {
    problem: 'The plan would have started before it was presented on {presentedOn}.',
    remedy: 'Return it to draft and choose a start on or after that day.',
  },
  'G3.farAway': {
    problem: 'The plan starts more than {days} working {days|day|days} after it is presented.',
    remedy: 'Present it closer to the start, or say why it starts later.',
  },
  'G4.first': {
    problem: 'The first checkpoint comes late.',
    remedy: 'Place it within {days} {days|day|days} of the start, or say why not.',
  },
  'G4.gap': {
    problem: 'There are {days} days between two looks at the progress; {max} is the most intended.',
    remedy: 'Add a checkpoint in between, or say why none is needed.',
  },
  'G4.last': {
    problem: 'The last checkpoint leaves little time before the end.',
    remedy: 'Place it at least {min} working {min|day|days} before the end, or say why not.',
  },
  'G5.window': {
    problem: 'The final review is not within its window.',
    remedy: 'Choose a day between {from} and {to}.',
  },
  'G6.cadence': {
    problem: 'A check-in once a month is too rare.',
    remedy: 'Choose weekly or every two weeks.',
  },
  'G7.tooFar': {
    problem: 'The meeting would move too far.',
    remedy: 'Choose a day at most {max} working {max|day|days} later.',
  },
  'G7.notLater': {
    problem: 'A meeting can only be moved to a later day than {due}.',
    remedy: 'Choose a later day; if it took place earlier, record it with that date.',
  },
  'G7.afterNext': {
    problem: 'The meeting would fall on or after the next one, or the end of the plan.',
    remedy: 'Choose a day before {next}.',
  },
  'G7.notWorking': {
    problem: '{date} is a day off at the employee’s site.',
    remedy: 'Choose a working day.',
  },
  'G7.state': {
    problem: 'This meeting can no longer be moved; it is: {state}.',
    remedy: 'Only a planned meeting can be moved.',
  },
  'H1.hash': {
    problem: 'This is about a different version of the plan.',
    remedy: 'Open the current version, read it, and repeat the step.',
  },
  'H2.incomplete': {
    problem: 'The record of the meeting is not complete.',
    remedy: 'Say where it was held and who took part.',
  },
  'H2.time': {
    problem: 'The time of the meeting does not fit.',
    remedy: 'Enter a time after the plan was approved and not in the future.',
  },
  'H3.notServed': {
    problem: 'The employee has not been given the full copy yet.',
    remedy: 'Enter when it was handed over: after the plan was approved and not in the future.',
  },
  'H4.statement': {
    problem: 'Disagreement is recorded together with the employee’s own words.',
    remedy: 'Write a statement, or choose explicitly to add none.',
  },
  'H4.scan': {
    problem: 'The scan of the signed paper is not among the files of this plan.',
    remedy: 'Attach the scan as PDF, JPEG or PNG first, then record the signature with it.',
  },
  'H4.signedOn': {
    problem: 'The day of the signature does not fit.',
    remedy: 'Enter a day from {from} to {to}.',
  },
  'H4.order': {
    problem: 'An answer to this plan is already on record.',
    remedy: 'Records are not replaced. The employee can add a statement at any time.',
  },
  'H5.tooEarly': {
    problem: 'The employee can still answer, until {until}.',
    remedy: 'Wait until that day has passed.',
  },
  'H5.reminders': {
    problem: 'Silence counts only after {needed} reminders; {delivered} went out so far.',
    remedy: 'Wait for the reminders, or reach the employee in another way and record that.',
  },
  'H5.channels': {
    problem:
      'The employee was tried on {channels} {channels|channel|channels}; {needed} are needed.',
    remedy: 'Try another way, such as registered post, and record each attempt with its proof.',
  },
  'H3.proof': {
    problem: 'The copy went by post, and there is no tracking number that proves service.',
    remedy: 'Enter the EMS number of the item.',
  },
  'H7.tooSoon': {
    problem: 'The copy was served less than {hours} {hours|hour|hours} ago.',
    remedy: 'Take the time to read it, or say that you want to sign now.',
  },
  'H10.unanswered': {
    problem: 'The employee disagreed, and HR has not answered in writing yet.',
    remedy: 'Answer in writing; the answer is printed in the report.',
  },
  'H10.nothing': {
    problem: 'There is no disagreement that waits for an answer.',
    remedy: 'Only a disagreement without an answer can be answered.',
  },
  'I1.noFact': {
    problem: 'The record holds no fact.',
    remedy: 'Write down at least one thing that was done, seen or measured.',
  },
  'I1.noFeedback': {
    problem: 'The record holds no feedback.',
    remedy: 'Add at least one piece: what went well, or what to change and how.',
  },
  'I1.noAttendees': {
    problem: 'It is not stated who took part.',
    remedy: 'Name those who took part.',
  },
  'I1.future': {
    problem: 'This date does not fit.',
    remedy: 'Choose a day between {from} and {to}.',
  },
  'I1.goalMissing': {
    problem: 'The record says nothing about goal {goal}.',
    remedy: 'Say how it stands; “no change” is an answer.',
  },
  'I1.obstaclesMissing': {
    problem: 'It is not recorded whether anything stands in the way.',
    remedy: 'List it, or record that there is nothing.',
  },
  'I1.supportMissing': {
    problem: 'It is not recorded whether support is needed.',
    remedy: 'List it, or record that none is needed.',
  },
  'I1.nextStepsMissing': {
    problem: 'It is not recorded what comes next.',
    remedy: 'List the next steps, or record that they stay as they are.',
  },
  'I1.state': {
    problem: 'This meeting is already settled; it is: {state}.',
    remedy: 'To add something to a record that exists, write a correction.',
  },
  'I2.locked': {
    problem: 'Replies to this record were possible until {until}.',
    remedy: 'Make a statement instead; it is kept and printed.',
  },
  'I2.notHeld': {
    problem: 'This check-in has no record yet.',
    remedy: 'It can be answered or corrected once it is written up.',
  },
  'I3.noPositive': {
    problem: 'With this one, {count} check-ins in a row hold no word on what went well.',
    remedy: 'Add what went well, or say why there is nothing.',
  },
  'I4.noCorrective': {
    problem: 'Goal {goal} is off track, and the record does not say what to change.',
    remedy: 'Add corrective feedback: what to do differently, and how you will help.',
  },
  'I5.future': {
    problem: 'The event lies in the future.',
    remedy: 'Enter the day on which it happened, at the latest {to}.',
  },
  'I6.future': {
    problem: 'The measurement lies in the future.',
    remedy: 'Enter the day on which it was taken, at the latest {to}.',
  },
  'I6.beforeStart': {
    problem: 'The measurement is from before the plan started.',
    remedy: 'Enter a measurement from {from} or later.',
  },
  'I6.number': {
    problem: 'This value does not fit the kind of measure: {kind}.',
    remedy:
      'Check the value: counts are whole, rates lie between 0 and 100, a milestone is 1 (done) or 0.',
  },
  'I6.unknown': {
    problem: 'The measurement to be replaced does not exist, or was replaced already.',
    remedy: 'Choose a measurement of this goal that still counts.',
  },
  'I7.surprise': {
    problem: 'The employee was never told that goal {goal} was at risk.',
    remedy: 'Say why it was not shown earlier, or extend the plan so that there is time to react.',
  },
  'I8.duplicateId': {
    problem: 'There is already an obstacle with this id.',
    remedy: 'Choose another id.',
  },
  'I8.owner': {
    problem: 'An obstacle belongs to the manager or to the HR owner of the plan.',
    remedy: 'Name one of the two; they can ask others for help.',
  },
  'I8.answered': {
    problem: 'This obstacle has been answered.',
    remedy: 'Raise a new one if something else stands in the way.',
  },
  'K1.nextStep': {
    problem: 'This next step does not go with the outcome: {outcome}, then {nextStep}.',
    remedy: 'Choose a next step that the outcome allows.',
  },
  'K1.contradiction': {
    problem:
      'The outcome does not agree with the goals: {outcome}, while {met} of {goals} {goals|goal|goals} {met|is|are} met.',
    remedy: 'Choose the outcome that the goals show.',
  },
  'K2.goals': {
    problem: 'Goal {goal} is not met; its status is: {status}.',
    remedy: 'Choose another outcome, or have HR mark the goal as substantially met, with a reason.',
  },
  'K2.early': {
    problem: 'An early end rests on {min} measurements in a row that reach goal {goal}.',
    remedy: 'Record the missing measurements, or wait for the end of the plan.',
  },
  'K3.early': {
    problem: 'The plan runs until {end}; there is no verdict before that.',
    remedy: 'Let the employee have the whole time.',
  },
  'K4.undelivered': {
    problem: 'Promised support has not been given: {kind}, due {due}.',
    remedy: 'Provide it and extend the plan, or have HR waive it with a reason.',
  },
  'K4.unconfirmed': {
    problem: 'The employee can still confirm or dispute the support until {until}: {kind}.',
    remedy: 'Wait for the answer, or until that day has passed.',
  },
  'K4.disputed': {
    problem: 'The employee disputes that this support was given: {kind}.',
    remedy: 'HR hears both sides and records a finding.',
  },
  'K4.waived': {
    problem: 'Support was waived that a cause depends on, and nothing else answers it: {kind}.',
    remedy: 'It counts as not given. Choose an outcome that does not rest on it.',
  },
  'K5.insufficient': {
    problem: 'Goal {goal} rests on {sample} of at least {min} observations.',
    remedy: 'Record the missing measurements, or extend the plan until there are enough.',
  },
  'K6.ratio': {
    problem: '{held} of {due} check-ins took place; at least {percent} per cent are needed.',
    remedy: 'Write up what took place, or extend the plan and hold the missing check-ins.',
  },
  'K7.notHeld': {
    problem: 'The checkpoint of {due} has not been held or excused.',
    remedy: 'Hold it and record it, or excuse it with a reason.',
  },
  'K7.missed': {
    problem: 'The checkpoint of {due} did not take place.',
    remedy: 'Offer the employee an extension with a new checkpoint.',
  },
  'K8.meeting': {
    problem:
      'The final meeting has not been held; {invitations} proven {invitations|invitation|invitations} so far.',
    remedy: 'Hold the meeting, or prove two invitations on different days.',
  },
  'K8.response': {
    problem: 'The employee can still respond to the final review, until {until}.',
    remedy: 'Record the response, or wait until that day has passed.',
  },
  'K8.sameDay': {
    problem: 'An invitation of {date} is already on record.',
    remedy: 'A second invitation counts on another day.',
  },
  'K9.reason': {
    problem: 'No reason is given for goal {goal}.',
    remedy: 'Say in a sentence what the result for this goal rests on.',
  },
  'K9.measurement': {
    problem: 'The reason for goal {goal} cites no valid measurement.',
    remedy: 'Cite measurements of this goal that have not been replaced.',
  },
  'K9.noProposal': {
    problem: 'There is no proposed outcome to decide on.',
    remedy: 'The manager proposes an outcome first.',
  },
  'K11.checklist': {
    problem: 'The checklist for this referral has not been answered.',
    remedy: 'Answer the jurisdiction’s checklist. The system makes no decision on a person.',
  },
  'O1.order': {
    problem:
      'The time of the access does not fit: it begins before today, or ends before it begins.',
    remedy: 'Begin today or later, and end on that day or later.',
  },
  'O1.tooLong': {
    problem: 'The access would last {days} days; at most {max} are possible.',
    remedy: 'Choose an earlier last day; access can be given again later.',
  },
  'O1.purpose': {
    problem: 'It is not said what this is for.',
    remedy: 'Write one sentence that the employee will read as well.',
  },
  'O1.person': {
    problem: 'This person cannot be given this access.',
    remedy:
      'Name an active member who is neither the employee nor the manager, and for an appeal nobody who approved the plan or its outcome.',
  },
  'O1.tooMany': {
    problem: '{max} people already have access by grant.',
    remedy: 'Revoke an access that is no longer needed.',
  },
  'O6.referral': {
    problem:
      'HR still has to settle a point of the checklist before a separation review can follow.',
    remedy: 'Ask the HR owner to settle it, or choose another next step.',
  },
  'O6.waits': {
    problem: 'HR still has to settle a point of the support before this plan can be approved.',
    remedy: 'Ask the HR owner to settle it; then approve.',
  },
  'Q1.range': {
    problem: 'A value of the policy lies outside its range.',
    remedy: 'Choose a value between {min} and {max}.',
  },
  'Q1.order': {
    problem: 'Two values of the policy contradict each other.',
    remedy: 'Choose a first value that is not above the second.',
  },
  'Q1.unknownRule': {
    problem: 'The policy names a rule or a site that does not exist.',
    remedy: 'Choose one that exists.',
  },
  'Q2.keepOld': {
    problem:
      '{plans} {plans|plan|plans} under way {plans|keeps|keep} the policy {plans|it was|they were} submitted with.',
    remedy: 'Say that you know, with a reason for the change now.',
  },
  'Q3.provisional': {
    problem: 'Some dates lie after {known}, up to which the calendar is known.',
    remedy: 'Extend the calendar, or accept that these dates may move.',
  },
  'Q3.noSite': {
    problem: 'The company has no site.',
    remedy: 'Add at least one; it gives people their time zone and their working days.',
  },
  'Q3.siteTwice': {
    problem: 'Two sites have the same id.',
    remedy: 'Give each site an id of its own.',
  },
  'Q3.noWorkingDay': {
    problem: 'This calendar has no working day in the week.',
    remedy: 'Leave at least one day of the week out of the weekend.',
  },
  'Q3.twice': {
    problem: 'This calendar lists a day twice[: {date}].',
    remedy: 'List it once.',
  },
  'Q3.both': {
    problem: 'This calendar lists a day both as a day off and as a working day[: {date}].',
    remedy: 'Keep it in one of the two lists.',
  },
  'Q3.closedTooLong': {
    problem: 'This calendar has no working day for more than a year[ after {date}].',
    remedy: 'Check the days off from that day on.',
  },
  'Q3.ended': {
    problem: 'The working calendar of this site ends on {known}.',
    remedy:
      'Extend the calendar: days off, make-up workdays, and the day until which they are known.',
  },
  'Q4.noHr': {
    problem: 'Nobody has an HR role yet; no plan can be drafted without an HR owner.',
    remedy: 'Give at least one person the HR role.',
  },
  'Q4.fewHr': {
    problem:
      'One person alone has an HR role, and nobody may approve what they have written themselves.',
    remedy: 'Give a second person the HR role, or invite an external person who can approve.',
  },
  'Q4.noHead': {
    problem:
      'No head of HR is named; what stays overdue longest ends with the HR owner of the plan.',
    remedy: 'Name a head of HR in the settings.',
  },
  'Q4.headNotHr': {
    problem: 'The head of HR named here is nobody of HR in this company, or has left.',
    remedy: 'Name an active person with the role HR or head of HR, or nobody for now.',
  },
  'Q5.lastAdmin': {
    problem: 'This is the last administrator of the company.',
    remedy: 'Make somebody else an administrator first.',
  },
  'Q5.lastHr': {
    problem:
      'This is the last person of HR, who answers for {count} open {count|plan|plans}; this one is: {status}.',
    remedy: 'Give somebody else the HR role first, or end the plans.',
  },
  'Q6.notAsked': {
    problem: 'Nobody has asked for the company to be closed.',
    remedy: 'An administrator asks first; a second person confirms.',
  },
  'Q6.already': {
    problem: 'The closing of the company is confirmed already.',
    remedy: 'It can be withdrawn until the day on which it takes effect.',
  },
  'Q6.samePerson': {
    problem: 'Whoever asked for the closing cannot confirm it.',
    remedy: 'Another administrator or the head of HR confirms.',
  },
  'Q6.openPlan': {
    problem: '{count} open {count|plan|plans} would end without a word; this one is: {status}.',
    remedy: 'Close or cancel it first, or name it in the confirmation.',
  },
  'Q4.noHrOwner': {
    problem: 'Nobody from HR answers for this plan.',
    remedy: 'Name an active member with the HR role as the owner of the plan.',
  },
  'K11.unanswered': {
    problem: 'A question of the jurisdiction’s checklist has no answer.',
    remedy: 'Answer it in a sentence, with the reference of the document.',
  },
  'K11.factDate': {
    problem: 'This date is in the future.',
    remedy: 'Enter the day on which it happened, at the latest {to}.',
  },
  'CN1.noTraining': {
    problem: 'No separate training or reassignment after the first finding is on record.',
    remedy:
      'Record it with topic, trainer, hours, attendance and material; the plan itself does not count.',
  },
  'CN2.resignation': {
    problem: 'The plan agrees beforehand that missing a goal means resigning.',
    remedy: 'Take the clause out. Courts do not uphold it, even when it was signed.',
  },
  'CN3.standard': {
    problem: 'There is no second assessment on the same standard as the first.',
    remedy: 'Record the second assessment after the training, with the standard of the first.',
  },
  'CN4.unanswered': {
    problem: 'It is not recorded whether one of the cases of art. 42 applies.',
    remedy: 'Have HR check it confidentially and record yes or no.',
  },
  'CN4.protected': {
    problem: 'One of the cases of art. 42 applies, so this way is closed.',
    remedy: 'Choose another next step and ask counsel.',
  },
  'CN5.union': {
    problem: 'It is not recorded that the union was told, or that there is none.',
    remedy: 'Record it, or say why it is still open.',
  },
  'CN5.notice': {
    problem: 'It is not recorded whether notice is given or pay takes its place.',
    remedy: 'Record it, or say why it is still open.',
  },
  'CN5.compensation': {
    problem: 'Compensation is not recorded.',
    remedy: 'Record it, or say why it is still open.',
  },
  'CN6.unproven': {
    problem: 'Nothing proves that this company policy was made with the employees and published.',
    remedy: 'Record procedure and publication, or say why they are missing.',
  },
  'UK1.consequences': {
    problem: 'The plan does not say what may follow when the goals are not reached.',
    remedy: 'State the possible consequences in plain words.',
  },
  'UK2.invitation': {
    problem:
      'There is no invitation, sent on {by} or earlier, that states the right to be accompanied.',
    remedy: 'Invite in writing two working days ahead, state the right, and record it.',
  },
  'DE1.worksCouncil': {
    problem: 'It is not recorded whether there is a works council agreement.',
    remedy: 'Record its reference, or that there is none.',
  },
  'DE2.representation': {
    problem:
      'It is not recorded whether the representation of severely disabled employees was involved.',
    remedy: 'Record it, or say why it is still open.',
  },
  'A2.sustaining': {
    problem: 'The success of an earlier plan of this employee is still being sustained.',
    remedy: 'Follow it up in that window first, or say why another plan is needed.',
  },
  'A4.unknown': {
    problem: 'The person chosen to decide is not an active member of the company.',
    remedy: 'Choose an active member; invite a person from outside first.',
  },
  'A4.involved': {
    problem:
      'The employee, the manager and whoever approved the plan or the outcome do not decide the appeal.',
    remedy: 'Name somebody who was not involved.',
  },
  'A4.inLine': {
    problem: 'The person chosen to decide stands in the manager’s reporting line.',
    remedy: 'Choose somebody else, or say why this person decides.',
  },
  'K1.appealOnly': {
    problem: 'Only the decision on an appeal cancels a plan for this reason.',
    remedy: 'Choose another reason, or take the way of an appeal.',
  },
  'K10.date': {
    problem: 'The notice cannot have been served on that day.',
    remedy: 'Give the day on which it was served, from {from} to {to}.',
  },
  'K11.appealOpen': {
    problem: 'An appeal is open; what follows from the outcome is on hold.',
    remedy: 'Wait for the decision on the appeal.',
  },
  'K11.noNextStep': {
    problem: 'Nothing follows from a plan that was cancelled.',
    remedy: 'There is nothing to record here.',
  },
  'L1.already': {
    problem: 'There is an appeal against this outcome already.',
    remedy: 'See how it stands; a statement can add to it.',
  },
  'L1.tooLate': {
    problem: 'The time for an appeal ended on {until}.',
    remedy: 'You can still make a statement; it stays on record and is printed.',
  },
  'L1.noGround': {
    problem: 'The appeal does not say why.',
    remedy: 'Choose at least one ground and explain it in your own words.',
  },
  'L2.noDecider': {
    problem: 'Nobody has been named to decide the appeal.',
    remedy: 'Ask HR to name somebody who was not involved.',
  },
  'L2.other': {
    problem: 'Somebody else was named to decide this appeal.',
    remedy: 'Leave it to the person who was named, or ask HR to name another one.',
  },
  'L2.notHeard': {
    problem: 'The appeal has not been heard.',
    remedy: 'Hear both sides and write down what they say.',
  },
  'L4.noReasons': {
    problem: 'The decision gives no reasons.',
    remedy: 'Give the reasons; they are printed.',
  },
  'L4.neverRan': {
    problem: 'The plan never ran, so it cannot run on.',
    remedy: 'When the appeal is upheld, choose to cancel the plan.',
  },
  'L4.notMilder': {
    problem:
      'An appeal that is upheld in part makes the outcome or the next step milder, and neither of them graver.',
    remedy: 'Choose a milder outcome or next step, or let the outcome stand.',
  },
  'L4.nothingToAmend': {
    problem: 'A plan that was cancelled has no outcome that could be made milder.',
    remedy: 'Choose to uphold or to dismiss the appeal.',
  },
  'L5.date': {
    problem: 'The hearing cannot have been on that day.',
    remedy: 'Give the day on which it was held, from {from} to {to}.',
  },
  'L5.incomplete': {
    problem: 'The record of the hearing is not complete.',
    remedy: 'Name who was there, and give each speaker’s name and words.',
  },
  'M1.date': {
    problem: 'That day is not in the window, or lies ahead.',
    remedy: 'Give the day on which it was held, from {from} to {to}.',
  },
  'M1.incomplete': {
    problem: 'The record of the check-in is not complete.',
    remedy: 'Write down one fact and one word of feedback.',
  },
  'M2.outside': {
    problem: 'That day is not in the window, or lies ahead.',
    remedy: 'Give a day from {from} to {to}; a gap that comes back later needs a new plan.',
  },
  'M2.noFact': {
    problem: 'What came back is not stated as a fact.',
    remedy: 'Say when it was and what happened.',
  },
  'M2.secondPlan': {
    problem: 'The same gap came back inside the window.',
    remedy: 'Consider a second plan, or say how it stands and let HR decide what follows.',
  },
  'M2.nothingOpen': {
    problem: 'No gap that came back waits for an answer.',
    remedy: 'Record first what came back.',
  },
  'M2.nextStep': {
    problem: 'This cannot follow after the goals were met: {nextStep}.',
    remedy: 'Choose to sustain, to train further, or a second plan.',
  },
  'N3.tooEarly': {
    problem: 'The time for which this record is kept is not over.',
    remedy: 'Come back on {from} or later.',
  },
  'N4.held': {
    problem: 'This record is on hold already.',
    remedy: 'To change the reason, let go of the hold and place it again.',
  },
  'N4.notHeld': {
    problem: 'This record is not on hold.',
    remedy: 'There is nothing to release.',
  },
  'N4.hold': {
    problem: 'This record is on hold and stays.',
    remedy: 'The HR head can let go of the hold when it is no longer needed.',
  },
  'N5.requested': {
    problem: 'Erasing this record has been requested already.',
    remedy: 'Let another person confirm it, or take the request back first.',
  },
  'N5.noRequest': {
    problem: 'Nobody has asked for this record to be erased.',
    remedy: 'One person asks first, then another one confirms.',
  },
  'N5.samePerson': {
    problem: 'Whoever asked for the erasure does not confirm it.',
    remedy: 'Let another person of HR confirm it.',
  },
  'A6.sameManager': {
    problem: 'This person is the manager of the plan already.',
    remedy: 'Name somebody else, or leave the plan as it is.',
  },
  'A6.noCheckIn': {
    problem: 'The manager is new and has not held a check-in yet.',
    remedy:
      'Let the new manager hold at least one check-in first, with an extension where needed; only the head of HR can set this aside, with a printed reason.',
  },
  'A6.late': {
    problem: 'The manager changes within the last {days} days of the plan, which ends on {end}.',
    remedy: 'Consider extending the plan so that the new manager can form a view, or say why not.',
  },
  'D10.harder': {
    problem: 'This makes a goal harder; it takes effect only if the employee agrees.',
    remedy: 'Say why it is needed, or leave the goal as it was.',
  },
  'F8.extension': {
    problem:
      'Support ({kind}) came {late} working {late|day|days} late; the plan has been extended by {extended}.',
    remedy:
      'Extend the plan by at least as many working days as were lost; only the head of HR can set this aside, with a printed reason.',
  },
  'J1.open': {
    problem: 'Another amendment of this plan is still open ({kind}).',
    remedy: 'Have it decided or take it back first.',
  },
  'J1.state': {
    problem: 'The amendment is at another step: {step}.',
    remedy: 'Look at the step it has reached and do what comes next.',
  },
  'J1.nothing': {
    problem: 'The amendment does not change anything.',
    remedy: 'Change what is to be different, or leave the plan as it is.',
  },
  'J1.kind': {
    problem: 'An amendment of this kind ({kind}) cannot make this change.',
    remedy: 'Choose the kind that fits: content, schedule, or extension for a later end.',
  },
  'J1.start': {
    problem: 'The plan started on {start}; that cannot be changed any more.',
    remedy: 'Keep the start as it was.',
  },
  'J1.done': {
    problem: 'This has been held, given or done already and cannot be changed or removed.',
    remedy: 'Keep it as it was, and add what is to come.',
  },
  'J1.measured': {
    problem: 'Goal {goal} has measurements, which another metric would make meaningless.',
    remedy: 'Add a new goal with an id of its own, and remove this one if need be.',
  },
  'J1.past': {
    problem: 'This date is not after today, {today}.',
    remedy: 'Choose a day that lies ahead, so that everybody can keep it.',
  },
  'J1.window': {
    problem: 'The time to sign runs until {until}.',
    remedy: 'Record this on that day at the earliest.',
  },
  'J2.open': {
    problem: 'A proposed extension has not been decided.',
    remedy: 'Decide on the extension first, or take it back; then the plan can be closed.',
  },
  'J2.noRoom': {
    problem: 'There is no time left by which this plan could be extended.',
    remedy: 'Close it with an outcome, or cancel it as inconclusive.',
  },
  'J3.reason': {
    problem: 'The extension does not say which reason it has.',
    remedy: 'Choose the reason: progress, the organisation, leave, a new manager, or missing data.',
  },
  'J3.max': {
    problem:
      'The plan cannot be extended for progress again; {max} {max|extension is|extensions are} allowed.',
    remedy:
      'Close it with an outcome, or cancel it as inconclusive; other reasons for more time do not count here.',
  },
  'J4.tooLong': {
    problem: 'This extension is too long; the plan can end on {limit} at the latest.',
    remedy: 'Choose an end up to that day.',
  },
  'J5.checkpoint': {
    problem: 'The extension has no new checkpoint.',
    remedy: 'Add at least one checkpoint in the added time.',
  },
  'J5.harder': {
    problem: 'An extension cannot make goals harder or add new ones.',
    remedy: 'Leave the goals as they are, or make them easier.',
  },
  'J8.long': {
    problem: 'The plan has been paused for {days} days, more than {max}.',
    remedy: 'Consider cancelling it and starting anew, or say why it should go on.',
  },
  'J9.leave': {
    problem: 'The employee is away for {days} working days of this plan, from {from} to {to}.',
    remedy: 'Consider pausing the plan for that time, so that the days do not count.',
  },
  'K7.offerFirst': {
    problem: 'A missed checkpoint can be set aside only after an extension was offered.',
    remedy: 'Propose an extension with a new checkpoint first.',
  },
};
