// The seams between the stages: what the loader gives the panel, the panel the chat, and what the panel draws whoever stands behind it:
// the lobby until stage 3 is here, then the chat (W8). Types only.
import type { ComponentType } from 'preact';
import type {
  ConversationView,
  OutboxStorage,
  SessionAnswer,
  StoredConversation,
  VisitorConversation,
  VisitorItems,
  WidgetSettings,
} from '@throughline/types';
import type { Connection, Events, OpenView } from '../api.js';
import type { Relay } from '../io/relay.js';
import type { Keep } from '../io/keep.js';
import type { Launcher } from '../ui/launcher.js';

/** A device session; the token is the visitor's only credential (S24). */
export interface Session extends SessionAnswer {
  deviceToken: string;
}

export interface PanelHost {
  readonly site: string;
  readonly relay: Relay;
  readonly keep: Keep;
  readonly settings: WidgetSettings;
  readonly theme: 'light' | 'dark' | 'auto';
  readonly launcher: Launcher;
  /** The session, made at the first call; `again` asks the relay anew. Rejects with a ThroughlineError; the next call tries again. */
  session(again?: boolean): Promise<Session>;
  emit<K extends keyof Events>(event: K, payload: Events[K]): void;
  status(connection: Connection): void;
  unread(count: number): void;
  /** The visitor asked to close. */
  close(): void;
  /** Stage 3. */
  loadChat(): Promise<ChatParts>;
  loadHome(): Promise<HomeParts>;
}

export interface Panel {
  /** @param focus move the focus into the panel: true when a person asked for it */
  open(view: OpenView | undefined, focus: boolean): void;
  compose(text: string): void;
  close(): void;
  /** Identity was raised or claimed: own conversations may be others now. */
  refresh(session: Session): void;
  /** Forgets everything of this visitor, storage included. */
  reset(): Promise<void>;
  destroy(): void;
}
export type Boot = (host: PanelHost) => Panel;

export interface Chat {
  view(): 'home' | 'thread';
  conversations(): readonly VisitorConversation[];
  /** Own orders, claims … and open promises; absent while nobody is signed in or there are none. */
  items(): VisitorItems | undefined;
  thread(): ConversationView;
  /** Name of the agent who is typing, empty if unknown; null: nobody is. */
  typing(): string | null;
  show(view: OpenView | undefined): void;
  /** False when it was not taken: the outbox is full. */
  send(text: string): Promise<boolean>;
  retry(key: string): void;
  discard(key: string): void;
  /** The visitor changed the composer; `on` false when it is empty. */
  wrote(on: boolean): void;
  /** Earlier entries of the thread. */
  older(): void;
  /** The thread is before the visitor's eyes. */
  read(): void;
  refresh(session: Session): void;
  stop(): void;
}

export interface ChatOptions {
  host: PanelHost;
  storage: OutboxStorage;
  /** All that is stored, the lobby's included. */
  stored: StoredConversation[];
  /** The conversation the lobby began. */
  first: StoredConversation;
  changed(): void;
  /** True while the thread is before the visitor's eyes. */
  looked(): boolean;
}

export interface ThreadProps {
  view: ConversationView;
  typing: string | null;
  retry(key: string): void;
  discard(key: string): void;
  older(): void;
}
export interface HomeProps {
  host: PanelHost;
  chat: Chat;
  when(at: number): string;
  /** A new conversation with this text in the composer. */
  begin(text: string): void;
}

/** A later chunk: most visitors have no earlier conversation. */
export interface HomeParts {
  Home: ComponentType<HomeProps>;
  homeStyle: string;
}

/** The panel on a phone (W136, W137). */
export interface Screen {
  opened(box: HTMLElement): void;
  closed(): void;
}

/** Stage 3, as the panel finds it in its chunk. */
export interface ChatParts {
  createChat(options: ChatOptions): Chat;
  Thread: ComponentType<ThreadProps>;
  threadStyle: string;
  /** Who of the agents spoke or joined last; empty: nobody yet. */
  agentOf(view: ConversationView): string;
  isClosed(view: ConversationView): boolean;
  /** A time in few words: of today its hour, else its day. */
  when(at: number): string;
  /** The brand colour fit for text, and its accents (W151). */
  onBrand(color: string): { color: string; text: string };
  accentOn(color: string, surface: string): string;
  watchScreen(): Screen;
  /** Keeps page scripts from acting on what happens inside the open panel. Returns the undo. */
  guardEvents(host: HTMLElement): () => void;
}
