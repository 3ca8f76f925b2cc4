// Small stages in which the relay is killed: what was acked, published or due has to be there afterwards.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { onRelay } from './ground.js';
import type { Scene } from './ground.js';
import { openDesk, openTalk, wireOf } from './wire.js';

const ROUNDS = 8;
const WRITERS = 5;
const WRITING_MS = 500;
const PHASE_MS = 45; // each kill comes at another moment of a commit
const HOOK_MS = 6_000;

export const KILL_SCENES: Record<string, Scene> = {
  /** I1, I4: whatever was acked to a visitor or pushed to an agent stands at its place after kill -9. */
  kill: () =>
    onRelay({}, async ({ relay, shop }) => {
      const wrong: string[] = [];
      for (let round = 0; round < ROUNDS && wrong.length === 0; round += 1) {
        const talks = await Promise.all(Array.from({ length: WRITERS }, () => openTalk(relay, shop)));
        const desk = await openDesk(relay, shop);
        for (const { conv } of talks) await desk.open(conv);
        let over = false;
        const acked = talks.map(() => new Map<number, string>());
        const writing = talks.map(async ({ wire, conv }, i) => {
          for (let n = 1; !over; n += 1) {
            // No answer comes any more once the relay is dead.
            const answer = await Promise.race([wire.submit(conv, [{ n }]).catch(() => null), pause(WRITING_MS * 2).then(() => null)]);
            if (answer?.ok !== true) return;
            for (const { seq, id } of answer.results) acked[i]?.set(seq, id);
          }
        });
        await pause(WRITING_MS + round * PHASE_MS);
        await relay.kill9();
        over = true;
        await Promise.all(writing);
        for (const { wire } of talks) wire.close();
        desk.close();
        await relay.restart();
        for (const [i, { guest, conv }] of talks.entries()) {
          const wire = wireOf(await guest.socket());
          const page = await wire.sync(conv);
          const log = page.ok ? page.events : [];
          for (const [seq, id] of acked[i] ?? []) if (log[seq - 1]?.id !== id) wrong.push(`lost: ${id} was acked at ${seq}`);
          for (const { event, payload } of desk.pushed) {
            if (event !== 'ev' || payload['conv'] !== conv) continue;
            const { lane, seq, id } = Object(payload['entry']);
            if (lane === 'pub' && log[seq - 1]?.id !== id) wrong.push(`${id} was pushed to an agent at ${seq} and is not there`);
          }
          wire.close();
        }
      }
      return wrong;
    }),

  /** S73: a hand-off that was acked is told, also when the relay dies at once. */
  hook: async () => {
    const told = new Set<string>();
    const sink = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const conv = /"conversationId":"([^"]+)"/.exec(body)?.[1];
        if (conv !== undefined) told.add(conv);
        response.end();
      });
    });
    await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
    const { port } = sink.address() as AddressInfo; // listening on TCP: neither a path nor null
    try {
      return await onRelay({ THROUGHLINE_EGRESS_ALLOW: `127.0.0.1:${port}` }, async ({ relay, shop }) => {
        await fetch(`${relay.url}/api/v1/webhooks`, {
          method: 'POST',
          headers: { authorization: `Bearer ${shop.secretKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ url: `http://127.0.0.1:${port}/hook`, events: ['handoff.created'] }),
        });
        const { conv, wire } = await openTalk(relay, shop);
        const early = told.has(conv);
        await relay.kill9();
        wire.close();
        await relay.restart();
        const until = performance.now() + HOOK_MS;
        while (!told.has(conv) && performance.now() < until) await pause(100);
        return told.has(conv) || early ? [] : ['a hand-off that was acked was never told'];
      });
    } finally {
      sink.closeAllConnections();
      sink.close();
    }
  },
};
