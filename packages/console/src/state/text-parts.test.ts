import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textParts } from './text-parts.js';

describe('what people wrote', () => {
  it('[K25] keeps every character, and links http and https only', () => {
    expect(textParts('see https://a.example/x?y=1. Thanks')).toEqual([
      { text: 'see ', href: null },
      { text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
      { text: '. Thanks', href: null },
    ]);
    for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '<img src=x onerror=alert(1)>', 'http://']) {
      expect(
        textParts(text).every((part) => part.href === null),
        text,
      ).toBe(true);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(
          textParts(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('[K25] stays fast on the worst text', () => {
    const worst = 'https://a'.repeat(910);
    const started = performance.now();
    textParts(worst);
    textParts('https://x.example '.repeat(455));
    expect(performance.now() - started).toBeLessThan(200);
    expect(textParts('https://x.example '.repeat(455)).filter((part) => part.href !== null)).toHaveLength(50);
  });
});
