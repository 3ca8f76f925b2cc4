// `node --import …/bench/probe.mjs`: lets a bench ask a server process what it holds after a garbage collection, and how many operations
// it asked of its store. Beside the product, not in it. Asked through a socket of its own, so that asking takes no part in what is measured.
import { register } from 'node:module';
import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** Two rounds: what finalizers of the first let go is taken by the second. */
async function collect(gc) {
  for (let round = 0; round < 2; round += 1) {
    gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
}

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  const operations = {};
  globalThis.throughlineCount = (name) => {
    operations[name] = (operations[name] ?? 0) + 1;
  };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      void collect(gc).then(() => socket.end(JSON.stringify({ memory: process.memoryUsage(), operations })));
    });
  });
  server.listen(process.env.THROUGHLINE_TEST_PROBE).unref();
  register('./probe-hook.mjs', import.meta.url);
}
