import { type Block, date, message, note, type Section } from '../document.ts';
import type { Subject } from '../subject.ts';
import { verdict } from './outcome.ts';

/** Outcomes that an appeal made void: they stay in the record, and say so (L4). */
export const voided = (subject: Subject): readonly Section[] => {
  const { voided: outcomes = [] } = subject.plan;
  return outcomes.length === 0
    ? []
    : [
        {
          id: 'voided',
          title: message('section.voided'),
          blocks: [
            note('voided.intro'),
            ...outcomes.map(
              ({ closing }): Block => ({
                type: 'group',
                title: message('voided.title', { on: date(closing.on) }),
                blocks: verdict(subject, closing),
              }),
            ),
          ],
        },
      ];
};
