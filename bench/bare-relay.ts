// The baseline: a socket.io relay that keeps nothing. Same transport settings, same messages, an ack per submission, delivery to the
// agent; no store, no identity, no context. What the durable relay costs is the distance to this one.
import { createServer } from 'node:http';
import { AGENT_SOCKET_PATH, VISITOR_SOCKET_PATH, limits } from '@throughline/types';
import type { Submit } from '@throughline/types';
import { Server } from 'socket.io';

const http = createServer();
const settings = {
  transports: ['websocket' as const],
  serveClient: false,
  maxHttpBufferSize: limits.FRAME_MAX_BYTES,
  perMessageDeflate: false,
  pingInterval: limits.PING_INTERVAL_MS,
  pingTimeout: limits.PING_TIMEOUT_MS,
};
const agents = new Server(http, { ...settings, path: AGENT_SOCKET_PATH });
const visitors = new Server(http, { ...settings, path: VISITOR_SOCKET_PATH });
const heads = new Map<string, number>();

visitors.on('connection', (socket) => {
  socket.on('submit', (submit: Submit, ack: (answer: unknown) => void) => {
    const conv = submit.conv ?? submit.conv_key ?? '';
    const results = submit.msgs.map(({ n, kind, body }) => {
      const seq = (heads.get(conv) ?? 0) + 1;
      heads.set(conv, seq);
      const entry = { lane: 'pub', seq, id: `${conv}-${seq}`, kind, body, ts: Date.now(), cid: `${submit.stream}:${n}` };
      agents.emit('ev', { conv, epoch: '', entry });
      socket.emit('ev', { conv, epoch: '', entry });
      return { n, lane: 'pub', seq, id: entry.id, ts: entry.ts };
    });
    ack({ ok: true, conv, epoch: '', last_n: results.at(-1)?.n, results });
  });
});

http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  process.stdout.write(`${JSON.stringify({ url: typeof address === 'object' ? `http://127.0.0.1:${address?.port ?? 0}` : '' })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
