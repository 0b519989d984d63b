import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../../../domain/plan/command.ts';
import { receiptSentence } from '../../../domain/plan/receipt.ts';
import { cancelledHistory } from '../../support/after-close.ts';
import { given, type History, play } from '../../support/plan-spec.ts';
import {
  as,
  draftHistory,
  inShanghai,
  people,
  presentedHistory,
  sha256,
} from '../../support/plans.ts';
import { on } from '../calendar/calendars.ts';

const file = (more: Partial<CommandOf<'AddAttachment'>> = {}): CommandOf<'AddAttachment'> => ({
  type: 'AddAttachment',
  id: 'scan',
  name: '签收单.pdf',
  mediaType: 'application/pdf',
  bytes: 120_000,
  sha256: sha256('scan'),
  ...more,
});
const now = '2026-02-26 15:00';
const attach = (history: History, more: Partial<CommandOf<'AddAttachment'>> = {}): History =>
  play(history, [file(more), inShanghai(now, as.hrOwner)]);

describe('B6 files of a plan', () => {
  it('stand in the record with their hash, at every stage', () => {
    const { type: _, ...facts } = file();
    for (const [history, local] of [
      [draftHistory(), '2026-02-11 10:00'],
      [presentedHistory(), now],
      [cancelledHistory(), '2026-03-04 10:00'],
    ] as const) {
      const answer = given(history).when(file(), inShanghai(local, as.employee));
      answer.thenEvents({ type: 'AttachmentAdded', ...facts });
      expect(answer.plan().attachments).toMatchObject([{ ...facts, by: people.employee }]);
    }
  });

  it('are of a kind and size that everybody can open, and there are fifty at most', () => {
    const when = (history: History, more: Partial<CommandOf<'AddAttachment'>>) =>
      given(history).when(file(more), inShanghai(now, as.hrOwner));
    when(presentedHistory(), { mediaType: 'text/html' }).thenRefused('B6.attachmentType');
    when(presentedHistory(), { bytes: 10 * 1024 * 1024 + 1 }).thenRefused('B6.attachmentSize');
    when(attach(presentedHistory()), {}).thenRefused('B6.attachmentCount');
    const full = Array.from({ length: 50 }).reduce<History>(
      (history, _, index) => attach(history, { id: `f-${index}` }),
      presentedHistory(),
    );
    when(full, { id: 'one-more' }).thenRefused('B6.attachmentCount');
  });
});

describe('H4 a signature on paper', () => {
  const presented = attach(presentedHistory());
  const contentHash = (() => {
    const submitted = presented.findLast(({ event }) => event.type === 'PlanSubmitted')?.event;
    return submitted?.type === 'PlanSubmitted' ? submitted.contentHash : '';
  })();
  const signed = (
    more: Partial<CommandOf<'RecordPaperAcknowledgement'>> = {},
    history = presented,
  ) =>
    given(history).when(
      {
        type: 'RecordPaperAcknowledgement',
        kind: 'AGREED',
        contentHash,
        signedOn: on('2026-02-25'),
        attachmentId: 'scan',
        ...more,
      },
      inShanghai(now, as.hrOwner),
    );

  it('is the employee’s, and says which scan shows it and who recorded it', () => {
    signed().thenEvents({
      type: 'PlanAcknowledged',
      acknowledgement: {
        kind: 'AGREED',
        at: inShanghai(now, as.hrOwner).now,
        on: on('2026-02-25'),
        contentHash,
        sentence: receiptSentence('zh-CN'),
        paper: { attachmentId: 'scan', sha256: sha256('scan'), recordedBy: people.hrOwner },
      },
    });
    const witness = {
      name: '周洋',
      role: '班长',
      memberId: people.colleague,
      at: inShanghai('2026-02-25 11:00', as.hrOwner).now,
      place: '三号会议室',
    };
    const statement = '第二个目标的口径不清楚';
    expect(signed({ kind: 'DISAGREED', statement, witness }).events()).toMatchObject([
      {
        type: 'PlanAcknowledged',
        acknowledgement: { kind: 'DISAGREED', statement, paper: { attachmentId: 'scan', witness } },
      },
    ]);
    expect(signed({ kind: 'DISAGREED' }).violations()[0]?.messageKey).toBe('H4.statement');
    expect(signed({ kind: 'DISAGREED', statement: null }).events()).toMatchObject([
      { acknowledgement: { kind: 'DISAGREED', statement: null } },
    ]);
  });

  it('needs a scan among the files, which is a picture of a page', () => {
    signed({ attachmentId: 'none' }).thenRefused('H4.scan');
    const sheet = attach(presentedHistory(), {
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
    signed({}, sheet).thenRefused('H4.scan');
  });

  it('is of a day between the meeting and today', () => {
    signed({ signedOn: on('2026-02-24') }).thenRefused('H4.signedOn');
    signed({ signedOn: on('2026-02-27') }).thenRefused('H4.signedOn');
  });

  it('is for the text that was served, with words where the employee disagrees, and only once', () => {
    signed({ contentHash: sha256('another') }).thenRefused('H1.hash');
    signed({ kind: 'DISAGREED' }).thenRefused('H4.statement');
    signed({ kind: 'DISAGREED', statement: null }).thenTypes('PlanAcknowledged');
    signed({}, signed().history()).thenRefused('H4.order');
  });

  it('has a witness who is neither employee nor manager, where there is one (A5)', () => {
    const witness = {
      name: '周洋',
      role: '班长',
      at: inShanghai('2026-02-25 11:00', as.hrOwner).now,
      place: '三号会议室',
    };
    signed({ witness }).thenTypes('PlanAcknowledged');
    expect(
      signed({ witness: { ...witness, memberId: people.manager } })
        .violations()
        .map(({ ruleId }) => ruleId),
    ).toContain('A5');
  });
});
