// submit and sync over HTTPS (P41): the first message never waits for a socket (W8), and chat works where WebSocket is blocked.
// Invariant: asks once per call; who calls decides about another try (P68).
import type { ConnectionEvents, Connector, SubmitAnswer, SyncAnswer, Transport } from '@throughline/types';
import type { PanelHost, Session } from '../seams/panel.js';

/** A connection over HTTPS is "up" once the relay answered a session request. @param knew the session it answered with */
export function httpsConnector(host: PanelHost, knew: (session: Session) => void): Connector {
  let again = false; // the first attempt takes the session stage 1 may have; later ones must hear from the relay
  return {
    connect(events: ConnectionEvents) {
      let open = true;
      const port = (session: Session): Transport => {
        const post = <Answer>(path: string, fields: object, timeoutMs: number): Promise<Answer> =>
          host.relay.post<Answer>(`visitor/v1/${path}`, { site: host.site, deviceToken: session.deviceToken, ...fields }, timeoutMs);
        return {
          submit: (submit, timeoutMs) => post<SubmitAnswer>('submit', { submit }, timeoutMs),
          sync: (sync, timeoutMs) => post<SyncAnswer>('sync', { sync }, timeoutMs),
          got: () => undefined, // receipts go with the socket, and with the next sync
          strike: () => open && events.down(),
        };
      };
      host.session(again).then(
        (session) => {
          if (!open) return;
          knew(session);
          events.up(port(session));
        },
        () => open && events.down(),
      );
      again = true;
      return () => {
        open = false;
      };
    },
  };
}
