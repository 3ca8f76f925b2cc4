// Where the webhooks of a run arrive: verifies each signature as a receiver would, and writes it down.
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { History } from '../history.js';

export interface HookSink {
  readonly port: number;
  /** Answers 500 for a while: what was sent has to be sent again. */
  failing: boolean;
  secret: string;
  close(): void;
}

/** As the library verifies, but whatever the time says: the relay's clock jumps in a run. */
function holds(secret: string, headers: Record<string, string>, body: string): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
  const own = new Webhook(secret).sign(headers['webhook-id'] ?? '', at, body);
  return (headers['webhook-signature'] ?? '').split(' ').includes(own);
}

export async function startHookSink(history: History): Promise<HookSink> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (sink.failing) return void response.writeHead(500).end();
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const verified = holds(sink.secret, headers, body);
      const context = /"contextId":"([^"]+)"/.exec(body)?.[1] ?? '';
      history.add('sink', { type: 'ok', f: 'hook', id: headers['webhook-id'] ?? '', context, verified });
      return void response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const sink: HookSink = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    failing: false,
    secret: '',
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return sink;
}
