// Time and chance of a real page, for the delivery client.
import type { Surroundings } from '@throughline/types';

export const surroundings: Surroundings = {
  now: () => Date.now(),
  random: () => Math.random(),
  hex128: () => crypto.randomUUID().replace(/-/g, ''), // 122 random bits: names, never capabilities (S10)
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
