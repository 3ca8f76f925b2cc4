// Runs one check in a process of its own, with one bug planted in it and in every process that it starts.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { guard } from '../../servers/guard.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const REGISTER = new URL('register.mjs', import.meta.url).href;
const TRY = fileURLToPath(new URL('try.ts', import.meta.url));
const FOUND = 10;
export interface Attempt {
  /** What was wrong, as the check says it; empty: nothing. */
  found: string[];
  seconds: number;
}

/** `plant`: planted bugs and switches, joined by `+`. Throws when the check itself could not be carried out. */
export async function attempt({ check, plant, maxMs }: { check: string; plant: string; maxMs: number }): Promise<Attempt> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', REGISTER, TRY, check], {
    cwd: ROOT,
    env: { ...process.env, THROUGHLINE_TEST_PLANT: plant, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const release = child.pid === undefined ? (): void => undefined : guard({ pid: child.pid });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors = `${errors}${chunk.toString()}`.slice(-4_000)));
  const timer = setTimeout(() => child.kill('SIGKILL'), maxMs);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  release();
  const seconds = (performance.now() - began) / 1_000;
  const found = out.split('\n').filter(Boolean);
  if (code === FOUND) return { found, seconds };
  if (code === 0) return { found: [], seconds };
  throw new Error(`The check ${check} ended with ${code}: ${errors || out}`);
}
