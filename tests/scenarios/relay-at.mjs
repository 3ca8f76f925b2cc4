// A relay that lives in another time: the built product with a clock that the parent process sets by message. `{ now }` in, `{ now }` back.
import { compose } from '../../packages/server/dist/compose.js';
import { readConfig } from '../../packages/server/dist/config.js';
import { startRelay } from '../../packages/server/dist/relay.js';

let ahead = 0; // ms that this relay's time is away from the machine's
const clock = {
  now: () => Date.now() + ahead,
  after(ms, run) {
    const timer = setTimeout(() => run(), ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

const parts = await compose(readConfig({}, process.env), { exclusive: true, clock });
const relay = await startRelay(parts, { port: 0, host: '127.0.0.1', publicUrl: undefined });
process.on('message', ({ now }) => {
  ahead = now - Date.now();
  process.send({ now: clock.now() });
});
process.on('disconnect', () => void relay.close().then(() => process.exit(0)));
process.on('SIGTERM', () => void relay.close().then(() => process.exit(0)));
process.send({ url: relay.url.replace('127.0.0.1', 'localhost') });
