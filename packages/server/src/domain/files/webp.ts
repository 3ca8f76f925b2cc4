// A WebP with the chunks that draw it and no others (S67): Exif, XMP and chunks nobody knows go, with the flags that announce them.
import { joined, latin, u16le, u24le, u32le, u8 } from './bytes.js';
import type { Bytes, Walked } from './bytes.js';
import { KeptParts } from './kept-parts.js';

const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const HEAD_BYTES = 12; // RIFF, size, WEBP
const CHUNK_HEAD_BYTES = 8;
const TELLING_FLAGS = 0x08 | 0x04; // Exif, XMP

export const isWebp = (bytes: Uint8Array): boolean => latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 4) === 'WEBP';

export function walkWebp(bytes: Uint8Array): Walked {
  if (!isWebp(bytes)) return null;
  const end = CHUNK_HEAD_BYTES + u32le(bytes, 4);
  if (end > bytes.length) return null; // cut off on the way
  const kept = new KeptParts(bytes);
  let size: { width: number; height: number } | null = null;
  for (let at = HEAD_BYTES; at + CHUNK_HEAD_BYTES <= end;) {
    if (!kept.next()) return null;
    const name = latin(bytes, at, 4);
    const length = u32le(bytes, at + 4);
    const next = at + CHUNK_HEAD_BYTES + length + (length % 2);
    if (at + CHUNK_HEAD_BYTES + length > end) return null;
    const stop = Math.min(next, end);
    size ??= sizeOf(name, bytes.subarray(at + CHUNK_HEAD_BYTES, stop));
    if (name === 'VP8X') kept.add(quiet(bytes.subarray(at, stop)));
    else if (KEPT.has(name)) kept.range(at, stop);
    at = next;
  }
  if (size === null) return null;
  const body = kept.whole();
  return { ...size, bytes: joined([head(body.length), body]) };
}

/** Of the first chunk: the whole picture, also of an animation. */
function sizeOf(name: string, data: Uint8Array): { width: number; height: number } | null {
  if (name === 'VP8X' && data.length >= 10) return { width: u24le(data, 4) + 1, height: u24le(data, 7) + 1 };
  if (name === 'VP8 ' && data.length >= 10) return { width: u16le(data, 6) & 0x3fff, height: u16le(data, 8) & 0x3fff };
  if (name !== 'VP8L' || data.length < 5 || u8(data, 0) !== 0x2f) return null;
  const bits = u32le(data, 1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function quiet(chunk: Uint8Array): Bytes {
  const copy = new Uint8Array(chunk);
  copy[CHUNK_HEAD_BYTES] = u8(chunk, CHUNK_HEAD_BYTES) & ~TELLING_FLAGS;
  return copy;
}

function head(bodyBytes: number): Bytes {
  const size = bodyBytes + 4;
  const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
  return new Uint8Array([...letters('RIFF'), size & 0xff, (size >>> 8) & 0xff, (size >>> 16) & 0xff, size >>> 24, ...letters('WEBP')]);
}
