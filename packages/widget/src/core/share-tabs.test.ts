// Tabs in one process: a lock and a channel in memory, virtual time, sockets that are counted. What browsers do is in tests/e2e.
import { createSessionLink } from '@throughline/types';
import type { SessionLink, Submit, SubmitAnswer } from '@throughline/types';
import { describe, expect, it } from 'vitest';
import { VirtualTime, randomOf } from '../../../../tests/sim/virtual-time.js';
import type { LivePort } from './shared-port.js';
import type { MeetNeighbours, NeighbourEvents } from './neighbours-port.js';
import { shareTabs } from './share-tabs.js';

const SUBMIT: Submit = { conv: 'cnv_1', stream: 'a'.repeat(32), msgs: [{ n: 1, kind: 'message', body: { text: 'hello' } }] };
const TICK: SubmitAnswer = { ok: true, conv: 'cnv_1', epoch: 'e'.repeat(32), last_n: 1, results: [] };

class Origin {
  readonly time = new VirtualTime(randomOf(1));
  readonly tabs: Tab[] = [];
  readonly claims: Tab[] = [];
  /** Most sockets open at one time. */
  sockets = 0;
  relayUp = true;

  tab(over: { locks?: boolean } = {}): Tab {
    const tab = new Tab(this, over.locks ?? true);
    this.tabs.push(tab);
    return tab;
  }
  grant(): void {
    this.claims[0]?.events?.granted();
  }
  open(): number {
    return this.tabs.filter((tab) => tab.socket !== undefined).length;
  }
}

class Tab {
  readonly heard: string[] = [];
  socket: { push(text: string): void; cut(): void } | undefined;
  events: NeighbourEvents | undefined;
  port: LivePort | null = null;
  /** Neither runs nor answers, and keeps what it has: SIGSTOP. */
  frozen = false;
  hidden = false;
  /** Hears, but no timer of it runs: a hidden page's come once a minute at best. */
  asleep = false;
  readonly link: SessionLink<LivePort>;
  private readonly shared;

  constructor(
    private readonly origin: Origin,
    locks: boolean,
  ) {
    const { time } = origin;
    const real = time.surroundings();
    const surroundings = { ...real, after: (ms: number, run: () => void) => real.after(ms, () => this.frozen || this.asleep || run()) };
    const meet: MeetNeighbours = (_, events) => {
      if (!locks) return null;
      this.events = events;
      return {
        say: (message) => {
          for (const other of origin.tabs) {
            if (other !== this) real.after(1, () => this.frozen || other.frozen || other.events?.heard(structuredClone(message)));
          }
        },
        claim: () => {
          origin.claims.push(this);
          if (origin.claims[0] === this) surroundings.after(1, () => origin.claims[0] === this && events.granted());
          return () => {
            const first = origin.claims[0] === this;
            origin.claims.splice(origin.claims.indexOf(this), 1);
            if (first) real.after(1, () => origin.grant());
          };
        },
        hidden: () => this.hidden,
        close: () => (this.events = undefined),
      };
    };
    this.shared = shareTabs(
      {
        ...{ name: 'tl:site:vis_1', surroundings },
        heard: (name, payload) => this.heard.push(`${name} ${JSON.stringify(payload)}`),
        direct: (heard) => ({
          connect: (events) => {
            let open = true;
            const shut = (): void => {
              open = false;
              this.socket = undefined;
            };
            surroundings.after(20, () => {
              if (!open) return;
              if (!origin.relayUp) return events.down();
              const cut = (): void => {
                if (open) {
                  shut();
                  events.down();
                }
              };
              this.socket = { push: (text) => heard('typing', { conv: text, on: true }), cut };
              origin.sockets = Math.max(origin.sockets, origin.open());
              const port: LivePort = {
                submit: () => Promise.resolve(TICK),
                sync: () => Promise.reject(new Error('not asked here')),
                got: () => {},
                typing: ({ conv }) => this.heard.push(`sent ${conv}`),
                strike: cut,
              };
              events.up(port);
            });
            return shut;
          },
        }),
      },
      meet,
    );
    this.link = createSessionLink<LivePort>({
      ...{ connector: this.shared, surroundings },
      onUp: (port) => (this.port = port),
      onDown: () => (this.port = null),
    });
    this.link.start();
  }

  /** Closed, or crashed: the browser gives back its lock. */
  gone(): void {
    this.link.stop();
    this.shared.stop();
  }
}

