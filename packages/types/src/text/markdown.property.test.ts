// The parser against random and hostile texts (S110, S111).
import { describe, expect, it } from 'vitest';
import { parseText } from './markdown.js';
import { walked } from '../testing/written.js';

const TEXTS = 1_000_000;
const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);

/** mulberry32: a million texts in seconds, and the same again by their seed. */
function random(state: number): (below: number) => number {
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const MARKS = ['*', '**', '***', '_', '__', '~', '~~', '`', '``', '```', '> ', '- ', '1. ', '\n', '\n\n', '  ', ' ', 'a', 'b c', '\\'];
const LINKS = [
  '[',
  ']',
  '(',
  ')',
  '](',
  '[a](',
  'http://',
  'https://',
  'mailto:',
  'tel:',
  'javascript:',
  'data:',
  '//',
  '@',
  ':',
  'a',
  'a.b',
  '.',
  '%6a',
  '\t',
  '?',
  '#',
  '&#x3a;',
];
const CONTROLS = ['\0', '\u0001', '\t', '\r', '\u001b', '\u0085', '\u00a0', '\u2028', '\ufeff', '\u200b', '\u200d'];
const BIDI = ['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u202c', '\u2066', '\u2069', 'א', 'ب'];
const SURROGATES = ['\ud83d', '\ude00', '😀', '\ud800', '\udfff', 'é', '请', '\u0301'];
const HTML = ['<', '>', '</', '<a href=', '<script>', '"', "'", '&lt;', '&', '<!--', 'on', '='];
const ALPHABETS = [
  MARKS,
  [...MARKS, ...LINKS],
  LINKS,
  [...LINKS, ...CONTROLS],
  [...LINKS, ...BIDI],
  [...MARKS, ...SURROGATES],
  [...HTML, ...LINKS],
  [MARKS, LINKS, CONTROLS, BIDI, SURROGATES, HTML].flat(),
];
const KINDS = new Set(['text', 'pre', 'quote', 'list', 'bold', 'italic', 'strike', 'code', 'break', 'link']);
const SAFE = /^(?:https?:\/\/[^/?#@]+(?:[/?#]|$)|mailto:[^\s@]+@|tel:\+?[\d().-]+$)/;

/** What neither a mark nor white space can be, in its order. */
const words = (text: string): string => text.replace(/[\s*_~`>\-•.)\ufeff]/g, '');

describe('any text', () => {
  it(`[S110] [W162] a million random texts make known nodes and allowed links only (FC_SEED=${seed})`, { timeout: 120_000 }, () => {
    const next = random(seed);
    let links = 0;
    for (let n = 0; n < TEXTS; n += 1) {
      const alphabet = ALPHABETS[n % ALPHABETS.length] ?? MARKS;
      let text = '';
      for (let length = next(14); length > 0; length -= 1) text += alphabet[next(alphabet.length)] ?? '';
      const { kinds, hrefs, depth } = walked(parseText(text));
      // Compared by hand: a million calls of `expect` take minutes.
      const strange = [...kinds].filter((kind) => !KINDS.has(kind));
      const unsafe = hrefs.filter((href) => !SAFE.test(href));
      links += hrefs.length;
      if (strange.length > 0 || unsafe.length > 0 || depth > 4)
        throw new Error(`${JSON.stringify(text)}: ${[...strange, ...unsafe, depth].join(' ')}`);
    }
    expect(links).toBeGreaterThan(TEXTS / 100); // the alphabets do make links
  });

  it(`[W160] no character is lost but the marks (FC_SEED=${seed})`, () => {
    const next = random(seed + 1);
    const alphabet = [...MARKS, ...SURROGATES, ...BIDI, ...HTML, '[', ']', 'x', 'y'];
    for (let n = 0; n < 100_000; n += 1) {
      let text = '';
      for (let length = next(30); length > 0; length -= 1) text += alphabet[next(alphabet.length)] ?? '';
      const kept = words(walked(parseText(text)).text);
      if (kept !== words(text)) throw new Error(`${JSON.stringify(text)} became ${JSON.stringify(kept)}`);
    }
  });
});

/** Shortest of many runs, ms: the machine may be busy. */
function fastest(text: string, runs: number): number {
  let best = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const before = performance.now();
    parseText(text);
    best = Math.min(best, performance.now() - before);
  }
  return best;
}
const filled = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
// Each asks for a second look at the rest of the text somewhere: starts without ends, ends without starts, almost-links, almost-addresses.
const WORST = [
  'a@',
  'http://',
  'a.a.',
  'a-',
  '@.',
  'https://a ',
  'a@b.c ',
  '.+-',
  'x@y.',
  '[',
  '[a](',
  '[a](x(',
  '](',
  '[a',
  '*a ',
  '**a ',
  '*a **b ~~c _d ',
  'a** ',
  '~~',
  '`a ``b ```c ',
  '`',
  '```\n',
  '```a\n',
  '> ',
  '> > > > > a\n',
  '- ',
  '- a\n',
  '- a\n  - b\n',
  '1. a\n',
  '\n',
  ' \n',
  '_a_',
  '***a** ',
  ' ',
  'http://!',
  'http://a)',
  'mailto:',
  '\t',
  '😀',
  'a_',
  '•',
];

describe('any size', () => {
  it('[W161] [S111] 8 KiB of the worst input take at most 10 ms', () => {
    for (const unit of WORST) expect(fastest(filled(unit, 8_192), 20), JSON.stringify(unit)).toBeLessThan(10);
  });

  it('[W161] [S111] twice the input costs less than 2.5 times the time', () => {
    for (const unit of WORST) {
      const [single, double] = [filled(unit, 4_096), filled(unit, 8_192)];
      let ratio = Infinity;
      for (let tries = 0; tries < 12 && ratio >= 2.5; tries += 1) ratio = Math.min(ratio, fastest(double, 25) / fastest(single, 25));
      expect(ratio, JSON.stringify(unit)).toBeLessThan(2.5);
    }
  });
});
