import { isEnded } from '../../plan/stage.ts';
import {
  code,
  date,
  type FactsBlock,
  fact,
  type Message,
  message,
  number,
  type Value,
  word,
} from '../document.ts';
import { contentHashOf, moment, personInFull, type Subject } from '../subject.ts';

/** Period of the plan as it runs, or as it is planned. */
const period = ({ plan, running }: Subject): readonly Value[] => {
  const { startOn, endOn } = running?.activation ?? plan.content.schedule;
  const moved = running?.activation.movedByWD ?? 0;
  return [
    message('value.span', {
      from: date(startOn),
      to: date(endOn),
    }),
    ...(moved > 0 ? [message('head.moved', { days: moved })] : []),
  ];
};

const status = ({ plan, today }: Subject): Value =>
  isEnded(plan)
    ? message('head.closedOn', {
        status: word('planStatuses', plan.status),
        outcome: word('outcomes', plan.closing.outcome),
        on: date(plan.closing.on),
      })
    : message('head.statusOn', { status: word('planStatuses', plan.status), on: date(today) });

/** Who, when, which version: what every page of the report rests on. */
export const head = (subject: Subject): FactsBlock => {
  const { plan, generatedAt } = subject;
  const { cadence, checkInWeekday, meetingTime } = plan.content.schedule;
  const hash = contentHashOf(subject);
  return {
    type: 'facts',
    nature: 'fact',
    rows: [
      fact('head.employee', personInFull(subject, plan.employeeId)),
      fact('head.manager', personInFull(subject, plan.managerId)),
      fact('head.hrOwner', personInFull(subject, plan.hrOwnerId)),
      fact('head.period', period(subject)),
      fact(
        'head.rhythm',
        message('head.rhythmOf', {
          cadence: word('cadences', cadence),
          weekday: word('weekdays', checkInWeekday),
          time: meetingTime,
          checkpoints: plan.content.schedule.checkpoints.length,
        }),
      ),
      fact('head.status', status(subject)),
      fact('head.zone', message('head.zoneOf', { zone: plan.zone })),
      fact('head.planId', code(plan.id)),
      fact('head.version', message('head.versionOf', { events: number(plan.version) })),
      ...(hash === undefined ? [] : [fact('head.hash', code(hash))]),
      fact('head.generatedAt', moment(subject, generatedAt)),
    ],
  };
};

/** How to read the report, and for whom this copy is. */
export const readingNotes = ({ view, plan }: Subject): readonly Message[] => [
  message(`note.view.${view}`),
  message('note.natures'),
  message('note.verbatim', { language: word('languages', plan.language) }),
];
