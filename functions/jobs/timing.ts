/**
 * The timing law of the reminders: `lambda timeout + SES timeout + skew < margin < lease <
 * re-dispatch < resolve`. It makes a lease outlive every sender that could still act under it; a
 * test holds these values and the functions' real timeouts to it. All in milliseconds.
 */
export const TIMING = {
  /** How long a connection to SES may take to open. */
  sesConnectMs: 2000,
  /** How long SES may take to answer. */
  sesAnswerMs: 5000,
  /** How far apart the clocks of two machines may be. */
  skewMs: 5000,
  /** What must be left of a lease when a mail is sent under it. */
  marginMs: 60_000,
  /** How long an attempt owns its delivery. */
  leaseMs: 5 * 60_000,
  /** When something that was put on the queue is put there again unless it was dealt with. */
  redispatchMs: 10 * 60_000,
  /** How long an ambiguous mail waits for the mail service's own word. */
  resolveMs: 20 * 60_000,
} as const;
