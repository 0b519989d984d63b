import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
} from 'ical-generator';
import { isAddress } from './address.ts';
import type { CalendarEvent } from './model.ts';

/** A UID that can stand in its line as it is; ical-generator does not escape it. */
const UID = /^[A-Za-z0-9@._/-]{1,200}$/;

/** The words that an entry shows; neutral, the same for every meeting of its kind. */
export interface EntryWords {
  readonly summary: string;
  readonly description: string;
}

/**
 * An invitation or its withdrawal (RFC 5545, RFC 5546): UTC times, private, one attendee.
 * @throws TypeError for a UID or an address that cannot be written down safely, or a meeting without
 *   duration, whose ends the library would swap
 */
export const calendarText = (event: CalendarEvent, words: EntryWords): string => {
  if (!UID.test(event.uid)) throw new TypeError('A calendar UID has characters it may not have.');
  if (!isAddress(event.organizer) || !isAddress(event.attendee))
    throw new TypeError('A calendar entry needs plain addresses.');
  if (event.end <= event.start) throw new TypeError('A meeting ends after it starts.');
  const cancelled = event.method === 'CANCEL';
  const calendar = ical({
    prodId: '//Upturn//Meetings//EN',
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    stamp: new Date(event.stampedAt),
    start: new Date(event.start),
    end: new Date(event.end),
    summary: words.summary,
    description: words.description,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
    organizer: { name: event.organizer, email: event.organizer },
    attendees: [
      {
        email: event.attendee,
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.NEEDSACTION,
        rsvp: false,
      },
    ],
  });
  return `${calendar.toString()}\r\n`;
};