describe('one socket for the tabs of a visitor', () => {
  it('[P85] five tabs: one has the socket, all hear and are answered through it', async () => {
    const origin = new Origin();
    const tabs = [origin.tab(), origin.tab(), origin.tab(), origin.tab(), origin.tab()];
    await origin.time.pass(3_000);
    expect([origin.open(), origin.sockets]).toEqual([1, 1]);
    for (const tab of tabs) expect(await Promise.all([tab.port?.submit(SUBMIT, 5_000), origin.time.pass(50)])).toEqual([TICK, undefined]);
    tabs[0]?.socket?.push('cnv_1');
    tabs[3]?.port?.typing({ conv: 'cnv_3', on: true });
    await origin.time.pass(50);
    for (const tab of tabs) expect(tab.heard.filter((line) => line.startsWith('typing'))).toHaveLength(1);
    expect(tabs[0]?.heard).toContain('sent cnv_3');
  });

  it('[P85] a leader that is closed is followed at once', async () => {
    const origin = new Origin();
    const [first, second] = [origin.tab(), origin.tab()];
    await origin.time.pass(3_000);
    first.gone();
    await origin.time.pass(600);
    expect([origin.open(), second.socket !== undefined, second.port !== null]).toEqual([1, true, true]);
  });

  it('[P86] a leader that answers nothing: a visible follower has its own socket after three pings, a hidden one waits', async () => {
    const origin = new Origin();
    const [leader, seen, unseen] = [origin.tab(), origin.tab(), origin.tab()];
    unseen.hidden = true;
    await origin.time.pass(3_000);
    leader.frozen = true;
    await origin.time.pass(8_600);
    expect([seen.socket !== undefined, unseen.socket !== undefined]).toEqual([true, false]);
    // Two leaders are harmless, and no third one comes.
    leader.frozen = false;
    await origin.time.pass(30_000);
    expect(origin.sockets).toBe(2);
    expect(await Promise.all([unseen.port?.submit(SUBMIT, 5_000), origin.time.pass(50)])).toEqual([TICK, undefined]);
  });

  it('[P85] the leader is offline: so are its followers, and with it they come back', async () => {
    const origin = new Origin();
    const tabs = [origin.tab(), origin.tab()];
    await origin.time.pass(3_000);
    origin.relayUp = false;
    tabs[0]?.socket?.cut();
    await origin.time.pass(50);
    expect(tabs.map(({ port }) => port)).toEqual([null, null]);
    await origin.time.pass(60_000);
    origin.relayUp = true;
    await origin.time.pass(15_000);
    expect(tabs.map(({ port }) => port === null)).toEqual([false, false]);
    expect(origin.open()).toBe(1);
  });

  it('[P86] a hidden leader that lost its socket gives the lock to the visible tab that asks, and follows it', async () => {
    const origin = new Origin();
    const [leader, unseen, seen] = [origin.tab(), origin.tab(), origin.tab()];
    await origin.time.pass(3_000);
    for (const tab of [leader, unseen]) tab.hidden = true;
    leader.asleep = true;
    origin.relayUp = false;
    leader.socket?.cut();
    await origin.time.pass(60_000);
    expect(seen.port).toBeNull();
    origin.relayUp = true;
    seen.link.wake(); // the browser says that it is online
    await origin.time.pass(10_000);
    expect([seen.socket !== undefined, seen.port !== null, leader.socket]).toEqual([true, true, undefined]);
    leader.asleep = leader.hidden = false;
    leader.link.wake();
    await origin.time.pass(3_000);
    expect([origin.open(), leader.port !== null]).toEqual([1, true]);
  });

  it('[P85] a hidden leader with a socket keeps it, and a visible one without does not pass the lock around', async () => {
    const origin = new Origin();
    const [leader, seen] = [origin.tab(), origin.tab()];
    await origin.time.pass(3_000);
    leader.hidden = true;
    await origin.time.pass(30_000);
    expect([leader.socket !== undefined, seen.socket]).toEqual([true, undefined]);
    leader.hidden = false;
    origin.relayUp = false;
    leader.socket?.cut();
    await origin.time.pass(30_000);
    expect(origin.claims[0]).toBe(leader);
  });

  it('[P85] a page that leaves gives lock and socket to another, and follows when it comes back', async () => {
    const origin = new Origin();
    const [first, second] = [origin.tab(), origin.tab()];
    await origin.time.pass(3_000);
    first.events?.leaving();
    first.frozen = true;
    await origin.time.pass(1_000);
    expect([first.socket, second.port === null]).toEqual([undefined, false]);
    first.frozen = false;
    first.link.wake();
    await origin.time.pass(3_000);
    expect([origin.open(), first.port === null]).toEqual([1, false]);
  });

  it('[P86] without locks or channels every tab has its own socket; where the browser refuses them too', async () => {
    const origin = new Origin();
    origin.tab({ locks: false });
    origin.tab({ locks: false });
    const refused = origin.tab();
    await origin.time.pass(1);
    refused.events?.refused();
    await origin.time.pass(3_000);
    expect(origin.open()).toBe(3);
  });

  it('[P85] a follower that strikes makes the leader connect again', async () => {
    const origin = new Origin();
    const [first, second] = [origin.tab(), origin.tab()];
    await origin.time.pass(3_000);
    const before = first.socket;
    second.port?.strike();
    await origin.time.pass(3_000);
    expect(first.socket).not.toBe(before);
    expect([origin.open(), second.port === null]).toEqual([1, false]);
  });
});
