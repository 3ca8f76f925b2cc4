// Ends what a test run started, even when the run itself is killed (G48). It holds the read end of a pipe; the pipe closes with its parent,
// whatever ended it. (Not signal handlers alone: SIGKILL and a crash run none.)
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const GRACE_MS = 3_000;
const pids = new Set();
const folders = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { pid, folder, over } = JSON.parse(line);
  const [set, item] = pid === undefined ? [folders, folder] : [pids, pid];
  if (over) set.delete(item);
  else set.add(item);
});
lines.on('close', () => {
  void end();
});

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

async function end() {
  for (const pid of pids) if (alive(pid)) process.kill(pid, 'SIGQUIT');
  for (let waited = 0; [...pids].some(alive) && waited < GRACE_MS; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
  for (const pid of pids) if (alive(pid)) process.kill(pid, 'SIGKILL');
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  process.exit(0);
}
