// Which pages may use a public key.
import { describe, expect, it } from 'vitest';
import { isOriginPattern, originAllowed } from './origin.js';

describe('origins', () => {
  it('[S130] exact scheme, host and port; a wildcard is the whole leftmost label', () => {
    const list = ['https://shop.example.com', 'https://*.example.org', 'http://localhost:3000', 'https://port.example:443'];
    const good = ['https://shop.example.com', 'https://a.example.org', 'http://localhost:3000', 'https://port.example'];
    const bad = [
      'http://shop.example.com',
      'https://shop.example.com:8443',
      'https://SHOP.example.com',
      'https://evil-shop.example.com',
      'https://shop.example.com.evil',
      'https://example.org',
      'https://a.b.example.org',
      'https://evil-example.org',
      'https://.example.org',
      'null',
      '',
      'http://localhost',
      'https://xn--shp-0na.example.com',
    ];
    for (const origin of good) expect(originAllowed(list, origin), origin).toBe(true);
    for (const origin of bad) expect(originAllowed(list, origin), origin).toBe(false);
    expect(originAllowed(['*'], 'https://anything.example')).toBe(true);
    expect(originAllowed(['https://exa*.com', 'https://a.*.com'], 'https://exam.com')).toBe(false);
  });

  it('[S130] patterns with a path, a partial wildcard or no host are no patterns', () => {
    for (const entry of ['*', 'https://a.example', 'http://localhost:3000', 'https://*.example.com', 'http://[::1]:3000'])
      expect(isOriginPattern(entry), entry).toBe(true);
    for (const entry of ['', 'a.example', 'https://a.example/path', 'https://a*.example', 'https://*', 'https://*.com:x', 'https://'])
      expect(isOriginPattern(entry), entry).toBe(false);
  });
});
