import { describe, expect, it } from 'vitest';
import { SECRET, gif, jpeg, png, webp } from '../../testing/file-samples.js';
import { checkContent } from './check-content.js';

const accepted = (bytes: Uint8Array) => {
  const checked = checkContent(bytes);
  if (!checked.ok) throw new Error(`refused: ${checked.code} ${checked.detail}`);
  return checked.content;
};
const refusal = (bytes: Uint8Array | string): string => {
  const checked = checkContent(Buffer.from(bytes));
  return checked.ok ? checked.content.type : checked.code;
};
const utf16 = Buffer.from('﻿hello', 'utf16le');

describe('what a file is', () => {
  it.each([
    ['a JPEG', jpeg({ orientation: 1 }), { type: 'image/jpeg', width: 16, height: 8 }],
    ['a JPEG of a camera that was held upright', jpeg({ orientation: 6 }), { type: 'image/jpeg', width: 8, height: 16 }],
    ['a PNG', png(), { type: 'image/png', width: 4, height: 4 }],
    ['a GIF', gif(), { type: 'image/gif', width: 6, height: 3 }],
    ['a WebP', webp(), { type: 'image/webp', width: 20, height: 10 }],
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1'), { type: 'application/pdf' }],
    ['text', Buffer.from('Grüße, 東京 👋'), { type: 'text/plain' }],
    ['text that turns around and holds a NUL', Buffer.from('a\u202eb\0c'), { type: 'text/plain' }],
    ['an address in angle brackets inside a text', Buffer.from('Mail me <ana@shop.example>'), { type: 'text/plain' }],
  ])('[S66] told by its first bytes: %s', (_name, bytes, expected) => {
    expect(accepted(bytes)).toMatchObject(expected);
  });

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['HTML behind blanks and a byte order mark', '\ufeff \r\n\t<!DOCTYPE html><script>alert(1)</script>'],
    ['HTML without a doctype', '<img src=x onerror=alert(1)>'],
    ['XML', '<?xml version="1.0"?><x/>'],
    ['a program', '#!/bin/sh\nrm -rf /'],
    ['UTF-16', utf16],
    ['overlong UTF-8', Buffer.from([0xc0, 0xaf])],
    ['half a surrogate pair', Buffer.from([0xed, 0xa0, 0x80])],
    ['a character that was cut', Buffer.from([0x41, 0xe2, 0x82])],
    ['beyond Unicode', Buffer.from([0xf4, 0x90, 0x80, 0x80])],
    ['an archive', Buffer.from('PK\x03\x04\xff\xfe', 'latin1')],
    ['a program for Windows', Buffer.from('MZ\x90\x00\xff', 'latin1')],
    ['nothing', ''],
  ])('[S66] [S138] never taken: %s', (_name, bytes) => {
    expect(refusal(bytes)).toBe('unsupported_media');
  });

  it.each([
    ['JPEG', jpeg()],
    ['PNG', png()],
    ['GIF', gif()],
    ['WebP', webp()],
  ])(
    '[S67] where it was taken, by whom and what they wrote beside it is gone from a %s, and taking it in again changes nothing',
    (_name, bytes) => {
      expect(bytes.includes(SECRET)).toBe(true);
      const { bytes: kept, ...told } = accepted(bytes);
      expect(Buffer.from(kept).includes(SECRET)).toBe(false);
      expect(Buffer.from(kept).includes('Exif\0\0II')).toBe(false);
      const again = accepted(kept);
      expect(Buffer.from(again.bytes).equals(kept)).toBe(true);
      expect({ ...again, bytes: null }).toEqual({ ...told, bytes: null });
    },
  );

  it('[S67] colours, repeats and how the camera was held stay', () => {
    const kept = Buffer.from(accepted(jpeg({ orientation: 6 })).bytes);
    expect(kept.includes('ICC_PROFILE')).toBe(true);
    expect(kept.includes('Adobe')).toBe(true);
    expect(kept.subarray(kept.indexOf('Exif'))[6 + 8 + 2 + 9]).toBe(6);
    expect(Buffer.from(accepted(jpeg({ orientation: 1 })).bytes).includes('Exif')).toBe(false);
    expect(Buffer.from(accepted(gif()).bytes).includes('NETSCAPE2.0')).toBe(true);
    expect(Buffer.from(accepted(png()).bytes).includes('pHYs')).toBe(true);
  });

  it('[S67] [S140] a picture above 40 megapixels is refused by its header, without drawing it', () => {
    expect(refusal(png({ width: 50_000, height: 50_000 }))).toBe('too_large');
    expect(refusal(png({ width: 8_000, height: 5_000 }))).toBe('image/png');
    expect(refusal(jpeg({ width: 65_000, height: 65_000 }))).toBe('too_large');
    expect(refusal(webp({ width: 16_384, height: 16_384 }))).toBe('too_large');
    expect(refusal(gif({ width: 60_000, height: 60_000 }))).toBe('too_large');
  });

  it.each([
    ['JPEG', jpeg()],
    ['PNG', png()],
    ['GIF', gif()],
    ['WebP', webp()],
  ])('[S140] a %s cut at any byte is refused or whole, and never takes long', (_name, bytes) => {
    const whole = accepted(bytes).bytes;
    for (let length = 1; length < bytes.length; length += 1) {
      const checked = checkContent(bytes.subarray(0, length));
      if (checked.ok && checked.content.type !== 'text/plain') expect(Buffer.from(checked.content.bytes).equals(whole)).toBe(true);
    }
  });
});

