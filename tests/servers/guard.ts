// Hands processes and folders of a test run to the watchdog, which removes what the run could not (G48).
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

type Charge = { pid: number } | { folder: string };

let watchdog: ChildProcess | undefined;

function tell(charge: Charge & { over?: true }): void {
  if (watchdog === undefined) {
    const script = fileURLToPath(new URL('watchdog.mjs', import.meta.url));
    watchdog = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    watchdog.unref();
    const { stdin } = watchdog;
    if (stdin !== null && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  }
  watchdog.stdin?.write(`${JSON.stringify(charge)}\n`);
}

/** Ends the process, or removes the folder, when this process is gone. The result calls it off; twice is fine. */
export function guard(charge: Charge): () => void {
  tell(charge);
  return () => tell({ ...charge, over: true });
}
