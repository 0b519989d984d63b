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
  'A5.witness': {
    problem: 'The witness cannot be the employee or the manager.',
    remedy: 'Name a third person who was present.',
  },
  'A5.incomplete': {
    problem: 'The record of the refusal is not complete.',
    remedy:
      'Give the witness’s name and role, the place, and a time after the copy was served and not in the future.',
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
  'Q4.noHrOwner': {
    problem: 'Nobody from HR answers for this plan.',
    remedy: 'Name an active member with the HR role as the owner of the plan.',
  },
};
