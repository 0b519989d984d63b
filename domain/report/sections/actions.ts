import type { ActionStep } from '../../plan/content.ts';
import {
  type Cell,
  column,
  date,
  message,
  note,
  type Section,
  table,
  text,
  word,
} from '../document.ts';
import { eventsOf, goalRef, type Subject, who } from '../subject.ts';

const stateOf = (subject: Subject, action: ActionStep): Cell => {
  const state = subject.running?.running.actions[action.id];
  const done = state?.done ?? 'no';
  const overdue = subject.running !== undefined && done !== 'yes' && action.dueOn < subject.asOf;
  return [
    state === undefined ? message('action.notReported') : word('done', done),
    ...(overdue ? [message('mark.overdue')] : []),
  ];
};

/** What the employee set out to do, how far it is, and how well it went as facts (E1, E6). */
export const actions = (subject: Subject): Section => {
  const steps = subject.plan.content.actions;
  const position = (id: string) => steps.findIndex((step) => step.id === id) + 1;
  const reports = eventsOf(subject, 'ActionReported');
  return {
    id: 'actions',
    title: message('section.actions'),
    blocks: [
      ...table(
        'fact',
        message('action.caption'),
        [
          column('column.number'),
          column('column.what'),
          column('column.how'),
          column('column.goal'),
          column('column.due'),
          column('column.done', { nature: 'judgement' }),
        ],
        steps.map((action, index) => ({
          cells: [
            message('ref.action', { n: index + 1 }),
            text(action.what),
            text(action.how),
            goalRef(subject, action.goalId),
            date(action.dueOn),
            stateOf(subject, action),
          ],
        })),
      ),
      ...(reports.length > 0
        ? table(
            'fact',
            message('action.reports'),
            [
              column('column.date'),
              column('column.action'),
              column('column.done', { nature: 'judgement' }),
              column('column.howWell'),
              column('column.by'),
            ],
            reports.map(({ event, by }) => ({
              cells: [
                date(event.on),
                message('ref.action', { n: position(event.actionId) }),
                word('done', event.done),
                text(event.fact),
                who(subject, by),
              ],
            })),
          )
        : subject.running === undefined
          ? []
          : [note('action.noReports')]),
    ],
  };
};
