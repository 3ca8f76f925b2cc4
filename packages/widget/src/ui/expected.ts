// When an answer can be expected, in words (W191).
import type { ExtrasParts } from '../seams/later.js';
import { spoken, t } from '../core/words.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `in 5 minutes`: of a time nobody can promise, the first figure is enough. */
function soon(ms: number): string {
  const relative = new Intl.RelativeTimeFormat(spoken().locale);
  if (ms > 36 * HOUR_MS) return relative.format(Math.round(ms / DAY_MS), 'day');
  if (ms > 55 * MINUTE_MS) return relative.format(Math.round(ms / HOUR_MS), 'hour');
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS));
  return relative.format(minutes > 5 ? Math.ceil(minutes / 5) * 5 : minutes, 'minute');
}

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

export const expected: ExtrasParts['expected'] = (availability, now) => {
  const { open, changesAt, replyMs } = availability ?? {};
  const at = changesAt ? Date.parse(changesAt) : Infinity;
  if (open === undefined || at <= now) return ''; // what is known is of before
  if (open) return replyMs === undefined ? '' : t('Usually answers {soon}', { soon: soon(replyMs) });
  if (at === Infinity) return t('Nobody is here right now. Write anyway: we answer later.');
  const { locale } = spoken();
  const say = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale, options).format(at);
  const time = say({ hour: 'numeric', minute: '2-digit' });
  const days = Math.round((midnight(at) - midnight(now)) / DAY_MS); // days of 23 and 25 hours round to one
  if (days === 0) return t('We are back at {time}', { time });
  if (days === 1) return t('We are back tomorrow at {time}', { time });
  return t('We are back on {day}', { day: say(days < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long' }) });
};
