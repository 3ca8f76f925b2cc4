// What passes a proxied link, what slows it and what silences it, as both ends see it (P111).
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createChaosProxy } from './chaos-proxy.js';
import { SEED, brokenLink, dial, firstEnd, pause } from './streams.fixture.js';
import type { Toxic } from './toxics.js';

const undo: (() => Promise<unknown> | void)[] = [];
const setUp = (toxics: Toxic[] = [], echo = true) => brokenLink(undo, toxics, echo);
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

describe('chaos proxy: a healthy link', () => {
  it('[P111] passes bytes, FIN and RST in order, each way', async () => {
    const { proxy, server, open } = await setUp();
    const one = await open();
    const sent = 'x'.repeat(300_000) + 'end';
    one.socket.write(sent);
    await one.until(() => one.text() === sent);
    one.socket.end();
    await one.until(() => one.saw.includes('FIN'));
    expect((await firstEnd(server)).saw).toEqual(['FIN']);

    const two = await open();
    two.socket.write('hello');
    await two.until(() => two.text() === 'hello');
    two.socket.resetAndDestroy();
    const peer = server.ends[1];
    await peer?.until(() => peer.saw.includes('RST'));
    expect(proxy.stats).toMatchObject({ connections: 2, bytesUp: sent.length + 5, bytesDown: sent.length + 5, resets: 0 });
    await two.until(() => proxy.connections() === 0);
  });

  it('leads to the path of a Unix socket, and says it as a reset when nobody is there', async () => {
    const path = `/tmp/tl-chaos-${process.pid}.sock`;
    const behind = createServer((socket) => void socket.pipe(socket));
    await new Promise<void>((resolve) => void behind.listen(path, () => resolve()));
    const proxy = await createChaosProxy({ target: { path }, seed: SEED });
    undo.push(proxy.close);
    const end = await dial(proxy.port);
    end.socket.write('PING\r\n');
    await end.until(() => end.text() === 'PING\r\n');
    proxy.cutAll();
    await end.until(() => end.saw.includes('RST'));
    await new Promise((resolve) => void behind.close(resolve));
    const late = await dial(proxy.port);
    await late.until(() => late.saw.includes('RST'));
  });

  it('a source is read no faster than its target takes: a stalled reader stops the writer', async () => {
    const { proxy, server, open } = await setUp([], false);
    const end = await open();
    const peer = await firstEnd(server);
    peer.socket.pause();
    const block = Buffer.alloc(1024 * 1024);
    while (end.socket.write(block));
    for (let rounds = 0; rounds < 60; rounds += 1) {
      await pause(5);
      if (!end.socket.writableNeedDrain) end.socket.write(block);
    }
    expect(proxy.stats.bytesUp).toBeLessThan(32 * 1024 * 1024); // the kernel's buffers, not the whole stream
    const before = proxy.stats.bytesUp;
    await pause(100);
    expect(proxy.stats.bytesUp).toBe(before);
  });
});

describe('chaos proxy: slow links', () => {
  it('[P111] latency comes once per chunk, not once per byte, and keeps the order', async () => {
    const { open } = await setUp([{ type: 'latency', ms: 150, jitterMs: 100, direction: 'up' }]);
    const end = await open();
    const began = performance.now();
    for (let n = 0; n < 50; n += 1) {
      end.socket.write(`${n},`);
      await pause(2);
    }
    expect(performance.now() - began).toBeLessThan(50 * 150); // not one after the other
    const sent = Array.from({ length: 50 }, (_, n) => `${n},`).join('');
    await end.until(() => end.text() === sent);
  });

  it('[P111] bandwidth trickles at the set rate and does not buffer the rest', async () => {
    const { proxy, open } = await setUp([{ type: 'bandwidth', bytesPerSecond: 20_000, direction: 'up' }]);
    const end = await open();
    const began = performance.now();
    end.socket.write('y'.repeat(20_000));
    await end.until(() => end.text().length >= 10_000);
    expect(performance.now() - began).toBeGreaterThan(400);
    await end.until(() => end.text().length === 20_000);
    expect(performance.now() - began).toBeGreaterThan(850);
    proxy.clear();
    end.socket.write('z'.repeat(200_000));
    await end.until(() => end.text().length === 220_000);
  });

  it('[P111] slicer cuts into pieces of its own', async () => {
    const { server, open } = await setUp([{ type: 'slicer', bytes: 3, direction: 'up' }], false);
    const end = await open();
    end.socket.write('0123456789');
    const peer = await firstEnd(server);
    await peer.until(() => peer.text() === '0123456789');
    expect(Math.max(...peer.sizes)).toBeLessThanOrEqual(6); // two slices may meet in the reader's buffer, never all
    expect(peer.sizes.length).toBeGreaterThan(1);
  });

  it('[P111] stall holds a direction up with the given probability, and the same seed stalls the same', async () => {
    const counts: number[] = [];
    for (let run = 0; run < 2; run += 1) {
      const { proxy, open } = await setUp([{ type: 'stall', probability: 0.3, ms: 30, direction: 'up' }]);
      const end = await open();
      for (let n = 0; n < 20; n += 1) {
        end.socket.write('a');
        await end.until(() => end.text().length === n + 1);
      }
      counts.push(proxy.stats.stalls);
    }
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[0]).toBeLessThan(20);
    expect(counts[1]).toBe(counts[0]);
  });
});

