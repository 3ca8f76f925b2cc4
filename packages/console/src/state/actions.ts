// What views may ask for. The link implements it; views know nothing else of the network.
import type { HttpErrorCode, Interaction, TimelinePage } from '@throughline/types';
import type { Draft } from './store.js';
import type { Route } from './route.js';

/** An answer of the agent API. `network`: no answer came. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: HttpErrorCode | 'network' };

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

  timeline(customerId: string, filter: { channel?: string; cursor?: string }): Promise<Answer<TimelinePage>>;
  interaction(id: string): Promise<Answer<Interaction>>;
}
