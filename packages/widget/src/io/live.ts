// The socket as a connection of the session link: one attempt per call, with the credential of that moment (P67).
// Invariant: after `close` or `down` nothing of that attempt is heard any more.
import type { ConnectionEvents, Connector, SubmitAnswer, SyncAnswer } from '@throughline/types';
import type { PanelHost, Session } from '../seams/panel.js';
import type { Heard, LivePort } from '../core/shared-port.js';
import { openSocket } from './socket.js';

export function liveConnector(host: PanelHost, session: () => Session | undefined, heard: Heard): Connector<LivePort> {
  return {
    connect(events: ConnectionEvents<LivePort>) {
      let open = true;
      const stop = (): void => {
        open = false;
        socket.close();
      };
      const down = (code = ''): void => {
        if (!open) return;
        stop();
        events.down(code === 'unauthenticated' ? code : undefined); // every other refusal is waited out
      };
      const socket = openSocket({
        url: host.relay.base,
        token: () => session()?.deviceToken ?? '',
        events: {
          opened: () =>
            open &&
            events.up({
              submit: (message, timeoutMs) => socket.ask<SubmitAnswer>('submit', message, timeoutMs),
              sync: (message, timeoutMs) => socket.ask<SyncAnswer>('sync', message, timeoutMs),
              got: (message) => socket.tell('got', message),
              typing: (message) => socket.tell('typing', message),
              strike: down,
            }),
          closed: down,
          heard(name, payload) {
            if (!open) return;
            if (name === 'bye') events.bye(Number(Reflect.get(payload, 'after_ms')));
            else heard(name, payload);
          },
        },
      });
      socket.connect();
      return stop;
    },
  };
}
