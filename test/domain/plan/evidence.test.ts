import { describe, expect, it } from 'vitest';
import { parseObservationId } from '../../../domain/kernel/ids.ts';
import type { CitedObservation } from '../../../domain/plan/observation.ts';
import { cited } from '../../../domain/plan/observation.ts';
import { observationRules } from '../../../domain/plan/rules/evidence.ts';
import { given } from '../../support/plan-spec.ts';
import {
  answeredHistory,
  approveCommand,
  as,
  changed,
  inShanghai,
  people,
  shanghaiContent,
  submitCommand,
} from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';
import { judged, judgedWith } from './judged.ts';

const id = parseObservationId('01K0BSERVAT0N0000000000001');
if (id === undefined) throw new Error('no id');
const observed: CitedObservation = { id, occurredOn: on('2026-01-12'), sharedOn: on('2026-01-13') };
const { sharedOn: _, ...unshared } = observed;

const citing = changed(
  changed(shanghaiContent(), '/gaps/0/priorFeedback', undefined),
  '/gaps/0/evidence/0/observationId',
  id,
);

describe('B4 no gap comes as a surprise', () => {
  it('asks for earlier feedback that says something, of a day that has come', () => {
    expect(judgedWith({ '/gaps/0/priorFeedback': [] })).toEqual([
      'B4.noPriorFeedback /gaps/0/priorFeedback',
    ]);
    expect(judgedWith({ '/gaps/0/priorFeedback/0/summary': ' ' })).toContain(
      'B4.incomplete /gaps/0/priorFeedback/0/summary',
    );
    expect(judgedWith({ '/gaps/0/priorFeedback/0/givenOn': '2026-02-13' })).toEqual([
      'B4.incomplete /gaps/0/priorFeedback/0/givenOn',
    ]);
  });

  it('counts an observation from daily work that was shared, and no other', () => {
    expect(judged(citing, { observations: [observed] })).toEqual([]);
    expect(judged(citing, { observations: [unshared] })).toEqual([
      'B4.noPriorFeedback /gaps/0/priorFeedback',
    ]);
  });

  it('B3: an observation that is cited is the employee’s, and of that day', () => {
    const wrong = 'B3.unknownObservation /gaps/0/evidence/0/observationId';
    expect(judged(citing)).toContain(wrong);
    const other = { ...observed, occurredOn: on('2026-01-11') };
    expect(judged(citing, { observations: [other] })).toContain(wrong);
  });

  it('what was cited is kept with the submission, and judged again at the approval', () => {
    const context = (local: string, who: typeof as.manager | typeof as.hrHead) =>
      inShanghai(local, who, { observations: [observed] });
    const edited = given(answeredHistory())
      .when({ type: 'EditContent', content: citing }, context('2026-02-12 14:00', as.manager))
      .history();
    const submitted = given(edited).when(submitCommand, context('2026-02-12 15:00', as.manager));
    expect(submitted.plan()).toMatchObject({ submission: { observations: [observed] } });
    given(submitted.history())
      .when(approveCommand(submitted.history()), inShanghai('2026-02-13 10:00', as.hrHead))
      .thenTypes('PlanApproved');
  });

  it('keeps of an observation only what the rules need', () => {
    const note = {
      employeeId: people.employee,
      by: people.manager,
      recordedAt: inShanghai('2026-01-12 18:00', as.manager).now,
      kind: 'corrective',
      fact: '两次打断客户',
    } as const;
    expect(
      cited([
        { ...note, ...observed },
        { ...note, ...unshared },
      ]),
    ).toEqual([observed, unshared]);
  });

  it('an observation is of a day that has come, and shared on it or later', () => {
    const today = on('2026-01-14');
    const found = (occurredOn: string, sharedOn?: string) =>
      observationRules(
        {
          occurredOn: on(occurredOn),
          ...(sharedOn === undefined ? {} : { sharedOn: on(sharedOn) }),
        },
        today,
      ).map(({ messageKey }) => messageKey);
    expect(found('2026-01-14', '2026-01-14')).toEqual([]);
    expect(found('2026-01-12')).toEqual([]);
    expect(found('2026-01-15')).toEqual(['B3.future']);
    expect(found('2026-01-13', '2026-01-12')).toEqual(['B4.sharedOn']);
    expect(found('2026-01-13', '2026-01-15')).toEqual(['B4.sharedOn']);
  });
});

describe('B6 what belongs to evidence', () => {
  const attachment = { name: '来函.pdf', mediaType: 'application/pdf', bytes: 10 * 1024 * 1024 };
  const sha256 = 'a'.repeat(64);
  const attached = (more: Partial<typeof attachment>) =>
    judgedWith({ '/gaps/0/evidence/0/attachments': [{ ...attachment, sha256, ...more }] });

  it('is of a kind and size that everybody can open', () => {
    expect(attached({})).toEqual([]);
    expect(attached({ bytes: attachment.bytes + 1 })).toEqual([
      'B6.attachmentSize /gaps/0/evidence/0/attachments/0/bytes',
    ]);
    expect(attached({ mediaType: 'application/x-msdownload' })).toEqual([
      'B6.attachmentType /gaps/0/evidence/0/attachments/0/mediaType',
    ]);
  });

  it.each([
    '客户来函，联系电话 13812345678',
    '身份证号 11010519491231002X',
    'Reply to jane.doe@example.com',
    'Called back on +49 30 1234 5678',
  ])('warns of personal data of others: %s', (fact) => {
    expect(judgedWith({ '/gaps/0/evidence/1/fact': fact })).toContain(
      'B6.personalData /gaps/0/evidence/1/fact',
    );
  });

  it('takes figures for figures', () => {
    expect(
      judgedWith({ '/gaps/0/evidence/1/fact': '2026年第1季度 3 次来函，订单 20260112034' }),
    ).toEqual([]);
  });
});

describe('B8 last place is not incompetence', () => {
  const evidence = '/gaps/0/evidence';
  const rank = { occurredOn: '2026-01-12', source: '季度考核表', fact: '部门排名倒数第二' };
  const other = { ...rank, occurredOn: '2026-01-27', fact: '绩效强制分布为末位' };

  it('a rank alone is no gap; what was seen in the work is', () => {
    const ranked = judgedWith({
      '/gaps/0/observedFact': '2026年第1季度绩效排名末位',
      [evidence]: [rank, other],
    });
    expect(ranked).toContain('B8.rankOnly /gaps/0/observedFact');
    expect(judgedWith({ '/gaps/0/observedFact': '2026年第1季度绩效排名末位' })).not.toContain(
      'B8.rankOnly /gaps/0/observedFact',
    );
    expect(
      judgedWith({
        '/gaps/0/observedFact': 'Ranked in the bottom 5 of 40',
        [evidence]: [rank, other],
      }),
    ).toContain('B8.rankOnly /gaps/0/observedFact');
  });
});
