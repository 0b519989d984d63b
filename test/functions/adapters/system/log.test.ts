import { describe, expect, it, vi } from 'vitest';
import {
  createLog,
  errorFields,
  LOG_CATALOGUE,
  type LogLine,
} from '../../../../functions/adapters/system/log.ts';

const collecting = () => {
  const lines: LogLine[] = [];
  return { lines, log: createLog((line) => lines.push(line)) };
};

describe('the log', () => {
  it('writes a code with its level, its sentence and its fields', () => {
    const { lines, log } = collecting();
    log('delivery.sent', { deliveryId: 'd1', attempt: 2 });
    expect(lines).toEqual([
      {
        level: 'info',
        code: 'delivery.sent',
        text: LOG_CATALOGUE['delivery.sent'][1],
        deliveryId: 'd1',
        attempt: 2,
      },
    ]);
  });

  it('carries bound fields on, and leaves the log it came from as it was', () => {
    const { lines, log } = collecting();
    const bound = log.with({ tenantId: 'T1' }).with({ planId: 'P1' });
    bound('plan.expanded', { count: 3 });
    log('plan.missing');
    expect(lines[0]).toMatchObject({ tenantId: 'T1', planId: 'P1', count: 3 });
    expect(lines[1]).not.toHaveProperty('tenantId');
  });

  it.each([
    ['a sentence', 'Li Lei was late'],
    ['a name in Chinese', '李雷'],
    ['an address', 'li.lei@example.com'],
    ['more than an id', 'x'.repeat(201)],
    ['markup', '<b>'],
  ])('withholds %s, whatever brought it there', (_, text) => {
    const { lines, log } = collecting();
    log('job.failed', { reason: text, stack: [text, 'send#functions/jobs/send.ts:1:2'] });
    expect(lines[0]).toMatchObject({
      reason: '[withheld]',
      stack: ['[withheld]', 'send#functions/jobs/send.ts:1:2'],
    });
    expect(JSON.stringify(lines)).not.toContain(text);
  });

  it('withholds objects that a cast let through', () => {
    const { lines, log } = collecting();
    log('job.failed', { reason: { name: 'Li Lei' } as never });
    expect(lines[0]).toMatchObject({ reason: '[withheld]' });
  });

  it('keeps ids, instants, routes and codes', () => {
    const { lines, log } = collecting();
    const fields = {
      tenantId: '01K0TENANT0000000000000001',
      reason: 'ECONNREFUSED',
      step: '2026-03-02T01:00:00.000Z',
      operation: 'getPlan',
      messageId: '0100018e-7c1a-4a60-000000',
    };
    log('job.failed', fields);
    expect(lines[0]).toMatchObject(fields);
  });

  it('goes to standard output on the level of its code', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    createLog()('delivery.failed', { reason: 'MessageRejected' });
    expect(error.mock.calls).toEqual([
      [
        {
          level: 'error',
          code: 'delivery.failed',
          text: 'A mail was given up.',
          reason: 'MessageRejected',
        },
      ],
    ]);
    error.mockRestore();
  });
});

describe('an error in the log', () => {
  it('is its name and its frames, never its message', () => {
    const boom = () => {
      throw new TypeError('Li Lei <li.lei@example.com>\n    at Li Lei (secret)');
    };
    try {
      boom();
    } catch (error) {
      const fields = errorFields(error);
      expect(fields.errorName).toBe('TypeError');
      expect(fields.stack?.[0]).toMatch(/^boom#adapters\/system\/log\.test\.ts:\d+:\d+$/);
      expect(JSON.stringify(fields)).not.toContain('Li');
    }
    expect.assertions(3);
  });

  it('copes with what is no error', () => {
    expect(errorFields('Li Lei')).toEqual({ errorName: 'string' });
  });
});
