// Listening: an explicit port must be free; without one, 3000 or the next free (G51).
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const DEFAULT_PORT = 3_000;
const TRIES = 20;

function tryPort(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(error);
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve();
    });
  });
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** Resolves with the port. Rejects with EADDRINUSE when a wanted port is taken. */
export async function listen(server: Server, { port, host }: { port: number | undefined; host: string }): Promise<number> {
  for (let candidate = port ?? DEFAULT_PORT, left = TRIES; ; candidate += 1, left -= 1) {
    try {
      await tryPort(server, candidate, host);
      break;
    } catch (error) {
      if (port !== undefined || !isTaken(error) || left <= 1) throw error;
    }
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return (address satisfies AddressInfo).port;
}
