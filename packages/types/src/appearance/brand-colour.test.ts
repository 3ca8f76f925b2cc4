import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentOn, contrast, onBrand } from './brand-colour.js';

const seed = process.env['FC_SEED'];
const options = seed === undefined ? {} : { seed: Number(seed) };
const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('brand colour', () => {
  it('[W151] text on any brand colour reaches 4.5:1', () => {
    fc.assert(
      fc.property(hex, (brand) => {
        const { color, text } = onBrand(brand);
        expect(contrast(color, text)).toBeGreaterThanOrEqual(4.5);
      }),
      options,
    );
  });

  it('[W151] prefers white text, after darkening by at most 15 % of lightness', () => {
    fc.assert(
      fc.property(hex, (brand) => {
        const { color, text } = onBrand(brand);
        const lightness = (value: string): number => {
          const parts = [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16));
          return (Math.max(...parts) + Math.min(...parts)) / 510;
        };
        if (contrast(brand, '#ffffff') >= 4.5) expect({ color, text }).toEqual({ color: brand, text: '#ffffff' });
        expect(lightness(brand) - lightness(color)).toBeLessThan(0.16);
        if (text === '#000000') expect(color).toBe(brand);
      }),
      options,
    );
  });

  it('[W151] accents reach 4.5:1 on both surfaces', () => {
    fc.assert(
      fc.property(hex, fc.constantFrom('#ffffff', '#16181d'), (brand, surface) => {
        expect(contrast(accentOn(brand, surface), surface)).toBeGreaterThanOrEqual(4.5);
      }),
      options,
    );
  });
});
