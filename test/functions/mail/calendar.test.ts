import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { LANGUAGES } from '../../../domain/plan/vocabulary.ts';
import type { CalendarEvent } from '../../../functions/adapters/mail/model.ts';
import { renderMail } from '../../../functions/adapters/mail/render-mail.ts';
import { invitation, noticeMail, obligationMail } from './models.ts';

const content = (event: CalendarEvent, language: (typeof LANGUAGES)[number] = 'en'): string => {
  const { calendar } = renderMail(
    obligationMail('checkIn', 'before', language, { calendar: event }),
  );
  return calendar?.content ?? '';
};

const parsed = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = calendar.getFirstSubcomponent('vevent');
  if (event === null) throw new Error('no event');
  const value = (name: string): string => String(event.getFirstPropertyValue(name));
  return { calendar, event, value };
};

describe('a calendar entry', () => {
  it('invites one person to a private meeting, in UTC', () => {
    const { calendar, event, value } = parsed(content(invitation()));
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(value('uid')).toBe('01JQ8Z3N6T-2026-03-12@example.com');
    expect(value('sequence')).toBe('0');
    expect(value('status')).toBe('CONFIRMED');
    expect(value('class')).toBe('PRIVATE');
    expect(value('dtstart')).toBe('2026-03-12T02:00:00Z');
    expect(value('dtend')).toBe('2026-03-12T02:30:00Z');
    expect(value('dtstamp')).toBe('2026-03-02T01:00:00Z');
    expect(value('summary')).toBe('Check-in');
    expect(value('organizer')).toBe('mailto:plans@example.com');
    const attendees = event.getAllProperties('attendee');
    expect(attendees.map((one) => one.getFirstValue())).toEqual(['MAILTO:li.wei@example.com']);
    expect(attendees[0]?.getParameter('rsvp')).toBe('FALSE');
    expect(calendar.getAllSubcomponents()).toHaveLength(1);
    expect(event.getAllSubcomponents()).toHaveLength(0);
  });

  it('keeps its UID and raises its sequence when the meeting moves', () => {
    const start = '2026-03-13T02:00:00.000Z' as Instant;
    const end = '2026-03-13T02:30:00.000Z' as Instant;
    const moved = parsed(content(invitation({ sequence: 3, start, end })));
    expect(moved.value('uid')).toBe('01JQ8Z3N6T-2026-03-12@example.com');
    expect(moved.value('sequence')).toBe('3');
    expect(moved.value('dtstart')).toBe('2026-03-13T02:00:00Z');
  });

  it('withdraws a meeting', () => {
    const { calendar } = renderMail(
      noticeMail('meetingCancelled', 'en', {
        calendar: invitation({ method: 'CANCEL', sequence: 1 }),
      }),
    );
    expect(calendar?.method).toBe('CANCEL');
    const cancelled = parsed(calendar?.content ?? '');
    expect(cancelled.calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(cancelled.value('status')).toBe('CANCELLED');
    expect(cancelled.value('sequence')).toBe('1');
  });

  it.each(LANGUAGES)(
    'holds no name and nothing of the plan, only where to look: %s',
    (language) => {
      const { value } = parsed(content(invitation(), language));
      expect([value('summary'), value('description')]).toEqual(
        language === 'en'
          ? ['Check-in', 'Details after sign-in: https://app.example.com/tasks/01JQ8Z3N6T']
          : ['定期沟通', '登录后查看详情：https://app.example.com/tasks/01JQ8Z3N6T'],
      );
    },
  );

  it('has lines of at most 75 octets that end in CRLF', () => {
    const text = content(invitation(), 'zh-CN');
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it('is refused when it would end before it starts', () => {
    const end = '2026-03-11T02:00:00.000Z' as Instant;
    expect(() => content(invitation({ end }))).toThrow(TypeError);
  });

  it.each(['a b', 'x\r\nATTENDEE:mailto:eve@example.com', '', '标识', 'a;b', 'a,b'])(
    'is refused with a UID that could break out of its line: %j',
    (uid) => {
      expect(() => content(invitation({ uid }))).toThrow(TypeError);
    },
  );

  it.each(['a@example.com,b@example.com', 'x <a@example.com>', 'a@example.com\r\nX:1', 'nobody'])(
    'is refused with an address that is not plain: %j',
    (attendee) => {
      expect(() => content(invitation({ attendee }))).toThrow(TypeError);
    },
  );
});
