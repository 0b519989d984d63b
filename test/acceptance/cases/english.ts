import { on } from '../../domain/calendar/calendars.ts';
import { type HrCase, inEnglish, TWO_MONTHS } from './hr-case.ts';

const software: HrCase = {
  name: 'Software: reviews wait for days, and the employee never learned the new checklist',
  plan: inEnglish({
    title: 'Code review turnaround in the payments team',
    gaps: [
      {
        id: 'slow-reviews',
        expectation: 'A review that is assigned to you has a first answer within one working day',
        expectationSource: { kind: 'policy', reference: 'Engineering handbook, section 3.2' },
        observedFact:
          'In January 2026, 14 of 22 assigned reviews had their first answer after three working days or later',
        evidence: [
          {
            occurredOn: on('2026-01-15'),
            source: 'Pull request 4811',
            fact: 'Assigned on 9 January, first comment on 15 January; the fix missed release 7.3',
            reportedBy: 'Release manager',
          },
          {
            occurredOn: on('2026-01-29'),
            source: 'Pull request 4866',
            fact: 'Assigned on 23 January, first comment on 29 January',
            reportedBy: 'Mobile team',
          },
        ],
        causes: [
          {
            cause: 'METHOD',
            raisedBy: 'manager',
            note: 'Reviews are read once a week, on Fridays',
          },
          {
            cause: 'EXPECTATION_UNCLEAR',
            raisedBy: 'employee',
            note: 'The handbook changed in November; nobody said that it applies to part-time reviewers',
          },
        ],
        priorFeedback: [
          {
            givenOn: on('2026-01-16'),
            summary: 'Went through pull request 4811 in the one-to-one',
          },
        ],
      },
    ],
    goals: [
      {
        id: 'first-answer',
        gapIds: ['slow-reviews'],
        statement: '90 % of assigned reviews have a first answer within one working day',
        measure: {
          kind: 'rate',
          name: 'Reviews answered within one working day',
          unit: '%',
          direction: 'atLeast',
          aggregate: 'last',
          window: 'the last four weeks',
          source: 'Repository statistics',
          measuredBy: 'Engineering operations',
          everyDays: 7,
          baseline: { value: 36, period: 'January 2026', source: 'Repository statistics' },
          target: 90,
          roleStandard: 90,
        },
        dueOn: on('2026-04-30'),
        minSample: 12,
      },
    ],
    actions: [
      {
        id: 'review-slot',
        goalId: 'first-answer',
        what: 'Reserve 30 minutes at 10:00 and at 15:00 for reviews',
        how: 'As a recurring calendar entry; open reviews are answered before anything else in it',
        dueOn: on('2026-03-06'),
      },
    ],
    supports: [
      {
        id: 'pairing',
        kind: 'COACHING',
        description: 'A senior engineer reviews side by side, two hours a week, four times',
        provider: { name: 'Senior engineer, platform team' },
        dueBy: on('2026-03-13'),
        goalIds: ['first-answer'],
        mandatory: true,
      },
      {
        id: 'written-rule',
        kind: 'ROLE_CLARITY',
        description: 'One page that says who answers which review by when',
        provider: { name: 'Head of engineering' },
        dueBy: on('2026-03-06'),
        goalIds: ['first-answer'],
        mandatory: true,
      },
    ],
    schedule: { ...TWO_MONTHS, checkInWeekday: 2 },
  }),
  findings: [],
};

