import { berlinDraft } from './berlin-plan.ts';
import { expectAnswer, expectRules, type Violation } from './client.ts';
import { type Cast, check, command, type Done, type Stage, until } from './stage.ts';
import { BERLIN } from './wall-clock.ts';

/** Local time in Berlin in summer. */
const { at, iso } = BERLIN;
interface Plan {
  readonly status: string;
  readonly contentHash: string;
  readonly acknowledgements: readonly { readonly kind: string }[];
}

/** Refused, started all the same, never supported, and therefore not to be closed NOT_MET. */
export const playBerlin = async (
  stage: Stage,
  cast: Cast,
): Promise<{ readonly planId: string; readonly missing: readonly Violation[] }> => {
  const { step, note } = stage;
  const manager = cast.person('manager');
  const employee = cast.person('employee');
  const hr = cast.person('hr');
  const read = async (person = hr): Promise<Plan> =>
    expectAnswer<Plan>(await person.get(`/v1/plans/${planId}`), 'the plan is read');

  await until(stage, at('2026-05-11 09:30'));
  const planId = await step('Berlin: the manager drafts a plan on release quality', async () => {
    const created = await manager.post('/v1/plans', {
      employeeId: cast.ids.employee,
      hrOwnerId: cast.ids.hr,
      content: berlinDraft(),
    });
    return expectAnswer<Done>(created, 'the plan is drafted', 201).id;
  });
  await step('The draft is shared; the employee declines to comment; HR approves', async () => {
    await command(manager, planId, 'share', { talkHeldOn: '2026-05-11' });
    await command(employee, planId, 'decline-talk');
    await command(manager, planId, 'submit', { accepted: [] });
    await command(hr, planId, 'approve', {
      contentHash: (await read()).contentHash,
      accepted: [],
    });
  });
  await until(stage, at('2026-05-12 15:00'));
  await step('It is presented; the employee refuses to sign', async () => {
    await command(manager, planId, 'present', {
      heldAt: iso('2026-05-12 14:00'),
      how: 'inPerson',
      place: 'Room 3',
      attendees: ['Jonas Brandt', 'Markus Engel', 'Hanna Kraft'],
      servedAt: iso('2026-05-12 14:30'),
      servedBy: 'email',
      accepted: [],
    });
    const witness = (who: string, name: string) => ({
      witness: {
        name,
        role: 'Works council',
        memberId: cast.ids[who],
        at: iso('2026-05-12 14:45'),
        place: 'Room 3',
      },
    });
    const [first] = expectRules(
      await manager.command(planId, 'refusal', witness('manager', 'Markus Engel')),
      'a refusal witnessed by the manager',
      ['A5'],
    );
    note(first?.message ?? '');
    await command(manager, planId, 'refusal', witness('witness', 'Petra Lang'));
  });
  await until(stage, at('2026-05-18 09:30'));
  await step('The plan starts all the same; nothing is held against the refusal', async () => {
    const plan = await read();
    check(plan.status === 'ACTIVE', 'the plan has started');
    check(plan.acknowledgements.at(-1)?.kind === 'REFUSED', 'the refusal is on record');
  });
  await until(stage, at('2026-05-27 10:00'));
  await step('One check-in is held, then silence: no course, no pairing', () =>
    command(manager, planId, 'check-ins/2026-05-26/record', {
      heldOn: '2026-05-26',
      attendees: ['Jonas Brandt', 'Markus Engel'],
      facts: ['Release 5.8 went out on 22 May with the checklist attached'],
      feedback: [
        { kind: 'positive', text: 'The checklist was complete before the release was cut.' },
      ],
      goals: ['rollbacks-down', 'restore'].map((goalId) => ({ goalId, status: 'NO_CHANGE' })),
      obstacles: ['No date for the migration course yet'],
      supportNeeded: ['Migration course'],
      nextSteps: ['Markus asks DataTools Academy for dates'],
    }),
  );
  await until(stage, at('2026-07-17 09:30'));
  await step('17 July: the end is reached and the final review begins by itself', async () => {
    check((await read()).status === 'FINAL_REVIEW', 'the final review has begun');
  });
  const missing = await step(
    'The manager proposes NOT_MET: refused, with what is missing',
    async () => {
      const refused = expectRules(
        await manager.command(planId, 'outcome/propose', {
          outcome: 'NOT_MET',
          nextStep: 'SEPARATION_REVIEW',
          reasons: [],
          accepted: [],
        }),
        'NOT_MET without support, check-ins, checkpoint, data, meeting and reasons',
        ['K4', 'K5', 'K6', 'K7', 'K8', 'K9'],
      );
      for (const { ruleId, message, source, owedBy } of refused)
        note(
          `${ruleId}  ${message} [${source}${owedBy === undefined ? '' : `; owed by: ${owedBy.role}`}]`,
        );
      const readiness = expectAnswer<{ notMet: readonly Violation[] }>(
        await hr.get(`/v1/plans/${planId}/readiness`),
        'readiness',
      );
      const debts = (results: readonly Violation[]) =>
        results
          .filter(({ ruleId }) => ruleId !== 'K9')
          .map(({ ruleId, path }) => `${ruleId} ${path}`)
          .sort();
      check(
        JSON.stringify(debts(refused)) === JSON.stringify(debts(readiness.notMet)),
        'the refusal lists what readiness had said all along',
      );
      check((await read()).status === 'FINAL_REVIEW', 'the refusal changed nothing');
      return refused;
    },
  );
  await step('Another company cannot even see that the plan exists', async () => {
    const outsider = await stage.client.as('li.qiang@shenjiang.example').get(`/v1/plans/${planId}`);
    check(outsider.status === 404, 'a foreign plan answers 404');
  });
  return { planId, missing };
};
