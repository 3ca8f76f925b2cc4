// Where the visitor stands in the line, and how long that lasts (K57). Said while they wait, and again when it changes.
import { locale, t } from '../core/words.js';
import type { Chat } from '../seams/panel.js';

const inMinutes = (minutes: number): string =>
  new Intl.NumberFormat(locale(), { style: 'unit', unit: 'minute', unitDisplay: 'short' }).format(minutes);

/** Draws nothing while the conversation on screen waits in no line. */
export function InLine({ chat }: { chat: Chat }) {
  const { position, minutes } = chat.place?.() ?? {};
  const place = position && (position === 1 ? t('You are next in line') : t('You are number {place} in line', { place: position }));
  if (!place) return null;
  return (
    <div class="note" aria-live="polite">
      {minutes ? `${place} · ${t('about {time}', { time: inMinutes(minutes) })}` : place}
    </div>
  );
}
