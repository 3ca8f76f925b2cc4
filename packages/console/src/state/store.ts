// What the console knows, as signals. The link writes, views read; nothing here asks for anything or keeps a timer.
// Invariant: rows, lanes and contexts are exactly what the relay said last, or what the outbox says about own texts.
import { computed, signal } from '@preact/signals';
import type { ReadonlySignal, Signal } from '@preact/signals';
import type {
  AgentSession,
  AlertView,
  ConversationRow,
  ConversationView,
  HandoffContext,
  HttpErrorCode,
  InboxView,
} from '@throughline/types';
import type { LinesSeen } from './context-lines.js';
import type { Route } from './route.js';
import { HOME } from './route.js';
import { namesOf } from './names.js';
import type { Names } from './names.js';
import { countsOf, rowsOf, unreadCount } from './rows.js';

export type Session =
  | { state: 'starting' }
  | { state: 'unreachable' }
  | { state: 'unclaimed' }
  | { state: 'signed_out'; because: 'ended' | null }
  | { state: 'signed_in'; session: AgentSession };

/** `since`: when the link went down, ms; null on the very first attempt. */
export type Connection = { state: 'connecting'; since: number | null } | { state: 'online' } | { state: 'upgrade_needed' };

export type ComposerMode = 'reply' | 'note';
export interface Draft {
  text: string;
  mode: ComposerMode;
}
export const EMPTY_DRAFT: Draft = { text: '', mode: 'reply' };

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
  /** A claim, transfer, close or reopen under way: the relay decides first (K12). */
  acting: 'claim' | 'transfer' | 'release' | 'close' | 'open' | null;
  /** Why the last one failed, in words without the reason of a lost claim, which depends on who won. */
  failed: { action: 'claim' | 'transfer' | 'release' | 'close' | 'open'; reason: string } | null;
  online: boolean | null;
}

/** The customer page: a context without a conversation (K91). */
export interface CustomerPageState {
  id: string;
  context: HandoffContext | null;
  /** Why there is none. */
  problem: HttpErrorCode | 'network' | null;
}

export interface Store {
  session: Signal<Session>;
  connection: Signal<Connection>;
  /** When the relay last confirmed what is on screen, ms (K11). */
  syncedAt: Signal<number>;
  route: Signal<Route>;
  rows: Signal<ReadonlyMap<string, ConversationRow>>;
  /** False until the first inbox answer: rows on screen are not all there are. */
  rowsReady: Signal<boolean>;
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
  /** Visitors typing, by conversation: who. */
  typing: Signal<ReadonlyMap<string, string>>;
  /** The row the keyboard is on. */
  cursor: Signal<string | null>;
  /** One polite status line for assistive technology (K116). */
  status: Signal<string>;
  /** ms; moves every few seconds so that waiting times stay true. */
  now: Signal<number>;
  agentId: ReadonlySignal<string>;
  names: ReadonlySignal<Names>;
  view: ReadonlySignal<InboxView>;
  visibleRows: ReadonlySignal<ConversationRow[]>;
  counts: ReadonlySignal<Record<InboxView, number>>;
  unread: ReadonlySignal<number>;
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
  const agentId = computed(() => (session.value.state === 'signed_in' ? session.value.session.agent.id : ''));
  const view = computed<InboxView>(() => (route.value.page === 'setup' ? 'all' : route.value.view));
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
    connection: signal<Connection>({ state: 'connecting', since: null }),
    syncedAt: signal(0),
    rowsReady: signal(false),
    revealed: signal<ReadonlyMap<string, string>>(new Map()),
    alerts: signal<ReadonlyMap<string, AlertView> | null>(null),
    drafts: signal<ReadonlyMap<string, Draft>>(new Map()),
    typing: signal<ReadonlyMap<string, string>>(new Map()),
    cursor: signal<string | null>(null),
    status: signal(''),
    now: signal(now),
    names: computed(() =>
      session.value.state === 'signed_in' ? namesOf(session.value.session.agents, session.value.session.teams) : namesOf([], []),
    ),
    visibleRows: computed(() => rowsOf(rows.value, view.value, agentId.value)),
    counts: computed(() => countsOf(rows.value, agentId.value)),
    unread: computed(() => unreadCount(rows.value, seen.value, agentId.value)),
    openRow: computed(() => (open.value === null ? null : (rows.value.get(open.value.id) ?? null))),
    context: computed(() => (route.value.page === 'customer' ? (customer.value?.context ?? null) : (open.value?.context ?? null))),
  };
}
