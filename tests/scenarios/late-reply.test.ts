// A customer who answers weeks after the end (K22), end to end on both stores: the real delivery client on real sockets, two tabs of one
// browser, an answer lost on its way, the relay's clock moved by hand.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createConversationClient, memoryStorage, newConversation } from '@throughline/types';
import type { ConversationClient, Entry, OutboxStorage, Submit, Transport } from '@throughline/types';
import type { Socket } from 'socket.io-client';
import { get, hex128 } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { startWorld } from './world.js';
import type { DeskAgent, World } from './world.js';

const SOON = { timeout: 30_000, interval: 50 };

describe.each(['sqlite', 'postgres'] as const)('a late reply on %s', (store) => {
  let world: World;
  let ada: DeskAgent;
  const ends: (() => void)[] = [];
  beforeAll(async () => {
    world = await startWorld(store, '2 Mar 10:00');
    ada = await world.agent('Ada');
  });
  afterAll(async () => {
    for (const end of ends) end();
    await world?.stop();
  });

  const does = (conv: string, kind: string, body: Record<string, unknown>) =>
    ada.socket.timeout(10_000).emitWithAck('submit', { conv, stream: hex128(), msgs: [{ n: 1, kind, body }] });
  const logOf = async (conv: string): Promise<Entry[]> => {
    const path = `${world.relay.url}/api/v1/conversations/${conv}/entries?lane=pub&after=0`;
    return (await get<{ entries: Entry[] }>(path, world.site.secretKey)).entries;
  };
  const textsOf = (entries: readonly Entry[]) => entries.flatMap(({ kind, body }) => (kind === 'message' ? [body['text']] : []));

  /** One tab. `losesFirst`: the answer to its first submission is lost after the relay gave it. */
  async function tab(who: TestVisitor, storage: OutboxStorage, losesFirst = false): Promise<ConversationClient> {
    const socket: Socket = await who.socket();
    let loses = losesFirst;
    const transport: Transport = {
      async submit(request: Submit, timeoutMs) {
        const answer = await socket.timeout(timeoutMs).emitWithAck('submit', request);
        const lost = loses && request.go_on === true;
        if (lost) loses = false;
        if (lost) throw new Error('lost on its way');
        return answer;
      },
      sync: (request, timeoutMs) => socket.timeout(timeoutMs).emitWithAck('sync', request),
      got: (message) => void socket.emit('got', message),
      strike: () => undefined,
    };
    const [kept] = await storage.all();
    const client = createConversationClient({
      stored: kept ?? newConversation(hex128(), hex128()),
      storage,
      lanes: ['pub'],
      self: { type: 'visitor', id: who.session.visitorId },
      surroundings: {
        now: () => Date.now(),
        random: () => 0,
        hex128,
        after(ms, run) {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      },
    });
    socket.on('ev', (ev) => client.onEv(ev));
    socket.on('head', (head) => client.onHead(head));
    client.online(transport, who.session.epoch);
    ends.push(() => {
      client.stop();
      socket.close();
    });
    return client;
  }
  const shown = (client: ConversationClient) => ({
    conv: client.view().conv,
    texts: textsOf(client.view().pub.entries),
    waiting: client.view().outbox.length,
  });

  it('[K22] it opens one new conversation of the same case, once, in every tab, and the one that ended stays as it was', async () => {
    const who = await world.visitor();
    const storage = memoryStorage();
    const first = await tab(who, storage, true);
    await first.send('message', { text: 'my card was charged twice' });
    await vi.waitFor(() => expect(shown(first)).toMatchObject({ texts: ['my card was charged twice'], waiting: 0 }), SOON);
    const conv = first.view().conv ?? '';
    expect(await does(conv, 'message', { text: 'we sent it back' })).toMatchObject({ ok: true });
    const opening = {
      customer: { customerId: (await world.context(conv)).customer.customerId },
      title: 'Charged twice',
      conversationId: conv,
    };
    const { id: caseId } = await world.api<{ id: string }>('POST', 'cases', opening);
    expect(await does(conv, 'close', { outcome: 'solved' })).toMatchObject({ ok: true });
    const ended = await logOf(conv);

    await world.at('16 Mar 10:30');
    const second = await tab(who, storage);
    const handed = await ada.arrivalOf(() => first.send('message', { text: 'it was charged again' }));
    expect(handed.row).toMatchObject({ status: 'queued', assigneeId: null, lastText: 'it was charged again' });
    await second.send('message', { text: 'three times now' });
    const next = handed.row.id;
    expect(next).not.toBe(conv);
    const told = { conv: next, texts: ['it was charged again', 'three times now'], waiting: 0 };
    await vi.waitFor(() => expect(shown(first)).toEqual(told), SOON);
    await vi.waitFor(() => expect(shown(second)).toEqual(told), SOON);

    expect(await logOf(conv)).toEqual(ended);
    const log = await logOf(next);
    expect(log[0]).toMatchObject({ kind: 'open', body: { continues: conv } });
    expect(textsOf(log)).toEqual(told.texts);
    const { conversationIds } = await world.api<{ conversationIds: string[] }>('GET', `cases/${caseId}`);
    expect(conversationIds.toSorted()).toEqual([conv, next].toSorted());
    expect(await does(conv, 'open', {})).toMatchObject({ ok: false, code: 'rejected', reason: 'continued' });
  });
});
