// Who the visitor is to the relay: anonymous id, claimed or verified user id, device session.
// Invariants: the site's token lives in memory only (W44); one identity change at a time, and an answer that belongs to an earlier
// identity is dropped (W40); the device token never goes into an address.
import type { SessionAnswer } from '@throughline/types';
import type { TokenProvider } from '../api.js';
import type { Session } from '../seams/panel.js';
import type { Who } from '../core/events-port.js';
import { failure, isFailure } from '../core/failure.js';
import type { Keep } from './keep.js';
import type { Relay } from './relay.js';

export interface Visitor {
  userId(): string | null;
  who(): Who;
  /** The device session, made at the first call; a failed call may be repeated. `again` asks the relay anew. */
  session(again?: boolean): Promise<Session>;
  /** Claims `userId` at once; with a token, raises the session. null without a token. */
  identify(userId: string | null, token: string | undefined): Promise<Session | null>;
  provider(ask: TokenProvider): void;
  /** Forgets the visitor; resolves when the relay was told, or could not be. */
  reset(): Promise<void>;
}

const ANSWER_MS = 10_000; // one that hangs would hold up every attempt after it

/** Segment's anonymous id, so that both histories are one (W67). Read after first use only: reading is access to the device too. */
function segmentId(): string | null {
  try {
    const raw = localStorage.getItem('ajs_anonymous_id') ?? /(?:^|; )ajs_anonymous_id=([^;]+)/.exec(document.cookie)?.[1];
    return raw ? decodeURIComponent(raw).replace(/"/g, '').slice(0, 255) : null;
  } catch {
    return null; // blocked storage: an id of our own does
  }
}

/** @param stranger told when the site's token is somebody else's than who was here: they must leave first (W42, P67, S122) */
export function createVisitor(
  site: string,
  relay: Relay,
  keep: Keep,
  stranger: (userId: string, token: string) => void = () => undefined,
): Visitor {
  let token: string | undefined;
  let ask: TokenProvider | undefined;
  let epoch = 0;
  let current: Promise<Session> | undefined;
  let serial: Promise<unknown> = Promise.resolve();

  const anonymousId = (): string => {
    const known = keep.get('anon');
    if (known) return known;
    const fresh = (keep.admitted() && segmentId()) || crypto.randomUUID();
    keep.set('anon', fresh);
    return fresh;
  };
  const device = (): { deviceToken?: string } => {
    const deviceToken = keep.get('device');
    return deviceToken ? { deviceToken } : {};
  };
  const request = async (): Promise<Session> => {
    const mine = epoch;
    const identityToken = token;
    try {
      const answer = await relay.post<SessionAnswer>(
        'visitor/v1/session',
        { site, anonymousId: anonymousId(), ...device(), ...(identityToken ? { identityToken } : {}) },
        ANSWER_MS,
      );
      if (mine !== epoch) throw failure('network', 'superseded');
      const before = keep.get('user');
      if (identityToken && before && answer.userId && answer.userId !== before) {
        stranger(answer.userId, identityToken);
        throw failure('network', 'superseded');
      }
      if (answer.deviceToken) keep.set('device', answer.deviceToken);
      keep.set('anon', answer.anonymousId);
      if (answer.userId) keep.set('user', answer.userId);
      return { ...answer, deviceToken: keep.get('device') ?? '' };
    } catch (error) {
      if (mine === epoch && identityToken && isFailure(error) && /^token/.test(error.code)) {
        token = undefined;
        const fresh = await ask?.('refused');
        if (fresh && fresh !== identityToken && mine === epoch) {
          token = fresh;
          return request();
        }
      }
      throw error;
    }
  };
  const session = (again = false): Promise<Session> => {
    // One after the other: a sign-in replaces the device token (S24), and who asks with the one before would be a stranger.
    const before = again ? current : undefined;
    const mine = epoch;
    const next = () => (mine === epoch ? request() : Promise.reject(failure('network', 'superseded')));
    if (again) current = undefined;
    const made = (current ??= before ? before.then(next, next) : request());
    made.catch(() => {
      if (current === made) current = undefined;
    });
    return made;
  };
  const queue = <Result>(run: () => Promise<Result>): Promise<Result> => {
    const result = serial.then(run);
    serial = result.catch(() => undefined);
    return result;
  };
  const forget = (): Promise<void> => {
    const { deviceToken } = device();
    epoch += 1;
    token = current = undefined;
    keep.wipe();
    return queue(async () => {
      if (deviceToken) await relay.post('visitor/v1/reset', { site, deviceToken });
    });
  };

  return {
    userId: () => keep.get('user'),
    who() {
      const userId = keep.get('user');
      return {
        anonymousId: anonymousId(),
        ...(userId ? { userId } : {}),
        proof: { ...(token ? { identityToken: token } : {}), ...device() },
      };
    },
    session,
    identify(userId, fresh) {
      if (userId) keep.set('user', userId);
      if (!fresh) return Promise.resolve(null);
      token = fresh;
      const mine = epoch;
      return queue(() => (mine === epoch ? session(true) : Promise.reject(failure('network', 'superseded'))));
    },
    provider(next) {
      ask = next;
    },
    reset: forget,
  };
}
