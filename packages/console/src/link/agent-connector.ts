// One connection of the console per call, with a ticket fetched for it (S23). It never reconnects by itself: the shared session link
// does (P66). Invariant: a request is emitted on an open connection only (P68) and settles once: answered, timed out or disconnected.
import { AGENT_SOCKET_PATH, HTTP_ERRORS, PROTOCOL_VERSION } from '@throughline/types';
import type {
  Connector,
  HttpErrorCode,
  InboxAnswer,
  InboxSync,
  Look,
  OpenAnswer,
  OpenConversation,
  PresenceSet,
  Transport,
  Typing,
} from '@throughline/types';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { Answer } from '../state/answer.js';
import { inboxAnswer, NoAnswer, openAnswer, submitAnswer, syncAnswer } from './answers.js';

/** What the console may ask on its connection, beside submit and sync. Requests reject with NoAnswer. */
export interface AgentPort extends Transport {
  inbox(request: InboxSync, timeoutMs: number): Promise<InboxAnswer>;
  open(request: OpenConversation, timeoutMs: number): Promise<OpenAnswer>;
  /** Volatile. */
  typing(message: Typing): void;
  /** What this person looks at, and whether they write (K66). */
  look(message: Look): void;
  /** Online or away, for colleagues and for who gets what (K58). */
  presence(message: PresenceSet): void;
}

export interface AgentConnectorOptions {
  /** Prefix of every address; empty when the relay owns the whole host name. */
  base: string;
  ticket(): Promise<Answer<string>>;
  /** An event the relay pushed. */
  push(event: string, payload: unknown): void;
  /** Anything came from the relay: the connection is known to live. */
  heard(): void;
  /** Whether the relay took nothing the last time something was submitted: its disk is full, its store away (P37, P99). */
  refusing(now: boolean): void;
}

const refusalOf = (message: string): HttpErrorCode | undefined => {
  const isCode = (value: string): value is HttpErrorCode => Object.hasOwn(HTTP_ERRORS, value);
  return isCode(message) ? message : undefined;
};

function request(socket: Socket, event: string, payload: unknown, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (!socket.connected) {
      reject(new NoAnswer(event));
      return;
    }
    socket.timeout(timeoutMs).emit(event, payload, (error: Error | null, answer: unknown) => {
      if (error === null) resolve(answer);
      else reject(new NoAnswer(event));
    });
  });
}

function portOf(socket: Socket, { heard, refusing }: AgentConnectorOptions): AgentPort {
  const ask = async (event: string, payload: unknown, timeoutMs: number): Promise<unknown> => {
    const answer = await request(socket, event, payload, timeoutMs);
    heard();
    return answer;
  };
  const tell = (event: string, payload: unknown): void => {
    if (socket.connected) socket.volatile.emit(event, payload);
  };
  return {
    submit: async (message, timeoutMs) => {
      const answer = submitAnswer(await ask('submit', message, timeoutMs));
      refusing(!answer.ok && answer.code === 'unavailable');
      return answer;
    },
    sync: async (message, timeoutMs) => syncAnswer(await ask('sync', message, timeoutMs)),
    inbox: async (message, timeoutMs) => inboxAnswer(await ask('inbox', message, timeoutMs)),
    open: async (message, timeoutMs) => openAnswer(await ask('open', message, timeoutMs)),
    // Not volatile: Socket.IO drops a volatile packet whenever a frame is still being written, and a position is said only once a connection.
    got: (message) => {
      if (socket.connected) socket.emit('got', message);
    },
    typing: (message) => tell('typing', message),
    // Not volatile: it is said once, when it changes.
    look: (message) => {
      if (socket.connected) socket.emit('look', message);
    },
    presence: (message) => {
      if (socket.connected) socket.emit('presence', message);
    },
    strike: () => undefined, // the session link puts its own here
  };
}

export function createAgentConnector(options: AgentConnectorOptions): Connector<AgentPort> {
  return {
    connect(events) {
      let socket: Socket | null = null;
      let closed = false;
      const end = (refused?: HttpErrorCode): void => {
        if (closed) return;
        closed = true;
        shut();
        events.down(refused);
      };
      const shut = (): void => {
        socket?.offAny();
        socket?.disconnect();
        socket = null;
      };
      const begin = async (): Promise<void> => {
        const ticket = await options.ticket();
        if (closed) return;
        if (!ticket.ok) {
          end(ticket.code === 'network' ? undefined : ticket.code);
          return;
        }
        const fresh = io({
          path: `${options.base}${AGENT_SOCKET_PATH}`,
          transports: ['websocket'],
          reconnection: false,
          forceNew: true,
          auth: { v: PROTOCOL_VERSION, ticket: ticket.value },
        });
        socket = fresh;
        fresh.on('connect', () => {
          if (closed) return;
          options.heard();
          events.up(portOf(fresh, options));
        });
        fresh.on('connect_error', (error) => end(refusalOf(error.message)));
        fresh.on('disconnect', () => end());
        fresh.io.on('ping', options.heard);
        fresh.onAny((event: string, payload: unknown) => {
          if (closed) return;
          options.heard();
          if (event !== 'bye') options.push(event, payload);
          else if (typeof payload === 'object' && payload !== null && 'after_ms' in payload && typeof payload.after_ms === 'number')
            events.bye(payload.after_ms);
        });
      };
      begin().catch((error: unknown) => {
        console.error('connecting failed', error);
        end();
      });
      return () => {
        closed = true;
        shut();
      };
    },
  };
}
