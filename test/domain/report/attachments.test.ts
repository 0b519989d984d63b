import { describe, expect, it } from 'vitest';
import type { PartId } from '../../../domain/kernel/ids.ts';
import { trackingReport } from '../../../domain/report/tracking-report.ts';
import { play } from '../../support/plan-spec.ts';
import { activePlanHistory, as, sha256 } from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
import { blocksOf, idsOf, sectionOf } from './reading.ts';
import { reportInput } from './stories.ts';

const HASH = sha256('投诉登记簿');

const attached = play(
  activePlanHistory(),
  step('2026-03-03 09:00', as.manager, {
    type: 'AddAttachment',
    id: 'register' as PartId,
    name: '投诉登记簿.pdf',
    mediaType: 'application/pdf',
    bytes: 48_128,
    sha256: HASH,
  }),
);

describe('B6: the chapter of files', () => {
  it('is not there while there is none', () => {
    const report = trackingReport(reportInput(activePlanHistory(), '2026-03-04 09:00', 'hr'));
    expect(idsOf(report)).not.toContain('attachments');
  });

  it.each(['employee', 'manager', 'reviewer', 'hr'] as const)(
    'names each file by name, kind, length and hash in the copy of the %s',
    (view) => {
      const report = trackingReport(reportInput(attached, '2026-03-04 09:00', view));
      const [table] = blocksOf(sectionOf(report, 'attachments'), 'table');
      expect(table?.rows).toMatchObject([
        {
          cells: [
            [
              { text: '投诉登记簿.pdf' },
              { text: 'application/pdf' },
              { key: 'attachment.size', params: { bytes: { value: 48_128 } } },
            ],
            { type: 'code', text: HASH },
            { key: 'value.none' },
            { type: 'moment', on: '2026-03-03', time: '09:00' },
            { type: 'person', name: '李强' },
          ],
        },
      ]);
    },
  );
});
