// How long a body may take (S69): 15 s, but for uploads, which have their own time and their own least pace. The server's own timeout is that
// of an upload: it knows one for all.
import type { IncomingMessage, Server } from 'node:http';
import { limits } from '@throughline/types';
import type { Clock } from '../../ports/clock.js';

const CHECK_MS = 5_000;

/** How to lift the 15 seconds off a request whose body is taken in as an upload. */
const timed = new WeakMap<IncomingMessage, () => void>();
const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** Cuts the connection of a body that takes longer. Has to hear a request before whoever answers it. */
export function limitBodies(http: Server, clock: Clock): void {
  http.on('request', (request: IncomingMessage) => {
    if (!hasBody(request)) return;
    const done = clock.after(limits.BODY_MAX_MS, () => request.socket.destroy());
    timed.set(request, done);
    request.once('end', done).once('close', done);
  });
}

/**
 * The bytes of an upload that somebody may make: from here on it has its own time. The connection is cut when they come slower than 1 KiB/s,
 * or for longer than five minutes.
 */
export async function* uploadBytes(request: IncomingMessage, clock: Clock): AsyncGenerator<Uint8Array> {
  timed.get(request)?.();
  const since = clock.now();
  let received = 0;
  let done = (): void => {};
  const check = (): void => {
    const tookMs = clock.now() - since;
    const tooSlow = tookMs > limits.BODY_MAX_MS && received * 1_000 < tookMs * limits.FILE_UPLOAD_MIN_BYTES_PER_S;
    if (tooSlow || tookMs > limits.FILE_UPLOAD_MAX_MS) request.socket.destroy();
    else done = clock.after(CHECK_MS, check);
  };
  done = clock.after(CHECK_MS, check);
  try {
    // Not destroyed when the reader stops early: the answer still goes out on this connection.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!(chunk instanceof Uint8Array)) throw new Error('A request gives bytes');
      received += chunk.length;
      yield chunk;
    }
  } finally {
    done();
  }
}
