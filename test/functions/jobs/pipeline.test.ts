import { describe, expect, it } from 'vitest';
import { getMembers, putMember } from '../../../functions/adapters/store/index.ts';
import { useTable } from '../../support/engine.ts';
import {
  agreeCommand,
  as,
  instantIn,
  people,
  presentedHistory,
  shanghai,
} from '../../support/plans.ts';
import { awsError, createWorld, type MailService, summaryOf, type World } from './world.ts';

const table = useTable();
const HOUR = 3_600_000;
const MINUTE = 60_000;
const presented = () => createWorld(table(), presentedHistory());

const employee = `person-${people.employee.slice(-2)}@example.com`;
const hrOwner = `person-${people.hrOwner.slice(-2)}@example.com`;
const local = (world: World) => world.mails.map(({ at, to }) => `${at} ${to}`);

const changeMember = async (
  world: World,
  id: (typeof people)[keyof typeof people],
  change: Readonly<Record<string, unknown>>,
) => {
  const before = (await getMembers(world.scope, [id])).get(id);
  if (before === undefined) throw new Error('no such member');
  const member = { ...before, ...change, version: before.version + 1 };
  expect(await putMember(world.scope, { member, before })).toEqual({ kind: 'stored' });
};

const acknowledge = async (world: World) =>
  world.give(
    {
      ...agreeCommand(presentedHistory()),
      contentHash: (await submission(world)).contentHash,
      accepted: [{ ruleId: 'H7', reason: '已经读过，愿意今天签收' }],
    },
    as.employee,
  );
const submission = async (world: World) => {
  const { plan } = await world.stored();
  if (!('submission' in plan)) throw new Error(plan.status);
  return plan.submission;
};

describe('from DUE to SENT', () => {
  it('walks a presented plan through its reminders to a recorded silence and the start', async () => {
    const world = await presented();
    await world.runUntil('2026-03-03 23:59');
    const at = (text: string) => instantIn(shanghai.zone, text);
    expect(local(world)).toEqual([
      `${at('2026-02-25 11:01')} ${employee}`,
      `${at('2026-02-27 09:00')} ${employee}`,
      `${at('2026-03-02 09:00')} ${employee}`,
      `${at('2026-03-03 09:00')} ${employee}`,
    ]);
    expect(summaryOf(await world.deliveries())).toEqual([
      'employee acknowledgement notice SENT',
      'employee acknowledgement before3 SENT',
      'employee acknowledgement before1 SENT',
      'employee acknowledgement onDay SENT',
    ]);
    expect((await world.stored()).plan.status).toBe('PRESENTED');

    await world.runUntil('2026-03-04 00:05');
    const { plan } = await world.stored();
    expect(plan).toMatchObject({
      status: 'ACTIVE',
      acknowledgements: [{ kind: 'NO_RESPONSE', on: '2026-03-04' }],
      // Two working days after the planned start of 2 March (G9).
      activation: { startOn: '2026-03-04', movedByWD: 2 },
    });
  });

  it('says in the recipient’s language what is due, and nothing of the plan', async () => {
    const world = await presented();
    await changeMember(world, people.employee, { language: 'en', siteId: 'berlin' });
    await world.runUntil('2026-02-25 23:59');
    const [mail] = world.mails;
    // 11:01 in Shanghai is 04:01 in Berlin: word comes at nine there.
    expect(mail?.at).toBe(instantIn('Europe/Berlin', '2026-02-25 09:00'));
    const { parsed } = mail ?? {};
    expect(parsed?.headers.get('content-language')).toBe('en');
    expect(parsed?.text).toContain(`https://upturn.example/app/plans/${world.planId}`);
    const all = `${parsed?.subject} ${parsed?.text} ${parsed?.html}`;
    for (const secret of ['客户服务质量改进计划', 'Person', 'performance', 'PIP', '投诉'])
      expect(all).not.toContain(secret);
    expect(mail?.tags).toMatchObject({ tenant: world.tenantId, plan: world.planId });
  });

  it('logs ids and codes only', async () => {
    const world = await presented();
    await world.runUntil('2026-03-04 00:05');
    expect(new Set(world.lines.map(({ code }) => code))).toEqual(
      new Set([
        'sweep.finished',
        'plan.expanded',
        'delivery.sent',
        'plan.noResponse',
        'plan.settled',
      ]),
    );
    const text = JSON.stringify(world.lines);
    for (const secret of ['@', 'Person', '客户', 'withheld']) expect(text).not.toContain(secret);
  });

  it('does not touch the plan’s version', async () => {
    const world = await presented();
    const { version } = (await world.stored()).plan;
    await world.runUntil('2026-03-03 12:00');
    expect((await world.stored()).plan.version).toBe(version);
  });
});

