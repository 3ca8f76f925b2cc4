// The seams between the stages: what the loader gives the panel, the panel the chat, and what the panel draws whoever stands behind it:
// the lobby until stage 3 is here, then the chat (W8). Types only.
import type { ComponentType } from 'preact';
import type {
  ConversationView,
  FileRef,
  OutboxStorage,
  QueuePlace,
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
import type { AroundParts } from './around.js';
import type { Raw } from '../core/options.js';
import type { Tongue, Words } from '../core/words.js';

/** A device session; the token is the visitor's only credential (S24). */
export interface Session extends SessionAnswer {
  deviceToken: string;
}

/** All of them, or where the relay could not be asked what nothing works without. */
export type KnownSettings = Partial<WidgetSettings> & Pick<WidgetSettings, 'site' | 'name' | 'greeting' | 'color' | 'position'>;

/** Name → part; the parts say themselves what they are (later.ts). */
export interface LaterParts {}

/** What the panel wants soon after it is drawn, and where the other parts lie. */
export interface Look {
  chooseLanguage(host: Pick<PanelHost, 'options' | 'settings' | 'words'>): Promise<Tongue>;
  /** Colours panel and launcher; answers the accent that can be read on the panel (W151). */
  paint(host: Pick<PanelHost, 'launcher' | 'options' | 'settings'>, dark: boolean): string;
}

export interface PanelHost {
  readonly site: string;
  readonly relay: Relay;
  readonly keep: Keep;
  readonly settings: KnownSettings;
  /** What the page asked for; `update` changes it. */
  readonly options: Raw;
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
  /** A part most visitors never need. Rejects when its chunk was refused; the next call tries again. */
  later<Name extends keyof LaterParts>(name: Name): Promise<LaterParts[Name]>;
  around(): Promise<AroundParts>;
  look(): Promise<Look>;
  words(locale: string): Promise<Words>;
  /** False while the visitor has to agree first (W110). */
  allowed(): boolean;
  /** The visitor agreed. */
  agree(): void;
}

export interface Panel {
  /** @param focus move the focus into the panel: true when a person asked for it */
  open(view: OpenView | undefined, focus: boolean): void;
  compose(text: string): void;
  close(): void;
  /** The page changed what it asked for. */
  update(): void;
  /** Identity was raised or claimed: own conversations may be others now. */
  refresh(session: Session): void;
  /** Forgets everything of this visitor, storage included. */
  reset(): Promise<void>;
  destroy(): void;
}
export type Boot = (host: PanelHost) => Promise<Panel>;

export interface Chat {
  view(): 'home' | 'thread';
  conversations(): readonly VisitorConversation[];
  /** Own orders, claims … and open promises; absent while nobody is signed in or there are none. */
  items(): VisitorItems | undefined;
  thread(): ConversationView;
  /** Where the conversation on screen stands in its line, as the relay said last (K57). */
  place?(): QueuePlace | undefined;
  /** Name of the agent who is typing, empty if unknown; null: nobody is. */
  typing(): string | null;
  show(view: OpenView | undefined): void;
  /** What the relay heard from this visitor before (W190); whoever tells it more adds that. */
  told(): Record<string, string>;
  /** False when it was not taken: the outbox is full. */
  send(text: string, files?: readonly FileRef[]): Promise<boolean>;
  /** Puts an entry of another kind into the thread. False when it was not taken. */
  say(kind: 'details' | 'survey', body: Record<string, unknown>): Promise<boolean>;
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
  host: PanelHost;
  view: ConversationView;
  later: Partial<LaterParts>;
  /** Fetches a part; it is drawn when it is here. */
  need(name: keyof LaterParts): void;
  /** A quick reply was pressed. */
  pick(label: string): void;
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
  style: string;
}

/** Stage 3, as the panel finds it in its chunk. */
export interface ChatParts {
  createChat(options: ChatOptions): Chat;
  Thread: ComponentType<ThreadProps>;
  threadStyle: string;
  /** Who of the agents spoke or joined last; empty: nobody yet. */
  agentOf(view: ConversationView): string;
  isClosed(view: ConversationView): boolean;
  /** The later parts that an open panel wants now. */
  wanted(settings: KnownSettings, view: ConversationView): (keyof LaterParts)[];
  /** A time in few words: of today its hour, else its day. */
  when(at: number): string;
}
