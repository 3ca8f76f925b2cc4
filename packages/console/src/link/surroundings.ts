// Time, chance and timers of the browser for the shared delivery client.
import type { Surroundings } from '@throughline/types';

const HEX128_BYTES = 16;

export const browserSurroundings: Surroundings = {
  now: () => Date.now(),
  random: () => Math.random(),
  hex128: () => [...crypto.getRandomValues(new Uint8Array(HEX128_BYTES))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
