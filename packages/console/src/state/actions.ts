// What views may ask for. The link implements it; views know nothing else of the network.
import type { Interaction } from '@throughline/types';
import type { Answer } from './answer.js';
import type { ContextActions } from './context-actions.js';
import type { Draft } from './store.js';
import type { Route } from './route.js';

export interface Actions {
  setUp(form: { token: string; name: string; email: string; password: string }): Promise<Answer<null>>;
  signIn(form: { email: string; password: string }): Promise<Answer<null>>;
  signOut(): Promise<void>;
  /** Asks again who is signed in, after the relay could not be reached. */
  retryStart(): void;

  go(route: Route): void;
  /** Keeps the draft on this device (K32). */
  setDraft(conv: string, draft: Draft): void;
  /** Sends the draft as a reply or a note and empties it. `anyway` after a stale head (K33). */
  send(conv: string): Promise<void>;
  retry(conv: string, origin: string): Promise<void>;
  discard(conv: string, origin: string): Promise<void>;
  typing(conv: string, on: boolean): void;
  loadOlder(conv: string): Promise<void>;
  /** The customer's messages up to `seq` have been on screen. */
  markSeen(conv: string, seq: number): void;

  claim(conv: string): Promise<void>;
  transfer(conv: string, to: { agentId: string | null; teamId: string | null }, note: string): Promise<void>;
  close(conv: string, outcome: string): Promise<void>;
  reopen(conv: string): Promise<void>;
  dismissFailure(conv: string): void;
  reconnectNow(): void;

  /** One call about a customer's context. Its code is loaded after the first paint; a part that does not load answers `network`. */
  ask<T>(what: (context: ContextActions) => Promise<Answer<T>>): Promise<Answer<T>>;
  /** These lines of the context have been on screen long enough to be read: they are not new any more (K40). */
  looked(conv: string, keys: readonly string[]): void;
  interaction(id: string): Promise<Answer<Interaction>>;
}
