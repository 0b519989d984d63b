import { describe, expect, it } from 'vitest';
import { people, shanghaiContent } from '../../support/plans.ts';
import { judgedWith } from './judged.ts';

const content = shanghaiContent();
const [action] = content.actions;
const [support] = content.supports;

describe('E1 each goal has an action that says what and how', () => {
  it('refuses a goal without one', () => {
    expect(judgedWith({ '/actions': content.actions.slice(0, 2) })).toEqual([
      'E1.missing /goals/2',
    ]);
  });

  it.each(['/actions/1/what', '/actions/1/how'])('refuses white space at %s', (path) => {
    expect(judgedWith({ [path]: '\t' })).toEqual([`E1.incomplete ${path}`]);
  });

  it('refuses an action for a goal that is not there', () => {
    expect(
      judgedWith({ '/actions': [...content.actions, { ...action, id: 'more', goalId: 'gone' }] }),
    ).toEqual(['E1.unknownGoal /actions/3/goalId']);
  });

  it('refuses two actions with one id', () => {
    expect(judgedWith({ '/actions': [...content.actions, action] })).toEqual([
      'E1.duplicateId /actions/3/id',
    ]);
  });
});

describe('E2 actions are due in time for their goal', () => {
  const path = '/actions/0/dueOn';

  it.each(['2026-03-02', '2026-04-30'])('lets %s pass', (dueOn) => {
    expect(judgedWith({ [path]: dueOn })).toEqual([]);
  });

  it.each(['2026-03-01', '2026-05-01'])('refuses %s', (dueOn) => {
    expect(judgedWith({ [path]: dueOn })).toEqual([`E2.due ${path}`]);
  });

  it('goes by the goal, not by the end of the plan', () => {
    expect(judgedWith({ '/goals/0/dueOn': '2026-04-10', [path]: '2026-04-10' })).toEqual([]);
    expect(judgedWith({ '/goals/0/dueOn': '2026-04-10', [path]: '2026-04-13' })).toEqual([
      `E2.due ${path}`,
    ]);
  });

  it('goes by the plan where the goal is not there', () => {
    const stray = { ...action, id: 'stray', goalId: 'gone' };
    const due = (dueOn: string) =>
      judgedWith({ '/actions': [...content.actions, { ...stray, dueOn }] }).filter((one) =>
        one.startsWith('E2'),
      );
    expect(due('2026-04-30')).toEqual([]);
    expect(due('2026-05-01')).toEqual(['E2.due /actions/3/dueOn']);
  });
});

describe('F1 the organisation owes something', () => {
  it('refuses a plan without support', () => {
    expect(judgedWith({ '/supports': [] })).toEqual([
      'C3.unanswered /gaps/0/causes/0',
      'C3.unanswered /gaps/0/causes/1',
      'F1.none /supports',
    ]);
  });

  it('refuses two supports with one id', () => {
    expect(judgedWith({ '/supports/2/id': 'mentor' })).toEqual(['F1.duplicateId /supports/2/id']);
  });
});

describe('F2 support answers the causes', () => {
  it('is rule C3: without a fitting kind the plan is refused', () => {
    expect(judgedWith({ '/supports': [{ ...support, kind: 'BUDGET' }] })).toEqual([
      'C3.unanswered /gaps/0/causes/0',
      'C3.unanswered /gaps/0/causes/1',
    ]);
  });
});

describe('F3 who provides what for which goal, and when', () => {
  it('refuses a support that does not say what it is', () => {
    expect(judgedWith({ '/supports/0/description': '' })).toEqual([
      'F3.incomplete /supports/0/description',
    ]);
  });

  it('refuses a provider without a name, and the employee as provider', () => {
    expect(judgedWith({ '/supports/0/provider/name': ' ' })).toEqual([
      'F3.provider /supports/0/provider/name',
    ]);
    expect(judgedWith({ '/supports/0/provider/memberId': people.employee })).toEqual([
      'F3.provider /supports/0/provider/memberId',
    ]);
  });

  it('lets a named provider from outside pass', () => {
    expect(judgedWith({ '/supports/0/provider': { name: '外部培训机构' } })).toEqual([]);
  });

  it('refuses support for no goal, or for one that is not there', () => {
    expect(judgedWith({ '/supports/2/goalIds': [] })).toEqual(['F3.noGoal /supports/2/goalIds']);
    expect(judgedWith({ '/supports/2/goalIds': ['first-time-resolution', 'gone'] })).toEqual([
      'F3.noGoal /supports/2/goalIds/1',
    ]);
  });

  it('refuses support that comes after the first goal that depends on it', () => {
    const due = (dueBy: string) =>
      judgedWith({ '/goals/1/dueOn': '2026-03-27', '/supports/0/dueBy': dueBy });
    expect(due('2026-03-27')).toEqual([]);
    expect(due('2026-03-30')).toEqual(['F3.late /supports/0/dueBy']);
  });

  it('refuses support after the end of the plan, whatever it is for', () => {
    expect(
      judgedWith({ '/supports/2/goalIds': ['gone'], '/supports/2/dueBy': '2026-05-01' }),
    ).toEqual(['F3.noGoal /supports/2/goalIds/0', 'F3.late /supports/2/dueBy']);
  });

  it('warns of support in the second half of the plan', () => {
    // 2 March to 30 April are 59 days; half of them end on 1 April.
    const path = '/supports/2/dueBy';
    expect(judgedWith({ [path]: '2026-04-01' })).toEqual([]);
    expect(judgedWith({ [path]: '2026-04-02' })).toEqual([`F3.secondHalf ${path}`]);
  });
});
