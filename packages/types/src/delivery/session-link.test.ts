import { describe, expect, it } from 'vitest';
import { BACKOFF_MAX_MS, BACKOFF_MIN_MS, CONNECT_TIMEOUT_MS, LINK_STABLE_MS } from '../limits.js';
import { VirtualTime, randomOf } from '../../../../tests/sim/virtual-time.js';
import type { ConnectionEvents, Transport } from './ports.js';
import { createSessionLink } from './session-link.js';
import type { SessionLinkOptions } from './session-link.js';

const port: Transport = {
  submit: () => Promise.reject(new Error('unused')),
  sync: () => Promise.reject(new Error('unused')),
  got() {},
  strike() {},
};

function rig(over: Partial<SessionLinkOptions<Transport>> = {}) {
  const time = new VirtualTime(randomOf(3));
  const attempts: { at: number; events: ConnectionEvents; closed: boolean }[] = [];
  const seen: string[] = [];
  const link = createSessionLink<Transport>({
    connector: {
      connect(events) {
        const attempt = { at: time.now() - began, events, closed: false };
        attempts.push(attempt);
        return () => void (attempt.closed = true);
      },
    },
    surroundings: { ...time.surroundings(), random: () => 0.999 },
    onUp: () => void seen.push('up'),
    onDown: () => void seen.push('down'),
    ...over,
  });
  const began = time.now();
  const last = () => {
    const attempt = attempts.at(-1);
    if (attempt === undefined) throw new Error('no attempt yet');
    return attempt;
  };
  /** Time until the next attempt, in ms. */
  const wait = async (): Promise<number> => {
    const { length } = attempts;
    const from = time.now();
    while (attempts.length === length) await time.pass(100);
    return time.now() - from;
  };
  return { time, attempts, seen, link, last, wait };
}

describe('session link', () => {
  it('[P66] connects again for as long as the page lives, the bound doubles to its most', async () => {
    const { link, last, wait } = rig();
    link.start();
    link.start();
    const waits: number[] = [];
    for (let i = 0; i < 40; i += 1) {
      last().events.down();
      expect(link.state()).toBe('waiting');
      waits.push(await wait());
    }
    expect(waits.slice(0, 6)).toEqual([BACKOFF_MIN_MS, 1_000, 2_000, 4_000, 8_000, BACKOFF_MAX_MS]);
    expect(waits.at(-1)).toBe(BACKOFF_MAX_MS);
  });

  it('[P66] a refused handshake is told and tried again', async () => {
    const codes: string[] = [];
    const { time, link, last, attempts } = rig({ onRefused: (code) => void codes.push(code) });
    link.start();
    last().events.down('unauthenticated');
    await time.pass(BACKOFF_MIN_MS);
    expect([codes, attempts.length]).toEqual([['unauthenticated'], 2]);
  });

  it('[P66] online, pageshow and becoming visible end the wait and reset the backoff', async () => {
    const { link, last, attempts, wait } = rig();
    link.start();
    for (let i = 0; i < 6; i += 1) {
      last().events.down();
      await wait();
    }
    last().events.down();
    const { length } = attempts;
    link.wake();
    expect(attempts).toHaveLength(length + 1);
    last().events.down();
    expect(await wait()).toBe(BACKOFF_MIN_MS);
  });

  it('[P66] a connection that dies young does not reset the backoff, one that lived does', async () => {
    const { time, link, last, wait } = rig();
    link.start();
    const waits: number[] = [];
    for (const livedMs of [0, LINK_STABLE_MS - 1, 0, LINK_STABLE_MS]) {
      last().events.up(port);
      await time.pass(livedMs);
      last().events.down();
      waits.push(await wait());
    }
    expect(waits).toEqual([500, 1_000, 2_000, 500]);
  });

  it('an attempt that neither opens nor fails is given up after CONNECT_TIMEOUT_MS', async () => {
    const { time, link, attempts } = rig();
    link.start();
    await time.pass(CONNECT_TIMEOUT_MS + BACKOFF_MIN_MS);
    expect(attempts.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('what a given-up connection reports is ignored', async () => {
    const { time, link, last, seen, attempts } = rig();
    link.start();
    const old = last();
    old.events.up(port);
    link.strike();
    expect(old.closed).toBe(true);
    old.events.up(port);
    old.events.down();
    old.events.bye(1);
    await time.pass(BACKOFF_MIN_MS);
    expect(seen).toEqual(['up', 'down']);
    expect(attempts).toHaveLength(2);
    expect(link.port()).toBeNull();
  });

  it('comes back when the relay said, not earlier and not later, whether or not it closes first', async () => {
    const { time, link, last, attempts, seen } = rig();
    link.start();
    last().events.up(port);
    last().events.bye(7_000);
    await time.pass(1_000);
    last().events.down();
    await time.pass(5_900);
    expect(attempts).toHaveLength(1);
    await time.pass(200);
    expect(attempts).toHaveLength(2);
    last().events.up(port);
    last().events.bye(3_000);
    await time.pass(3_000);
    expect(attempts).toHaveLength(3);
    expect(seen).toEqual(['up', 'down', 'up', 'down']);
  });

  it('[P71] waking probes a connection that is up and replaces it when no answer comes', async () => {
    let alive = true;
    const { time, link, last, attempts } = rig({ probe: () => (alive ? Promise.resolve(true) : Promise.reject(new Error('no answer'))) });
    link.start();
    last().events.up(port);
    link.wake();
    await time.pass(1);
    expect(link.state()).toBe('up');
    alive = false;
    link.wake();
    await time.pass(BACKOFF_MIN_MS);
    expect(attempts).toHaveLength(2);
  });

  it('stopping closes everything, twice is fine, and it can be started again', async () => {
    const { time, link, last, attempts } = rig();
    link.start();
    last().events.up(port);
    link.stop();
    link.stop();
    link.strike();
    link.wake();
    await time.pass(60_000);
    expect([attempts.length, last().closed, link.state()]).toEqual([1, true, 'idle']);
    link.start();
    expect(attempts).toHaveLength(2);
  });

  it('a connector that fails on the spot does not confuse it', async () => {
    const time = new VirtualTime(randomOf(4));
    let closed = 0;
    const link = createSessionLink<Transport>({
      connector: {
        connect(events) {
          events.down();
          return () => void (closed += 1);
        },
      },
      ...{ surroundings: time.surroundings(), onUp() {}, onDown() {} },
    });
    link.start();
    await time.pass(5_000);
    expect(link.state()).toBe('waiting');
    expect(closed).toBeGreaterThan(2);
    link.stop();
  });
});
