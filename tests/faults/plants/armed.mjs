// What happens at a failpoint: `after-commit:kill@37` kills the process at the 37th time this thread comes by. Without `@` it acts each
// time. Actions: kill (SIGKILL), throw, ioerror (as a failed disk does), cutoff (as a lost connection to PostgreSQL does), sleep=MS (a
// promise), block=MS (the thread), hoard=BYTES (of the heap, never given back), count (writes each hit to standard error).
// A thread counts for itself: each failpoint is passed by one thread only.

const hoarded = [];

const ACTIONS = {
  kill: () => process.kill(process.pid, 'SIGKILL'),
  throw: (_ms, name) => {
    throw new Error(`failpoint ${name}`);
  },
  ioerror: () => {
    throw new Error('disk I/O error');
  },
  cutoff: () => {
    throw new Error('Connection terminated unexpectedly');
  },
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  block: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
  hoard: (bytes) => void hoarded.push(Array.from({ length: bytes / 8 }, (_, index) => index + 0.5)),
  count: (_ms, name) => void process.stderr.write(`failpoint ${name}\n`),
};

/** @param {string | undefined} text comma-separated */
export function arm(text) {
  const armed = new Map();
  for (const one of (text ?? '').split(',').filter(Boolean)) {
    const match = /^([a-z-]+):([a-z]+)(?:=(\d+))?(?:@(\d+))?$/.exec(one);
    if (match === null || ACTIONS[match[2]] === undefined) throw new Error(`Not a failpoint: ${one}`);
    armed.set(match[1], {
      act: ACTIONS[match[2]],
      ms: Number(match[3] ?? 0),
      at: match[4] === undefined ? null : Number(match[4]),
      hits: 0,
    });
  }
  globalThis.throughlineFailpoint = (name) => {
    const point = armed.get(name);
    if (point === undefined) return undefined;
    point.hits += 1;
    return point.at === null || point.at === point.hits ? point.act(point.ms, name) : undefined;
  };
}
