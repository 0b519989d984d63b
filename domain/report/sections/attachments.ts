import type { Attachment } from '../../plan/content.ts';
import {
  code,
  column,
  message,
  note,
  type Section,
  type TableRow,
  table,
  text,
  type Value,
} from '../document.ts';
import { eventsOf, gapRef, moment, person, type Subject } from '../subject.ts';

/** Parts of the plan that name a file. */
const usesOf = (subject: Subject, { sha256 }: Attachment): readonly Value[] => [
  ...subject.plan.content.gaps
    .filter((gap) =>
      gap.evidence.some(({ attachments = [] }) => attachments.some((one) => one.sha256 === sha256)),
    )
    .map((gap) => gapRef(subject, gap.id)),
  ...eventsOf(subject, 'PlanAcknowledged').flatMap(({ event: { acknowledgement } }) =>
    'paper' in acknowledgement && acknowledgement.paper?.sha256 === sha256
      ? [message('agreement.paper')]
      : [],
  ),
];

const rowOf = (subject: Subject, file: Attachment): TableRow => {
  const { attachments = [] } = subject.plan;
  const stored = attachments.find(({ sha256 }) => sha256 === file.sha256);
  const uses = usesOf(subject, file);
  const none = message('value.none');
  return {
    cells: [
      [text(file.name), text(file.mediaType), message('attachment.size', { bytes: file.bytes })],
      code(file.sha256),
      uses.length === 0 ? none : uses,
      stored === undefined ? none : moment(subject, stored.at),
      stored === undefined ? none : person(subject, stored.by),
    ],
  };
};

/** Files that were attached or that evidence names, each once, with the hash that identifies it (B6). */
export const attachments = (subject: Subject): readonly Section[] => {
  const named = [
    ...subject.plan.content.gaps.flatMap(({ evidence }) =>
      evidence.flatMap(({ attachments: files = [] }) => files),
    ),
    ...(subject.plan.attachments ?? []),
  ];
  const files = [...new Map(named.map((file) => [file.sha256, file])).values()];
  return files.length === 0
    ? []
    : [
        {
          id: 'attachments',
          title: message('section.attachments'),
          blocks: [
            note('attachment.intro'),
            ...table(
              'fact',
              message('attachment.caption'),
              [
                column('column.file'),
                column('column.sha256'),
                column('column.part'),
                column('column.recordedAt'),
                column('column.by'),
              ],
              files.map((file) => rowOf(subject, file)),
            ),
          ],
        },
      ];
};
