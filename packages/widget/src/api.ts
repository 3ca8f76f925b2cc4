// The public surface of the widget, written by hand: what a page may call and what it hears back (widget.md, "Public API").
// Invariant: types only, so that naming them costs a page nothing.
import type { Json, WidgetErrorCode } from '@throughline/types';

export type Traits = Record<string, Json | Date>;
export type Props = Traits;

/** How to start. Precedence: these options, then script attributes, the script address's query, `throughlineSettings`, site settings. */
export interface InitOptions {
  /** Public site key. */
  site: string;
  /** Relay origin and base path; default: where the script came from. */
  host?: string;
  /** JWT signed by the site's back end, or a function that fetches one. */
  token?: string | TokenProvider;
  /** `#rrggbb`; default: site setting. */
  color?: string;
  /** Default `auto`: the page's declared colour scheme, else the visitor's. */
  theme?: 'light' | 'dark' | 'auto';
  /** Logical side of the window; default: site setting, else `end`. */
  position?: 'end' | 'start';
  /** Distance from the window's edges in px, inline then block; default `[20, 20]`. */
  offset?: readonly [number, number];
  /** `none` draws no launcher; a CSS selector makes the page's own elements open and close the chat. Default `bubble`. */
  launcher?: string;
  /** Open the panel as soon as it can be. Default false. */
  open?: boolean;
  /** BCP 47 or `auto`, the default: the page's `lang`, then the browser's languages, then the site setting. */
  locale?: string;
  /** Language → English words of the widget → what the page says instead. */
  texts?: Record<string, Record<string, string>>;
  /** Claims about the visitor, shown to agents as unverified. */
  userId?: string;
  email?: string;
  name?: string;
  /** When the launcher is drawn. Default `idle`: after `load`, in an idle moment. `interaction`: at the visitor's first sign of life. */
  load?: 'idle' | 'now' | 'interaction' | 'manual';
  /** Automatic page views. Default `pages`. */
  track?: 'pages' | 'none';
  /** When the browser may remember the visitor. Default `on-use`. `required`: nothing is stored or sent before `consent('granted')`;
   *  `denied`: nothing is ever stored, the chat lives as long as the page. */
  consent?: 'on-use' | 'granted' | 'required' | 'denied';
  /** A resume code to offer on the home view (W211); the hosted page passes the one of its link. */
  resume?: string;
  /** Log to the console. Default false. */
  debug?: boolean;
}

/** What may change while it runs. */
export type RuntimeOptions = Pick<InitOptions, 'locale' | 'texts' | 'theme' | 'color' | 'position' | 'offset' | 'launcher'>;

export type TokenProvider = (why: 'start' | 'expiring' | 'refused') => string | null | Promise<string | null>;

export interface Identity {
  userId: string | null;
  verified: boolean;
  /** Own conversations known to the relay for this identity. */
  conversations: number;
}
/** The event is in the local queue; delivery goes on in the background. */
export interface Receipt {
  id: string;
  queued: true;
}
/** `item`: the home view, where the visitor's own items are. */
export type OpenView = 'home' | 'new' | { conversation: string } | { item: { type: string; number: string } };

/** Event names of a site: `declare module '@throughline/widget' { interface TrackEvents { 'Order Completed': { total: number } } }`. */
export interface TrackEvents {}

/** Payloads hold ids, counts and codes; never message text, names or addresses. */
export interface Events {
  ready: undefined;
  'launcher:show': undefined;
  'launcher:hide': undefined;
  open: { view: 'home' | 'thread' };
  close: undefined;
  unread: { count: number };
  'message:sent': { conversationId: string; messageId: string; from: 'visitor' };
  'message:received': { conversationId: string; messageId: string; from: 'agent' | 'bot' };
  'conversation:started': { conversationId: string };
  'conversation:closed': { conversationId: string };
  identify: { userId: string | null; verified: boolean };
  status: { connection: Connection };
  error: { code: WidgetErrorCode; message: string; docs: string; retryable: boolean };
}
export type Connection = 'idle' | 'connecting' | 'online' | 'polling' | 'offline';
export type State = 'idle' | 'loading' | 'ready' | 'blocked' | 'destroyed';

