// Who is signed in, and what lives and ends with that. Implements the actions views may ask for.
import { batch, effect, untracked } from '@preact/signals';
import type { AgentSession, Attention, Surroundings } from '@throughline/types';
import type { Actions } from '../state/actions.js';
import type { Answer } from '../state/answer.js';
import { signedOut } from '../state/deed.js';
import { HOME } from '../state/route.js';
import { NO_LIST } from '../state/shown-list.js';
import { NO_COUNTS } from '../state/store.js';
import type { Store } from '../state/store.js';
import { createAgentApi } from './agent-api.js';
import type { ContextPart } from './context-part.js';
import type { DeviceStorage } from './device-storage.js';
import type { Http } from './http.js';
import { loadDrafts } from './drafts.js';
import { createLive } from './live.js';
import type { Live } from './live.js';
import type { Navigation } from './navigation.js';
import { loadSeen } from './seen.js';
import { adoptOrphans } from './tab.js';

export interface SessionOptions {
  base: string;
  store: Store;
  http: Http;
  navigation: Navigation;
  device: DeviceStorage;
  surroundings: Surroundings;
  /** Something asks for this agent: a sound, a notification (K85). */
  attention(what: Attention): void;
  locks: LockManager | undefined;
  tab: string;
}

export interface RunningSession {
  actions: Actions;
  start(): Promise<void>;
  wake(): void;
}

