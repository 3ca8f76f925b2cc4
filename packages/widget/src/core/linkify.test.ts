import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.js';

const seed = process.env['FC_SEED'];
const options = seed === undefined ? {} : { seed: Number(seed) };
const joined = (text: string): string =>
  linkify(text)
    .map((piece) => (typeof piece === 'string' ? piece : piece.text))
    .join('');
const links = (text: string): string[] => linkify(text).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.href]));

describe('linkify', () => {
  it('finds http, https and mail addresses, without the punctuation behind them', () => {
    expect(links('See https://example.com/a?b=1, or (http://example.org/x). Mail mara@example.com!')).toEqual([
      'https://example.com/a?b=1',
      'http://example.org/x',
      'mailto:mara@example.com',
    ]);
  });

  it('[W162] makes links of http, https and mailto only', () => {
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'https://user:pass@example.com',
      'https://',
    ])
      expect(links(bad).filter((href) => !href.startsWith('mailto:'))).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const href of links(text)) expect(['http:', 'https:', 'mailto:']).toContain(new URL(href).protocol);
      }),
      options,
    );
  });

  it('loses nothing of any text', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.emailAddress())), (parts) => {
        const text = parts.join(' ');
        expect(joined(text)).toBe(text);
      }),
      options,
    );
  });

  it('shows a foreign-letter host as punycode in the address', () => {
    expect(links('https://exаmple.com')).toEqual(['https://xn--exmple-4nf.com/']); // a Cyrillic а
  });

  it('[W161] 8 KiB of the worst input take at most 10 ms, and at most 50 links are made', () => {
    const time = (text: string): number => {
      const before = performance.now();
      linkify(text);
      return performance.now() - before;
    };
    for (const unit of ['a@', 'http://', 'a.a.', 'a-', '@.', 'https://a ', 'a@b.c ', '.+-', 'x@y.']) {
      const text = unit.repeat(Math.ceil(8_192 / unit.length));
      linkify(text);
      expect(Math.min(...Array.from({ length: 20 }, () => time(text))), unit).toBeLessThan(10); // the best of them: the machine may be busy
    }
    expect(links('https://a.example '.repeat(80))).toHaveLength(50);
  });
});
