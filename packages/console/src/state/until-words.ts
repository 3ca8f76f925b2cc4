// A moment to come, as people say it: `Fri 6 Mar, 09:00`, in the language of the console and the zone of the browser. Pure.
import { spoken } from './t.js';
import { dateLocale } from './words.js';

export const untilWords = (atMs: number): string =>
  new Intl.DateTimeFormat(dateLocale(spoken()), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);

/** What a field for date and time holds: `2026-03-06T09:00`, local. */
export function fieldTime(atMs: number): string {
  const at = new Date(atMs);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
