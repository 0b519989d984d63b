/** A fault that is planted on purpose: the simulation has to find it, or is worth nothing. */
export interface Plant {
  readonly name: string;
  /** What the product would get wrong. */
  readonly means: string;
  /** File, text that stands there exactly once, text that takes its place. */
  readonly changes: readonly (readonly [file: string, from: string, to: string])[];
  /** Why nobody can tell it from the original by what is sent. */
  readonly equivalent?: string;
}

const JOBS = 'functions/jobs/';
const STORE = 'functions/adapters/store/';
const FAR = '100_000_000_000';

const plant = (
  name: string,
  means: string,
  file: string,
  from: string,
  to: string,
  equivalent?: string,
): Plant => ({
  name,
  means,
  changes: [[file, from, to]],
  ...(equivalent === undefined ? {} : { equivalent }),
});

const never = (text: string): string =>
  `if ((${text}) && (globalThis as never as { never?: true }).never)`;

export const PLANTS: readonly Plant[] = [
  // ---- the sweep ----
  plant(
    'no-redispatch',
    'a lost message is never put on the queue again',
    `${JOBS}dispatch-due.ts`,
    'addMs(at, TIMING.redispatchMs)',
    `addMs(at, ${FAR})`,
  ),
  plant(
    'forgotten-shard',
    'one shard of the index is never swept',
    `${JOBS}dispatch-due.ts`,
    'length: DUE_SHARDS }',
    'length: DUE_SHARDS - 4 }',
  ),
  plant(
    'sweep-yesterday',
    'the sweep looks at what was due a day ago',
    `${JOBS}dispatch-due.ts`,
    '      now,\n      page:',
    '      now: addMs(now, -86_400_000),\n      page:',
  ),
  plant(
    'mark-before-enqueue',
    'an entry is pushed on before it is on the queue',
    `${JOBS}dispatch-due.ts`,
    '      const taken = await enqueue(deps, entries);\n      await Promise.all(taken.map((entry) => markAsDispatched(deps, entry)));',
    '      await Promise.all(entries.map((entry) => markAsDispatched(deps, entry)));\n      const taken = await enqueue(deps, entries);',
    'the mark only pushes on by ten minutes, so a crash in between delays and loses nothing',
  ),
  // ---- expanding ----
  plant(
    'expand-blind',
    'expanding overwrites what a command made due meanwhile',
    `${STORE}deliveries.ts`,
    '    unmoved(planVersion, step.due.revision),',
    "    { condition: 'attribute_exists(pk)' },",
  ),
  plant(
    'expand-skips-outage',
    'what fell due in an outage is forgotten',
    `${JOBS}expand-plan.ts`,
    'dueReminders(plan, context, stored.due.expandedTo, now, before)',
    'dueReminders(plan, context, addMs(now, -120_000), now, before)',
  ),
  plant(
    'expand-drops-late',
    'a late reminder is not sent',
    `${JOBS}expand-plan.ts`,
    '  for (const due of send)\n',
    '  for (const due of send.filter(({ late }) => !late))\n',
  ),
  plant(
    'id-by-moment',
    'the same reminder has another name each time',
    `${JOBS}expand-plan.ts`,
    'id: sha256(reminderKey(plan, reminder)),',
    'id: sha256(reminderKey(plan, reminder) + sendAt),',
  ),
  plant(
    'id-without-role',
    'two recipients share one delivery',
    `${JOBS}expand-plan.ts`,
    'id: sha256(reminderKey(plan, reminder)),',
    "id: sha256(reminderKey(plan, { ...reminder, role: 'hr' })),",
  ),
  plant(
    'id-without-step',
    'all steps of a ladder are one delivery',
    `${JOBS}expand-plan.ts`,
    'id: sha256(reminderKey(plan, reminder)),',
    "id: sha256(reminderKey(plan, { ...reminder, step: 'notice', workingDays: 0 })),",
  ),
  plant(
    'no-settling',
    'timed transitions never happen',
    `${JOBS}expand-plan.ts`,
    '(await settleByClock(job)) ??\n',
    '',
  ),
  plant(
    'due-a-day-on',
    'what is due within a day of an expansion is skipped',
    `${JOBS}expand-plan.ts`,
    'nextDue(plan, reminderContext(tenant, plan, sites), expandedTo)',
    'nextDue(plan, reminderContext(tenant, plan, sites), addMs(expandedTo, 86_400_000))',
  ),
  plant(
    'due-before-work',
    'deliveries are due before working hours',
    `${JOBS}expand-plan.ts`,
    'dueAt: sendAt,',
    'dueAt: addMs(sendAt, -4 * 3_600_000),',
  ),
  plant(
    'due-never-moves-with-command',
    'a command leaves due what was due before it',
    'functions/api/plans/plan-case.ts',
    'return { ...rest, basis, ...(nextAt === undefined ? {} : { nextAt }) };',
    'return { ...rest, basis, ...(due.nextAt === undefined ? (nextAt === undefined ? {} : { nextAt }) : { nextAt: due.nextAt }) };',
  ),
  plant(
    'commit-over-due',
    'a command writes over a move of what is due',
    `${STORE}commit.ts`,
    'unmoved(before.plan.version, stored.revision)',
    '{ condition: "attribute_exists(pk)" }',
    'its events stand under their numbers already, which refuses it; an expansion that is repeated finds its deliveries under their names',
  ),
  // ---- claiming ----
  plant(
    'claim-unseen',
    'a claimed delivery leaves the index',
    `${STORE}deliveries.ts`,
    'again: step.leaseUntil,',
    `again: addMs(step.leaseUntil, ${FAR}),`,
  ),
  {
    name: 'claim-sending',
    means: 'somebody who may be sending is taken over when the lease ends',
    changes: [
      [
        `${STORE}deliveries.ts`,
        "' OR (#status = :claimed AND #leaseUntil <= :now)' +",
        "' OR ((#status = :claimed OR #status = :taken) AND #leaseUntil <= :now)' +",
      ],
      [
        `${STORE}deliveries.ts`,
        "        ':claimed': 'CLAIMED',\n",
        "        ':claimed': 'CLAIMED',\n        ':taken': 'SENDING',\n",
      ],
    ],
  },
  plant(
    'claim-doubtful-at-once',
    'an ambiguous delivery does not wait for proof',
    `${STORE}deliveries.ts`,
    "' OR (#status = :ambiguous AND #resolveAt <= :now)',",
    "' OR (#status = :ambiguous AND #resolveAt <> :scheduled)',",
  ),
  plant(
    'claim-nothing-doubtful',
    'an ambiguous delivery is never taken up again',
    `${STORE}deliveries.ts`,
    "' OR (#status = :ambiguous AND #resolveAt <= :now)',",
    "' OR (#status = :ambiguous AND #resolveAt = :claimed)',",
  ),
  plant(
    'claim-live',
    'a claim that still holds is taken over',
    `${STORE}deliveries.ts`,
    "' OR (#status = :claimed AND #leaseUntil <= :now)' +",
    "' OR (#status = :claimed)' +",
    'the attempt that lost its claim is refused at the intent, so only one of them sends',
  ),
  plant(
    'lease-shorter-than-margin',
    'no lease ever suffices to send',
    `${JOBS}timing.ts`,
    'leaseMs: 5 * 60_000',
    'leaseMs: 20_000',
  ),
  plant(
    'short-wait-for-proof',
    'the wait for proof is a minute',
    `${JOBS}timing.ts`,
    'resolveMs: 20 * 60_000',
    'resolveMs: 60_000',
  ),
  // ---- intent ----
  plant(
    'intent-without-plan',
    'a cancel between preparing and sending does not win',
    `${STORE}deliveries.ts`,
    '      when: atVersion(version),\n    })),\n  ]);',
    "      when: version > 0 ? { condition: 'attribute_exists(pk)' } : atVersion(version),\n    })),\n  ]);",
  ),
  plant(
    'intent-of-anybody',
    'an attempt that lost its claim sends',
    `${STORE}deliveries.ts`,
    "const held = heldBy(step.attemptId, 'CLAIMED');",
    "const held = when('#status = :in0', { ':in0': 'CLAIMED' });",
    'a lease outlives its function ten times, so whoever lost one is dead',
  ),
  plant(
    'intent-late',
    'an attempt sends although its lease is over',
    `${STORE}deliveries.ts`,
    'addMs(step.now, step.marginMs)',
    `addMs(step.now, -${FAR})`,
    'a lease that is over without a new claim is nobody else’s; the wait for proof covers the rest',
  ),
  {
    name: 'intent-refused-sends',
    means: 'a mail goes out whatever the intent says',
    changes: [
      [`${JOBS}deliver.ts`, "    if (result.kind === 'planMoved') continue;\n", ''],
      [`${JOBS}deliver.ts`, "    if (result.kind !== 'done') return 'done';\n", ''],
    ],
  },
  plant(
    'mark-then-send',
    'a mail is marked as sent before it is',
    `${JOBS}deliver.ts`,
    '    const outcome = await deps.sendMail({',
    "    await markSent(scope, { ...refOf(attempt), messageId: 'm', at: deps.now() });\n    const outcome = await deps.sendMail({",
  ),
  // ---- sending ----
  plant(
    'sender-repeats',
    'the sender repeats a call whose answer did not come',
    `${JOBS}ses-sender.ts`,
    '    } catch (error) {\n      return classify(error);',
    "    } catch (error) {\n      if (classify(error).kind === 'ambiguous') return createSesSender(ses, configurationSet)(mail);\n      return classify(error);",
  ),
  plant(
    'timeout-is-unsent',
    'a timeout counts as not sent',
    `${JOBS}ses-sender.ts`,
    "  return { kind: 'ambiguous', reason };",
    "  return { kind: 'throttled', reason };",
  ),
  plant(
    'timeout-is-refusal',
    'a timeout counts as refused',
    `${JOBS}ses-sender.ts`,
    "  return { kind: 'ambiguous', reason };",
    "  return { kind: 'rejected', reason };",
  ),
  plant(
    'throttling-is-refusal',
    'a throttled mail is given up',
    `${JOBS}ses-sender.ts`,
    "if (THROTTLED.has(name) || status === 429) return { kind: 'throttled', reason };",
    '',
  ),
  plant(
    'pause-is-refusal',
    'a paused account gives mail up',
    `${JOBS}ses-sender.ts`,
    "if (BLOCKED.has(name)) return { kind: 'blocked', reason };",
    '',
  ),
  plant(
    'no-pace',
    'the account’s rate is nobody’s business',
    `${JOBS}pace.ts`,
    'Math.ceil((1000 + TOLERANCE_MS) / deps.perSecond)',
    '0',
  ),
  plant(
    'pace-per-sender',
    'each sender keeps to the rate by itself',
    `${JOBS}pace.ts`,
    'if (ahead > 0) await deps.wait(ahead);',
    '',
  ),
  // ---- what became of it ----
  plant(
    'ambiguous-again',
    'an ambiguous mail is sent again within a minute',
    `${JOBS}deliver.ts`,
    'await markAmbiguous(scope, { ...ref, now, resolveAt: addMs(now, TIMING.resolveMs) });',
    'await reschedule(scope, { ...ref, dueAt: addMs(now, 60_000) });',
  ),
  plant(
    'ambiguous-is-sent',
    'an ambiguous mail counts as sent',
    `${JOBS}deliver.ts`,
    'await markAmbiguous(scope, { ...ref, now, resolveAt: addMs(now, TIMING.resolveMs) });',
    "await markSent(scope, { ...ref, messageId: 'm', at: now });",
  ),
  plant(
    'ambiguous-is-failed',
    'an ambiguous mail is given up',
    `${JOBS}deliver.ts`,
    'await markAmbiguous(scope, { ...ref, now, resolveAt: addMs(now, TIMING.resolveMs) });',
    "await markFailed(scope, { ...ref, reason: 'unknown' });",
  ),
  plant(
    'ambiguous-unseen',
    'an ambiguous delivery leaves the index',
    `${STORE}deliveries.ts`,
    'again: step.resolveAt,',
    `again: addMs(step.resolveAt, ${FAR}),`,
  ),
  plant(
    'rescheduled-unseen',
    'a postponed delivery leaves the index',
    `${STORE}deliveries.ts`,
    'again: step.dueAt,',
    `again: addMs(step.dueAt, ${FAR}),`,
  ),
  plant(
    'throttled-is-failed',
    'a throttled mail ends',
    `${JOBS}deliver.ts`,
    'await reschedule(scope, { ...ref, dueAt: addMs(now, THROTTLED_MS + jitterMs(deps)) });',
    "await markFailed(scope, { ...ref, reason: 'throttled' });",
  ),
  plant(
    'lost-attempt-stays',
    'an attempt that died while sending is never resolved',
    `${JOBS}deliver.ts`,
    "if (delivery?.status !== 'SENDING') return;",
    'if (delivery !== null) return;',
  ),
  plant(
    'lost-attempt-rescheduled',
    'an attempt that died while sending counts as unsent',
    `${STORE}deliveries.ts`,
    "change: { status: 'AMBIGUOUS', leaseUntil: undefined, resolveAt: step.resolveAt },\n    again: step.resolveAt,",
    "change: { status: 'AMBIGUOUS', leaseUntil: undefined, resolveAt: step.now },\n    again: step.now,",
  ),
  plant(
    'one-doubt-is-enough',
    'a mail in doubt is given up',
    `${JOBS}repetition.ts`,
    'const DOUBTS_MAX = 8;',
    'const DOUBTS_MAX = 1;',
  ),
  plant(
    'once-is-twice',
    'a kind that goes out at most once is repeated',
    `${JOBS}repetition.ts`,
    'AT_MOST_ONCE.has(kind) ? 1 : DOUBTS_MAX',
    'DOUBTS_MAX',
  ),
  // ---- proof ----
  plant(
    'proof-for-the-open-only',
    'proof is ignored once a delivery is in doubt',
    `${JOBS}consume-mail-events.ts`,
    '  const result = await markProven(',
    "  if (delivery.status !== 'SENT') return 'done';\n  const result = await markProven(",
  ),
  plant(
    'proof-goes-down',
    'a late event takes proof back',
    `${STORE}deliveries.ts`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source text that is replaced
    "`attribute_exists(pk) AND (NOT #status IN (${outranking.map(([name]) => name).join(', ')})` +\n        ' OR (#status = :up0 AND #messageId > :messageId))',",
    "'attribute_exists(pk) AND (#status <> :up0 OR #messageId > :messageId)',",
  ),
  plant(
    'event-error-is-done',
    'an event that could not be written is dropped',
    `${JOBS}consume-mail-events.ts`,
    "      ...errorFields(error),\n    });\n    return 'retry';",
    "      ...errorFields(error),\n    });\n    return 'done';",
  ),
  plant(
    'bounce-changes-nothing',
    'an address that bounced is written to again',
    `${JOBS}consume-mail-events.ts`,
    '  if (unreachable !== undefined) {',
    `  ${never('unreachable !== undefined')} {`,
  ),
  plant(
    'bounce-untold',
    'HR does not hear of a bounce',
    `${JOBS}consume-mail-events.ts`,
    "  if (proves === 'BOUNCED' || proves === 'COMPLAINED') {",
    `  ${never("proves === 'BOUNCED'")} {`,
  ),
  plant(
    'failure-untold',
    'HR does not hear of a mail that was given up',
    `${JOBS}deliver.ts`,
    '  await reportUnreached(deps, scope, delivery, { delivery: delivery.id });\n',
    '',
  ),
  plant(
    'suppression-unread',
    'the sender does not look at suppressions',
    `${JOBS}prepare-mail.ts`,
    '  if (suppression !== undefined)\n',
    `  ${never('suppression !== undefined')}\n`,
  ),
  // ---- digests, and people who move ----
  plant(
    'gathered-twice',
    'a reminder is put into a digest again when its day moves',
    `${STORE}deliveries.ts`,
    '{ ...delivery, ...entry }),\n      when: ABSENT,',
    '{ ...delivery, ...entry }),',
  ),
  plant(
    'gathered-too-late',
    'a reminder is put into a digest that is on its way',
    `${STORE}deliveries.ts`,
    "condition: 'attribute_not_exists(pk) OR #status = :scheduled', names, values",
    "condition: 'attribute_not_exists(pk) OR #status <> :none OR #status = :scheduled', names, values",
  ),
  plant(
    'digest-unsplit',
    'what cannot go out together does not go out',
    `${JOBS}digest.ts`,
    'for (const entry of digest.entries ?? []) await putDelivery',
    'for (const entry of (digest.entries ?? []).slice(1)) await putDelivery',
  ),
  plant(
    'digest-of-the-over',
    'a digest speaks of what is over',
    `${JOBS}prepare-digest.ts`,
    "if (standing.kind !== 'open') continue;",
    "if (standing.kind === 'overtaken') continue;",
  ),
  plant(
    'digest-without-plans',
    'a cancel between preparing and sending a digest does not win',
    `${STORE}deliveries.ts`,
    '...(step.plans ?? []),',
    '',
  ),
  plant(
    'digest-bounce-untold',
    'HR does not hear of a digest that came back',
    `${JOBS}report-unreached.ts`,
    "delivery.kind === 'digest'\n",
    "delivery.kind === 'digest' && delivery.entries === undefined\n",
  ),
  plant(
    'digest-late-unsaid',
    'a late digest does not say so',
    `${JOBS}prepare-digest.ts`,
    'const late = digest.late || isLate({ at: plannedAt }, now);',
    'const late = false;',
  ),
  plant(
    'digest-of-yesterday',
    'a digest goes out a day after its day',
    `${JOBS}digest.ts`,
    'dueAt: at,\n',
    'dueAt: new Date(Date.parse(at) + 86_400_000).toISOString() as never,\n',
  ),
  plant(
    'move-unseen',
    'nothing is computed anew when somebody works elsewhere',
    `${STORE}members.ts`,
    'refresh || hasMoved(change)',
    'refresh',
  ),
  plant(
    'move-forgotten',
    'what was due by the new clocks before the move is forgotten',
    `${JOBS}expand-plan.ts`,
    'dueReminders(plan, context, stored.due.expandedTo, now, before)',
    'dueReminders(plan, context, stored.due.expandedTo, now)',
  ),
  // ---- preparing ----
  plant(
    'over-is-sent',
    'what is over is reminded of',
    `${JOBS}prepare-mail.ts`,
    "  if (standing.kind === 'over') return",
    `  ${never("standing.kind === 'over'")} return`,
  ),
  plant(
    'recipient-as-planned',
    'a mail goes to whoever held the role when it was planned',
    `${JOBS}prepare-mail.ts`,
    'recipientFor(standing.memberId, ',
    'recipientFor(recipientId, ',
  ),
  plant(
    'address-as-planned',
    'a mail goes to the address of the day it was planned',
    `${JOBS}prepare-mail.ts`,
    "    kind: 'ready',\n    to: member.email,",
    "    kind: 'ready',\n    to: delivery.email,",
  ),
  plant(
    'late-unsaid',
    'a late mail does not say so',
    `${JOBS}prepare-mail.ts`,
    'const late = delivery.late || isLate({ at: plannedAt }, now);',
    'const late = false;',
  ),
  plant(
    'night-mail',
    'a mail that was held up goes out at night',
    `${JOBS}prepare-mail.ts`,
    '  if (opens > now) {',
    `  ${never('opens > now')} {`,
  ),
  plant(
    'error-is-done',
    'a message whose work failed is deleted',
    `${JOBS}consume-deliveries.ts`,
    "    deps.log('job.failed', { operation, tenantId, planId, messageId, ...errorFields(error) });\n    return 'retry';",
    "    deps.log('job.failed', { operation, tenantId, planId, messageId, ...errorFields(error) });\n    return 'done';",
    'the index is the truth: the sweep puts it on the queue again ten minutes later',
  ),
];
