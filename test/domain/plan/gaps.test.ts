import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../domain/tenant/policy.ts';
import { berlin, berlinContent, changed, shanghaiContent } from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';
import { judged, judgedWith } from './judged.ts';

const content = shanghaiContent();
const [gap] = content.gaps;

describe('contents that pass', () => {
  it('the case of the source document, without a single finding', () => {
    expect(judged(content)).toEqual([]);
  });

  it('a milestone, a baseline still to be measured and a deferred gap', () => {
    expect(judged(berlinContent(), { calendar: berlin.calendar })).toEqual([]);
  });
});

describe('B1 number of gaps', () => {
  it('refuses a plan without a gap; its goals then close none', () => {
    expect(judgedWith({ '/gaps': [] })).toContain('B1.none /gaps');
  });

  it('refuses more than the policy allows, at its very edge', () => {
    const gaps = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        ...gap,
        id: n === 0 ? 'complaints' : `gap-${n}`,
        ...(n === 0 ? {} : { deferred: { reason: '下季度处理' } }),
      }));
    expect(judgedWith({ '/gaps': gaps(5) })).toEqual([]);
    expect(judgedWith({ '/gaps': gaps(6) })).toEqual(['B1.tooMany /gaps']);
    const policy = { ...DEFAULT_POLICY, gaps: { max: 6 } };
    expect(judged(changed(content, '/gaps', gaps(6)), { policy })).toEqual([]);
  });

  it('refuses two gaps with one id', () => {
    expect(judgedWith({ '/gaps': [gap, gap] })).toEqual(['B1.duplicateId /gaps/1/id']);
  });
});

describe('B2 what was expected and what was seen', () => {
  it.each(['/gaps/0/expectation', '/gaps/0/observedFact', '/gaps/0/expectationSource/reference'])(
    'refuses white space at %s',
    (path) => {
      expect(judgedWith({ [path]: ' \n' })).toEqual([`B2.incomplete ${path}`]);
    },
  );
});

describe('B3 evidence', () => {
  const evidence = gap?.evidence ?? [];

  it('refuses a gap without any', () => {
    expect(judgedWith({ '/gaps/0/evidence': [] })).toEqual(['B3.missing /gaps/0/evidence']);
  });

  it('refuses what lies in the future; today will do', () => {
    const path = '/gaps/0/evidence/2/occurredOn';
    expect(judgedWith({ [path]: '2026-02-12' })).toEqual([]);
    expect(judgedWith({ [path]: '2026-02-13' })).toEqual([`B3.future ${path}`]);
  });

  it.each(['/gaps/0/evidence/1/source', '/gaps/0/evidence/1/fact'])(
    'refuses an item that says nothing at %s',
    (path) => {
      expect(judgedWith({ [path]: '' })).toEqual([`B3.incomplete ${path}`]);
    },
  );

  it('warns of a single item', () => {
    expect(judgedWith({ '/gaps/0/evidence': evidence.slice(0, 1) })).toEqual([
      'B3.single /gaps/0/evidence',
    ]);
  });

  it('warns when one person reported everything, and only then', () => {
    const from = (...reporters: readonly (string | undefined)[]) =>
      judgedWith({
        '/gaps/0/evidence': reporters.map((reportedBy, index) => {
          const { reportedBy: _, ...item } = evidence[index] ?? content.gaps[0]?.evidence[0] ?? {};
          return reportedBy === undefined ? item : { ...item, reportedBy };
        }),
      });
    expect(from('客户甲', '客户甲 ')).toEqual(['B3.onePerson /gaps/0/evidence']);
    expect(from('客户甲', '客户乙')).toEqual([]);
    expect(from('客户甲', undefined)).toEqual([]);
    expect(from(undefined, undefined)).toEqual([]);
  });

  it('warns of what is older than the policy looks back', () => {
    const path = '/gaps/0/evidence/0/occurredOn';
    expect(judgedWith({ [path]: '2025-02-12' })).toEqual([]);
    expect(judgedWith({ [path]: '2025-02-11' })).toEqual([`B3.old ${path}`]);
    const policy = { ...DEFAULT_POLICY, evidence: { lookbackDays: 14 } };
    expect(judged(content, { policy, today: on('2026-02-12') })).toEqual([
      'B3.old /gaps/0/evidence/0/occurredOn',
      'B3.old /gaps/0/evidence/1/occurredOn',
    ]);
  });
});
