import { dayNumber } from '../../kernel/civil-date.ts';
import { column, date, message, note, type Section, table, text, word } from '../document.ts';
import { goalRef, moment, type Subject, whoAt } from '../subject.ts';

/** What happened and matters, for better or worse; a late entry says so (I5). 关键事件 */
export const criticalEvents = (subject: Subject): Section => {
  const inOrder = subject.records.criticalEvents.toSorted(
    (a, b) => dayNumber(a.occurredOn) - dayNumber(b.occurredOn),
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
                whoAt(subject, event.seq),
              ],
            })),
          ),
  };
};
