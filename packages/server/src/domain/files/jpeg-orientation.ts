// How the camera was held, read out of Exif and written as the only thing in it: the rest (place, time, device, thumbnail) is left behind.
import { latin, u16be, u16le, u32be, u32le } from './bytes.js';
import type { Bytes } from './bytes.js';

const ORIENTATION = 0x0112;
const ENTRY_BYTES = 12;
const UPRIGHT = 1;
const LAST = 8;

/** 1 to 8 as Exif counts them, of the bytes behind `Exif\0\0`; 1 when nothing readable says otherwise. */
export function exifOrientation(tiff: Uint8Array): number {
  const order = latin(tiff, 0, 2);
  if (order !== 'II' && order !== 'MM') return UPRIGHT;
  const u16 = order === 'II' ? u16le : u16be;
  const u32 = order === 'II' ? u32le : u32be;
  const directory = u32(tiff, 4);
  const entries = u16(tiff, directory);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.length) break;
    if (u16(tiff, at) !== ORIENTATION) continue;
    const value = u16(tiff, at + 8);
    return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
  }
  return UPRIGHT;
}

/** An APP1 segment that says this and nothing else. */
export function orientationSegment(orientation: number): Bytes {
  const header = [0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0]; // marker, length, `Exif\0\0`
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8]; // big-endian, directory behind this
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]; // one SHORT
  return new Uint8Array([...header, ...tiff, 0, 1, ...entry, 0, 0, 0, 0]);
}
