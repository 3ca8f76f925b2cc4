// Which way a visitor's page reaches the relay: the socket when it is up, else HTTPS (P41), as the widget chooses it. Two links of the same
// kind, one active port. (Not the widget's own file: that one asks the browser whether the page is visible.)
import { VISITOR_SOCKET_PATH, createSessionLink, limits } from '@throughline/types';
import type { ConversationClient, SessionLink, Surroundings, SubmitAnswer, SyncAnswer, Transport } from '@throughline/types';
import { PROTOCOL_VERSION, post, socketConnector } from './connector.js';
import type { Addresses, SocketPort } from './connector.js';
import type { Device } from './device.js';

const FALLBACK_MS = 3_000; // as the widget
export const SESSION_TIMEOUT_MS = 5_000;

export interface Session {
  token: string;
  visitorId: string;
  epoch: string;
}

/** Start or continue the session of a device. Rejects without an answer. */
export async function askSession(url: string, site: string, device: Device): Promise<Session> {
  const known = {
    ...(device.token !== null && { deviceToken: device.token }),
    ...(device.anonymousId !== null && { anonymousId: device.anonymousId }),
  };
  const { status, body } = await post(`${url}/visitor/v1/session`, { site, ...known }, { timeoutMs: SESSION_TIMEOUT_MS });
  if (status !== 200) throw new Error(`session ${status}`);
  device.token = typeof body['deviceToken'] === 'string' ? body['deviceToken'] : device.token;
  device.anonymousId = String(body['anonymousId']);
  return { token: device.token ?? '', visitorId: String(body['visitorId']), epoch: String(body['epoch']) };
}

export interface VisitorLinkOptions {
  site: string;
  device: Device;
  addresses: Addresses;
  surroundings: Surroundings;
  client: () => ConversationClient | null;
  knew: (session: Session) => void;
  attach: (port: Transport | null, epoch: string) => void;
  push: (event: string, payload: unknown) => void;
}

export interface VisitorLink {
  start(): void;
  /** There is a conversation: the socket is wanted. */
  live(): void;
  wake(): void;
  stop(): void;
}

export function createVisitorLink(options: VisitorLinkOptions): VisitorLink {
  const { site, device, addresses, surroundings, client, knew, attach, push } = options;
  let session: Session | undefined;
  let wanted = false;
  let cancelFallback = (): void => undefined;
  let cancelPoll = (): void => undefined;

  const hear = (next: Session): void => knew((session = next));
  const probe = (): Promise<boolean> => client()?.probe() ?? Promise.resolve(true);
  const poll = (): void => {
    cancelPoll();
    if (wanted && live.port() === null && https.port() !== null)
      cancelPoll = surroundings.after(limits.POLL_FALLBACK_MS, () => {
        probe().then(
          (alive) => alive || https.strike(),
          () => https.strike(),
        );
        poll();
      });
  };
  const use = (port: Transport | null): void => {
    cancelFallback();
    attach(port, session?.epoch ?? '');
    poll();
  };

  const https: SessionLink<Transport> = createSessionLink<Transport>({
    surroundings,
    connector: {
      connect(events) {
        let open = true;
        const down = (): void => {
          if (!open) return;
          addresses.next();
          events.down();
        };
        const url = addresses.current();
        const ask = async <Answer>(path: string, fields: object, timeoutMs: number): Promise<Answer> => {
          const { status, body } = await post(`${url}/visitor/v1/${path}`, { site, deviceToken: device.token, ...fields }, { timeoutMs });
          if (status !== 200) throw new Error(`${path} ${status}`);
          return JSON.parse(JSON.stringify(body));
        };
        askSession(url, site, device).then(
          (next) => {
            if (!open) return;
            hear(next);
            events.up({
              submit: (submit, timeoutMs) => ask<SubmitAnswer>('submit', { submit }, timeoutMs),
              sync: (sync, timeoutMs) => ask<SyncAnswer>('sync', { sync }, timeoutMs),
              got: () => undefined,
              strike: down,
            });
          },
          down, // no answer: the link tries again
        );
        return () => {
          open = false;
        };
      },
    },
    onUp: (port) => live.port() ?? use(port),
    onDown: () => live.port() ?? use(null),
  });
  const live: SessionLink<SocketPort> = createSessionLink<SocketPort>({
    surroundings,
    connector: socketConnector({
      addresses,
      path: VISITOR_SOCKET_PATH,
      auth: () => Promise.resolve({ v: PROTOCOL_VERSION, token: device.token ?? '' }),
      push,
    }),
    onUp: use,
    onDown() {
      use(null);
      cancelFallback = surroundings.after(FALLBACK_MS, () => live.port() ?? use(https.port()));
    },
    probe,
  });

  return {
    start: () => https.start(),
    live() {
      if (wanted) return;
      wanted = true;
      poll();
      live.start();
    },
    wake() {
      https.wake();
      live.wake();
    },
    stop() {
      https.stop();
      live.stop();
      cancelFallback();
      cancelPoll();
    },
  };
}
