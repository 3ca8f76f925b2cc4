// Runs the programs of the build one after the other. Built-in modules only: these scripts work before anything is installed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Folder of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs Node with these arguments in the checkout; answers its exit code. */
export function node(args, options = {}) {
  const { status, signal, error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  return signal === null ? (status ?? 1) : 1;
}

/** Like `node`, and ends this process with a line when the program failed. */
export function nodeOrExit(what, args) {
  const code = node(args);
  if (code === 0) return;
  console.error(`${what} failed`);
  process.exit(code);
}

/** Runs `work` and answers its result with its seconds, for people. */
export function timed(work) {
  const start = performance.now();
  const result = work();
  return { result, seconds: ((performance.now() - start) / 1000).toFixed(1) };
}
