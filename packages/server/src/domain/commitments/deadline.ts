// Until when something was promised (C32), read from what was said against the time it was said and the department's calendar. Pure.
import type { Calendar } from '../time/calendar.js';
import { closeOfBusiness } from '../time/calendar.js';
import { fromIso } from '../time/civil.js';

/** When `when`, said at `saidAt`, is due (ms); null when it names no time. Never before `saidAt`. */
export function deadlineOf(when: string, saidAt: number, calendar: Calendar): number | null {
  const at = fromIso(when);
  if (at !== null) return Math.max(at, saidAt);
  return /\b(?:today|heute)\b/i.test(when) ? Math.max(saidAt, closeOfBusiness(calendar, saidAt)) : null;
}
