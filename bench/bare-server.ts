// The bare socket.io relay as a child process with a probe in it: the baseline of memory.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Probe } from './probe.js';

export async function startBareServer({ nodeArgs, env }: Pick<Probe, 'nodeArgs' | 'env'>): Promise<{ url: string; stop: () => void }> {
  const script = fileURLToPath(new URL('bare-relay.ts', import.meta.url));
  const child = spawn(process.execPath, [...nodeArgs, '--import', 'tsx', script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error('The bare relay did not start')));
  });
  const { url }: { url: string } = JSON.parse(line);
  return { url, stop: () => void child.kill('SIGTERM') };
}
