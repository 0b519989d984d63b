import { describe, expect, it } from 'vitest';
import { JOBS } from '../../../functions/jobs/registry.ts';
import { TIMING } from '../../../functions/jobs/timing.ts';

describe('the timing law', () => {
  const sendMs = JOBS.send.timeoutSeconds * 1000;
  const sesMs = TIMING.sesConnectMs + TIMING.sesAnswerMs;

  it('lets no sender act after its lease: timeouts and skew < margin < lease', () => {
    expect(sendMs + sesMs + TIMING.skewMs).toBeLessThan(TIMING.marginMs);
    expect(TIMING.marginMs).toBeLessThan(TIMING.leaseMs);
  });

  it('lets a lease end before the sweep comes back, and that before a mail is sent again', () => {
    expect(TIMING.leaseMs).toBeLessThan(TIMING.redispatchMs);
    expect(TIMING.redispatchMs).toBeLessThan(TIMING.resolveMs);
  });

  it('shows a message to nobody else while a function may still work on it', () => {
    // The queue hides a message for six times the function's timeout.
    expect(6 * sendMs).toBeLessThan(TIMING.leaseMs);
  });
});
