// Until when a conversation sleeps, from what somebody types: "fri 9", "tomorrow 14:30", "in 2 hours", "12 mar" (K71). Pure; times are the
// browser's, days are English words whatever the console speaks. What lies behind is the next one to come; nothing is guessed: null.

const MINUTE_MS = 60_000;
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** A day without a time begins with the working day. */
const MORNING = { hours: 9, minutes: 0 };
const LATER_MS = 3 * 60 * MINUTE_MS;
const MONDAY = 1;

interface Clock {
  hours: number;
  minutes: number;
}

const at = (now: number, days: number, { hours, minutes }: Clock): number => {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hours, minutes).getTime(); // DST is the calendar's
};
const onDate = (year: number, month: number, day: number, { hours, minutes }: Clock): number | null => {
  const date = new Date(year, month, day, hours, minutes);
  return date.getMonth() === month && date.getDate() === day ? date.getTime() : null; // 31 feb is none
};
const daysTo = (now: number, weekday: number): number => (weekday - new Date(now).getDay() + 7) % 7;

/** `9`, `9:30`, `9.30`, `9am`, `9:30 pm`, `noon`; null: no time of day. */
function clockOf(words: string): Clock | null {
  if (words === 'noon') return { hours: 12, minutes: 0 };
  if (words === 'morning') return MORNING;
  if (words === 'afternoon') return { hours: 14, minutes: 0 };
  if (words === 'evening') return { hours: 18, minutes: 0 };
  const [, hour = '', minute = '0', half] = /^(\d{1,2})(?:[:.h](\d{2})?)?\s*(am|pm)?$/.exec(words) ?? [];
  if (hour === '') return null;
  const written = Number(hour);
  if (half !== undefined && (written < 1 || written > 12)) return null;
  const hours = half === undefined ? written : (written % 12) + (half === 'pm' ? 12 : 0);
  return hours > 23 || Number(minute) > 59 ? null : { hours, minutes: Number(minute) };
}

const UNITS: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1_440, w: 10_080 };
/** `in 2 hours`, `20 min`, `3d`. Days and weeks keep the time of the day. */
function spanOf(words: string, now: number): number | null {
  const [, count = '', unit = ''] = /^(?:in )?(\d{1,4}|an?) ?(m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)$/.exec(words) ?? [];
  if (unit === '') return null;
  const n = /^a/.test(count) ? 1 : Number(count);
  const minutes = n * (UNITS[unit.charAt(0)] ?? 0);
  if (minutes === 0) return null;
  if (minutes < 1_440 || !/^[dw]/.test(unit)) return now + minutes * MINUTE_MS;
  const today = new Date(now);
  return at(now, minutes / 1_440, { hours: today.getHours(), minutes: today.getMinutes() });
}

/** A day by its word or date and how much of the text names it. */
function dayOf(words: string, now: number): { on(clock: Clock): number | null; rest: string } | null {
  const today = new Date(now);
  const named = /^(today|tomorrow|tom|next week|(?:next |on )?([a-z]{3,9}))(?= |$)/.exec(words);
  if (named !== null) {
    const [whole, word = '', name = ''] = named;
    const rest = words.slice(whole.length).trim();
    if (word === 'today') return { on: (clock) => at(now, 0, clock), rest };
    if (word === 'tomorrow' || word === 'tom') return { on: (clock) => at(now, 1, clock), rest };
    if (word === 'next week') return { on: (clock) => at(now, daysTo(now, MONDAY) || 7, clock), rest };
    const weekday = name === '' ? -1 : DAYS.findIndex((day) => day.startsWith(name));
    if (weekday >= 0) {
      const days = daysTo(now, weekday);
      return {
        on: (clock) => (days === 0 && at(now, 0, clock) <= now ? at(now, 7, clock) : at(now, days, clock)),
        rest,
      };
    }
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:t| |$)/.exec(words);
  if (iso !== null) {
    const [whole, year, month, day] = iso;
    return { on: (clock) => onDate(Number(year), Number(month) - 1, Number(day), clock), rest: words.slice(whole.length).trim() };
  }
  const written = /^(?:(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?)(?: (\d{4}))?(?= |$)/.exec(words);
  if (written !== null) {
    const [whole, first, after, before, second, year] = written;
    const month = MONTHS.findIndex((name) => (after ?? before ?? '').startsWith(name));
    const day = Number(first ?? second);
    if (month < 0) return null;
    return {
      on: (clock) => {
        const here = onDate(year === undefined ? today.getFullYear() : Number(year), month, day, clock);
        return here !== null && here <= now && year === undefined ? onDate(today.getFullYear() + 1, month, day, clock) : here;
      },
      rest: words.slice(whole.length).trim(),
    };
  }
  return null;
}

/** ms; null: not a time, or one that is over. */
export function readSnooze(text: string, now: number): number | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/,/g, ' ')
    .replace(/\s+(at|@)\s+/g, ' ')
    .replace(/\s+/g, ' ');
  if (words === '') return null;
  const span = spanOf(words, now);
  if (span !== null) return span;
  const day = dayOf(words, now);
  if (day !== null) {
    const clock = day.rest === '' ? MORNING : clockOf(day.rest);
    const when = clock === null ? null : day.on(clock);
    return when === null || when <= now ? null : when;
  }
  const clock = clockOf(words);
  if (clock === null) return null;
  const today = at(now, 0, clock);
  return today > now ? today : at(now, 1, clock);
}

export interface SnoozeChoice {
  id: 'later' | 'tomorrow' | 'next_week';
  until: number;
}

/** What is offered first. "Later today" is left out where three hours on is tomorrow, next week where it begins tomorrow. */
export function snoozeChoices(now: number): SnoozeChoice[] {
  const days = daysTo(now, MONDAY) || 7;
  const half = 30 * MINUTE_MS;
  const later = Math.ceil((now + LATER_MS) / half) * half;
  const sameDay = new Date(later).toDateString() === new Date(now).toDateString();
  return [
    ...(sameDay ? [{ id: 'later' as const, until: later }] : []),
    { id: 'tomorrow', until: at(now, 1, MORNING) },
    ...(days === 1 ? [] : [{ id: 'next_week' as const, until: at(now, days, MORNING) }]),
  ];
}
