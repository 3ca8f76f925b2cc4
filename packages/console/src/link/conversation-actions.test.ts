// Replies and what goes with them, against the real delivery client and a relay of one conversation held in memory.
import { expect, it, vi } from 'vitest';
import { memoryStorage } from '@throughline/types';
import type { Entry, Submit, SubmitAnswer, Surroundings, Sync, SyncAnswer } from '@throughline/types';
import { createStore } from '../state/store.js';
import type { Draft, Store } from '../state/store.js';
import { byId, entry, lane, NOW, row, view } from '../testing/fixtures.js';
import { openState } from '../testing/screen.js';
import type { AgentPort } from './agent-connector.js';
import { createBehind } from './behind.js';
import { createClients } from './clients.js';
import { createConversationActions } from './conversation-actions.js';
import type { ConversationActions } from './conversation-actions.js';
import { memoryStorage as deviceMemory } from './device-storage.js';

const EPOCH = 'e'.repeat(32);
const ME = 'agt_me';

/** One conversation: refuses what was written to an older head, and keeps the rest. */
function relay(log: Entry[]) {
  const taken: string[] = [];
  const pubHead = (): number => log.filter(({ lane }) => lane === 'pub').length;
  const submit = async ({ msgs, if_pub_head: seen, stream }: Submit): Promise<SubmitAnswer> => {
    await Promise.resolve();
    if (seen !== undefined && seen !== pubHead()) return { ok: false, code: 'stale_head', pub_head: pubHead() };
    const results = msgs.flatMap((msg) => {
      if ('skip' in msg) return [];
      const seq = log.length + 1;
      const { kind, body } = msg;
      log.push(entry('pub', pubHead() + 1, kind, { id: `ent_${seq}`, body, author: { type: 'agent', id: ME }, cid: `${stream}:${msg.n}` }));
      taken.push(kind === 'message' ? String(body['text']) : kind);
      return [{ n: msg.n, lane: 'pub' as const, seq: pubHead(), id: `ent_${seq}`, ts: NOW }];
    });
    return { ok: true, conv: 'cnv_1', epoch: EPOCH, last_n: msgs.at(-1)?.n ?? 0, results };
  };
  const sync = ({ lane, after }: Sync): Promise<SyncAnswer> => {
    const all = log.filter((one) => one.lane === lane);
    const head = all.length;
    const receipts = { delivered: 0, read: 0 };
    return Promise.resolve({
      ok: true,
      conv: 'cnv_1',
      lane,
      epoch: EPOCH,
      head,
      events: all.filter(({ seq }) => seq > after),
      more: false,
      reset: false,
      receipts,
    });
  };
  const quiet = (): void => undefined;
  const never = (): never => {
    throw new Error('not used here');
  };
  const port: AgentPort = {
    submit,
    sync,
    inbox: never,
    open: never,
    got: quiet,
    typing: quiet,
    look: quiet,
    presence: quiet,
    strike: quiet,
  };
  return { port, taken };
}

interface Desk {
  store: Store;
  actions: ConversationActions;
  taken: readonly string[];
  log: Entry[];
  draft(): Draft | undefined;
  write(draft: Draft): void;
}

/** What outlives a page. */
const newBrowser = () => ({ outbox: memoryStorage(), device: deviceMemory() });

