import type { MailWords } from '../mail-words.ts';

/** Plain international English. The frames are completed by `task` and `item` of the kind. */
export const mail: MailWords = {
  taskFrames: {
    notice: { subject: 'Please {task} by {date}', heading: 'Please {task}' },
    before: { subject: 'Reminder: please {task} by {date}', heading: 'Reminder: please {task}' },
    onDay: { subject: 'Due today, {date}: {task}', heading: 'Due today: {task}' },
    overdue: { subject: 'Overdue (due {date}): {task}', heading: 'Overdue: please {task}' },
    upcoming: {
      subject: 'For information: {item}, due {date}',
      heading: 'For information: {item}',
    },
    open: { subject: 'Overdue (due {date}): {item}', heading: 'Overdue: {item}' },
  },
  meetingFrames: {
    notice: { subject: '{item} on {date}[, {time}]', heading: '{item} on {date}' },
    before: {
      subject: 'Reminder: {item} on {date}[, {time}]',
      heading: 'Reminder: {item} on {date}',
    },
    onDay: { subject: 'Today, {date}[, {time}]: {item}', heading: 'Today: {item}' },
    overdue: {
      subject: 'Not recorded yet: {item} of {date}',
      heading: 'Not recorded yet: {item} of {date}',
    },
    upcoming: {
      subject: 'For information: {item} on {date}[, {time}]',
      heading: 'For information: {item} on {date}',
    },
    open: {
      subject: 'Overdue, not recorded: {item} of {date}',
      heading: 'Overdue: no record of the {item} of {date}',
    },
  },
  obligations: {
    amendmentApproval: {
      item: 'decision on a proposed change',
      about: 'A change to a plan was proposed and waits for your decision.',
      next: { other: 'Read what changes and why, then approve or reject it.' },
      link: 'Open the proposed change',
      ends: 'Reminders stop as soon as you have approved or rejected it.',
    },
    amendmentService: {
      item: 'handing over of an approved change',
      about: 'A change to a plan is approved and has to be handed over.',
      next: { other: 'Hand over the full text and record when and how.' },
      link: 'Record the handing over',
      ends: 'Reminders stop as soon as it is recorded.',
    },
    amendmentAcknowledgement: {
      item: 'answer to a change',
      about: 'A change to your plan is open for you to read, with the reason for it.',
      next: {
        other: 'Read it in your own time and say whether you agree. You can add a statement.',
      },
      link: 'Read and answer',
      ends: 'Reminders stop as soon as you have answered, and in any case after the last day.',
    },
    handover: {
      item: 'taking over of a plan',
      about: 'You were asked to take over a plan; the note for you is on the page.',
      next: { other: 'Read the note and the plan, then accept or decline.' },
      link: 'Open the handover',
      ends: 'Reminders stop as soon as you have accepted or declined.',
    },
    talkReply: {
      item: 'answer to a draft',
      about: 'A draft was discussed with you and is open for you to read.',
      next: {
        other:
          'Add causes and support that you see, and answer each goal: understood, agreed, or a proposal of your own. You may also decline to answer.',
      },
      link: 'Read and answer the draft',
      why: 'the draft is about your work.',
      ends: 'Reminders stop as soon as you have answered or declined.',
    },
    review: {
      item: 'review of a submitted plan',
      about: 'A plan was submitted and waits for your review.',
      next: { other: 'Read it, then approve it or return it with a comment.' },
      link: 'Open the review',
      ends: 'Reminders stop as soon as you have approved or returned it.',
    },
    present: {
      item: 'presentation of an approved plan',
      about: 'A plan is approved and ready to be presented.',
      next: { other: 'Hold the meeting, hand over the full copy, and record both.' },
      link: 'Record meeting and copy',
      ends: 'Reminders stop as soon as the meeting and the copy are recorded.',
    },
    acknowledgement: {
      item: 'confirmation of receipt',
      about: 'A plan was presented to you in a meeting, and the full copy is open for you to read.',
      next: {
        other:
          'Read it in your own time and confirm that you received it. Confirming means receipt, not agreement; you can add a statement.',
      },
      link: 'Read and confirm receipt',
      ends: 'Reminders stop as soon as you have answered.',
    },
    checkIn: {
      item: 'check-in',
      about: 'A regular check-in is planned.',
      next: {
        manager: 'Look at the notes from last time, hold the check-in, and write it up soon after.',
        employee:
          'You can note the points you want to raise beforehand; your part of the page is open.',
        other: 'The page shows what it is about.',
      },
      link: 'Open the check-in',
      ends: 'Mails about it stop as soon as it is recorded as held, moved or excused.',
    },
    checkInWriteUp: {
      item: 'record of a check-in',
      about: 'A check-in still needs its written record.',
      next: {
        other:
          'Write down at least one fact and one piece of feedback. “No change” is an answer for a goal.',
      },
      link: 'Write up the check-in',
      ends: 'Reminders stop as soon as the record is saved, or the check-in is moved or excused.',
    },
    checkInReply: {
      item: 'reply to a check-in record',
      about: 'The record of a check-in is open for you to read.',
      next: {
        other:
          'If you want to add or object to something, do so by the last day; the record is then locked. If not, there is nothing to do.',
      },
      link: 'Read and reply',
      why: 'the record is of your check-in.',
      ends: 'Reminders stop as soon as you reply, and in any case after the last day.',
      frames: {
        notice: {
          subject: 'Check-in record: you can reply until {date}',
          heading: 'You can reply to a check-in record',
        },
        before: {
          subject: 'Reminder: you can reply to the check-in record until {date}',
          heading: 'Reminder: you can reply to a check-in record',
        },
        onDay: {
          subject: 'Today, {date}, is the last day to reply to the check-in record',
          heading: 'Today is the last day to reply to a check-in record',
        },
      },
    },
    rating: {
      item: 'view of action steps and support',
      about: 'A checkpoint was held; your view of every action step and support is asked for.',
      next: {
        other: 'Say of each whether it is done, how well, with a fact, and whether it works.',
      },
      link: 'Say how they went',
      ends: 'Reminders stop as soon as your view is recorded.',
    },
    obstacle: {
      item: 'answer to an obstacle',
      about: 'Something stands in the way and waits for an answer.',
      next: { other: 'Say what will be done about it, or why nothing can be.' },
      link: 'Answer the obstacle',
      ends: 'Reminders stop as soon as it is answered.',
    },
    recognition: {
      item: 'recognition of progress',
      about: 'Something agreed was reached for the first time.',
      next: { other: 'Say what went well, while it is fresh: a sentence with a fact is enough.' },
      link: 'Give recognition',
      ends: 'Reminders stop as soon as positive feedback is recorded.',
    },
    correction: {
      item: 'correction in time',
      about: 'Something agreed has left its path.',
      next: { other: 'Talk about what to change and how you will help, and record it.' },
      link: 'Record what changes',
      ends: 'Reminders stop as soon as corrective feedback is recorded.',
    },
    disagreementAnswer: {
      item: 'written answer to a statement',
      about: 'Somebody confirmed receipt and does not agree with the content.',
      next: {
        other:
          'Read the statement and answer it in writing; the answer becomes part of the record.',
      },
      link: 'Read and answer',
      ends: 'Reminders stop as soon as the answer is recorded.',
    },
    checkpoint: {
      item: 'checkpoint meeting',
      about: 'A checkpoint is planned: a look at what has been reached so far.',
      next: {
        manager: 'Hold the meeting and record facts and feedback; the interim report follows.',
        employee: 'Think about what worked, what did not, and what help you need.',
        other: 'The page shows what it is about.',
      },
      link: 'Open the checkpoint',
      ends: 'Mails about it stop as soon as it is recorded as held, moved or excused.',
    },
    action: {
      item: 'action step',
      about: 'The date of an action step is near or has come.',
      next: {
        other:
          'Say how far it is done and give one fact. If something stands in the way, say that too.',
      },
      link: 'Report on the step',
      ends: 'Reminders stop as soon as it is reported as done.',
    },
    measurement: {
      item: 'measurement',
      about: 'A measurement is due.',
      next: { other: 'Enter the value, how many observations it rests on, and its source.' },
      link: 'Record the measurement',
      ends: 'Reminders stop as soon as it is recorded.',
    },
    supportDelivery: {
      item: 'promised support',
      about: 'Support that was promised is due.',
      next: { other: 'Provide it, then record when and how. You can set a date for it first.' },
      link: 'Record the support',
      ends: 'Reminders stop as soon as the support is recorded as delivered.',
    },
    supportConfirmation: {
      item: 'confirmation of support',
      about: 'Support for you was recorded as delivered.',
      next: {
        other:
          'Confirm it, or dispute it and say why. Without an answer, the record says that you did not answer.',
      },
      link: 'Confirm or dispute',
      ends: 'Reminders stop as soon as you have confirmed or disputed it.',
    },
    finalReview: {
      item: 'closing meeting',
      about: 'The closing meeting is due.',
      next: {
        manager: 'Invite in good time, hold the meeting, and record what was said.',
        employee: 'Think about what you want to say; your statement becomes part of the record.',
        other: 'The page shows what is still open.',
      },
      link: 'Open the closing meeting',
      ends: 'Mails about it stop as soon as the meeting is recorded.',
    },
    outcome: {
      item: 'proposed result',
      about: 'The agreed period is over, and the result is to be proposed.',
      next: {
        other:
          'Give a reason for each goal and name the figures it rests on. The page lists what is still open.',
      },
      link: 'Propose the result',
      ends: 'Reminders stop as soon as the result is proposed.',
    },
    outcomeApproval: {
      item: 'decision on a proposed result',
      about: 'A result was proposed and waits for your decision.',
      next: { other: 'Approve it, or return it with a comment.' },
      link: 'Open the proposed result',
      ends: 'Reminders stop as soon as you have approved or returned it.',
    },
    appeal: {
      item: 'time limit for an objection',
      about:
        'Your plan has come to its end. The decision and its reasons are open for you to read.',
      next: {
        other:
          'Read it. If you disagree, you can lodge an appeal on the same page by the last day; somebody who was not involved decides on it.',
      },
      link: 'Read the decision',
      why: 'the decision is about your plan.',
      ends: 'Nothing is required of you. Reminders stop when you respond, and in any case after the last day.',
      frames: {
        notice: {
          subject: 'A decision is ready; you can object until {date}',
          heading: 'A decision is ready for you',
        },
        before: {
          subject: 'Reminder: you can object until {date}',
          heading: 'Reminder: the time to object is running out',
        },
        onDay: {
          subject: 'Today, {date}, is the last day to object',
          heading: 'Today is the last day to object',
        },
        overdue: {
          subject: 'The time to object ended on {date}',
          heading: 'The time to object has ended',
        },
      },
    },
    appealDecider: {
      item: 'naming of who decides an appeal',
      about: 'An appeal was lodged and waits for somebody to decide it.',
      next: {
        other:
          'Name somebody who was not involved. What follows from the decision is on hold until the appeal is decided.',
      },
      link: 'Name who decides',
      ends: 'Reminders stop as soon as somebody is named.',
    },
    appealDecision: {
      item: 'decision on an appeal',
      about: 'You were named to decide an appeal.',
      next: { other: 'Hear both sides, write down what they say, then decide and give reasons.' },
      link: 'Open the appeal',
      ends: 'Reminders stop as soon as you have decided.',
    },
    sustainCheckIn: {
      item: 'short check-in',
      about: 'It is time for a short check-in on how well things are holding.',
      next: { other: 'One fact and one word of feedback are enough.' },
      link: 'Record the check-in',
      ends: 'Reminders stop as soon as the record is saved.',
    },
    relapse: {
      item: 'decision on what follows',
      about:
        'Something that had been settled came back and was recorded. It waits for your decision.',
      next: { other: 'Read the record, choose what follows, and say why.' },
      link: 'Read and decide',
      ends: 'Reminders stop as soon as you have decided.',
    },
    retention: {
      item: 'record whose time is over',
      about: 'The time for which a record is kept is over, and it can be erased.',
      next: {
        other:
          'Check that nothing asks for it to be kept, then request its erasure; another person confirms it.',
      },
      link: 'Open the record',
      ends: 'Reminders stop as soon as the record is erased or put on hold.',
    },
    erasure: {
      item: 'second confirmation of an erasure',
      about: 'Somebody asked for a record to be erased. It takes a second person to confirm it.',
      next: {
        other:
          'Check that nothing asks for it to be kept, then confirm the erasure or take the request back. If you asked for it yourself, a colleague in HR has to confirm it.',
      },
      link: 'Open the record',
      ends: 'Reminders stop as soon as the record is erased, the request is taken back, or the record is put on hold.',
    },
  },
  notices: {
    planPaused: {
      subject: 'The plan is paused[ from {date}]',
      heading: 'The plan is paused',
      about: 'Until further notice the days do not count, and nothing is due.',
      next: { other: 'Nothing for you to do now. You will hear from us when it goes on.' },
      link: 'Read the reason',
    },
    planResumed: {
      subject: 'The plan goes on[ from {date}]',
      heading: 'The plan goes on',
      about: 'All open dates have moved by the working days of the pause.',
      next: { other: 'Look through the new dates. If one does not suit you, say so early.' },
      link: 'See the dates',
    },
    managerChanged: {
      subject: 'Your contact for the plan changes',
      heading: 'Your contact for the plan changes',
      about:
        'HR named somebody else to look after the plan. Until that person takes over, HR is there for you.',
      next: { other: 'Nothing for you to do. The page shows whom to turn to.' },
      link: 'See whom to turn to',
    },
    amendmentDecided: {
      subject: 'A change to the plan was decided',
      heading: 'A change to the plan was decided',
      about: 'The page shows what changed, or that it was not accepted.',
      next: { other: 'See whether dates and steps still fit.' },
      link: 'See what was decided',
    },
    planReturned: {
      subject: 'A plan was returned to you for changes',
      heading: 'A plan was returned to you for changes',
      about: 'The review is finished, and the comment says what is to be changed.',
      next: { other: 'Read the comment, make the changes, and submit the plan again.' },
      link: 'Read the comment',
      why: 'the plan is yours to change.',
    },
    planRecalled: {
      subject: 'A plan was taken back',
      heading: 'A plan was taken back',
      about: 'HR took back the plan that had been presented. The reason is on the page.',
      next: { other: 'Nothing for you to do. You will hear from us if there is a new version.' },
      link: 'Read the reason',
    },
    planStarted: {
      subject: 'The plan starts[ on {date}]',
      heading: 'The plan starts[ on {date}]',
      about: 'All dates, and the support that was promised, are on the page.',
      next: {
        employee: 'Look through the dates. If one does not suit you, say so early.',
        manager: 'Look through the dates and make sure that the promised support is arranged.',
        other: 'Nothing for you to do now.',
      },
      link: 'See the dates',
      why: 'you take part in this plan.',
    },
    planCancelled: {
      subject: 'A plan was ended early[ on {date}]',
      heading: 'A plan was ended early',
      about: 'The plan no longer runs. The reason is on the page.',
      next: {
        employee: 'Nothing is required of you. If you disagree, the page says what you can do.',
        other: 'Nothing for you to do. Open reminders have been cancelled.',
      },
      link: 'Read the reason',
    },
    meetingMoved: {
      subject: 'A meeting was moved[ to {date}][, {time}]',
      heading: 'A meeting was moved',
      about: 'The new date is below, and the entry in your calendar is updated.',
      next: { other: 'If the new date does not suit you, say so on the page.' },
      link: 'Open the meeting',
    },
    meetingCancelled: {
      subject: 'A meeting was cancelled[: {date}][, {time}]',
      heading: 'A meeting was cancelled',
      about: 'The meeting does not take place, and the entry in your calendar is withdrawn.',
      next: { other: 'Nothing for you to do. The reason is on the page.' },
      link: 'See what is planned',
    },
    interimReport: {
      subject: 'An interim report is ready[: {date}]',
      heading: 'An interim report is ready',
      about: 'It shows what was reached up to the checkpoint and is the same for both sides.',
      next: {
        employee: 'Read it. You can add a statement at any time.',
        other: 'Read it, and see whether the next steps still fit.',
      },
      link: 'Read the interim report',
    },
    supportWaived: {
      subject: 'A change in the support promised to you',
      heading: 'A change in the support promised to you',
      about: 'One support commitment will not be carried out. HR gave the reason.',
      next: { other: 'Read the reason. If you still need help, say so on the page.' },
      link: 'Read the reason',
    },
    supportDisputed: {
      subject: 'Promised support is disputed: your finding is needed',
      heading: 'Promised support is disputed',
      about: 'Support was recorded as delivered, and the person it was for does not agree.',
      next: { other: 'Hear both sides, then record whether it was delivered, and why.' },
      link: 'Record your finding',
    },
    outcomeDecided: {
      subject: 'The result you proposed was approved',
      heading: 'The result was approved',
      about: 'The plan is closed, and the decision has been given to everybody concerned.',
      next: { other: 'Read the decision and see what was agreed for the time after.' },
      link: 'Read the decision',
      why: 'the plan was in your care.',
    },
    outcomeReturned: {
      subject: 'A proposed result was returned to you',
      heading: 'A proposed result was returned to you',
      about: 'The comment says what is missing or to be changed.',
      next: { other: 'Read the comment and propose the result again.' },
      link: 'Read the comment',
      why: 'the result is yours to propose.',
    },
    unreached: {
      subject: 'A mail could not be delivered[: {date}]',
      heading: 'A mail could not be delivered',
      about: 'A mail to somebody with a step to do came back. The page shows who it is.',
      next: {
        other:
          'Reach the person in another way, and check the address. Once the mailbox works again, say so on the page: mail then goes there again.',
      },
      link: 'See who was not reached',
    },
    planSucceeded: {
      subject: 'Congratulations: you have reached your goals',
      heading: 'Congratulations: you have reached your goals',
      about: 'All the goals that were agreed with you are reached. That is your achievement.',
      next: { other: 'Read the decision; what went well is on record.' },
      link: 'Read the decision',
      why: 'it is your achievement.',
    },
    appealDecided: {
      subject: 'An appeal was decided',
      heading: 'An appeal was decided',
      about: 'The decision and its reasons are open for you to read.',
      next: { other: 'Read it. What comes next is on the page.' },
      link: 'Read the decision',
      why: 'the decision is about a plan that you are part of.',
    },
  },
  digest: {
    subject: 'Your list for {date}: {count} {count|item|items}',
    heading: 'Your list for {date}',
    why: 'these items are yours to do or need you.',
    link: 'Open my list',
    ends: 'An item leaves the list as soon as it is done.',
    mandatory: 'Some of these notices are required by the process and cannot be switched off.',
  },
  unrecorded: {
    about: 'The {item} of {date} has no record yet.',
    next: {
      employee: 'If it did not take place, you can say so on the page, or tell HR.',
      other: 'If it took place, write it up. If not, move it, or excuse it and say why.',
    },
  },
  others: {
    upcoming: {
      about: 'Somebody else has a step to do: {item}.',
      next: 'Nothing for you to do now.',
    },
    open: {
      about: 'A step has not been done in time: {item}. Reminders have already been sent.',
      next: 'Find out what stands in the way and help to get it done. The page shows what is open and who can do it.',
    },
    unreachedNext:
      'Reach the person in another way, and check the address. Once the mailbox works again, say so on the page: mail then goes there again.',
    link: 'See what is open',
    ends: 'Mails about it stop as soon as it is done.',
  },
  facts: {
    lastDay: 'Last day',
    when: 'When',
    alias: 'Your label',
    left: 'Time left',
    over: 'Overdue by',
    workingDays: '{days} working {days|day|days}',
    longDate: '{weekday}, {date}',
    longTime: '{date}, {time} ({offset})',
    colon: ': ',
  },
  plan: {
    label: 'Plan',
    ofReader: 'your performance improvement plan',
    ofEmployee: 'performance improvement plan of {name}',
    inSubject: 'performance improvement plan',
  },
  next: 'Next',
  whyLabel: 'Why this mail',
  why: {
    yours: 'this step is yours to do.',
    attending: 'you take part in this meeting.',
    informed: 'the process keeps you informed.',
    standIn: 'whoever usually does this is away, and you stand in.',
    escalated: 'it has been open longer than agreed, and you are next in line.',
    unreached: 'mail to the person concerned came back.',
  },
  noticeEnds: 'This is the only mail about it.',
  mandatory: 'The process requires this notice; it cannot be switched off.',
  unsubscribe:
    'You can switch off mails of this kind with “unsubscribe” in your mail program or in your settings; the tasks themselves stay.',
  automatic: 'Sent automatically; replies are not read.',
  late: 'This mail comes late: it was planned for {date}, {time}. The dates below still hold.',
  calendar: { meeting: 'Meeting', description: 'Details after sign-in: {url}' },
};
