// How long news take from a visitor at one relay to an agent at another, message by message, while something is broken between them.
import { hex128 } from '../../servers/visitor-http.js';
import { convOf, within } from './nodes.fixture.js';
import type { Caller, Nodes } from './nodes.fixture.js';

const SAY_EVERY_MS = 250;
const KNOWN_MAX_MS = 30_000; // far above what is allowed: a late one is measured, not waited for without end

export interface Staleness {
  conv: string;
  guest: Caller;
  ada: Caller;
  /** Says something every quarter of a second for `ms`; answers the longest time from an ack to the other side's knowledge. */
  worstOver(ms: number): Promise<number>;
  close(): void;
}

/** The visitor is at the first relay, the agent at the second. Both confirm what they know, as the client does. */
export async function measureStaleness(nodes: Nodes, email: string): Promise<Staleness> {
  const [first, second] = nodes.relays;
  const ada = await nodes.agentAt(second?.url ?? '', email);
  const guest = await nodes.visitorAt(first?.url ?? '');
  const conv = convOf(await guest.say('the beginning', { conv_key: hex128() }));
  await ada.ask('open', { conv });
  const knownAt = new Map<number, number>();
  let known = 0;
  const learn = (seq: number): void => {
    for (let each = known + 1; each <= seq; each += 1) knownAt.set(each, Date.now());
    if (seq <= known) return;
    known = seq;
    ada.socket.emit('got', { conv, lane: 'pub', seq });
  };
  ada.socket.on('ev', ({ entry }: { entry: { lane: string; seq: number } }) => {
    if (entry.lane === 'pub' && entry.seq === known + 1) learn(entry.seq); // beyond a gap nothing is known before a head says so
  });
  ada.socket.on('head', (head: { conv: string; pub: number }) => {
    if (head.conv === conv) learn(head.pub);
  });
  const seqOf = (answer: Awaited<ReturnType<Caller['say']>>): number => (answer.ok ? (answer.results.at(-1)?.seq ?? 0) : 0);
  learn(seqOf(await guest.say('known by opening', { conv })));
  return {
    ...{ conv, guest, ada },
    async worstOver(ms) {
      const acked = new Map<number, number>();
      const end = Date.now() + ms;
      for (let count = 0; Date.now() < end; count += 1) {
        const seq = seqOf(await guest.say(`said while it is broken ${count}`, { conv }));
        acked.set(seq, Date.now());
        await new Promise((resolve) => setTimeout(resolve, SAY_EVERY_MS));
      }
      const last = Math.max(...acked.keys());
      await within(KNOWN_MAX_MS, 'everything is known', () => known >= last);
      return Math.max(...[...acked].map(([seq, at]) => (knownAt.get(seq) ?? Number.POSITIVE_INFINITY) - at));
    },
    close() {
      ada.close();
      guest.close();
    },
  };
}
