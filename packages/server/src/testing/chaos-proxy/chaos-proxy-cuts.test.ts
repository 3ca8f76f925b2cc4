// What cuts a proxied link, as both ends see it; and that a seed cuts the same again (P111).
import { afterEach, describe, expect, it } from 'vitest';
import { brokenLink, firstEnd, pause } from './streams.fixture.js';
import type { Toxic } from './toxics.js';

const undo: (() => Promise<unknown> | void)[] = [];
const setUp = (toxics: Toxic[] = [], echo = true) => brokenLink(undo, toxics, echo);
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

describe('chaos proxy: cuts', () => {
  it('[P111] reset_peer cuts at the byte, at a place the seed chooses from a range', async () => {
    const places: (number | undefined)[] = [];
    for (let run = 0; run < 2; run += 1) {
      const { server, open } = await setUp([{ type: 'reset_peer', direction: 'up', afterBytes: [10, 90] }], false);
      const end = await open();
      end.socket.write('q'.repeat(100));
      await end.until(() => end.saw.includes('RST'));
      const peer = await firstEnd(server);
      await peer.until(() => peer.saw.includes('RST'));
      places.push(peer.text().length);
    }
    expect(places[0]).toBeGreaterThanOrEqual(10);
    expect(places[0]).toBeLessThanOrEqual(90);
    expect(places[1]).toBe(places[0]);
  });

  it('[P111] reset_peer to one end: the other learns it at its next byte', async () => {
    const { proxy, server, open } = await setUp([], false);
    const end = await open();
    const peer = await firstEnd(server);
    proxy.set([{ type: 'reset_peer', direction: 'down', afterBytes: 4, to: 'client' }]);
    peer.socket.write('12345678');
    await end.until(() => end.saw.includes('RST'));
    expect(end.text()).toBe('1234');
    await pause(100);
    expect(peer.saw).toEqual([]);
    peer.socket.write('still there?');
    await peer.until(() => peer.saw.includes('RST'));
    expect(proxy.stats.resets).toBe(1);
  });

  it('[P111] half_close ends one direction, the other goes on', async () => {
    const { proxy, server, open } = await setUp([], false);
    const end = await open();
    const peer = await firstEnd(server);
    proxy.set([{ type: 'half_close', direction: 'up', afterBytes: 3 }]);
    end.socket.write('abcdef');
    await peer.until(() => peer.saw.includes('FIN'));
    expect(peer.text()).toBe('abc');
    peer.socket.write('I still hear you not');
    await end.until(() => end.text() === 'I still hear you not');
    expect(end.saw).toEqual([]);
    expect(proxy.stats.halfCloses).toBe(1);
  });

  it('[P111] cut_all resets every connection; refuse keeps new ones out', async () => {
    const { proxy, open } = await setUp();
    const ends = await Promise.all([open(), open(), open()]);
    for (const end of ends) end.socket.write('x');
    for (const end of ends) await end.until(() => end.text() === 'x');
    proxy.refuse(true);
    proxy.cutAll();
    for (const end of ends) await end.until(() => end.saw.includes('RST'));
    const refused = await open();
    await refused.until(() => refused.saw.includes('RST'));
    expect(proxy.stats).toMatchObject({ resets: 3, refused: 1, connections: 3 });
    proxy.refuse(false);
    const back = await open();
    back.socket.write('x');
    await back.until(() => back.text() === 'x');
    expect(proxy.connections()).toBe(1);
  });

  it('[P111] share concerns the same connections for the same seed', async () => {
    const runs: boolean[][] = [];
    for (let run = 0; run < 2; run += 1) {
      const { open } = await setUp([{ type: 'reset_peer', direction: 'up', afterBytes: 1, share: 0.5 }]);
      const hit: boolean[] = [];
      for (let n = 0; n < 12; n += 1) {
        const end = await open();
        end.socket.write('xyz');
        await end.until(() => end.text() === 'xyz' || end.saw.includes('RST'));
        hit.push(end.saw.includes('RST'));
      }
      runs.push(hit);
    }
    expect(runs[0]).toContain(true);
    expect(runs[0]).toContain(false);
    expect(runs[1]).toEqual(runs[0]);
  });
});
