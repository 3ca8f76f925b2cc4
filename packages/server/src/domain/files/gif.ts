// A GIF with its frames and how often they repeat, and nothing else (S67): comments, texts and the blocks of other programs (XMP) go.
import { latin, u16le, u8 } from './bytes.js';
import type { Walked } from './bytes.js';
import { KeptParts } from './kept-parts.js';

const SCREEN_BYTES = 13;
const DESCRIPTOR_BYTES = 10;
const [EXTENSION, IMAGE, END] = [0x21, 0x2c, 0x3b];
const [CONTROL, APPLICATION] = [0xf9, 0xff];
const REPEATS = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

/** Bytes of a colour table, as the flags before it announce it. */
const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1));

export const isGif = (bytes: Uint8Array): boolean => ['GIF87a', 'GIF89a'].includes(latin(bytes, 0, 6));

export function walkGif(bytes: Uint8Array): Walked {
  if (!isGif(bytes)) return null;
  let at = SCREEN_BYTES + tableBytes(u8(bytes, 10));
  const kept = new KeptParts(bytes);
  kept.range(0, at);
  let [width, height, frames] = [u16le(bytes, 6), u16le(bytes, 8), 0];
  while (at < bytes.length && kept.next()) {
    const block = u8(bytes, at);
    if (block === END) {
      kept.range(at, at + 1);
      return frames === 0 ? null : { width, height, bytes: kept.whole() };
    }
    const label = u8(bytes, at + 1);
    let data = at + 2;
    let stays = true;
    if (block === IMAGE) {
      data = at + DESCRIPTOR_BYTES + tableBytes(u8(bytes, at + 9)) + 1;
      // A frame may be larger than the screen it is drawn on, and what draws it makes room for it.
      width = Math.max(width, u16le(bytes, at + 1) + u16le(bytes, at + 5));
      height = Math.max(height, u16le(bytes, at + 3) + u16le(bytes, at + 7));
      frames += 1;
    } else if (block === EXTENSION) stays = label === CONTROL || (label === APPLICATION && REPEATS.has(latin(bytes, at + 3, 11)));
    else return null;
    const next = afterBlocks(bytes, data);
    if (next === null) return null;
    if (stays) kept.range(at, next);
    at = next;
  }
  return null;
}

/** Behind the chain of blocks that starts here; null when it does not end. */
function afterBlocks(bytes: Uint8Array, from: number): number | null {
  for (let at = from; at < bytes.length;) {
    const length = u8(bytes, at);
    at += 1 + length;
    if (length === 0) return at;
  }
  return null;
}
