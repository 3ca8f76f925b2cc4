import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStored } from './stored-shape.js';

const seed = process.env['FC_SEED'];
const HEX = '0123456789abcdef0123456789abcdef';
const good = {
  convKey: HEX,
  conv: null,
  stream: HEX,
  nextN: 2,
  items: [{ n: 1, origin: `${HEX}:1`, kind: 'message', body: { text: 'hi' }, at: 1, state: { state: 'queued' } }],
};

describe('what the browser gives back', () => {
  it('takes what this build writes', () => {
    expect(isStored(good)).toBe(true);
    expect(isStored({ ...good, conv: 'cnv_1', items: [] })).toBe(true);
  });

  it('[S104] refuses everything else, and never throws', () => {
    expect(isStored({ ...good, convKey: '<img>' })).toBe(false);
    expect(isStored({ ...good, items: [{ ...good.items[0], state: { state: 'acked' } }] })).toBe(false);
    expect(isStored({ ...good, items: [{ ...good.items[0], n: -1 }] })).toBe(false);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(isStored(value)).toBe(false);
      }),
      seed === undefined ? {} : { seed: Number(seed) },
    );
    fc.assert(
      fc.property(fc.constantFrom('convKey', 'conv', 'stream', 'nextN', 'items'), fc.anything(), (key, value) => {
        const wrong = { ...good, [key]: value };
        if (isStored(wrong)) expect(key === 'conv' || key === 'items' || key === 'nextN').toBe(true);
      }),
      seed === undefined ? {} : { seed: Number(seed) },
    );
  });
});