const healthcare: HrCase = {
  name: 'Healthcare: observation charts on a surgical ward are signed late',
  plan: inEnglish({
    title: 'Observation charts on Ward 4B',
    gaps: [
      {
        id: 'late-charts',
        expectation: 'Vital signs are charted within 30 minutes of being taken',
        expectationSource: { kind: 'policy', reference: 'Clinical records policy CR-12' },
        observedFact:
          'The January audit found 19 of 60 charts entered 90 minutes or more after the observation',
        evidence: [
          {
            occurredOn: on('2026-01-08'),
            source: 'Chart audit, night of 8 January',
            fact: 'Six of ten sets of observations from 02:00 were entered at 06:40',
            reportedBy: 'Ward sister',
          },
          {
            occurredOn: on('2026-01-22'),
            source: 'Incident form 2026-117',
            fact: 'An early warning score of 6 was charted 2 hours 10 minutes after it was taken',
            reportedBy: 'Duty registrar',
          },
        ],
        causes: [
          {
            cause: 'RESOURCE',
            raisedBy: 'employee',
            note: 'Two of the five tablets have been broken since December',
          },
          {
            cause: 'METHOD',
            raisedBy: 'manager',
            note: 'Notes are taken on paper and typed at the end of the round',
          },
        ],
        priorFeedback: [
          {
            givenOn: on('2026-01-23'),
            summary: 'The ward sister went through the incident form after the shift',
          },
        ],
      },
    ],
    goals: [
      {
        id: 'charted-in-time',
        gapIds: ['late-charts'],
        statement: '95 % of observations are charted within 30 minutes',
        measure: {
          kind: 'rate',
          name: 'Observations charted within 30 minutes',
          unit: '%',
          direction: 'atLeast',
          aggregate: 'last',
          window: 'ten shifts, chosen by the auditor',
          source: 'Electronic patient record',
          measuredBy: 'Clinical audit office',
          everyDays: 14,
          baseline: { value: 68, period: 'January 2026', source: 'Clinical audit office' },
          target: 95,
          tolerance: 1,
        },
        dueOn: on('2026-04-30'),
        attainability: { basis: 'peer', reference: 'Ward 4A charted 96 % in time in January' },
        minSample: 40,
      },
    ],
    actions: [
      {
        id: 'bedside',
        goalId: 'charted-in-time',
        what: 'Enter each set of observations at the bedside',
        how: 'On the tablet, before moving to the next patient; the shift lead checks two sets a night',
        dueOn: on('2026-03-13'),
      },
    ],
    supports: [
      {
        id: 'tablets',
        kind: 'TOOLING',
        description: 'Two tablets are replaced, with a charging point at bay 3',
        provider: { name: 'Clinical engineering' },
        dueBy: on('2026-03-06'),
        goalIds: ['charted-in-time'],
        mandatory: true,
      },
      {
        id: 'shadow',
        kind: 'MENTORING',
        description: 'Three shifts side by side with an experienced nurse',
        provider: { name: 'Senior staff nurse' },
        dueBy: on('2026-03-20'),
        goalIds: ['charted-in-time'],
        mandatory: true,
      },
    ],
    schedule: { ...TWO_MONTHS, checkInWeekday: 2 },
  }),
  findings: [],
};

const accounts: HrCase = {
  name: 'Finance: the target points the wrong way and is due after the plan ends',
  plan: inEnglish({
    title: 'Payment runs in accounts payable',
    gaps: [
      {
        id: 'late-payments',
        expectation: 'Supplier invoices are paid by their due date',
        expectationSource: { kind: 'jobDescription', reference: 'Accounts payable clerk, duty 4' },
        observedFact: 'In January 2026, 31 of 240 invoices were paid after their due date',
        evidence: [
          {
            occurredOn: on('2026-01-19'),
            source: 'Payment run 2026-03',
            fact: 'Eleven approved invoices were left out of the run',
            reportedBy: 'Treasury',
          },
          {
            occurredOn: on('2026-02-02'),
            source: 'Dunning letter from a packaging supplier',
            fact: 'Invoice 88214 was 21 days overdue',
            reportedBy: 'Supplier',
          },
        ],
        causes: [
          {
            cause: 'KNOWLEDGE_SKILL',
            raisedBy: 'manager',
            note: 'No introduction to the new payment module',
          },
        ],
        priorFeedback: [
          { givenOn: on('2026-01-21'), summary: 'Looked at the eleven invoices together' },
        ],
      },
    ],
    goals: [
      {
        id: 'late-count',
        gapIds: ['late-payments'],
        statement: 'No more than five invoices a month are paid late',
        measure: {
          kind: 'count',
          name: 'Invoices paid after their due date',
          unit: 'invoices',
          direction: 'increase',
          aggregate: 'last',
          window: 'one calendar month',
          source: 'Ledger report AP-07',
          measuredBy: 'Financial controller',
          everyDays: 30,
          baseline: { value: 31, period: 'January 2026', source: 'Ledger report AP-07' },
          target: 5,
        },
        dueOn: on('2026-05-29'),
        attainability: { basis: 'past', reference: 'Four in September 2025, with the old module' },
        minSample: 150,
      },
    ],
    actions: [
      {
        id: 'daily-list',
        goalId: 'late-count',
        what: 'Work through the due list at 09:00 every day',
        how: 'Filter by due date, release what is approved, note the reason for what is held',
        dueOn: on('2026-03-06'),
      },
    ],
    supports: [
      {
        id: 'module-course',
        kind: 'TRAINING',
        description: 'Payment module, one day, with the exercises of the vendor',
        provider: { name: 'Finance systems' },
        dueBy: on('2026-03-13'),
        goalIds: ['late-count'],
        mandatory: true,
      },
    ],
    schedule: { ...TWO_MONTHS, checkInWeekday: 2 },
  }),
  findings: [
    ['D4.direction', '/goals/0/measure/target'],
    ['D5.due', '/goals/0/dueOn'],
  ],
};

