// Hours in which nothing sounds and nothing pops up (K86): local time of the browser, over midnight where the end is before the beginning.
import type { PreferencesDoc } from '@throughline/types';

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
};

/** @param atMs ms since 1970 */
export function isQuiet(hours: PreferencesDoc['quietHours'], atMs: number): boolean {
  if (hours === null) return false;
  const date = new Date(atMs);
  const at = date.getHours() * 60 + date.getMinutes();
  const [from, until] = [minutesOf(hours[0]), minutesOf(hours[1])];
  return from <= until ? at >= from && at < until : at >= from || at < until;
}
