// What a server process holds, asked from outside (probe.mjs): its memory after a garbage collection, its store operations so far.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Held {
  /** Bytes of the process, and of its JavaScript: heap and what hangs on it. */
  rss: number;
  heap: number;
  /** Calls of each store operation since the start; empty for a server without a store. */
  operations: Record<string, number>;
}

export interface Probe {
  readonly nodeArgs: string[];
  readonly env: Record<string, string>;
  /** Collects garbage first. */
  held(): Promise<Held>;
  remove(): void;
}

/** One per server process; hand `nodeArgs` and `env` to it. */
export function createProbe(): Probe {
  const folder = mkdtempSync(join(tmpdir(), 'probe-'));
  const path = join(folder, 'socket');
  return {
    nodeArgs: ['--import', fileURLToPath(new URL('probe.mjs', import.meta.url))],
    env: { THROUGHLINE_TEST_PROBE: path },
    held: () => ask(path),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function ask(path: string): Promise<Held> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => void socket.write('?'));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.once('error', reject);
    socket.once('end', () => {
      const { memory, operations }: { memory: NodeJS.MemoryUsage; operations: Record<string, number> } = JSON.parse(text);
      resolve({ rss: memory.rss, heap: memory.heapUsed + memory.external, operations });
    });
  });
}

/** All calls between two answers, and each operation's share. */
export function operationsBetween(before: Held, after: Held): { total: number; byName: Record<string, number> } {
  const byName: Record<string, number> = {};
  let total = 0;
  for (const [name, calls] of Object.entries(after.operations)) {
    const more = calls - (before.operations[name] ?? 0);
    if (more > 0) byName[name] = more;
    total += more;
  }
  return { total, byName };
}
