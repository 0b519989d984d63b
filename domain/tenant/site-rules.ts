import { type CalendarProblem, checkCalendar } from '../calendar/working-days.ts';
import { type FindingKey, finding, type RuleResult } from '../plan/rules/findings.ts';
import type { Site } from './tenant.ts';

const FINDING_OF: Readonly<Record<CalendarProblem['code'], FindingKey>> = {
  NO_WORKING_WEEKDAY: 'Q3.noWorkingDay',
  WEEKDAY_TWICE: 'Q3.twice',
  DATE_TWICE: 'Q3.twice',
  WORKING_AND_NON_WORKING: 'Q3.both',
  CLOSED_TOO_LONG: 'Q3.closedTooLong',
};

const dateOf = (problem: CalendarProblem) => ('on' in problem ? { date: problem.on } : {});

/** Q3: a company has a site, sites have ids of their own, and each calendar has working days. */
export const siteRules = (sites: readonly Site[]): readonly RuleResult[] => [
  ...(sites.length === 0 ? [finding('Q3.noSite', '/sites')] : []),
  ...sites.flatMap(({ id, calendar }, index) => [
    ...(sites.findIndex((site) => site.id === id) === index
      ? []
      : [finding('Q3.siteTwice', `/sites/${index}/id`)]),
    ...checkCalendar(calendar).map((problem) =>
      finding(FINDING_OF[problem.code], `/sites/${index}/calendar`, dateOf(problem)),
    ),
  ]),
];