describe('what is done meanwhile', () => {
  const due = async () => {
    const world = await presented();
    await world.runUntil('2026-02-27 08:59');
    world.at('2026-02-27 09:00');
    await world.consume(await world.sweep());
    expect(summaryOf(await world.deliveries()).at(-1)).toBe(
      'employee acknowledgement before3 SCHEDULED',
    );
    return world;
  };

  it('is not reminded of: withdrawn when it is prepared', async () => {
    const world = await due();
    await acknowledge(world);
    await world.run();
    expect(world.mails).toHaveLength(1);
    expect(summaryOf(await world.deliveries()).at(-1)).toBe(
      'employee acknowledgement before3 CANCELLED',
    );
  });

  it('wins up to the last moment before the mail is sent', async () => {
    const world = await due();
    let interfered = false;
    world.intercept(async (call, next) => {
      if (call.operation.startsWith('TransactWrite') && !interfered) {
        interfered = true;
        world.intercept(undefined);
        await acknowledge(world);
      }
      return next();
    });
    await world.run();
    expect(interfered).toBe(true);
    expect(world.mails).toHaveLength(1);
    expect(summaryOf(await world.deliveries()).at(-1)).toBe(
      'employee acknowledgement before3 CANCELLED',
    );
  });

  it('a change that leaves it open only makes the mail anew', async () => {
    const world = await due();
    let interfered = false;
    world.intercept(async (call, next) => {
      if (call.operation.startsWith('TransactWrite') && !interfered) {
        interfered = true;
        world.intercept(undefined);
        await world.give({ type: 'MakeStatement', text: '我需要更多时间阅读' }, as.employee);
      }
      return next();
    });
    await world.run();
    expect(interfered).toBe(true);
    expect(world.mails).toHaveLength(2);
  });

  it('P2: goes to whoever stands in when the recipient has left', async () => {
    const world = await due();
    await changeMember(world, people.employee, { status: 'LEFT' });
    await world.run();
    expect(world.mails.at(-1)?.to).toBe(hrOwner);
    expect(world.lines.map(({ code }) => code)).toContain('delivery.standIn');
  });

  it('fails loudly when nobody is left', async () => {
    const world = await due();
    for (const id of [people.employee, people.hrOwner, people.hrHead])
      await changeMember(world, id, { status: 'LEFT' });
    await world.run();
    expect(world.mails).toHaveLength(1);
    expect(await world.deliveries()).toContainEqual(
      expect.objectContaining({ status: 'FAILED', reason: 'noRecipient' }),
    );
  });

  it('waits for the morning when the queue was slow, and then says so', async () => {
    const world = await due();
    const bodies = await world.sweep();
    world.at('2026-02-27 19:30');
    await world.consume(bodies);
    expect(world.mails).toHaveLength(1);
    expect(summaryOf(await world.deliveries()).at(-1)).toBe(
      'employee acknowledgement before3 SCHEDULED late',
    );
    // 28 February is a make-up workday.
    await world.runUntil('2026-02-28 09:00');
    expect(world.mails.at(-1)?.at).toBe(instantIn(shanghai.zone, '2026-02-28 09:00'));
  });
});

describe('messages', () => {
  it('that come twice, one after the other or at once, send one mail', async () => {
    const world = await presented();
    world.pass(2 * MINUTE);
    const [expansion] = await world.sweep();
    if (expansion === undefined) throw new Error('nothing was due');
    await world.consume([expansion, expansion, expansion]);
    await world.consume([expansion]);
    expect(await world.deliveries()).toHaveLength(1);
    const [delivery] = await world.sweep();
    if (delivery === undefined) throw new Error('no delivery was due');
    await world.consume([delivery, delivery, delivery, delivery, delivery]);
    await world.consume([delivery]);
    expect(world.mails).toHaveLength(1);
  });

  it('that come late or from nowhere do nothing', async () => {
    const world = await presented();
    const due = JSON.stringify({
      tenantId: world.tenantId,
      planId: world.planId,
      item: { kind: 'due' },
    });
    expect(await world.consume([due])).toEqual([]);
    expect(await world.deliveries()).toEqual([]);
    const unknown = JSON.stringify({
      tenantId: world.tenantId,
      planId: world.planId,
      item: { kind: 'delivery', id: 'f'.repeat(64) },
    });
    expect(await world.consume([unknown])).toEqual([]);
    const other = await presented();
    world.pass(2 * MINUTE);
    const forged = JSON.stringify({
      tenantId: other.tenantId,
      planId: world.planId,
      item: { kind: 'due' },
    });
    expect(await other.consume([forged])).toEqual([]);
    expect(await world.deliveries()).toEqual([]);
    expect(other.lines.map(({ code }) => code)).toContain('plan.missing');
  });

  it('that make no sense are kept for somebody to look at, and do not harm their neighbours', async () => {
    const world = await presented();
    world.pass(2 * MINUTE);
    const [expansion] = await world.sweep();
    if (expansion === undefined) throw new Error('nothing was due');
    expect(await world.consume(['{}', expansion, 'x'])).toEqual([0, 2]);
    expect(await world.deliveries()).toHaveLength(1);
  });

  it('whose work breaks come back', async () => {
    const world = await presented();
    world.pass(2 * MINUTE);
    const bodies = await world.sweep();
    world.intercept(async () => {
      throw awsError('InternalServerError', 500);
    });
    expect(await world.consume(bodies)).toEqual([0]);
    world.intercept(undefined);
    expect(await world.consume(bodies)).toEqual([]);
    expect(world.lines.find(({ code }) => code === 'job.failed')).toMatchObject({
      operation: 'expand',
      errorName: 'InternalServerError',
    });
  });
});

