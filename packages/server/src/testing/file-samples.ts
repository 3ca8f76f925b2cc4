// Small files with things in them that must not be kept, made by hand: every byte of them is said here.
import { crc32, deflateSync } from 'node:zlib';

/** What stands where a file tells about its maker: it must not survive. */
export const SECRET = 'GPS 52.5200 N 13.4050 E';

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const u32 = (value: number): Buffer => Buffer.from([value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]);
const le32 = (value: number): Buffer => Buffer.from(u32(value)).reverse();

const segment = (marker: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([0xff, marker]), u16(body.length + 2), body]);

/** Exif as a camera writes it: little-endian, orientation first, then a text with the place. */
const exif = (orientation: number): Buffer => {
  const entry = Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
  const head = Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0]);
  return Buffer.concat([Buffer.from('Exif\0\0'), head, entry, Buffer.alloc(4), Buffer.from(SECRET)]);
};

export function jpeg({ width = 16, height = 8, orientation = 6 } = {}): Buffer {
  const frame = Buffer.concat([Buffer.from([8]), u16(height), u16(width), Buffer.from([1, 1, 0x11, 0])]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.concat([Buffer.from('JFIF\0'), Buffer.from([1, 2, 0, 0, 1, 0, 1, 1, 1]), Buffer.from([9, 9, 9])])),
    segment(0xe1, exif(orientation)),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${SECRET}`)),
    segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours')),
    segment(0xed, Buffer.from(`Photoshop 3.0\0${SECRET}`)),
    segment(0xee, Buffer.from('Adobe\0d\0\0\0\0\x01', 'latin1')),
    segment(0xfe, Buffer.from(SECRET)),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    Buffer.from([0xff, 0xd9]),
    Buffer.from(SECRET), // what phones put behind the end
  ]);
}

const chunk = (name: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name), body]);
  return Buffer.concat([u32(body.length), named, u32(crc32(named))]);
};

/** One grey pixel each, whatever the size says. */
export function png({ width = 4, height = 4 } = {}): Buffer {
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([8, 0, 0, 0, 0])])),
    chunk('tEXt', Buffer.from(`Comment\0${SECRET}`)),
    chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${SECRET}`)),
    chunk('eXIf', exif(1).subarray(6)),
    chunk('pHYs', Buffer.concat([u32(2_835), u32(2_835), Buffer.from([1])])),
    chunk('IDAT', deflateSync(Buffer.alloc(Math.min((width + 1) * height, 10_000)))),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from(SECRET),
  ]);
}

const riff = (name: string, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(name), le32(body.length), body, Buffer.alloc(body.length % 2)]);

export function webp({ width = 20, height = 10 } = {}): Buffer {
  const minus = (value: number): Buffer => le32(value - 1).subarray(0, 3);
  const picture = Buffer.from([0x2f, 0, 0, 0, 0, 1, 2, 3]);
  const body = Buffer.concat([
    riff('VP8X', Buffer.concat([Buffer.from([0x0c, 0, 0, 0]), minus(width), minus(height)])),
    riff('VP8L', picture),
    riff('EXIF', exif(1)),
    riff('XMP ', Buffer.from(SECRET)),
  ]);
  return Buffer.concat([Buffer.from('RIFF'), le32(body.length + 4), Buffer.from('WEBP'), body]);
}

const blocks = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text), Buffer.from([0])]);

export function gif({ width = 6, height = 3 } = {}): Buffer {
  const le16 = (value: number): Buffer => Buffer.from([value & 0xff, value >> 8]);
  return Buffer.concat([
    Buffer.from('GIF89a'),
    le16(width),
    le16(height),
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from('NETSCAPE2.0'),
    Buffer.from([3, 1, 0, 0, 0]),
    Buffer.from([0x21, 0xfe]),
    blocks(SECRET),
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from('XMP DataXMP'),
    blocks(SECRET),
    Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0]),
    Buffer.concat([Buffer.from([0x2c, 0, 0, 0, 0]), le16(width), le16(height), Buffer.from([0, 2])]),
    Buffer.from([2, 0x44, 0x01, 0]),
    Buffer.from([0x3b]),
  ]);
}
