// Another time for one relay: THROUGHLINE_TEST_CLOCK names a file that holds `{"offsetMs": …, "rate": …}` and may change while the relay
// runs. Only the wall clock moves; timers are monotonic, as on a machine whose date is set.
import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 20; // a test that moves the clock waits at least this long

/** The one place where the relay asks what time it is. */
export const clockEdits = [
  {
    file: 'packages/server/dist/adapters/clock/system-clock.js',
    find: 'now: () => Date.now(),',
    replace: 'now: () => globalThis.throughlineClock(),',
  },
];

/** @param {string} file */
export function setClock(file) {
  const started = Date.now();
  let setting = { offsetMs: 0, rate: 1 };
  let looked = Number.NEGATIVE_INFINITY;
  globalThis.throughlineClock = () => {
    if (performance.now() - looked > LOOK_EVERY_MS) {
      looked = performance.now();
      setting = { offsetMs: 0, rate: 1, ...JSON.parse(readFileSync(file, 'utf8')) };
    }
    return Math.round(started + (Date.now() - started) * setting.rate + setting.offsetMs);
  };
}
