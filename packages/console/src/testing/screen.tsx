// Draws views into a document without a relay: actions are recorded, state is set by the test.
import { options, render } from 'preact';
import type { VNode } from 'preact';
import { vi } from 'vitest';
import type { Actions } from '../state/actions.js';
import type { ContextActions } from '../state/context-actions.js';
import { DEFAULT_PREFERENCES } from '../state/default-preferences.js';
import { createPanels } from '../state/panels.js';
import type { Panels } from '../state/panels.js';
import { formatRoute } from '../state/route.js';
import { createStore } from '../state/store.js';
import type { OpenConversationState, Store } from '../state/store.js';
import { ConsoleContext } from '../views/console-context.js';
import { NOW, view } from './fixtures.js';

// Effects run in the next microtask instead of after a paint that jsdom never makes: Preact's own wait keeps a timer that may
// fire after the test's document is gone.
options.requestAnimationFrame = (flush) => queueMicrotask(flush);

export interface Screen {
  element: HTMLElement;
  store: Store;
  actions: Actions;
  panels: Panels;
  /** After the next drawing. */
  settled(): Promise<void>;
}

export function recordedActions(): Actions {
  const done = (): Promise<void> => Promise.resolve();
  const never = (): Promise<never> => new Promise(() => undefined);
  return {
    setUp: vi.fn(never),
    signIn: vi.fn(never),
    enter: vi.fn(never),
    signOut: vi.fn(done),
    retryStart: vi.fn(),
    go: vi.fn(),
    setDraft: vi.fn(),
    send: vi.fn(done),
    retry: vi.fn(done),
    discard: vi.fn(done),
    typing: vi.fn(),
    loadOlder: vi.fn(done),
    markSeen: vi.fn(),
    claim: vi.fn(done),
    transfer: vi.fn(() => Promise.resolve({ ok: true as const })),
    takeBack: vi.fn(),
    deed: vi.fn(() => Promise.resolve({ ok: true as const })),
    close: vi.fn(done),
    reopen: vi.fn(done),
    dismissFailure: vi.fn(),
    reconnectNow: vi.fn(),
    moreRows: vi.fn(done),
    setPresence: vi.fn(),
    ask: vi.fn(never),
    looked: vi.fn(),
    interaction: vi.fn(never),
  };
}

/** What the relay answers about a context; everything else never answers. */
export function answering(screen: Screen, answers: Partial<ContextActions>): void {
  const never = (): Promise<never> => new Promise(() => undefined);
  const api: ContextActions = {
    signInOptions: never,
    finishSignIn: never,
    lookAtInvitation: never,
    acceptInvitation: never,
    confirmLogin: never,
    rename: never,
    changePassword: never,
    secondFactor: never,
    startSecondFactor: never,
    confirmSecondFactor: never,
    renewRecoveryCodes: never,
    removeSecondFactor: never,
    devices: never,
    endDevice: never,
    endOtherDevices: never,
    savePreferences: never,
    people: never,
    invitations: never,
    invite: never,
    renewInvitation: never,
    revokeInvitation: never,
    changeAgent: never,
    passwordLink: never,
    dropSecondFactor: never,
    endSessions: never,
    passOwnership: never,
    timeline: never,
    revision: never,
    customerContext: never,
    customer: never,
    promise: never,
    owedPromises: never,
    settlePromise: never,
    decideFact: never,
    reveal: never,
    item: never,
    case: never,
    openCase: never,
    updateCase: never,
    reasons: never,
    confirmReason: never,
    alerts: never,
    merges: never,
    merge: never,
    undoMerge: never,
    suggestion: never,
    verify: never,
    notThisPerson: never,
    decideSuggestion: never,
    log: never,
    widget: never,
    changeWidget: never,
    site: never,
    changeSite: never,
    siteSettings: never,
    changeSiteSettings: never,
    installation: never,
    integrity: never,
    settings: never,
    search: never,
    savedViews: never,
    saveView: never,
    changeView: never,
    removeView: never,
    savedReplies: never,
    savedReplyUsed: never,
    tags: never,
    emoji: never,
    conversationsOf: never,
    entries: never,
    download: never,
    file: never,
    customers: never,
    customersFile: never,
    importCustomers: never,
    identifiers: never,
    customerNotes: never,
    writeCustomerNote: never,
    changeCustomerNote: never,
    removeCustomerNote: never,
    exportCustomer: never,
    eraseCustomer: never,
    fileAddress: never,
    upload: never,
    ...answers,
  };
  screen.actions.ask = (what) => what(api);
}

/** A part that is loaded after the first paint is there, as it is when somebody opens their first conversation. */
export async function loaded(part: { preload(): void }, load: () => Promise<unknown>): Promise<void> {
  part.preload();
  await load();
  await new Promise((resolve) => setTimeout(resolve));
}

export function openState(change: Partial<OpenConversationState> = {}): OpenConversationState {
  return {
    id: 'cnv_1',
    phase: 'ready',
    view: view(),
    context: null,
    linesSeen: null,
    seenPub: 0,
    stale: false,
    acting: null,
    failed: null,
    online: null,
    ...change,
  };
}

export function draw(node: VNode, prepare: (store: Store) => void = () => undefined): Screen {
  const store = createStore(NOW);
  const me = { id: 'agt_me', name: 'Ada', email: 'ada@x.example', role: 'agent' } as const;
  store.session.value = {
    state: 'signed_in',
    session: { agent: me, site: { id: 'site_1', name: 'Shop', writeKey: 'wk' }, agents: [me], teams: [], preferences: DEFAULT_PREFERENCES },
  };
  store.connection.value = { state: 'online' };
  store.syncedAt.value = NOW;
  prepare(store);
  const actions = recordedActions();
  const element = document.createElement('div');
  document.body.append(element);
  const href = formatRoute;
  const panels = createPanels();
  render(
    <ConsoleContext.Provider value={{ store, actions, panels, href, relayUrl: 'https://chat.example.com', setupToken: 'token' }}>
      {node}
    </ConsoleContext.Provider>,
    element,
  );
  return { element, store, actions, panels, settled: () => new Promise((resolve) => setTimeout(resolve, 60)) };
}
