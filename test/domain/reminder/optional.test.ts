import { describe, expect, it } from 'vitest';
import { optionalMailOf } from '../../../domain/reminder/optional.ts';
import { NOTICE_KINDS, OBLIGATION_KINDS, STEPS } from '../../../domain/reminder/vocabulary.ts';

describe('P8: what a person may switch off', () => {
  it('is an early word of a task of their own', () => {
    const ahead = OBLIGATION_KINDS.filter(
      (kind) => optionalMailOf({ kind, step: 'before' }) === 'ahead',
    );
    // Not what brings an invitation, counts as proof of having been told, or closes a window.
    expect(OBLIGATION_KINDS.filter((kind) => !ahead.includes(kind))).toEqual([
      'talkReply',
      'acknowledgement',
      'checkIn',
      'checkInReply',
      'checkpoint',
      'supportConfirmation',
      'finalReview',
      'amendmentAcknowledgement',
      'appeal',
    ]);
    for (const kind of OBLIGATION_KINDS)
      for (const step of STEPS)
        if (step !== 'before') expect(optionalMailOf({ kind, step })).toBeUndefined();
  });

  it('and news that ask for nothing', () => {
    for (const step of ['notice', 'before'] as const)
      expect(NOTICE_KINDS.filter((kind) => optionalMailOf({ kind, step }) === 'news')).toEqual([
        'planSucceeded',
        'outcomeDecided',
      ]);
    for (const kind of [...NOTICE_KINDS, 'unreached'])
      expect(optionalMailOf({ kind, step: 'before' })).not.toBe('ahead');
  });
});
