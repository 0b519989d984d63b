import type { Instant } from '../../domain/kernel/instant.ts';
import type { NewDelivery } from '../../functions/adapters/store/index.ts';
import { on } from '../domain/calendar/calendars.ts';
import { PLAN_ID, people } from './plans.ts';

/** A reminder of the first check-in to the employee, three working days ahead. */
const NEW_DELIVERY: NewDelivery = {
  id: 'd1',
  planId: PLAN_ID,
  kind: 'checkIn',
  ref: '2026-03-12',
  step: 'before',
  workingDays: 3,
  part: 'attends',
  recipientId: people.employee,
  recipientRole: 'employee',
  email: 'person-01@example.com',
  language: 'zh-CN',
  zone: 'Asia/Shanghai',
  dueOn: on('2026-03-12'),
  meetingAt: '2026-03-12T02:00:00.000Z' as Instant,
  dueAt: '2026-03-09T01:00:00.000Z' as Instant,
  late: false,
};

/** The same to somebody else, or at another time. */
export const newDelivery = (id: string, more: Partial<NewDelivery> = {}): NewDelivery => ({
  ...NEW_DELIVERY,
  id,
  ...more,
});