describe('chaos proxy: silence', () => {
  it('[P111] blackhole withholds both ways, FIN too, and lets it all go when cleared', async () => {
    const { proxy, server, open } = await setUp();
    const end = await open();
    end.socket.write('before ');
    await end.until(() => end.text() === 'before ');
    proxy.set([{ type: 'blackhole' }]);
    end.socket.end('during');
    server.ends[0]?.socket.write('news ');
    await pause(200);
    expect(end.text()).toBe('before ');
    expect(end.saw).toEqual([]);
    expect(server.ends[0]?.saw).toEqual([]);
    proxy.clear();
    await end.until(() => end.saw.includes('FIN'));
    expect(end.text()).toBe('before news during');
  });

  it('[P111] a connection made into a black hole reaches the server when it heals', async () => {
    const { proxy, server, open } = await setUp([{ type: 'blackhole' }]);
    const end = await open();
    end.socket.write('anyone?');
    await pause(150);
    expect(server.ends).toEqual([]);
    proxy.clear();
    await end.until(() => end.text() === 'anyone?');
  });

  it('[P111] drop_up and drop_down are one-way', async () => {
    const { proxy, server, open } = await setUp([], false);
    const end = await open();
    const peer = await firstEnd(server);
    proxy.set([{ type: 'drop_up' }]);
    end.socket.write('lost?');
    peer.socket.write('heard');
    await end.until(() => end.text() === 'heard');
    expect(peer.text()).toBe('');
    proxy.set([{ type: 'drop_down' }]);
    peer.socket.write(' later');
    await peer.until(() => peer.text() === 'lost?');
    expect(end.text()).toBe('heard');
    proxy.clear();
    await end.until(() => end.text() === 'heard later');
  });

  it('[P111] an RST of one end is not told through a black hole', async () => {
    const { proxy, server, open } = await setUp();
    const end = await open();
    end.socket.write('hello');
    await end.until(() => end.text() === 'hello');
    proxy.set([{ type: 'drop_up' }]);
    end.socket.resetAndDestroy();
    await pause(150);
    expect(server.ends[0]?.saw).toEqual([]);
    proxy.clear();
    await end.until(() => server.ends[0]?.saw.includes('RST') === true);
  });

  it('[P111] idle_cut forgets an idle connection for good, and tells nobody', async () => {
    const { proxy, server, open } = await setUp([{ type: 'idle_cut', ms: 120 }]);
    const end = await open();
    for (let n = 0; n < 4; n += 1) {
      end.socket.write('.');
      await end.until(() => end.text().length === n + 1);
      await pause(40); // busy enough
    }
    expect(proxy.stats.forgotten).toBe(0);
    await pause(200);
    end.socket.write('lost');
    await pause(100);
    proxy.clear();
    await pause(100);
    expect([proxy.stats.forgotten, end.text(), end.saw, server.ends[0]?.saw]).toEqual([1, '....', [], []]);
    const fresh = await open();
    fresh.socket.write('a new one works');
    await fresh.until(() => fresh.text() === 'a new one works');
  });

  it('[P111] flap goes down and up again; with cut it resets and refuses meanwhile', async () => {
    const { proxy, open } = await setUp([{ type: 'flap', upMs: 200, downMs: 200 }]);
    const end = await open();
    const gaps: number[] = [];
    let last = performance.now();
    for (let n = 0; n < 60; n += 1) {
      end.socket.write('.');
      await end.until(() => end.text().length === n + 1);
      gaps.push(performance.now() - last);
      last = performance.now();
      await pause(10);
    }
    expect(gaps.filter((ms) => ms > 100).length).toBeGreaterThan(0);
    proxy.set([{ type: 'flap', upMs: 100, downMs: 300, cut: true }]);
    await end.until(() => end.saw.includes('RST'));
    const refused = await open();
    await refused.until(() => refused.saw.includes('RST'));
    expect(proxy.stats.refused).toBe(1);
  });
});
