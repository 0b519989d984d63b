import { describe, expect, it } from 'vitest';
import type { EventOf, PlanEvent, RecordedEvent } from '../../../domain/plan/events.ts';
import { disclosureOf } from '../../../domain/report/disclosure.ts';
import { servedVersions } from '../../../domain/report/served.ts';
import { cancelledHistory, givenUpHistory } from '../../support/after-close.ts';
import {
  answerAmendment,
  proposeAmendment,
  servedOn,
  withAction,
  withEasierGoal,
} from '../../support/amendments.ts';
import { play } from '../../support/plan-spec.ts';
import {
  activePlanHistory,
  as,
  draftHistory,
  inShanghai,
  people,
  shanghaiContent,
  sharedHistory,
} from '../../support/plans.ts';
import { step } from '../../support/run-histories.ts';
import { on } from '../calendar/calendars.ts';
import { closedHistory } from './stories.ts';

const recorded = (...events: readonly object[]): readonly RecordedEvent[] =>
  events.map((event, index) => ({
    seq: index + 1,
    at: inShanghai('2026-03-05 10:00', as.manager).now,
    by: as.manager,
    event: event as PlanEvent,
  }));
const shown = (
  history: readonly RecordedEvent[],
  view: Parameters<typeof disclosureOf>[1],
  hidden: readonly string[] = [],
) => [...disclosureOf(history, view, (type) => hidden.includes(type)).values()];

const warning = {
  ruleId: 'G4',
  reason: '间隔由直接上级当面说明',
  by: people.manager,
  findings: [],
} as const;

/** How it closed, with what a copy may have to leave out. */
const closing = (closingMore: object) => {
  const event = closedHistory().findLast((one) => one.event.type === 'PlanClosed')
    ?.event as EventOf<'PlanClosed'>;
  if (event.closing.outcome === 'CANCELLED') throw new Error('it has an outcome');
  const { proposal } = event.closing;
  return {
    ...event,
    accepted: [],
    closing: { ...event.closing, proposal: { ...proposal, accepted: [] }, ...closingMore },
  };
};

describe('what a copy of the record shows of an event', () => {
  it('is everything for HR, and a place in the chain where the view may not know of it', () => {
    const history = recorded({ type: 'JurisdictionFactRecorded' }, { type: 'PlanSubmitted' });
    expect(shown(history, 'hr')).toEqual(['whole', 'whole']);
    expect(shown(history, 'employee', ['JurisdictionFactRecorded'])).toEqual(['sealed', 'whole']);
  });

  it('leaves out warnings that were accepted, to manager and employee', () => {
    const proposal = { ...closing({}).closing, accepted: [warning] };
    const history = recorded(
      { type: 'PlanSubmitted', accepted: [warning] },
      { type: 'PlanSubmitted', accepted: [] },
      { type: 'PlanSubmitted', accepted: undefined },
      closing({ proposal }),
      closing({}),
    );
    const withheld = ['withoutText', 'whole', 'whole', 'withoutText', 'whole'];
    expect(shown(history, 'manager')).toEqual(withheld);
    expect(shown(history, 'employee')).toEqual(withheld);
    expect(shown(history, 'reviewer')).toEqual(history.map(() => 'whole'));
  });

  it('leaves out the checklist of a referral (K11), to all but HR', () => {
    const history = recorded(closing({ referral: { checklist: ['培训记录已核对'] } }), {
      type: 'PlanClosed',
      closing: { outcome: 'CANCELLED' },
    });
    for (const view of ['reviewer', 'manager', 'employee'] as const)
      expect(shown(history, view)).toEqual(['withoutText', 'whole']);
    expect(shown(history, 'hr')).toEqual(['whole', 'whole']);
  });

  it('leaves out to the employee what HR and the manager settle, and who else reads', () => {
    const history = recorded(
      { type: 'PlanDrafted' },
      { type: 'PlanDrafted', managerAssignment: '经部门负责人书面指定' },
      { type: 'ManagerReassigned' },
      { type: 'ManagerChangeProposed' },
      { type: 'AccessGranted' },
      { type: 'AccessRevoked' },
      { type: 'AccessEnded' },
    );
    expect(shown(history, 'manager')).toEqual(history.map(() => 'whole'));
    expect(shown(history.slice(1), 'employee')).toEqual(history.slice(1).map(() => 'withoutText'));
    expect(shown(history.slice(0, 1), 'employee')).toEqual(['whole']);
  });

  it('leaves out to the employee drafts that were replaced before they were shared', () => {
    const history = recorded(
      { type: 'PlanDrafted' },
      { type: 'ContentEdited' },
      { type: 'DraftShared' },
      { type: 'ContentEdited' },
      { type: 'PlanPresented' },
      { type: 'ContentEdited' },
    );
    expect(shown(history, 'employee')).toEqual([
      'withoutText',
      ...history.slice(1).map(() => 'whole'),
    ]);
    expect(shown(history, 'manager')).toEqual(history.map(() => 'whole'));
    // What was never shared is all replaced but the last.
    const unshared = [...history.slice(0, 2), ...history.slice(3, 4)];
    expect(shown(unshared, 'employee')).toEqual(['withoutText', 'withoutText', 'whole']);
    // What came before the presentation counts where no draft was shared.
    const presented = [...history.slice(0, 2), ...history.slice(4)];
    expect(shown(presented, 'employee')).toEqual(['withoutText', 'whole', 'whole', 'whole']);
  });

  it('is said of every event of a plan, by its number', () => {
    for (const history of [closedHistory(), cancelledHistory(), givenUpHistory()])
      expect([...disclosureOf(history, 'employee', () => false).keys()]).toEqual(
        history.map(({ seq }) => seq),
      );
  });
});

