import { workingDaysBetween } from '../../calendar/working-days.ts';
import { unreachable } from '../../kernel/unreachable.ts';
import type { SupportCommitment } from '../../plan/content.ts';
import { supportStateOf } from '../../plan/parts.ts';
import type { SupportState } from '../../plan/running-state.ts';
import type { RunningPlan } from '../../plan/state.ts';
import {
  asserted,
  type Cell,
  column,
  date,
  message,
  note,
  type Section,
  type TableRow,
  table,
  text,
  type Value,
  values,
  word,
} from '../document.ts';
import { eventsOf, goalRef, moment, type Subject, who } from '../subject.ts';

/** When it came, or how long it has been owed. */
const deliveryCell = (
  { asOf, calendar }: Subject,
  support: SupportCommitment,
  state: SupportState,
): Cell => {
  if ('deliveredOn' in state)
    return [
      date(state.deliveredOn),
      state.lateByWD > 0
        ? message('support.late', { days: state.lateByWD })
        : message('support.inTime'),
    ];
  if (state.status === 'WAIVED') return message('support.waivedOn', { on: date(state.on) });
  const overdueWD = workingDaysBetween(calendar, support.dueBy, asOf);
  return [
    state.status === 'SCHEDULED'
      ? message('support.scheduledFor', { on: date(state.on) })
      : message('support.notDelivered'),
    ...(overdueWD > 0 ? [message('support.overdue', { days: overdueWD })] : []),
  ];
};

/** What the employee says to it; silence is printed as silence (F5). */
const answerCell = (state: SupportState): Cell => {
  switch (state.status) {
    case 'CONFIRMED':
      return message('support.confirmedOn', { on: date(state.confirmedOn) });
    case 'DELIVERED':
      return message('support.awaiting', { until: date(state.confirmBy) });
    case 'SILENT':
      return message('support.silent', { until: date(state.confirmBy) });
    case 'DISPUTED':
      return [
        message('support.disputed'),
        state.finding === undefined
          ? message('support.noFinding')
          : word('disputeFindings', state.finding),
      ];
    default:
      return message('value.none');
  }
};

const nameOf = (subject: Subject, support: SupportCommitment): Cell => [
  text(support.description),
  ...(support.training === undefined
    ? []
    : [
        message('support.training', {
          topic: support.training.topic,
          trainer: support.training.trainer,
          hours: support.training.hours,
        }),
      ]),
  values(
    word('supportKinds', support.kind),
    message(support.mandatory ? 'support.mandatory' : 'support.optional'),
  ),
  values(...support.goalIds.map((goalId) => goalRef(subject, goalId))),
];

const ledgerRow = (
  subject: Subject,
  plan: RunningPlan | undefined,
  support: SupportCommitment,
  index: number,
): TableRow => {
  const state: SupportState =
    plan === undefined ? { status: 'PROMISED' } : supportStateOf(plan, support.id);
  return {
    cells: [
      message('ref.support', { n: index + 1 }),
      nameOf(subject, support),
      text(support.provider.name),
      date(support.dueBy),
      plan === undefined ? message('value.notStarted') : deliveryCell(subject, support, state),
      answerCell(state),
    ],
  };
};

/** Every step of every support, with the words that go with it. */
const steps = (subject: Subject): readonly TableRow[] => {
  const position = (id: string) =>
    subject.plan.content.supports.findIndex((support) => support.id === id) + 1;
  return eventsOf(
    subject,
    'SupportScheduled',
    'SupportDelivered',
    'SupportConfirmed',
    'SupportDisputed',
    'SupportDisputeResolved',
    'SupportSilent',
    'SupportWaived',
  ).map(({ event, at, by }) => {
    const cells = (what: Value, ...words: readonly Value[]): TableRow => ({
      cells: [
        moment(subject, at),
        message('ref.support', { n: position(event.supportId) }),
        what,
        words.length === 0 ? message('value.none') : words,
        who(subject, by),
      ],
    });
    switch (event.type) {
      case 'SupportScheduled':
        return cells(message('support.scheduledFor', { on: date(event.on) }));
      case 'SupportDelivered':
        return cells(
          message('support.deliveredOn', { on: date(event.deliveredOn) }),
          message('support.evidence', { evidence: event.evidence }),
          ...(event.training === undefined
            ? []
            : [
                message('support.trained', {
                  hours: event.training.hours,
                  attendance: event.training.attendance,
                  material: event.training.material,
                }),
              ]),
        );
      case 'SupportConfirmed':
        return cells(message('support.confirmed'));
      case 'SupportDisputed':
        return cells(message('support.disputed'), asserted('statement', text(event.reason)));
      case 'SupportDisputeResolved':
        return cells(
          message('support.finding', { finding: word('disputeFindings', event.finding) }),
          asserted('judgement', text(event.reason)),
        );
      case 'SupportSilent':
        return cells(message('support.silence'));
      case 'SupportWaived':
        return cells(
          message('support.waivedOn', { on: date(event.on) }),
          asserted('judgement', text(event.reason)),
        );
      /* v8 ignore next 2 -- does not compile while a case is missing */
      default:
        return unreachable(event);
    }
  });
};

/** The ledger of what the organisation promised and what came of it (F4 to F6). */
export const supports = (subject: Subject): Section => {
  const { supports: promised } = subject.plan.content;
  return {
    id: 'supports',
    title: message('section.supports'),
    blocks: [
      note('support.intro'),
      ...table(
        'fact',
        message('support.ledger'),
        [
          column('column.number'),
          column('column.support'),
          column('column.provider'),
          column('column.dueBy'),
          column('column.delivery'),
          column('column.employeeAnswer', { nature: 'statement' }),
        ],
        promised.map((support, index) => ledgerRow(subject, subject.running, support, index)),
      ),
      ...table(
        'fact',
        message('support.history'),
        [
          column('column.recordedAt'),
          column('column.number'),
          column('column.step'),
          column('column.words'),
          column('column.by'),
        ],
        steps(subject),
      ),
    ],
  };
};
