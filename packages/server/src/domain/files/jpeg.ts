// A JPEG without what tells about its maker (S67): segments of an application stay only where the colours depend on them, comments go, and so
// does whatever follows the end of the picture. How the camera was held stays, in a segment of our own: a picture must not lie on its side.
import { latin, u16be, u8 } from './bytes.js';
import type { Bytes, Walked } from './bytes.js';
import { exifOrientation, orientationSegment } from './jpeg-orientation.js';
import { KeptParts } from './kept-parts.js';

const [SOI, EOI, SOS, COM] = [0xd8, 0xd9, 0xda, 0xfe];
const [APP0, APP1, APP2, APP14, APP15] = [0xe0, 0xe1, 0xe2, 0xee, 0xef];
/** Starts of a frame: the size is in them. Not Huffman tables, arithmetic conditions and the reserved one, which lie between them. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Without a length: restarts and the one for tests. They stand between coded data, and nowhere else. */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

const UPRIGHT = 1;
/** From here on the rows of the file are the columns of the picture. */
const FIRST_ON_ITS_SIDE = 5;
const onItsSide = ({ width, height }: { width: number; height: number }) => ({ width: height, height: width });

/** The size is that of the picture as it is shown. */
export function walkJpeg(bytes: Uint8Array): Walked {
  if (u8(bytes, 0) !== 0xff || u8(bytes, 1) !== SOI) return null;
  const kept = new KeptParts(bytes);
  kept.range(0, 2);
  let size: { width: number; height: number } | null = null;
  let orientation: number | null = null; // the first Exif says it
  let at = 2;
  while (at < bytes.length) {
    if (u8(bytes, at) !== 0xff) return null;
    const marker = u8(bytes, at + 1);
    if (marker === 0xff) {
      at += 1; // padding
      continue;
    }
    if (marker === EOI) {
      kept.range(at, at + 2);
      if (size === null) return null;
      return { ...((orientation ?? UPRIGHT) < FIRST_ON_ITS_SIDE ? size : onItsSide(size)), bytes: kept.whole() };
    }
    if (isBare(marker) || !kept.next()) return null;
    const length = u16be(bytes, at + 2);
    const next = at + 2 + length;
    if (length < 2 || next > bytes.length) return null;
    const segment = bytes.subarray(at, next);
    if (isFrame(marker) && length >= 8) size ??= { height: u16be(bytes, at + 5), width: u16be(bytes, at + 7) };
    if (marker === APP1 && orientation === null && latin(segment, 4, 6) === 'Exif\0\0') {
      orientation = exifOrientation(segment.subarray(10));
      if (orientation > UPRIGHT) kept.add(orientationSegment(orientation));
    }
    const part = keptSegment(marker, segment);
    if (part === segment) kept.range(at, next);
    else if (part !== null) kept.add(part);
    at = next;
    if (marker !== SOS) continue;
    at = endOfScan(bytes, next);
    kept.range(next, at);
  }
  return null; // no end: cut off on the way
}

/** Null: it goes. */
function keptSegment(marker: number, segment: Uint8Array): Uint8Array | null {
  if (marker === COM) return null;
  if (marker < APP0 || marker > APP15) return segment;
  if (marker === APP0) return latin(segment, 4, 5) === 'JFIF\0' ? plainJfif(segment) : null;
  if (marker === APP2) return latin(segment, 4, 12) === 'ICC_PROFILE\0' ? segment : null;
  return marker === APP14 && latin(segment, 4, 5) === 'Adobe' ? segment : null;
}

const JFIF_BYTES = 18; // marker, length, name, version, density, and two zeros where the size of a thumbnail stands

/** Without its thumbnail: of a picture that was cut it shows what was cut away. */
function plainJfif(segment: Uint8Array): Bytes | null {
  if (segment.length < JFIF_BYTES) return null;
  const plain = new Uint8Array(segment.subarray(0, JFIF_BYTES));
  plain.set([0, JFIF_BYTES - 2], 2);
  plain.set([0, 0], JFIF_BYTES - 2);
  return plain;
}

/** Where the next marker stands behind the coded data. */
function endOfScan(bytes: Uint8Array, from: number): number {
  // Byte by byte: a call of `indexOf` for each of five million 0xff takes many times as long.
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const marker = u8(bytes, at + 1);
    if (marker !== 0 && marker !== 0xff && !isBare(marker)) return at;
  }
  return bytes.length;
}
