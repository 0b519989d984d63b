import type { ContentBody } from './shanghai-plan.ts';

const date = (text: string) => text as ContentBody['schedule']['startOn'];

/** An English plan, for a person who will not sign and gets no support. */
export const berlinDraft = (): ContentBody => ({
  title: 'Release quality of the billing service',
  gaps: [
    {
      id: 'rollbacks',
      expectation: 'At most one release in a quarter is rolled back',
      expectationSource: { kind: 'targetLetter', reference: 'Target letter 2026, item 2' },
      observedFact: 'Four of nine releases between 2 February and 24 April 2026 were rolled back',
      evidence: [
        {
          occurredOn: date('2026-03-10'),
          source: 'Incident report 331',
          fact: 'Release 5.2 was rolled back after 40 minutes: a migration was missing',
          reportedBy: 'On-call engineer',
        },
        {
          occurredOn: date('2026-04-21'),
          source: 'Incident report 347',
          fact: 'Release 5.6 was rolled back: the feature flag was on by default',
          reportedBy: 'Support desk',
        },
      ],
      causes: [
        { cause: 'METHOD', raisedBy: 'manager', note: 'Releases are cut without the checklist' },
        {
          cause: 'KNOWLEDGE_SKILL',
          raisedBy: 'manager',
          note: 'No training on the migration tool since it was introduced in January',
        },
      ],
      priorFeedback: [
        {
          givenOn: date('2026-03-12'),
          summary: 'Went through incident report 331 together; agreed on a second pair of eyes',
        },
      ],
    },
  ],
  goals: [
    {
      id: 'rollbacks-down',
      gapIds: ['rollbacks'],
      statement: 'At most one release is rolled back during the plan',
      measure: {
        kind: 'count',
        name: 'Rolled-back releases',
        unit: 'releases',
        direction: 'atMost',
        aggregate: 'sum',
        window: 'the whole plan',
        source: 'Incident tracker',
        measuredBy: 'Release manager',
        everyDays: 14,
        baseline: { value: 4, period: '2 February to 24 April 2026', source: 'Incident tracker' },
        target: 1,
      },
      dueOn: date('2026-07-17'),
      attainability: {
        basis: 'peer',
        reference: 'The payments team rolled back one of eleven releases in the same time',
      },
      minSample: 6,
    },
    {
      id: 'restore',
      gapIds: ['rollbacks'],
      statement: 'A failed release is back in service within 15 minutes',
      measure: {
        kind: 'duration',
        name: 'Time to restore',
        unit: 'minutes',
        direction: 'atMost',
        aggregate: 'p90',
        window: 'all failed releases since the start',
        source: 'Incident tracker',
        measuredBy: 'Release manager',
        everyDays: 14,
        baseline: { value: 41, period: 'Q1 2026', source: 'Incident tracker' },
        target: 15,
      },
      dueOn: date('2026-07-17'),
      attainability: {
        basis: 'past',
        reference: 'Median of 14 minutes in the second quarter of 2025',
      },
      minSample: 3,
    },
  ],
  actions: [
    {
      id: 'checklist',
      goalId: 'rollbacks-down',
      what: 'Use the release checklist for every release',
      how: 'Attach the completed checklist to the release ticket before the release is cut',
      dueOn: date('2026-06-05'),
    },
    {
      id: 'rehearse',
      goalId: 'restore',
      what: 'Rehearse a rollback on staging three times',
      how: 'With the on-call engineer, against the clock, results in the wiki',
      dueOn: date('2026-06-26'),
    },
  ],
  supports: [
    {
      id: 'migration-course',
      kind: 'TRAINING',
      description: 'One-day course on the migration tool, with exercises on our own schema',
      provider: { name: 'DataTools Academy' },
      dueBy: date('2026-06-05'),
      goalIds: ['rollbacks-down'],
      mandatory: true,
    },
    {
      id: 'pairing',
      kind: 'COACHING',
      description: 'Pairing with the release manager on every release in June',
      provider: { name: 'Release manager' },
      dueBy: date('2026-06-12'),
      goalIds: ['rollbacks-down', 'restore'],
      mandatory: true,
    },
  ],
  schedule: {
    startOn: date('2026-05-18'),
    endOn: date('2026-07-17'),
    cadence: 'weekly',
    checkInWeekday: 2,
    meetingTime: '14:30',
    checkpoints: [{ id: 'mid', on: date('2026-06-17') }],
    finalReviewOn: date('2026-07-22'),
  },
});
