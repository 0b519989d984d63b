import { describe, expect, it } from 'vitest';
import { trainingDelivered, trainingRules } from '../../../domain/plan/rules/training.ts';
import { changed, shanghai, shanghaiContent } from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';
import { judged, judgedWith } from './judged.ts';

const measure = (goal: number) => `/goals/${goal}/measure`;

describe('D7 a plan restores the standard of the role', () => {
  it.each([
    ['atMost', 1, 30, 30, false],
    ['atMost', 1, 30, 35, true],
    ['atLeast', 2, 85, 85, false],
    ['atLeast', 2, 85, 80, true],
  ] as const)('%s: goal %i, target %d, standard %d', (_, goal, target, standard, more) => {
    expect(
      judgedWith({
        [`${measure(goal)}/target`]: target,
        [`${measure(goal)}/roleStandard`]: standard,
      }),
    ).toEqual(more ? [`D7.aboveStandard ${measure(goal)}/target`] : []);
  });
});

describe('D8 none or all, within a span', () => {
  it('none passes with a span or a tolerance, and is warned of without', () => {
    expect(judgedWith({})).toEqual([]);
    expect(judgedWith({ [`${measure(0)}/window`]: '全部来电' })).toEqual([
      `D8.absolute ${measure(0)}/target`,
    ]);
    expect(
      judgedWith({ [`${measure(0)}/window`]: '全部来电', [`${measure(0)}/tolerance`]: 1 }),
    ).toEqual([]);
  });

  it('so does all of a rate', () => {
    const window = { [`${measure(2)}/window`]: '全部已结工单' };
    const all = { [`${measure(2)}/target`]: 100, [`${measure(2)}/roleStandard`]: 100 };
    expect(judgedWith({ ...window, ...all })).toEqual([`D8.absolute ${measure(2)}/target`]);
    expect(judgedWith({ ...window, [`${measure(2)}/target`]: 85 })).toEqual([]);
  });
});

describe('D11 two goals are two', () => {
  it('warns of the same figure from the same source', () => {
    const other = shanghaiContent().goals[1]?.measure;
    if (other === undefined || other.kind === 'milestone') throw new Error('no figure');
    const { name, source } = other;
    expect(
      judgedWith({ [`${measure(2)}/name`]: ` ${name}`, [`${measure(2)}/source`]: source }),
    ).toEqual([`D11.sameMetric ${measure(2)}/name`]);
    expect(judgedWith({ [`${measure(2)}/name`]: name })).toEqual([]);
    const milestone = {
      kind: 'milestone',
      definitionOfDone: '三份工单由导师签字',
      verifier: '导师',
    };
    expect(judgedWith({ [measure(0)]: milestone })).toEqual([]);
  });
});

describe('D12 a sign that it can be reached', () => {
  it('is a figure of peers, of the past, or of the role', () => {
    expect(judgedWith({ '/goals/0/attainability': undefined })).toEqual([
      'D12.noSign /goals/0/attainability',
    ]);
    expect(judgedWith({ '/goals/0/attainability/reference': ' ' })).toEqual([
      'D12.noSign /goals/0/attainability',
    ]);
    expect(judgedWith({ '/goals/1/measure/roleStandard': undefined })).toEqual([
      'D12.noSign /goals/1/attainability',
    ]);
  });
});

describe('E3 to E5 steps that can be followed', () => {
  const step = (n: number, dueOn = '2026-03-20') => ({
    id: `step-${n}`,
    goalId: (['no-complaints', 'response-time', 'first-time-resolution'] as const)[n % 3],
    what: '复盘两段通话录音',
    how: '与导师逐段对照服务话术',
    dueOn,
  });
  const steps = (count: number, dueOn?: string) =>
    Array.from({ length: count }, (_, n) => step(n, dueOn));

  it('E3: at most seven', () => {
    expect(judgedWith({ '/actions': steps(7) })).toEqual([]);
    expect(judgedWith({ '/actions': steps(8) })).toEqual(['E3.tooMany /actions']);
  });

  it('E4: not all in the last quarter', () => {
    // 59 days from 2 March: the last quarter begins after 16 April.
    expect(judgedWith({ '/actions': steps(3, '2026-04-16') })).toEqual([]);
    expect(judgedWith({ '/actions': steps(3, '2026-04-17') })).toEqual(['E4.allLate /actions']);
    expect(judgedWith({ '/actions': [...steps(2, '2026-04-17'), step(2)] })).toEqual([]);
  });

  it('E5: they depend on supports of the plan', () => {
    expect(judgedWith({ '/actions/0/dependsOn': ['mentor'] })).toEqual([]);
    expect(judgedWith({ '/actions/0/dependsOn': ['mentor', 'nobody'] })).toEqual([
      'E5.unknownSupport /actions/0/dependsOn/1',
    ]);
  });
});

describe('F9 what counts as training', () => {
  const training = { topic: '新产品知识', gapId: 'complaints', trainer: '张敏', hours: 8 };
  const found = (more: object, description = '新产品线知识课程，两个半天') =>
    trainingRules(
      changed(
        changed(shanghaiContent(), '/supports/0/training', { ...training, ...more }),
        '/supports/0/description',
        description,
      ),
    ).map(({ messageKey, path }) => `${messageKey} ${path}`);

  it('states topic, gap, trainer and hours', () => {
    expect(found({})).toEqual([]);
    expect(found({ topic: '', trainer: ' ', hours: 0, gapId: 'other' })).toEqual([
      'F9.incomplete /supports/0/training/topic',
      'F9.incomplete /supports/0/training/trainer',
      'F9.incomplete /supports/0/training/hours',
      'F9.incomplete /supports/0/training/gapId',
    ]);
    expect(trainingRules(shanghaiContent()).map(({ path }) => path)).toEqual([
      '/supports/0/training',
    ]);
  });

  it.each([
    '绩效辅导每周一次',
    '员工自学产品手册',
    '参加部门例会',
    'Weekly coaching',
    'Self-study',
  ])('is not: %s', (description) => {
    expect(found({}, description)).toEqual(['F9.notTraining /supports/0/kind']);
  });

  it('its delivery has hours, attendance and material', () => {
    const [course, mentor] = shanghai.content.supports;
    if (course === undefined || mentor === undefined) throw new Error('no supports');
    const given = { hours: 8, attendance: '三月十日、十一日签到表', material: '课件第二版' };
    const keys = (delivered?: typeof given) =>
      trainingDelivered(course, delivered).map(({ messageKey }) => messageKey);
    expect(keys(given)).toEqual([]);
    for (const wrong of [
      undefined,
      { ...given, hours: 0 },
      { ...given, attendance: '' },
      { ...given, material: ' ' },
    ])
      expect(keys(wrong)).toEqual(['F9.delivery']);
    expect(trainingDelivered(mentor, undefined)).toEqual([]);
  });
});

describe('Q3 dates that the calendar does not know yet', () => {
  it('are warned of once', () => {
    const calendar = { ...shanghai.calendar, knownUntil: on('2026-05-05') };
    expect(judged(shanghaiContent(), { calendar })).toEqual(['Q3.provisional /schedule']);
    const known = { ...shanghai.calendar, knownUntil: on('2026-05-06') };
    expect(judged(shanghaiContent(), { calendar: known })).toEqual([]);
  });
});
