// Two relays on one PostgreSQL: people at different ones talk as if there were one, with Redis and without any hint.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRelay } from '../../servers/relay.js';
import { hex128 } from '../../servers/visitor-http.js';
import { convOf, openNodes, within } from './nodes.fixture.js';
import type { Nodes } from './nodes.fixture.js';

const SOON_MS = 5_000; // a hint through Redis takes milliseconds; two busy cores may not
const STALE_MAX_MS = 15_000; // P43: the beacon, a fetch and jitter

const urls = (nodes: Nodes): [string, string] => [nodes.relays[0]?.url ?? '', nodes.relays[1]?.url ?? ''];

describe('two relays and Redis', () => {
  let nodes: Nodes;
  beforeAll(async () => {
    nodes = await openNodes(2);
    for (const name of ['ada', 'bob']) await nodes.addAgent(`${name}@shop.example`);
  });
  afterAll(() => nodes.stop());

  it('[P91] [P94] a visitor at one and an agent at the other: hand-off, messages both ways, typing and receipts arrive at once', async () => {
    const [one, two] = urls(nodes);
    const ada = await nodes.agentAt(two, 'ada@shop.example');
    const guest = await nodes.visitorAt(one);
    const conv = convOf(await guest.say('hello from afar', { conv_key: hex128() }));
    await within(SOON_MS, 'the hand-off', () => ada.pushes.some(({ event }) => event === 'handoff'));
    expect(convOf(await ada.say('hello from here', { conv }))).toBe(conv);
    await within(SOON_MS, 'the answer', () => guest.texts().includes('hello from here'));
    convOf(await guest.say('one more', { conv }));
    await within(SOON_MS, 'the second message', () => ada.texts().includes('one more'));
    guest.socket.emit('typing', { conv, on: true });
    await within(SOON_MS, 'typing', () => ada.pushes.some(({ event }) => event === 'typing'));
    ada.socket.emit('got', { conv, lane: 'pub', seq: 3, read: 3 });
    await within(SOON_MS, 'the receipt', () => guest.pushes.some(({ event }) => event === 'receipt'));
    expect(await ada.read(conv)).toEqual(['hello from afar', 'hello from here', 'one more']);
    ada.close();
    guest.close();
  });

  it('[P94] the relay of both is killed: their conversation goes on at the other one, nothing is lost', async () => {
    const [one, two] = urls(nodes);
    const guest = await nodes.visitorAt(two);
    const conv = convOf(await guest.say('before', { conv_key: hex128() }));
    await nodes.relays[1]?.kill9();
    const ada = await nodes.agentAt(one, 'ada@shop.example');
    expect(await ada.read(conv)).toEqual(['before']);
    convOf(await ada.say('after', { conv }));
    await nodes.relays[1]?.restart();
    expect(await ada.read(conv)).toEqual(['before', 'after']);
    ada.close();
    guest.close();
  });

  it('[S34] a relay with another key refuses to start and says which file is wrong; one without a key file says how to make it', async () => {
    const { SEAL_KEY_FILE: keyFile, ...without } = { ...nodes.env };
    await expect(startRelay({ env: without })).rejects.toThrow(/seal\.key is not the key that seals the secrets of this store/);
    await expect(startRelay({ env: { ...nodes.env, SEAL_KEY_FILE: `${keyFile}.absent` } })).rejects.toThrow(
      /There is no key file .*openssl rand/,
    );
  });

  it('[P90] SIGTERM: no new connections, everybody hears when to come back, and it ends by itself within the time to drain', async () => {
    const [, two] = urls(nodes);
    const people = await Promise.all(Array.from({ length: 5 }, () => nodes.visitorAt(two)));
    const began = Date.now();
    nodes.relays[1]?.signal('SIGTERM');
    expect(await nodes.relays[1]?.ended()).toBe(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    await within(SOON_MS, 'everybody is told', () => people.every(({ pushes }) => pushes.some(({ event }) => event === 'bye')));
    const delays = people.map(({ pushes }) => Number(pushes.find(({ event }) => event === 'bye')?.payload['after_ms']));
    expect(new Set(delays).size).toBeGreaterThan(1);
    expect(delays.every((ms) => ms >= 0 && ms <= 10_000)).toBe(true);
    await expect(fetch(`${two}/healthz`)).rejects.toThrow();
    await nodes.relays[1]?.restart();
  });
});

describe('two relays without Redis: every hint between them is lost', () => {
  let nodes: Nodes;
  beforeAll(async () => {
    nodes = await openNodes(2, { withRedis: false });
    await nodes.addAgent('ada@shop.example');
  });
  afterAll(() => nodes.stop());

  it('[P43] [P47] what happened at the other relay is known a beacon and a fetch later, in both directions', async () => {
    const [one, two] = urls(nodes);
    const ada = await nodes.agentAt(two, 'ada@shop.example');
    const guest = await nodes.visitorAt(one);
    const conv = convOf(await guest.say('nobody is told', { conv_key: hex128() }));
    // The console asks for its list in the same rhythm (P46); what it opens is heard from then on.
    const listed = await ada.ask<{ rows: { id: string }[] }>('inbox', { known: [] });
    expect(listed.rows.map(({ id }) => id)).toContain(conv);
    await ada.ask('open', { conv });
    const atStart = Math.max(0, ...ada.heads(conv));
    convOf(await guest.say('still nobody', { conv }));
    await within(STALE_MAX_MS, 'the agent’s head', () => Math.max(0, ...ada.heads(conv)) > atStart);
    expect(await ada.read(conv)).toEqual(['nobody is told', 'still nobody']);
    convOf(await ada.say('an answer', { conv }));
    await within(STALE_MAX_MS, 'the visitor’s head', () => guest.heads(conv).length > 0);
    expect(await guest.read(conv)).toEqual(['nobody is told', 'still nobody', 'an answer']);
    ada.close();
    guest.close();
  });
});
