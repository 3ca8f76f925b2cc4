// A visitor whose link is alive and who takes nothing: it answers pings before they are sent, asks for page after page and reads none. No
// ping timeout ends it, so only the rule of the slow consumer does (P45). (A reader that answers no ping is cut by that alone.)
import { PROTOCOL_VERSION, VISITOR_SOCKET_PATH, limits } from '@throughline/types';
import { WebSocket } from 'ws';

const ASK_EVERY_MS = 50; // 5 MiB a second: the system's buffers are full in seconds, then the relay's fill
const PONG_EVERY_MS = 2_000;

export interface DeafReader {
  /** From now on nothing is read, and pages of `conv` are asked for until `close`. */
  stopReading(conv: string): void;
  close(): void;
}

/** Resolves admitted. */
export function openDeafReader(url: string, token: string): Promise<DeafReader> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${VISITOR_SOCKET_PATH}/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  });
  const timers: NodeJS.Timeout[] = [];
  const send = (text: string): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
  };
  const reader: DeafReader = {
    stopReading(conv) {
      socket.pause();
      const page = { conv, lane: 'pub', epoch: '', after: 0, after_id: '', max_bytes: limits.SYNC_PAGE_MAX_BYTES };
      let asked = 0;
      timers.push(setInterval(() => send(`42${(asked += 1)}${JSON.stringify(['sync', page])}`), ASK_EVERY_MS));
      timers.push(setInterval(() => send('3'), PONG_EVERY_MS));
    },
    close() {
      for (const timer of timers) clearInterval(timer);
      socket.terminate();
    },
  };
  return new Promise((resolve, reject) => {
    socket.on('error', reject); // once it is admitted a reset is the expected end, and changes nothing here
    socket.on('message', (data) => {
      const text = data instanceof Buffer ? data.toString() : '';
      if (text.startsWith('0')) send(`40${JSON.stringify({ v: PROTOCOL_VERSION, token })}`);
      else if (text.startsWith('40')) resolve(reader);
      else if (text.startsWith('44')) reject(new Error(text));
    });
  });
}
