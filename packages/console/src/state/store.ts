// What the console knows, as signals. The link writes, views read; nothing here asks for anything or keeps a timer.
// Invariant: rows, lanes and contexts are exactly what the relay said last, or what the outbox says about own texts.
import { computed, signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import type {
  AgentPresence,
  AgentSession,
  AgentState,
  AlertView,
  ConversationRow,
  ConversationView,
  HandoffContext,
  HttpErrorCode,
  ListQuery,
  PreferencesDoc,
  Viewers,
} from '@throughline/types';
import { parseList } from './list-address.js';
import type { ListAddress, ListPlace } from './list-address.js';
import type { LinesSeen } from './context-lines.js';
import type { AfterSending } from './after-sending.js';
import type { Deed } from './deed.js';
import { holdsMore } from './message-extras.js';
import type { MessageExtras } from './message-extras.js';
import type { Route } from './route.js';
import { HOME } from './route.js';
import { DEFAULT_PREFERENCES } from './default-preferences.js';
import { namesOf } from './names.js';
import type { Names } from './names.js';
import { queryFor } from './lists.js';
import type { PlainView, SavedView } from './lists.js';
import { unreadCount } from './rows.js';
import { NO_LIST } from './shown-list.js';
import type { ShownList } from './shown-list.js';

export type Session =
  | { state: 'starting' }
  | { state: 'unreachable' }
  | { state: 'unclaimed' }
  | { state: 'signed_out'; because: 'ended' | null }
  | { state: 'signed_in'; session: AgentSession };

/** `since`: when the link went down, ms; null on the very first attempt. */
export type Connection = { state: 'connecting'; since: number | null } | { state: 'online' } | { state: 'upgrade_needed' };

export type ComposerMode = 'reply' | 'note';
export interface Draft extends MessageExtras {
  text: string;
  mode: ComposerMode;
  /** What a saved reply does beside saying something, once it is sent (K50). */
  after?: AfterSending | undefined;
}
/** Nothing of it would be missed. */
export const isBlank = (draft: Draft): boolean => draft.text === '' && draft.mode === 'reply' && !holdsMore(draft);
export const EMPTY_DRAFT: Draft = { text: '', mode: 'reply' };
/** A reply that left the composer and can still be taken back, until `until`, ms (K31). */
export interface HeldReply {
  draft: Draft;
  until: number;
}

export interface OpenConversationState {
  id: string;
  /** loading: the answer of `open` is not here and no hand-off was pushed before. */
  phase: 'loading' | 'ready' | 'forbidden' | 'failed';
  view: ConversationView | null;
  context: HandoffContext | null;
  /** What of the context was on screen: a line that differs from it is new (K40). */
  linesSeen: LinesSeen | null;
  /** Where the unread line stands: the pub seq seen when it was opened. */
  seenPub: number;
  /** Set when a reply met a newer head: the draft is back and the next send goes anyway (K33). */
  stale: boolean;
  /** A deed under way that the relay decides first (K12). */
  acting: Deed | null;
  /** Why the last deed failed, in words without the reason of a lost claim, which depends on who won. */
  failed: { action: Deed; reason: string } | null;
  online: boolean | null;
}

/** The customer page: a context without a conversation (K91). */
export interface CustomerPageState {
  id: string;
  context: HandoffContext | null;
  /** Why there is none. */
  problem: HttpErrorCode | 'network' | null;
}

export type Counts = Readonly<Record<PlainView, number> & Record<string, number>>;
export const NO_COUNTS: Counts = { mine: 0, unassigned: 0, all: 0, mentions: 0, snoozed: 0, closed: 0 };
const HOME_LIST: ListPlace = { view: 'all', saved: null, filter: {}, sort: null };

export interface Store {
  session: Signal<Session>;
  connection: Signal<Connection>;
  /** When the relay last confirmed what is on screen, ms (K11). */
  syncedAt: Signal<number>;
  route: Signal<Route>;
  /** Every row that is held, of this list and of others. */
  rows: Signal<ReadonlyMap<string, ConversationRow>>;
  /** The list on screen, in its order. */
  shown: Signal<ShownList>;
  /** False until the first answer about this list: rows on screen are not all there are. */
  rowsReady: Signal<boolean>;
  /** Conversations by view and `team:<id>`, as the relay counted them. */
  counts: Signal<Counts>;
  /** Own and shared ones; null until they are known. */
  savedViews: Signal<readonly SavedView[] | null>;
  /** Rows that are selected together (K21). */
  selected: Signal<ReadonlySet<string>>;
  /** Rows that leave the list when the time to undo is over. */
  leaving: Signal<ReadonlySet<string>>;
  /** Presence and load of colleagues, by id (K58). */
  colleagues: Signal<ReadonlyMap<string, AgentState>>;
  /** What this agent's colleagues are told of them. */
  presence: Signal<AgentPresence>;
  /** Pub seq this agent has had on screen, by conversation. */
  seen: Signal<ReadonlyMap<string, number>>;
  drafts: Signal<ReadonlyMap<string, Draft>>;
  open: Signal<OpenConversationState | null>;
  customer: Signal<CustomerPageState | null>;
  /** Bumped to read the customer page again. */
  customerAsked: Signal<number>;
  /** What this agent had revealed, by `fact <id>` or `interaction <id>`; forgotten with the session. */
  revealed: Signal<ReadonlyMap<string, string>>;
  /** Alerts nobody has resolved, by id; null until they are known (C34). */
  alerts: Signal<ReadonlyMap<string, AlertView> | null>;
  /** The last push about settings objects of a kind; a new object each time. */
  settingsChanged: Signal<{ kind: string } | null>;
  /** Settings were changed and not saved. */
  unsaved: Signal<boolean>;
  /** Visitors typing, by conversation: who. */
  typing: Signal<ReadonlyMap<string, string>>;
  /** Colleagues who look at a conversation, by its id (K66). */
  viewers: Signal<ReadonlyMap<string, Viewers['people']>>;
  /** Replies that can still be taken back, by conversation. */
  held: Signal<ReadonlyMap<string, HeldReply>>;
  /** This person's console. */
  preferences: Signal<PreferencesDoc>;
  /** The row the keyboard is on. */
  cursor: Signal<string | null>;
  /** One polite status line for assistive technology (K116). */
  status: Signal<string>;
  /** The relay takes nothing that is sent to it for the moment (K120). */
  refusing: Signal<boolean>;
  /** What could not be done and has no better place to be said, for everybody to see; null: nothing. */
  problem: Signal<string | null>;
  /** ms; moves every few seconds so that waiting times stay true. */
  now: Signal<number>;
  agentId: ReadonlySignal<string>;
  names: ReadonlySignal<Names>;
  /** The list on screen, or the one to go back to. */
  view: ReadonlySignal<ListAddress>;
  list: ReadonlySignal<ListPlace>;
  /** What the list asks the relay for; null while its saved view is not known. */
  query: ReadonlySignal<ListQuery | null>;
  /** Ids of the list on screen without those that are leaving. */
  listed: ReadonlySignal<readonly string[]>;
  unread: ReadonlySignal<number>;
  /** Which conversation is open. Whoever needs no more than this is not drawn anew by what happens in it (K128). */
  openId: ReadonlySignal<string | null>;
  openRow: ReadonlySignal<ConversationRow | null>;
  /** The context on screen, of the open conversation or of the customer page. */
  context: ReadonlySignal<HandoffContext | null>;
}

export function createStore(now: number): Store {
  const session = signal<Session>({ state: 'starting' });
  const route = signal<Route>(HOME);
  const rows = signal<ReadonlyMap<string, ConversationRow>>(new Map());
  const seen = signal<ReadonlyMap<string, number>>(new Map());
  const open = signal<OpenConversationState | null>(null);
  const customer = signal<CustomerPageState | null>(null);
  const savedViews = signal<readonly SavedView[] | null>(null);
  const shown = signal<ShownList>(NO_LIST);
  const leaving = signal<ReadonlySet<string>>(new Set());
  const agentId = computed(() => (session.value.state === 'signed_in' ? session.value.session.agent.id : ''));
  const view = computed<ListAddress>(() => (route.value.page === 'setup' ? HOME.view : route.value.view));
  const list = computed<ListPlace>(() => parseList(view.value) ?? HOME_LIST);
  return {
    session,
    route,
    rows,
    seen,
    open,
    customer,
    customerAsked: signal(0),
    agentId,
    view,
    list,
    savedViews,
    shown,
    leaving,
    query: computed(() => queryFor(list.value, savedViews.value)),
    listed: computed(() => (leaving.value.size === 0 ? shown.value.ids : shown.value.ids.filter((id) => !leaving.value.has(id)))),
    counts: signal(NO_COUNTS),
    selected: signal<ReadonlySet<string>>(new Set()),
    colleagues: signal<ReadonlyMap<string, AgentState>>(new Map()),
    presence: signal<AgentPresence>('online'),
    connection: signal<Connection>({ state: 'connecting', since: null }),
    syncedAt: signal(0),
    rowsReady: signal(false),
    revealed: signal<ReadonlyMap<string, string>>(new Map()),
    alerts: signal<ReadonlyMap<string, AlertView> | null>(null),
    settingsChanged: signal<{ kind: string } | null>(null),
    unsaved: signal(false),
    drafts: signal<ReadonlyMap<string, Draft>>(new Map()),
    typing: signal<ReadonlyMap<string, string>>(new Map()),
    viewers: signal<ReadonlyMap<string, Viewers['people']>>(new Map()),
    held: signal<ReadonlyMap<string, HeldReply>>(new Map()),
    preferences: signal(DEFAULT_PREFERENCES),
    cursor: signal<string | null>(null),
    status: signal(''),
    refusing: signal(false),
    problem: signal<string | null>(null),
    now: signal(now),
    names: computed(() =>
      session.value.state === 'signed_in' ? namesOf(session.value.session.agents, session.value.session.teams) : namesOf([], []),
    ),
    unread: computed(() => unreadCount(rows.value, seen.value, agentId.value)),
    openId: computed(() => open.value?.id ?? null),
    openRow: computed(() => (open.value === null ? null : (rows.value.get(open.value.id) ?? null))),
    context: computed(() => (route.value.page === 'customer' ? (customer.value?.context ?? null) : (open.value?.context ?? null))),
  };
}
