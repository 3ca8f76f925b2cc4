// Which rows of the fault matrix run now. Rows marked N take minutes: they run with THROUGHLINE_TEST_NIGHTLY=1 and are otherwise named as
// not run, never counted as passed.
import { it } from 'vitest';

export const NIGHTLY = process.env['THROUGHLINE_TEST_NIGHTLY'] === '1';

const register = NIGHTLY ? it : it.skip;
const NOT_RUN = ': not run, THROUGHLINE_TEST_NIGHTLY=1 runs it';

const TIMEOUT_MS = 900_000; // minutes of faults, and the quiet after them

/** A row that runs at night. `name` begins with `[fault …]`. */
export function nightly(name: string, run: () => Promise<void>): void {
  if (!NIGHTLY) process.stderr.write(`${name}${NOT_RUN}\n`);
  register(NIGHTLY ? name : name + NOT_RUN, run, TIMEOUT_MS);
}
