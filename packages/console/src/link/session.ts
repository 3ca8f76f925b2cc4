// Who is signed in, and what lives and ends with that. Implements the actions views may ask for.
import { batch, computed, effect, untracked } from '@preact/signals';
import type { AgentSession, Surroundings } from '@throughline/types';
import type { Actions } from '../state/actions.js';
import type { Answer } from '../state/answer.js';
import { HOME } from '../state/route.js';
import type { Store } from '../state/store.js';
import { createAgentApi } from './agent-api.js';
import type { ContextPart } from './context-part.js';
import { createCustomerPage } from './customer-page.js';
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
      store.open.value = null;
      store.customer.value = null;
      store.alerts.value = null;
      store.revealed.value = new Map();
      store.drafts.value = new Map();
      store.typing.value = new Map();
      store.connection.value = { state: 'connecting', since: null };
    });
  }

  async function enter(session: AgentSession): Promise<void> {
    live?.stop();
    const agentId = session.agent.id;
    await adoptOrphans(device, agentId, options.tab, options.locks);
    const started = createLive({
      ...options,
      api,
      agentId,
      ended: () => leave('ended'),
      alerted: (alert) => void part().then((loaded) => loaded.alerted(alert), complain),
    });
    live = started;
    batch(() => {
      store.session.value = { state: 'signed_in', session };
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

  async function signedIn(answer: Answer<AgentSession>): Promise<Answer<null>> {
    if (!answer.ok) return answer;
    if (store.route.value.page === 'setup') navigation.go(HOME, 'replace');
    await enter(answer.value);
    return { ok: true, value: null };
  }

  /** Loaded once, after the first paint; a part that did not come is asked for again by the next call. */
  let loading: Promise<ContextPart> | null = null;
  function part(): Promise<ContextPart> {
    loading ??= import('./context-part.js').then((loaded) => loaded.createContextPart(store, watched, () => surroundings.hex128()));
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
  createCustomerPage({ store, navigation, ask });
  // A pushed alert is a hint (P47): the whole is read when the connection is up, and when somebody looks.
  const looking = computed(() => store.route.value.page === 'alerts');
  effect(() => {
    const online = store.connection.value.state === 'online';
    const signedIn = store.session.value.state === 'signed_in';
    if (signedIn && (looking.value || online)) untracked(() => void part().then((loaded) => loaded.loadAlerts(), complain));
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
      signOut: async () => {
        await api.logout();
        leave(null);
      },
      retryStart: () => void start(),
      go: (route) => navigation.go(route),
      setDraft: (conv, draft) => live?.actions.setDraft(conv, draft),
      send: (conv) => live?.actions.send(conv) ?? nothing(),
      retry: (conv, origin) => live?.actions.retry(conv, origin) ?? nothing(),
      discard: (conv, origin) => live?.actions.discard(conv, origin) ?? nothing(),
      typing: (conv, on) => live?.actions.typing(conv, on),
      loadOlder: (conv) => live?.actions.loadOlder(conv) ?? nothing(),
      markSeen: (conv, seq) => live?.actions.markSeen(conv, seq),
      claim: (conv) => live?.actions.claim(conv) ?? nothing(),
      transfer: (conv, to, note) => live?.actions.transfer(conv, to, note) ?? nothing(),
      close: (conv, outcome) => live?.actions.close(conv, outcome) ?? nothing(),
      reopen: (conv) => live?.actions.reopen(conv) ?? nothing(),
      dismissFailure: (conv) => live?.actions.dismissFailure(conv),
      reconnectNow: () => live?.wake(),
      ask,
      looked: (conv, keys) => live?.looked(conv, keys),
      interaction: (id) => guarded(api.interaction(id)),
    },
  };
}
