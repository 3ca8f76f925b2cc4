// What this person looks at, told to their colleagues through the relay (K66): at once when it changes, and again on each connection, because
// the relay forgets it with the socket. Writing ends by itself when nothing is typed for a while.
import type { Look, Surroundings } from '@throughline/types';
import type { ComposerMode } from '../state/store.js';
import type { AgentPort } from './agent-connector.js';

export interface Looking {
  /** Another conversation is on screen, or none. */
  at(conv: string | null): void;
  /** Somebody types there, or stopped. */
  writes(conv: string, mode: ComposerMode | null): void;
  /** A new connection. */
  again(): void;
}

export const WRITING_KEPT_MS = 6_000; // after the last key

export function createLooking(surroundings: Surroundings, port: () => AgentPort | null): Looking {
  let now: Look = { conv: null, doing: 'viewing' };
  let cancel = (): void => undefined;
  function say(next: Look): void {
    if (next.conv === now.conv && next.doing === now.doing) return;
    now = next;
    port()?.look(now);
  }
  return {
    at: (conv) => {
      cancel();
      say({ conv, doing: 'viewing' });
    },
    writes: (conv, mode) => {
      if (conv !== now.conv) return;
      cancel();
      say({ conv, doing: mode ?? 'viewing' });
      if (mode !== null) cancel = surroundings.after(WRITING_KEPT_MS, () => say({ conv, doing: 'viewing' }));
    },
    again: () => {
      if (now.conv !== null) port()?.look(now);
    },
  };
}