/** `window.throughline`. Nothing throws into the page: failures are rejections of ThroughlineError and `error` events. */
export interface Throughline {
  (command: string, ...args: unknown[]): unknown;
  /** Starts for one site; the script tag does it. Idempotent for equal options.
   *  Rejects: already_initialised, site_not_found, origin_not_allowed, invalid_argument, network. */
  init(options: InitOptions): Promise<void>;
  /** Says who the visitor is. With a valid token the identity is verified and own conversations return on any device; without one
   *  it is a claim that reveals and attaches nothing.
   *  @param userId the site's stable id, 1–255 characters  @param traits at most 32 KiB of JSON
   *  Rejects: invalid_argument, payload_too_large, token_invalid, token_expired, rate_limited, network. */
  identify(userId: string, traits?: Traits, options?: { token?: string }): Promise<Identity>;
  identify(traits: Traits): Promise<Identity>;
  /** Supplies fresh tokens: called once now, 60 s before `exp` and after a refusal. null = signed out. */
  setTokenProvider(provider: TokenProvider): Promise<void>;
  /** Records what the visitor did. @param event 1–200 characters  @param props at most 32 KiB of JSON
   *  Rejects: invalid_argument, payload_too_large. */
  track<E extends keyof TrackEvents>(event: E, props?: TrackEvents[E]): Promise<Receipt>;
  track(event: string, props?: Props): Promise<Receipt>;
  /** Records a page view: the current address without query and fragment. */
  page(name?: string, props?: Props): Promise<Receipt>;
  page(category: string, name: string, props?: Props): Promise<Receipt>;
  /** Account, company or household of the visitor. */
  group(groupId: string, traits?: Traits): Promise<Receipt>;
  /** Former id of the visitor; takes effect only with a verified identity. */
  alias(newId: string, previousId?: string): Promise<Receipt>;
  /** Resolves when every event queued before the call is acknowledged. Rejects: network after 10 000 ms. */
  flush(): Promise<void>;
  /** Log-out: revokes the session, wipes own storage, new anonymous id, closes the panel. Listeners stay. */
  reset(): Promise<void>;
  /** Removes DOM, sockets, timers, page hooks and listeners. `init()` may follow. */
  destroy(): void;
  /** Opens the panel: the open conversation, else home. Rejects: blocked. */
  open(view?: OpenView): Promise<void>;
  /** Opens a new conversation with this text in the composer. The visitor sends it: a page cannot speak for a visitor. */
  compose(text: string): Promise<void>;
  close(): void;
  toggle(): Promise<void>;
  show(): void;
  hide(): void;
  /** Changes language, words, theme, colour, place or launcher while running. Rejects: invalid_argument. */
  update(options: Partial<RuntimeOptions>): Promise<void>;
  /** The visitor's answer to the site's question about storing (W110). `denied` deletes what is stored at once. */
  consent(state: 'granted' | 'denied'): void;
  /** Subscribes; the result is the undo, twice is fine. */
  on<K extends keyof Events>(event: K, listener: (payload: Events[K]) => void): () => void;
  once<K extends keyof Events>(event: K, listener: (payload: Events[K]) => void): () => void;
  off<K extends keyof Events>(event: K, listener: (payload: Events[K]) => void): void;
  ready(callback?: () => void): Promise<void>;
  /** The one started with `data-instance`, after load only; undefined: there is none. */
  instance(name: string): Throughline | undefined;
  readonly state: State;
  /** Messages from agents that this visitor has not read. */
  readonly unread: number;
  readonly anonymousId: string | null;
  readonly userId: string | null;
  readonly version: string;
}
