// For servers that cannot choose a port by themselves, or have to keep it over a restart.
import { createServer } from 'node:net';

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() => (typeof bound === 'object' && bound !== null ? resolve(bound.port) : reject(new Error('No free port'))));
    });
  });
}