/** Ada looks at a conversation in which a customer wrote once, if it is `shown`. Offline: her page has no connection. */
async function desk({ browser = newBrowser(), offline = false, shown = true } = {}): Promise<Desk> {
  const log = [entry('pub', 1, 'message')];
  const { port, taken } = relay(log);
  const surroundings: Surroundings = {
    now: () => NOW,
    random: () => 0,
    hex128: () => crypto.randomUUID().replaceAll('-', ''),
    after: (ms, run) => {
      const timer = setTimeout(run, Math.min(ms, 20)); // only the order matters
      return () => clearTimeout(timer);
    },
  };
  const store = createStore(NOW);
  store.rows.value = byId([row('cnv_1', { assigneeId: ME })]);
  if (shown) store.open.value = openState({ view: view({ pub: lane('pub', log) }) });
  const clients = createClients({
    storage: browser.outbox,
    surroundings,
    changed: (_conv, next) => {
      if (shown) store.open.value = openState({ view: next, stale: store.open.value?.stale ?? false });
    },
    refused: (conv, refusal) => actions.onRefused(conv, refusal),
  });
  const actions = createConversationActions({
    store,
    clients,
    surroundings,
    port: () => port,
    writes: () => undefined,
    behind: createBehind(browser.device, ME, surroundings.now),
    saveDraft: () => undefined,
    saveSeen: () => undefined,
  });
  if (shown) await clients.take('cnv_1');
  if (!offline) {
    clients.online(port, null);
    await clients.resume();
    actions.resume();
    if (shown) await vi.waitFor(() => expect(store.open.value?.view?.pub.contig).toBeGreaterThanOrEqual(1));
  }
  return {
    store,
    actions,
    taken,
    log,
    draft: () => store.drafts.value.get('cnv_1'),
    write: (draft) => actions.setDraft('cnv_1', draft),
  };
}
const closing = { tags: [], assignTeamId: null, snoozeMinutes: null, close: true };
const reply = (text: string): Draft => ({ mode: 'reply', text });

it('[K33] a reply that met a line of the relay goes again by itself, without the half of the next one', async () => {
  const { actions, write, taken, draft, log } = await desk();
  write(reply('On its way'));
  log.push(entry('pub', 2, 'join', { author: { type: 'system', id: 'relay' } })); // this page has not heard of it
  void actions.send('cnv_1');
  write(reply('And please no'));
  await vi.waitFor(() => expect(taken).toEqual(['On its way']), 5_000);
  expect(draft()).toEqual(reply('And please no'));
});

it('[K33] [K26] a reply that met a customer’s message comes back; a note that was begun stays a note', async () => {
  const { actions, write, taken, draft, log, store } = await desk();
  write(reply('Shall I cancel it?'));
  log.push(entry('pub', 2, 'message'));
  void actions.send('cnv_1');
  write({ mode: 'note', text: 'He is lying' });
  await vi.waitFor(() => expect(store.open.value?.stale).toBe(true), 5_000);
  expect(draft()).toEqual({ mode: 'note', text: 'Shall I cancel it?\n\nHe is lying' });
  expect(taken).toEqual([]);
});

it('[K31] [K33] what follows a reply waits for it: one that comes back closes nothing, and asks for it again', async () => {
  const { actions, write, taken, draft, log, store } = await desk();
  write({ ...reply('Done, bye'), after: closing });
  log.push(entry('pub', 2, 'message'));
  await actions.send('cnv_1');
  await vi.waitFor(() => expect(store.open.value?.stale).toBe(true), 5_000);
  expect(taken).toEqual([]);
  expect(draft()).toEqual({ ...reply('Done, bye'), after: closing });
  await actions.send('cnv_1');
  await vi.waitFor(() => expect(taken).toEqual(['Done, bye', 'close']), 5_000);
});

it('[K31] [K50] what follows a reply written without a connection is done after a reload too, once the reply was taken', async () => {
  const browser = newBrowser();
  const before = await desk({ browser, offline: true });
  before.write({ ...reply('Done, bye'), after: closing });
  await before.actions.send('cnv_1');
  expect(before.taken).toEqual([]);
  const after = await desk({ browser });
  await vi.waitFor(() => expect(after.taken).toEqual(['Done, bye', 'close']), 5_000);
  expect(createBehind(browser.device, ME, () => NOW).origins()).toEqual([]); // done once
});

it('[K31] [K50] nor does it wait until somebody opens that conversation again', async () => {
  const browser = newBrowser();
  const before = await desk({ browser, offline: true });
  before.write({ ...reply('Done, bye'), after: closing });
  await before.actions.send('cnv_1');
  const after = await desk({ browser, shown: false });
  await vi.waitFor(() => expect(after.taken).toEqual(['Done, bye', 'close']), 5_000);
});
