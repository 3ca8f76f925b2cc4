// Finds addresses in a text (W160, W162). Pure and linear. Invariants: the pieces joined are the text; only http, https and mailto
// become links; no markup is ever made here.
const LINK = /\b(?:https?:\/\/[^\s<>"']{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})/gi;
const LINKS_MAX = 50; // W161
const TRAILING = /[.,:;!?)\]}'"*_]+$/;

export type Piece = string | { href: string; text: string };

function target(found: string): string | null {
  const candidate = /^https?:/i.test(found) ? found : `mailto:${found}`;
  try {
    const url = new URL(candidate);
    return url.protocol === 'mailto:' ? candidate : url.hostname && !url.username ? url.href : null;
  } catch {
    return null;
  }
}

/** The text in pieces: plain ones, and links with the address they lead to. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let plain = 0;
  let links = 0;
  for (const match of text.matchAll(LINK)) {
    const found = match[0].replace(TRAILING, '');
    const href = links < LINKS_MAX ? target(found) : null;
    if (href === null) continue;
    links += 1;
    if (match.index > plain) pieces.push(text.slice(plain, match.index));
    pieces.push({ href, text: found });
    plain = match.index + found.length;
  }
  if (plain < text.length) pieces.push(text.slice(plain));
  return pieces;
}
