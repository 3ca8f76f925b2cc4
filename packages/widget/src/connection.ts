// Which way to the relay is in use: the socket when it is up, else HTTPS (P41, W8). Two links of the same kind, one active port.
// Invariants: the socket is opened only when there is a conversation; losing the socket never waits for a visitor's act. The visitor's
// tabs share one (P85); where that part cannot be loaded each has its own.
import { createSessionLink, limits } from '@throughline/types';
import type { Transport } from '@throughline/types';
import type { Connection } from './api.js';
import type { PanelHost, Session } from './seams/panel.js';
import { httpsConnector } from './io/https.js';
import { liveConnector } from './io/live.js';
import { surroundings } from './io/surroundings.js';
import type { Heard, LivePort, SharedConnector } from './core/shared-port.js';

const FALLBACK_MS = 3_000; // a socket that comes back sooner costs the relay one sync, not two

export interface RelayConnection {
  start(): void;
  /** There is a conversation: bring the socket up. Twice is fine. */
  live(): void;
  /** The visitor's credential is another one. */
  renew(): void;
  typing(conv: string, on: boolean): void;
  stop(): void;
}

export interface ConnectionOptions {
  host: PanelHost;
  knew(session: Session): void;
  heard: Heard;
  /** The active port changed; null: none. */
  attach(port: Transport | null, session: Session | undefined): void;
  /** Asks for what is new; false when no answer came. */
  probe(): Promise<boolean>;
}

export function connectRelay({ host, knew, heard, attach, probe }: ConnectionOptions): RelayConnection {
  let session: Session | undefined;
  let wanted = false;
  let tabs: SharedConnector | undefined;
  let cancelFallback = (): void => undefined;
  let cancelPoll = (): void => undefined;

  const state = (): Connection => {
    if (live.port()) return 'online';
    if (https.port()) return wanted ? 'polling' : 'online';
    return https.state() === 'connecting' && navigator.onLine ? 'connecting' : 'offline';
  };
  const tell = (): void => host.status(state());
  const poll = (): void => {
    cancelPoll();
    if (wanted && !live.port() && https.port())
      cancelPoll = surroundings.after(limits.POLL_FALLBACK_MS, () => {
        if (document.visibilityState === 'visible') void probe().then((alive) => alive || https.strike());
        poll();
      });
  };
  const use = (port: Transport | null): void => {
    cancelFallback();
    attach(port, session);
    tell();
    poll();
  };
  const https = createSessionLink({
    surroundings,
    connector: httpsConnector(host, (next) => knew((session = next))),
    onUp: (port) => live.port() || use(port),
    onDown: () => live.port() || use(null),
    onState: tell,
  });
  const direct = (hear: Heard) => liveConnector(host, () => session, hear);
  const live = createSessionLink<LivePort>({
    surroundings,
    connector: { connect: (events) => (tabs ?? direct(heard)).connect(events) },
    onUp: use,
    onDown() {
      use(null);
      cancelFallback = surroundings.after(FALLBACK_MS, () => live.port() || use(https.port()));
    },
    // The token was revoked or has expired: a session request brings a new one.
    onRefused: (code) => code === 'unauthenticated' && void host.session(true).then((next) => knew((session = next)), tell),
    onState: tell,
    probe,
  });
  const wake = (): void => {
    if (document.visibilityState === 'hidden') return;
    https.wake();
    live.wake();
  };
  /** The next socket is another visitor's, or nobody's. */
  const hang = (): void => {
    session = undefined;
    live.stop();
    tabs?.stop();
    tabs = undefined;
    wanted = false;
  };
  const signals = ['online', 'offline', 'pageshow', 'visibilitychange'];

  return {
    start() {
      https.start();
      for (const name of signals) addEventListener(name, wake);
    },
    live() {
      if (wanted || !session) return;
      wanted = true;
      poll(); // a socket that never comes up never goes down either: without this, WebSocket refused from the start meant no news
      const mine = session.visitorId;
      const start = () => {
        if (session?.visitorId === mine) live.start();
      };
      host.around().then(({ shareTabs }) => {
        if (session?.visitorId === mine) tabs ??= shareTabs({ name: `tl:${host.site}:${mine}`, surroundings, direct, heard });
        start();
      }, start);
    },
    renew() {
      https.strike();
      hang();
    },
    typing: (conv, on) => live.port()?.typing({ conv, on }),
    stop() {
      for (const name of signals) removeEventListener(name, wake);
      https.stop();
      hang();
      cancelFallback();
      cancelPoll();
    },
  };
}
