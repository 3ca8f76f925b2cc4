// `node --import …/register.mjs`: this process, and every worker thread it starts, loads the built packages through `hook.mjs`.
// Planted bugs and failpoints exist nowhere else: the release holds neither (P112), because they are edits made while a module is loaded.
import { register } from 'node:module';
import './arm.mjs';

const { THROUGHLINE_TEST_CLOCK: clock, THROUGHLINE_TEST_FAILPOINT: failpoint, THROUGHLINE_TEST_PLANT: plant } = process.env;
register('./hook.mjs', import.meta.url, {
  data: { plant: plant ?? '', failpoints: failpoint !== undefined, clock: clock !== undefined },
});