export function createSession(options: SessionOptions): RunningSession {
  const { store, http, navigation, device, surroundings } = options;
  const api = createAgentApi(http);
  let live: Live | null = null;

  function leave(because: 'ended' | null): void {
    live?.stop();
    live = null;
    batch(() => {
      store.session.value = { state: 'signed_out', because };
      store.rows.value = new Map();
      store.rowsReady.value = false;
      store.shown.value = NO_LIST;
      store.counts.value = NO_COUNTS;
      store.savedViews.value = null;
      store.selected.value = new Set();
      store.leaving.value = new Set();
      store.colleagues.value = new Map();
      store.presence.value = 'online';
      store.open.value = null;
      store.customer.value = null;
      store.alerts.value = null;
      store.revealed.value = new Map();
      store.drafts.value = new Map();
      store.typing.value = new Map();
      store.viewers.value = new Map();
      store.held.value = new Map();
      store.connection.value = { state: 'connecting', since: null };
    });
  }

  async function enter(session: AgentSession): Promise<void> {
    live?.stop();
    live = null;
    if (session.mustEnrol === true) {
      store.session.value = { state: 'signed_in', session }; // nothing else is answered until the second factor is set up (S25)
      return;
    }
    const agentId = session.agent.id;
    await adoptOrphans(device, agentId, options.tab, options.locks);
    const started = createLive({
      ...options,
      api,
      agentId,
      ended: () => leave('ended'),
      alerted: (alert) => void part().then((loaded) => loaded.alerted(alert), complain),
      attention: (what) => options.attention(what),
      settingsChanged(kind) {
        void part().then((loaded) => loaded.settingsChanged(kind), complain);
        if (kind === 'team') void refresh();
      },
    });
    live = started;
    linked = false;
    batch(() => {
      store.session.value = { state: 'signed_in', session };
      store.preferences.value = session.preferences;
      store.drafts.value = loadDrafts(device, agentId, surroundings.now());
      store.seen.value = loadSeen(device, agentId);
    });
    started.show(store.route.value.page === 'inbox' ? store.route.value.conv : null);
    started.start();
  }

  async function start(): Promise<void> {
    if (store.route.value.page === 'setup') return;
    store.session.value = { state: 'starting' };
    const answer = await api.me();
    if (answer.ok) await enter(answer.value);
    else if (answer.code === 'unauthenticated') leave(null);
    else if (answer.code === 'not_found') store.session.value = { state: 'unclaimed' };
    else store.session.value = { state: 'unreachable' };
  }

  /**
   * Who this agent is, their colleagues and the teams, as they are now. That a team changed is pushed, and a push is a hint (P47): each new
   * connection asks again, as after a change of one's own teams, which ends the connection.
   */
  async function refresh(): Promise<void> {
    const answer = await guarded(api.me());
    const held = store.session.value;
    if (!answer.ok || held.state !== 'signed_in' || held.session.agent.id !== answer.value.agent.id) return;
    if (JSON.stringify(held.session) === JSON.stringify(answer.value)) return;
    store.session.value = { state: 'signed_in', session: answer.value };
  }
  /** The session was read a moment before its first connection. */
  let linked = false;
  effect(() => {
    if (store.connection.value.state !== 'online') return;
    untracked(() => {
      if (linked) void refresh();
      linked = true;
    });
  });

  async function signedIn(answer: Answer<AgentSession>): Promise<Answer<null>> {
    if (!answer.ok) return answer;
    if (store.route.value.page === 'setup') navigation.go(HOME, 'replace');
    await enter(answer.value);
    return { ok: true, value: null };
  }

  /** Loaded once, after the first paint; a part that did not come is asked for again by the next call. */
  let loading: Promise<ContextPart> | null = null;
  function part(): Promise<ContextPart> {
    loading ??= import('./context-part.js').then((loaded) =>
      loaded.createContextPart({ store, navigation, http: watched, mint: () => surroundings.hex128(), base: options.base }),
    );
    loading.catch(() => (loading = null));
    return loading;
  }
  const complain = (error: unknown): void => console.error('a part of the console did not load', error);
  const watched: Http = {
    ask: (call, decoder) => guarded(http.ask(call, decoder)),
    tell: (call) => guarded(http.tell(call)),
  };
  const ask: Actions['ask'] = async (what) => {
    let loaded: ContextPart;
    try {
      loaded = await part();
    } catch (error) {
      complain(error);
      return { ok: false, code: 'network' };
    }
    return what(loaded.actions);
  };
  // The part follows connection and address by itself, from when it is there.
  effect(() => {
    const route = store.route.value;
    const wanted = store.connection.value.state === 'online' || route.page !== 'inbox';
    if (store.customerAsked.value < 0 || !wanted || store.session.value.state !== 'signed_in') return;
    part().catch((error: unknown) => {
      complain(error);
      if (route.page === 'customer') store.customer.value = { id: route.id, context: null, problem: 'network' };
    });
  });
  // A list is another one when it asks for something else; its rows are drawn from what is held, and completed by the answer.
  let listAsked = '';
  effect(() => {
    const query = JSON.stringify(store.query.value);
    if (query === listAsked) return;
    listAsked = query;
    untracked(() => {
      store.selected.value = new Set();
      live?.showList();
    });
  });

  effect(() => {
    const conv = store.route.value.page === 'inbox' ? store.route.value.conv : null;
    untracked(() => live?.show(conv));
  });

  async function guarded<T>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
    const answer = await asked;
    if (!answer.ok && answer.code === 'unauthenticated') leave('ended');
    return answer;
  }
  const nothing = (): Promise<void> => Promise.resolve();

  return {
    start,
    wake: () => live?.wake(),
    actions: {
      setUp: async (form) => signedIn(await api.setup(form)),
      signIn: async (form) => signedIn(await api.login(form)),
      enter: async (what) => signedIn(await ask(what)),
      signOut: async (putBack = false) => {
        await live?.flush();
        const out = await api.logout(putBack);
        if (out.ok || !putBack) leave(null);
        else live?.setPresence({ status: store.presence.value, idle: false }); // the relay took them off the desk first
        return out;
      },
      retryStart: () => void start(),
      go: (route, how) => navigation.go(route, how),
      setDraft: (conv, draft) => live?.actions.setDraft(conv, draft),
      send: (conv) => live?.actions.send(conv) ?? nothing(),
      retry: (conv, origin) => live?.actions.retry(conv, origin) ?? nothing(),
      discard: (conv, origin) => live?.actions.discard(conv, origin) ?? nothing(),
      takeBack: (conv) => live?.actions.takeBack(conv),
      typing: (conv, on, mode) => live?.actions.typing(conv, on, mode),
      loadOlder: (conv) => live?.actions.loadOlder(conv) ?? nothing(),
      markSeen: (conv, seq) => live?.actions.markSeen(conv, seq),
      claim: (conv) => live?.actions.claim(conv) ?? nothing(),
      transfer: (conv, to, note) => live?.actions.transfer(conv, to, note) ?? Promise.resolve(signedOut()),
      deed: (conv, kind, body) => live?.actions.deed(conv, kind, body) ?? Promise.resolve(signedOut()),
      close: (conv, outcome) => live?.actions.close(conv, outcome) ?? nothing(),
      reopen: (conv) => live?.actions.reopen(conv) ?? nothing(),
      dismissFailure: (conv) => live?.actions.dismissFailure(conv),
      reconnectNow: () => live?.wake(),
      moreRows: () => live?.moreRows() ?? nothing(),
      setPresence: (presence) => live?.setPresence(presence),
      ask,
      looked: (conv, keys) => live?.looked(conv, keys),
      interaction: (id) => guarded(api.interaction(id)),
    },
  };
}
