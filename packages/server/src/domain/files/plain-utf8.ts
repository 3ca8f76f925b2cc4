// Whether bytes are text in UTF-8 (S66), as a text/plain shows it. Markup and programs are text too: they are told by how they begin, and refused.
import { latin, u8 } from './bytes.js';

const LOOKED_AT_CHARS = 1_024;
/** `<!doctype`, `<svg`, `<?xml`, `</p>` … and `#!`, behind a byte order mark, spaces and line ends. */
const MARKUP = /^(?:\xef\xbb\xbf)?[\s\0]*(?:<[a-z!?/%]|#!)/i;

/** Well-formed UTF-8: no overlong form, no half of a surrogate pair, nothing above U+10FFFF, nothing cut off. */
export function isUtf8(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const lead = u8(bytes, at);
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    const more = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    if (more === 0 || !secondFits(lead, u8(bytes, at + 1))) return false;
    for (let i = 1; i <= more; i += 1) if ((u8(bytes, at + i) & 0xc0) !== 0x80) return false;
    at += more + 1;
  }
  return true;
}

/** The leads after which not every second byte is well-formed (RFC 3629). */
function secondFits(lead: number, second: number): boolean {
  switch (lead) {
    case 0xe0:
      return second >= 0xa0;
    case 0xed:
      return second < 0xa0;
    case 0xf0:
      return second >= 0x90;
    case 0xf4:
      return second < 0x90;
    default:
      return true;
  }
}

export const looksLikeMarkup = (bytes: Uint8Array): boolean => MARKUP.test(latin(bytes, 0, LOOKED_AT_CHARS));