describe('a picture of many tiny blocks', () => {
  const MANY = 10 * 1024 * 1024;
  const filled = (block: Buffer): Buffer => Buffer.alloc(MANY, block);
  const after = (bytes: Buffer, at: number, more: Buffer): Buffer => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  const emptyData = Buffer.from([0, 0, 0, 0, ...Buffer.from('IDAT'), 0x35, 0xaf, 0x06, 0x1e]);

  it.each([
    ['JPEG of bare markers', after(jpeg(), 2, filled(Buffer.from([0xff, 0x01])))],
    ['JPEG of empty segments', after(jpeg(), 2, filled(Buffer.from([0xff, 0xdb, 0, 2])))],
    ['PNG of empty data', after(png(), 33, filled(emptyData))],
    ['GIF of empty extensions', after(gif(), 19, Buffer.concat([filled(Buffer.from([0x21, 0xf9, 0])).subarray(0, 3 * 3_000_000)]))],
    ['WebP of empty chunks', webpWith(filled(Buffer.from('ALPH\0\0\0\0')))],
  ])('[S140] a %s is refused before it costs time and memory', (_name, bytes) => {
    const [before, began] = [process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed, performance.now()];
    expect(refusal(bytes)).toBe('unsupported_media');
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
  });

  it('[S67] long animations and restarts inside a scan are taken', () => {
    const frame = Buffer.concat([
      Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0]),
      Buffer.from([0x2c, 0, 0, 0, 0, 6, 0, 3, 0, 0, 2, 2, 0x44, 0x01, 0]),
    ]);
    const film = after(gif(), 19, Buffer.alloc(frame.length * 5_000, frame));
    expect(accepted(film).bytes.length).toBeGreaterThan(frame.length * 5_000);
    const scan = jpeg().lastIndexOf(Buffer.from([0xff, 0xd9]));
    const restarts = filled(Buffer.from([0xff, 0xd0, 0x12, 0x34]));
    expect(accepted(after(jpeg(), scan, restarts)).bytes.length).toBeGreaterThan(MANY);
  });

  it('[S67] how a camera was held is said once, however often the file says it: nothing taken in grows', () => {
    const said = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
    const short = Buffer.from([0xff, 0xe1, 0, 30, ...Buffer.from('Exif\0\0'), ...said]); // four bytes less than what we write
    const sent = after(jpeg(), 2, Buffer.alloc(short.length * 10_000, short));
    const kept = Buffer.from(accepted(sent).bytes);
    expect(kept.length).toBeLessThan(sent.length);
    expect(kept.indexOf('Exif')).toBe(kept.lastIndexOf('Exif'));
  });
});

function webpWith(chunks: Buffer): Buffer {
  const bytes = Buffer.concat([webp(), chunks]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  return bytes;
}
