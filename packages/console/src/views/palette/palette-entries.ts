// What the palette lists, and how often each was taken on this device (K81).
import { keyWords, shortcutsOf } from '../../state/keys.js';
import type { Command } from '../../state/keys.js';
import { formatList, savedAddress, teamView } from '../../state/list-address.js';
import { VIEWS, viewWords } from '../../state/lists.js';
import { customerRoute, searchRoute, viewRoute } from '../../state/route.js';
import { EMPTY_DRAFT } from '../../state/store.js';
import { t } from '../../state/t.js';
import { refusal, run } from '../commands.js';
import type { Console } from '../console-context.js';

export interface PaletteEntry {
  /** Stable: uses are counted by it. */
  id: string;
  words: string;
  about: string;
  /** The shortcut, as people know it; empty: none. */
  keys: string;
  /** Why it can't be taken here; null: it can. */
  refused: string | null;
  run(): void;
}

/** Not offered by name: what a key does by itself. */
const KEYS_ALONE: readonly Command[] = ['next', 'previous', 'open', 'escape', 'section', 'palette', 'next_pane', 'previous_pane', 'select'];
const VIEW_COMMANDS: readonly Command[] = ['go_mine', 'go_mentions', 'go_unassigned', 'go_all', 'go_snoozed', 'go_closed'];
const CUSTOMERS_MAX = 30;
const USES_KEY = 'throughline.palette';

export function usesOf(): Readonly<Record<string, number>> {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(USES_KEY) ?? '{}');
    if (typeof held !== 'object' || held === null) return {};
    return Object.fromEntries(Object.entries(held).filter((one): one is [string, number] => typeof one[1] === 'number'));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return {}; // no storage, or not what was written there
    throw error;
  }
}

export function used(id: string): void {
  try {
    const uses = usesOf();
    localStorage.setItem(USES_KEY, JSON.stringify({ ...uses, [id]: (uses[id] ?? 0) + 1 }));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // full or denied: the order stays as it is
  }
}

export interface PaletteReply {
  id: string;
  title: string;
  shortcut: string;
  body: string;
}

export function entriesOf(console_: Console, replies: readonly PaletteReply[]): PaletteEntry[] {
  const { store, actions, panels } = console_;
  const session = store.session.value;
  const { agents, teams } = session.state === 'signed_in' ? session.session : { agents: [], teams: [] };
  const table = shortcutsOf(store.preferences.value);
  const keysOf = (command: Command): string => {
    const found = table.find((one) => one.command === command);
    return found === undefined ? '' : (keyWords(found)[0] ?? '');
  };
  const view = store.view.value;
  const plain = { keys: '', refused: null };
  const commands = table
    .filter(({ command }) => !KEYS_ALONE.includes(command) && !VIEW_COMMANDS.includes(command))
    .map(({ command, words }) => ({
      id: command,
      words: words(),
      about: '',
      keys: keysOf(command),
      refused: refusal(command, console_),
      run: () => run(command, console_),
    }));
  const views = VIEWS.map((one) => ({
    ...plain,
    id: `view-${one}`,
    words: viewWords(one),
    about: t('View'),
    keys: keysOf(VIEW_COMMANDS.find((command) => command === `go_${one}`) ?? 'help'),
    run: () => actions.go(viewRoute(one)),
  }));
  const saved = (store.savedViews.value ?? []).map((one) => ({
    ...plain,
    id: `saved-${one.id}`,
    words: one.doc.name,
    about: t('Saved view'),
    run: () => actions.go(viewRoute(savedAddress(one.id))),
  }));
  const lines = teams.map((team) => ({
    ...plain,
    id: `team-${team.id}`,
    words: team.name,
    about: t('Team'),
    run: () => actions.go(viewRoute(teamView(team.id))),
  }));
  const people = agents.map((agent) => ({
    ...plain,
    id: `agent-${agent.id}`,
    words: agent.name,
    about: t('Conversations of this colleague'),
    run: () => actions.go(viewRoute(formatList({ view: 'all', saved: null, filter: { assigneeId: agent.id }, sort: null }))),
  }));
  const open = store.open.value;
  const begun = open === null ? EMPTY_DRAFT : (store.drafts.value.get(open.id) ?? EMPTY_DRAFT);
  const noReply =
    open === null ? t('Open a conversation first') : begun.mode === 'note' && begun.text !== '' ? t('A note is being written there') : null;
  const texts = replies.map((reply) => ({
    ...plain,
    id: `reply-${reply.id}`,
    words: reply.title,
    about: t('Saved reply'),
    keys: reply.shortcut === '' ? '' : `/${reply.shortcut}`,
    refused: noReply, // what was written for colleagues never becomes a reply
    run: () => {
      if (open === null) return;
      const draft = store.drafts.value.get(open.id) ?? EMPTY_DRAFT;
      // The composer resolves what the reply names, as if it had been typed there (K51).
      actions.setDraft(open.id, {
        ...draft,
        mode: 'reply',
        text: `${draft.text}${draft.text === '' ? '' : '\n'}/${reply.shortcut || reply.title}`,
      });
      panels.focusComposer.value += 1;
    },
  }));
  const seen = new Map(
    [...store.rows.value.values()].sort((a, b) => b.lastAt - a.lastAt).map((row) => [row.customer.id, row.customer.name]),
  );
  const customers = [...seen].slice(0, CUSTOMERS_MAX).map(([id, name]) => ({
    ...plain,
    id: `customer-${id}`,
    words: name,
    about: t('Customer'),
    run: () => actions.go(customerRoute(view, id)),
  }));
  const search = {
    ...plain,
    id: 'search-everything',
    words: t('Search everything'),
    about: '',
    keys: keysOf('search'),
    run: () => actions.go(searchRoute(view, '')),
  };
  return [...commands.filter(({ id }) => id !== 'search'), search, ...views, ...saved, ...lines, ...people, ...texts, ...customers];
}