describe('the texts that were handed over', () => {
  const of = (history: readonly RecordedEvent[]) =>
    servedVersions(history).map(({ what, content, servedAt, acknowledgements }) => ({
      what,
      content,
      served: history[servedAt - 1]?.event.type,
      answers: acknowledgements.map((seq) => history[seq - 1]?.event.type),
    }));
  const plan = {
    what: 'plan',
    content: shanghaiContent(),
    served: 'PlanPresented',
    answers: ['PlanAcknowledged'],
  };

  it('are none before the plan is presented', () => {
    expect(of(draftHistory())).toEqual([]);
    expect(of(sharedHistory())).toEqual([]);
  });

  it('are the plan as it was submitted, with its signature', () => {
    expect(of(activePlanHistory())).toEqual([plan]);
    const [version] = servedVersions(activePlanHistory());
    const submitted = activePlanHistory().find(({ event }) => event.type === 'PlanSubmitted');
    expect(submitted?.event).toMatchObject({ contentHash: version?.contentHash });
  });

  it('are a formal amendment when it is served, and a light one when it is proposed (J1)', () => {
    const light = play(
      activePlanHistory(),
      step('2026-03-03 09:00', as.manager, proposeAmendment(withAction())),
    );
    const agreed = play(light, step('2026-03-03 12:00', as.employee, answerAmendment(light)));
    expect(of(agreed).slice(1)).toEqual([
      {
        what: 'amendment',
        content: withAction(),
        served: 'AmendmentProposed',
        answers: ['AmendmentAcknowledged'],
      },
    ]);
    const formal = servedOn(activePlanHistory(), '2026-03-03', proposeAmendment(withEasierGoal()));
    expect(of(formal)).toEqual([
      plan,
      { what: 'amendment', content: withEasierGoal(), served: 'AmendmentServed', answers: [] },
    ]);
  });

  it('are not guessed at where the part of a record does not hold them', () => {
    const from = (type: PlanEvent['type']) =>
      activePlanHistory().slice(activePlanHistory().findIndex(({ event }) => event.type === type));
    for (const type of ['PlanSubmitted', 'PlanPresented', 'PlanAcknowledged'] as const)
      expect(servedVersions(from(type))).toEqual([]);
    expect(servedVersions(recorded({ type: 'PlanPresented', on: on('2026-02-25') }))).toEqual([]);
  });
});
