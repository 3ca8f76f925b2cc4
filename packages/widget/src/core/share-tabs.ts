// One socket for all tabs of a visitor (P85, P86), as a connection of the session link: the leader has the socket, the others ask through
// it. A lock names the leader, a channel carries the rest; the delivery client of a follower is the same and notices nothing.
// Invariant: nothing depends on there being one leader (P15): a follower that is not answered opens a socket of its own, and whoever finds
// no lock or no channel has one from the start.
import { limits } from '@throughline/types';
import type { ConnectionEvents, Got, Submit, SubmitAnswer, Sync, SyncAnswer, ToVisitor, Typing } from '@throughline/types';
import type { LivePort, ShareTabsOptions, SharedConnector } from './shared-port.js';
import type { MeetNeighbours, NeighbourEvents, Neighbours } from './neighbours-port.js';

type Answer = SubmitAnswer | SyncAnswer;
/** From the follower `from` to whoever leads. */
type Asked =
  | { from: string; what: 'ping' | 'strike' }
  | { from: string; what: 'got'; message: Got }
  | { from: string; what: 'typing'; message: Typing }
  | { from: string; what: 'submit'; id: number; message: Submit; timeoutMs: number }
  | { from: string; what: 'sync'; id: number; message: Sync; timeoutMs: number };
/** From the leader to the follower `to`; to all when it is empty. */
type Told = { to: string } & ({ up: boolean } | { id: number; answer: Answer | null } | { name: keyof ToVisitor; payload: never });

const MISSES_MAX = 3;

export function shareTabs({ name, surroundings, direct, heard }: ShareTabsOptions, meet: MeetNeighbours): SharedConnector {
  const me = surroundings.hex128();
  /** Answers this follower waits for. */
  const waiting = new Map<number, (answer: Answer | null) => void>();
  let asked = 0;
  let tabs: Neighbours | null = null;
  let shared = true;
  let leading = false;
  /** Of the own socket, while it is up. */
  let port: LivePort | undefined;
  /** The link's present connection: by an own socket when it has `close`, else through the leader. */
  let current: { events: ConnectionEvents<LivePort>; close?: () => void; up?: boolean } | undefined;
  let missed = 0;
  let cancelPing = (): void => undefined;
  let release: (() => void) | undefined;

  const tell = (told: Told): void => {
    if (leading) tabs?.say(told);
  };
  const request = (message: Asked): void => tabs?.say(message);
  const socket = direct((push, payload) => {
    heard(push, payload);
    tell({ to: '', name: push, payload: payload as never }); // the pair is as the relay sent it
  });

  const lost = (): void => {
    if (port) tell({ to: '', up: false });
    port = undefined;
  };
  const drop = (): ConnectionEvents<LivePort> | undefined => {
    const gone = current;
    current = undefined;
    cancelPing();
    if (gone?.close) lost();
    gone?.close?.();
    for (const answer of [...waiting.values()]) answer(null);
    return gone?.events;
  };
  /** The connection is over; the link asks for another and gets what is then there. */
  const end = (refused?: Parameters<ConnectionEvents['down']>[0]): void => drop()?.down(refused);
  const own = (events: ConnectionEvents<LivePort>): void => {
    missed = 0;
    cancelPing();
    const mine = (current = { events, close: (): void => undefined });
    mine.close = socket.connect({
      ...events,
      up(next) {
        port = next;
        events.up(next);
        tell({ to: '', up: true });
      },
      down: (refused) => current === mine && end(refused),
    });
  };
  const ping = (): void => {
    if (!current || current.close) return;
    cancelPing = surroundings.after(limits.LEADER_PING_MS, ping);
    if (tabs?.hidden()) return;
    if (missed >= MISSES_MAX) return current.up ? end() : own(current.events);
    missed += 1;
    request({ from: me, what: 'ping' });
  };

  const ask = <A extends Answer>(what: 'submit' | 'sync', message: Submit | Sync, timeoutMs: number): Promise<A> =>
    new Promise((resolve, reject) => {
      const id = (asked += 1);
      const settle = (answer: Answer | null): void => {
        cancel();
        waiting.delete(id);
        if (answer)
          resolve(answer as A); // the relay's to this very request
        else reject(new Error());
      };
      const cancel = surroundings.after(timeoutMs, () => settle(null));
      waiting.set(id, settle);
      request({ from: me, what, id, message, timeoutMs } as Asked); // the pair is right by its two callers
    });
  const through: LivePort = {
    submit: (message, timeoutMs) => ask<SubmitAnswer>('submit', message, timeoutMs),
    sync: (message, timeoutMs) => ask<SyncAnswer>('sync', message, timeoutMs),
    got: (message) => request({ from: me, what: 'got', message }),
    typing: (message) => request({ from: me, what: 'typing', message }),
    strike() {
      request({ from: me, what: 'strike' });
      end();
    },
  };

  const serve = (asking: Asked): void => {
    const to = asking.from;
    if (asking.what === 'ping') {
      if (port || !tabs?.hidden()) return tell({ to, up: port !== undefined });
      // Nobody looks here: a late timer is all that would bring the socket back. Who asks is looked at, and has the lock next.
      resign();
      return end();
    }
    if (asking.what === 'got') port?.got(asking.message);
    else if (asking.what === 'typing') port?.typing(asking.message);
    else if (asking.what === 'submit' || asking.what === 'sync') {
      const { id, timeoutMs } = asking;
      const answered: Promise<Answer> | undefined =
        asking.what === 'submit' ? port?.submit(asking.message, timeoutMs) : port?.sync(asking.message, timeoutMs);
      (answered ?? Promise.reject(new Error())).then(
        (answer) => tell({ to, id, answer }),
        () => tell({ to, id, answer: null }),
      );
    } else port?.strike();
  };
  const follow = (told: Told): void => {
    const mine = current;
    if (!mine || mine.close) return;
    missed = 0;
    if ('id' in told) return waiting.get(told.id)?.(told.answer);
    if ('name' in told) {
      if (mine.up) heard(told.name, told.payload);
    } else if (!told.up) {
      if (mine.up) end();
    } else if (!mine.up) {
      mine.up = true;
      mine.events.up(through);
    }
  };
  /** No leading and no following from now on. */
  const alone = (): void => {
    shared = false;
    part();
    if (current && !current.close) end();
  };
  const neighbourly: NeighbourEvents = {
    heard(data) {
      const message = data as Asked | Told; // a page that writes to its own channel fools only itself
      if ('from' in message) {
        if (leading) serve(message);
      } else if (message.to === me || !message.to) follow(message);
    },
    granted() {
      leading = true;
      if (port) tell({ to: '', up: true });
      else if (current && !current.close) {
        if (current.up) end();
        else own(current.events);
      }
    },
    refused: alone,
    // A page that hears anything is not kept for going back.
    leaving() {
      part();
      end();
    },
  };
  const part = (): void => {
    resign();
    tabs?.close();
    tabs = null;
  };
  const resign = (): void => {
    lost();
    leading = false;
    release?.();
    release = undefined;
  };

  return {
    connect(events) {
      if (shared) tabs ??= meet(name, neighbourly);
      release ??= tabs?.claim();
      if (leading || !tabs || missed >= MISSES_MAX) own(events);
      else {
        current = { events };
        ping();
      }
      return () => current?.events === events && drop();
    },
    stop() {
      shared = false;
      drop();
      part();
    },
  };
}
