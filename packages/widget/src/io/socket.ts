// The live connection: Socket.IO protocol v5 over one WebSocket, and nothing else of Socket.IO (W15): no retry, no buffer, no polling, no
// recovery (P47, P66, P68). A conformance suite runs it and socket.io-client against the same server.
// Invariant: after `closed` was reported, or `close` called, nothing more is reported and every open question is rejected.
import type { OpenSocket } from '../core/socket-port.js';

const VERSION = 1; // PROTOCOL_VERSION, spelled out: it is part of this file's wire format
// Engine.IO packet type, Socket.IO packet type, ack id, JSON
const PACKET = /^(\d)(\d?)(\d*)([^]*)$/;

export const openSocket: OpenSocket = ({ url, token, events }) => {
  const address = new URL('visitor/socket/?EIO=4&transport=websocket', url);
  address.protocol = address.protocol.replace('http', 'ws');
  const questions = new Map<string, (answer: unknown) => void>();
  let wire: WebSocket | undefined;
  let asked = 0;
  let open = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let patienceMs = 0;

  const close = (): void => {
    const old = wire;
    wire = undefined;
    open = false;
    clearTimeout(silence);
    if (old) old.onmessage = old.onclose = null;
    old?.close();
    for (const answer of [...questions.values()]) answer(null);
  };
  const down = (code = ''): void => {
    if (!wire) return;
    close();
    events.closed(code);
  };
  const hear = (data: string): void => {
    clearTimeout(silence);
    if (patienceMs) silence = setTimeout(down, patienceMs); // a dead peer is known as soon as at the relay
    const [, engine, type, id = '', json = ''] = PACKET.exec(data) ?? [];
    if (engine === '0') {
      const { pingInterval, pingTimeout } = JSON.parse(data.slice(1));
      patienceMs = pingInterval + pingTimeout;
      wire?.send(`40${JSON.stringify({ v: VERSION, token: token() })}`);
    } else if (engine === '2') wire?.send('3');
    else if (engine === '4') {
      if (type === '0') {
        open = true;
        events.opened();
      } else if (type === '2') {
        const [name, payload] = JSON.parse(json);
        events.heard(name, payload);
      } else if (type === '3') questions.get(id)?.(JSON.parse(json)[0]);
      else if (type === '4') down(JSON.parse(json).message);
      else down();
    } else if (engine === '1') down();
  };

  return {
    connect() {
      close();
      wire = new WebSocket(address);
      wire.onclose = () => down();
      wire.onmessage = ({ data }) => {
        try {
          hear(data);
        } catch {
          down(); // not the protocol we speak: as good as no connection
        }
      };
    },
    ask: (name, message, timeoutMs) =>
      new Promise((resolve, reject) => {
        if (!open) return reject(new Error());
        const id = String(asked++);
        const settle = (answer: unknown): void => {
          clearTimeout(timer);
          questions.delete(id);
          if (answer === null) reject(new Error());
          else resolve(answer as never);
        };
        const timer = setTimeout(settle, timeoutMs, null);
        questions.set(id, settle);
        wire?.send(`42${id}${JSON.stringify([name, message])}`);
      }),
    tell(name, message) {
      if (open) wire?.send(`42${JSON.stringify([name, message])}`);
    },
    close,
  };
};