describe('the mail service', () => {
  const claimed = async (...behaviour: readonly MailService[]) => {
    const world = await presented();
    world.mailService(...behaviour);
    world.pass(2 * MINUTE);
    await world.run();
    return world;
  };
  const only = async (world: World) => {
    const [delivery] = await world.deliveries();
    if (delivery === undefined) throw new Error('no delivery');
    return delivery;
  };

  it('throttles: the mail waits a minute or two and goes out once', async () => {
    const world = await claimed(awsError('Throttling', 400), 'accepts');
    expect(world.mails).toEqual([]);
    expect(await only(world)).toMatchObject({ status: 'SCHEDULED' });
    world.pass(2 * MINUTE + 1);
    await world.run();
    expect(world.mails).toHaveLength(1);
    expect(await only(world)).toMatchObject({ status: 'SENT', attempt: 2, messageId: 'm-1' });
  });

  it('is paused: the mail waits an hour, loudly, and then says that it is late', async () => {
    const world = await claimed(awsError('AccountSendingPausedException', 400), 'accepts');
    expect(world.lines.at(-2)).toMatchObject({
      code: 'delivery.blocked',
      reason: 'AccountSendingPausedException',
    });
    world.pass(HOUR + 2 * MINUTE);
    await world.run();
    expect(world.mails).toHaveLength(1);
    const planned = '11:01';
    expect(world.mails[0]?.parsed.text).toContain(planned);
  });

  it('rejects: the mail has failed, loudly, and is not tried again', async () => {
    const world = await claimed(awsError('MessageRejected', 400));
    expect(await only(world)).toMatchObject({ status: 'FAILED', reason: 'MessageRejected' });
    expect(world.lines).toContainEqual(
      expect.objectContaining({ level: 'error', code: 'delivery.failed' }),
    );
    world.pass(24 * HOUR);
    const bodies = await world.sweep();
    expect(bodies.filter((body) => body.includes('delivery'))).toEqual([]);
  });

  it('does not answer: the mail is ambiguous, and sent again only after the time for evidence', async () => {
    const world = await claimed('loses the answer', 'accepts');
    expect(await only(world)).toMatchObject({ status: 'AMBIGUOUS' });
    world.pass(19 * MINUTE);
    await world.run();
    expect(world.mails).toHaveLength(1);
    world.pass(2 * MINUTE);
    await world.run();
    expect(world.mails).toHaveLength(2);
    expect(await only(world)).toMatchObject({ status: 'SENT', messageId: 'm-2' });
    // A second copy falls into the thread of the first.
    const [first, second] = world.mails.map(({ parsed }) => parsed.references);
    expect(second).toEqual(first);
  });

  it('never answers: after some attempts the mail is given up', async () => {
    const world = await claimed('loses the answer');
    for (let minutes = 0; minutes < 6 * 60; minutes += 21) {
      world.pass(21 * MINUTE);
      await world.run();
    }
    const lost = (await world.deliveries()).find(({ kind }) => kind !== 'unreached');
    expect(lost).toMatchObject({ status: 'FAILED', reason: 'unconfirmed' });
    expect(world.mails.filter(({ tags }) => tags.delivery === lost?.id)).toHaveLength(8);
  });
});

describe('after an outage', () => {
  it('what comes due in one go takes several writes, and is sent once each', async () => {
    const world = await presented();
    await acknowledge(world);
    world.at('2026-04-29 10:00');
    await world.run();
    const deliveries = await world.deliveries();
    // More than fits into one transaction.
    expect(deliveries.length).toBeGreaterThan(20);
    expect(world.lines.find(({ code }) => code === 'plan.expanded')?.count).toBe(deliveries.length);
    expect(world.mails.map(({ tags }) => tags.delivery).sort()).toEqual(
      deliveries.map(({ id }) => id).sort(),
    );
    // What is sent says that it is late; what has just happened is not.
    expect(new Set(deliveries.filter(({ late }) => !late).map(({ kind }) => kind))).toEqual(
      new Set(),
    );
  });
});
