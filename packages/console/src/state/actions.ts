// What views may ask for. The link implements it; views know nothing else of the network.
import type { AgentSession, Interaction, PresenceSet } from '@throughline/types';
import type { AccountActions } from './account-actions.js';
import type { Answer } from './answer.js';
import type { ContextActions } from './context-actions.js';
import type { DeedAnswer, DeedKind } from './deed.js';
import type { ComposerMode, Draft } from './store.js';
import type { Route } from './route.js';

export interface Actions {
  setUp(form: { token: string; name: string; email: string; password: string }): Promise<Answer<null>>;
  signIn(form: { email: string; password: string }): Promise<Answer<null>>;
  /** Another way in: whatever ends with somebody signed in (second factor, invitation, a change of one's own account). */
  enter(what: (account: AccountActions) => Promise<Answer<AgentSession>>): Promise<Answer<null>>;
  /** `putBack`: what one has at hand goes back to its line; where that fails, nobody is signed out (K58). */
  signOut(putBack?: boolean): Promise<Answer<null>>;
  /** Asks again who is signed in, after the relay could not be reached. */
  retryStart(): void;

  /** `replace`: Back does not come here again. */
  go(route: Route, how?: 'push' | 'replace'): void;
  /** Keeps the draft on this device (K32). */
  setDraft(conv: string, draft: Draft): void;
  /** Sends the draft as a reply or a note and empties it. `anyway` after a stale head (K33). */
  send(conv: string): Promise<void>;
  retry(conv: string, origin: string): Promise<void>;
  discard(conv: string, origin: string): Promise<void>;
  /** Takes back a reply that is still held; it becomes the draft again (K31). */
  takeBack(conv: string): void;
  /** Somebody writes here, or stopped: the customer sees it of replies alone, colleagues of notes too (K66). */
  typing(conv: string, on: boolean, mode: ComposerMode): void;
  loadOlder(conv: string): Promise<void>;
  /** The customer's messages up to `seq` have been on screen. */
  markSeen(conv: string, seq: number): void;

  claim(conv: string): Promise<void>;
  transfer(conv: string, to: { agentId: string | null; teamId: string | null }, note: string): Promise<DeedAnswer>;
  /**
   * A change of a conversation, as an entry of `kind`: kept, sent and resent like a text. Answers when the relay decided, so not while there
   * is no connection; a refusal stands in the conversation as well.
   */
  deed(conv: string, kind: DeedKind, body: Record<string, unknown>): Promise<DeedAnswer>;
  close(conv: string, outcome: string): Promise<void>;
  reopen(conv: string): Promise<void>;
  dismissFailure(conv: string): void;
  reconnectNow(): void;
  /** The next page of the list on screen. */
  moreRows(): Promise<void>;
  /** What colleagues and routing are told of this agent (K58). */
  setPresence(presence: PresenceSet): void;

  /** One call about a customer's context. Its code is loaded after the first paint; a part that does not load answers `network`. */
  ask<T>(what: (context: ContextActions) => Promise<Answer<T>>): Promise<Answer<T>>;
  /** These lines of the context have been on screen long enough to be read: they are not new any more (K40). */
  looked(conv: string, keys: readonly string[]): void;
  interaction(id: string): Promise<Answer<Interaction>>;
}
