// Arms this thread from its environment: what the edits of the built files call.
import { arm } from './armed.mjs';
import { setClock } from './clock.mjs';

const { THROUGHLINE_TEST_CLOCK: clock, THROUGHLINE_TEST_FAILPOINT: failpoint } = process.env;
arm(failpoint);
if (clock !== undefined) setClock(clock);
