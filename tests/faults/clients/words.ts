// What people write in a run. Every text is unlike every other one, so that a text stored twice shows itself; none has digits that look like
// a number the relay would replace (C18).

/** In every note, and in nothing a visitor may receive (P14). */
export const NOTE_CANARY = 'canary-of-notes';
/** In every text: may be in the log of a conversation, never in the relay's own log (S83). */
export const TEXT_CANARY = 'canary-of-texts';

const letters = (n: number): string =>
  n
    .toString(26)
    .split('')
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
    .join('');

let said = 0;
/** A text nobody wrote before in this process. `size`: characters of padding. */
export function words(p: string, size: number, canary = TEXT_CANARY): string {
  said += 1;
  return `${canary} ${p.replace(/\d+/, (digits) => letters(Number(digits)))} ${letters(said)} ${'la '.repeat(Math.ceil(size / 3))}`.trim();
}
/** A text the relay must refuse for good. */
export const poison = (p: string): string => `${words(p, 0)} \0`;
