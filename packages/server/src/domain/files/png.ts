// A PNG with the chunks that draw it and no others (S67): texts, Exif, times, chunks nobody knows and whatever follows the end go.
import { latin, u32be, u8 } from './bytes.js';
import type { Walked } from './bytes.js';
import { KeptParts } from './kept-parts.js';

const SIGNATURE = '\x89PNG\r\n\x1a\n';
const SIGNATURE_BYTES = 8;
const AROUND_BYTES = 12; // length, name, checksum
const KEPT = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND'],
  ...['tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT', 'bKGD', 'pHYs', 'mDCV', 'cLLI'],
  ...['acTL', 'fcTL', 'fdAT'], // animation
]);

export const isPng = (bytes: Uint8Array): boolean => latin(bytes, 0, SIGNATURE_BYTES) === SIGNATURE;

export function walkPng(bytes: Uint8Array): Walked {
  if (!isPng(bytes)) return null;
  const kept = new KeptParts(bytes);
  kept.range(0, SIGNATURE_BYTES);
  let size: { width: number; height: number } | null = null;
  for (let at = SIGNATURE_BYTES; at + AROUND_BYTES <= bytes.length && kept.next();) {
    const next = at + AROUND_BYTES + u32be(bytes, at);
    const name = latin(bytes, at + 4, 4);
    if (next > bytes.length || (size === null && name !== 'IHDR')) return null;
    if (name === 'IHDR') size = { width: u32be(bytes, at + 8), height: u32be(bytes, at + 12) };
    else if (isCritical(bytes, at) && !KEPT.has(name)) return null; // it cannot be drawn without what we do not know
    if (KEPT.has(name)) kept.range(at, next);
    if (name === 'IEND') return size === null ? null : { ...size, bytes: kept.whole() };
    at = next;
  }
  return null;
}

/** A capital first letter: who does not know the chunk must not draw the picture. */
const isCritical = (bytes: Uint8Array, at: number): boolean => (u8(bytes, at + 4) & 0x20) === 0;