const contactCentre: HrCase = {
  name: 'Contact centre: asked for more than the role asks of anybody, and nobody provides the support',
  plan: inEnglish({
    title: 'Call handling in the insurance hotline',
    gaps: [
      {
        id: 'repeat-calls',
        expectation: '80 % of calls are settled without a second call within seven days',
        expectationSource: { kind: 'policy', reference: 'Service standard S-2' },
        observedFact: 'In January 2026, 61 % of 410 calls were settled without a second call',
        evidence: [
          {
            occurredOn: on('2026-01-14'),
            source: 'Call 20260114-0931',
            fact: 'The customer was told to call back for the claim form; the form is in the portal',
            reportedBy: 'Quality desk',
          },
          {
            occurredOn: on('2026-01-27'),
            source: 'Complaint C-3077',
            fact: 'A customer called four times about one address change',
            reportedBy: 'Customer relations',
          },
        ],
        causes: [
          {
            cause: 'KNOWLEDGE_SKILL',
            raisedBy: 'manager',
            note: 'Has not worked with the claims portal',
          },
        ],
        priorFeedback: [
          { givenOn: on('2026-01-28'), summary: 'Listened to the call of 14 January together' },
        ],
      },
    ],
    goals: [
      {
        id: 'settled-at-once',
        gapIds: ['repeat-calls'],
        statement: '92 % of calls are settled without a second call within seven days',
        measure: {
          kind: 'rate',
          name: 'Calls settled at once',
          unit: '%',
          direction: 'atLeast',
          aggregate: 'last',
          window: 'the last four weeks',
          source: 'Telephony statistics',
          measuredBy: 'Quality desk',
          everyDays: 7,
          baseline: { value: 61, period: 'January 2026', source: 'Telephony statistics' },
          target: 92,
          roleStandard: 80,
        },
        dueOn: on('2026-04-30'),
        minSample: 150,
      },
    ],
    actions: [
      {
        id: 'portal-first',
        goalId: 'settled-at-once',
        what: 'Open the claims portal before answering a question about a claim',
        how: 'Read the status to the customer and send the link during the call',
        dueOn: on('2026-03-13'),
      },
    ],
    supports: [
      {
        id: 'portal-course',
        kind: 'TRAINING',
        description: 'Claims portal, two mornings, with ten practice cases',
        provider: { name: '' },
        dueBy: on('2026-03-13'),
        goalIds: ['settled-at-once'],
        mandatory: true,
      },
    ],
    schedule: { ...TWO_MONTHS, checkInWeekday: 2 },
  }),
  findings: [
    ['D7.aboveStandard', '/goals/0/measure/target'],
    ['F3.provider', '/supports/0/provider/name'],
  ],
};

const transport: HrCase = {
  name: 'Transport: a place in a ranking, a phone number in the evidence, and no word before the plan',
  plan: inEnglish({
    title: 'Punctuality on the northern delivery route',
    gaps: [
      {
        id: 'late-stops',
        expectation: 'Stops are reached within the booked hour',
        expectationSource: { kind: 'documentedInstruction', reference: 'Route book North, page 2' },
        observedFact: 'Ranked 18th of 18 drivers in the fourth quarter of 2025',
        evidence: [
          {
            occurredOn: on('2025-12-31'),
            source: 'Quarterly table of drivers',
            fact: 'Last place in the table of the depot',
            reportedBy: 'Depot manager',
          },
          {
            occurredOn: on('2026-01-20'),
            source: 'Customer, +49 171 5550123',
            fact: 'Ranking of the customer survey: bottom 5',
            reportedBy: 'Sales',
          },
        ],
        causes: [
          {
            cause: 'METHOD',
            raisedBy: 'manager',
            note: 'Stops are driven in the order of loading',
          },
        ],
      },
    ],
    goals: [
      {
        id: 'on-time',
        gapIds: ['late-stops'],
        statement: '95 % of stops are reached within the booked hour',
        measure: {
          kind: 'rate',
          name: 'Stops within the booked hour',
          unit: '%',
          direction: 'atLeast',
          aggregate: 'last',
          window: 'the last four weeks',
          source: 'Telematics',
          measuredBy: 'Dispatch',
          everyDays: 7,
          baseline: { value: 81, period: 'January 2026', source: 'Telematics' },
          target: 95,
        },
        dueOn: on('2026-04-30'),
        attainability: { basis: 'past', reference: '95.5 % in the second quarter of 2025' },
        minSample: 200,
      },
    ],
    actions: [
      {
        id: 'route-order',
        goalId: 'on-time',
        what: 'Load in the order of the route',
        how: 'With the route sheet of the evening before; dispatch signs the loading list',
        dueOn: on('2026-03-13'),
      },
    ],
    supports: [
      {
        id: 'route-planner',
        kind: 'TOOLING',
        description: 'A route planner on the vehicle tablet, set up by dispatch',
        provider: { name: 'Dispatch' },
        dueBy: on('2026-03-06'),
        goalIds: ['on-time'],
        mandatory: true,
      },
    ],
    schedule: { ...TWO_MONTHS, checkInWeekday: 2 },
  }),
  findings: [
    ['B4.noPriorFeedback', '/gaps/0/priorFeedback'],
    ['B6.personalData', '/gaps/0/evidence/1/source'],
    ['B8.rankOnly', '/gaps/0/observedFact'],
    ['B5.noFact', '/gaps/0/evidence/0/fact'],
  ],
};

export const ENGLISH_CASES = { software, healthcare, accounts, contactCentre, transport } as const;
