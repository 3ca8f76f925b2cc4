// Times in the words of the visitor's language.
import { locale, t } from '../core/words.js';

const DAY_MS = 86_400_000;

const format = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
  let formatter: Intl.DateTimeFormat | undefined;
  let of: string | undefined;
  return (at) => {
    if (!formatter || of !== locale()) formatter = new Intl.DateTimeFormat((of = locale()), options);
    return formatter.format(at);
  };
};

export const clock = format({ hour: 'numeric', minute: '2-digit' });
/** The same text for two times of one day in the visitor's zone. */
export const dayOf = format({ weekday: 'short', day: 'numeric', month: 'short' });

export function dayName(at: number): string {
  const name = dayOf(at);
  const now = Date.now();
  return name === dayOf(now) ? t('Today') : name === dayOf(now - DAY_MS) ? t('Yesterday') : name;
}
/** As short as a list needs it. */
export const when = (at: number): string => (dayOf(at) === dayOf(Date.now()) ? clock(at) : dayName(at));
