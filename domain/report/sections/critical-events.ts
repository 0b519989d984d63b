import { column, date, message, note, type Section, table, text, word } from '../document.ts';
import { actorAt, goalRef, moment, type Subject, who } from '../subject.ts';

/** What happened and matters, for better or worse; a late entry says so (I5). 关键事件 */
export const criticalEvents = (subject: Subject): Section => {
  const inOrder = [...subject.records.criticalEvents].sort((a, b) =>
    a.occurredOn < b.occurredOn ? -1 : a.occurredOn > b.occurredOn ? 1 : a.seq - b.seq,
  );
  return {
    id: 'critical-events',
    title: message('section.criticalEvents'),
    blocks:
      inOrder.length === 0
        ? [note('criticalEvent.none')]
        : table(
            'fact',
            message('criticalEvent.caption'),
            [
              column('column.occurredOn'),
              column('column.fact'),
              column('column.kind', { nature: 'judgement' }),
              column('column.goal'),
              column('column.recordedAt'),
              column('column.by'),
            ],
            inOrder.map((event) => ({
              cells: [
                date(event.occurredOn),
                text(event.fact),
                word('criticalEventKinds', event.kind),
                event.goalId === undefined ? message('value.none') : goalRef(subject, event.goalId),
                [
                  moment(subject, event.recordedAt),
                  ...(event.lateEntry ? [message('mark.lateEntry')] : []),
                ],
                who(subject, actorAt(subject, event.seq)),
              ],
            })),
          ),
  };
};
