// One deed on several conversations, sent when ten seconds have passed in which it can be taken back (K21). What is held when the page goes
// away is sent at once: an agent who closes the console meant what they did.
import { batch } from '@preact/signals';
import { inList } from '@throughline/types';
import type { ConversationRow } from '@throughline/types';
import type { DeedKind } from '../../state/deed.js';
import { selectNone } from '../../state/selection.js';
import type { Store } from '../../state/store.js';
import { t, tn } from '../../state/t.js';
import type { Console } from '../console-context.js';
import { nextRow } from '../next-row.js';

export const UNDO_MS = 10_000; // K21

export interface BulkDeed {
  conv: string;
  kind: DeedKind;
  body: Record<string, unknown>;
}
export interface Bulk {
  /** "5 conversations are closed", said while it can still be taken back. */
  words: string;
  deeds: readonly BulkDeed[];
  /** What it makes of each row: those the list on screen does not hold then leave it at once. */
  becomes: Partial<ConversationRow>;
}

function leaversOf({ deeds, becomes }: Bulk, store: Store): string[] {
  const query = store.query.value;
  if (query === null) return [];
  const reader = { id: store.agentId.value, now: store.now.value };
  return deeds.flatMap(({ conv }) => {
    const row = store.rows.value.get(conv);
    return row !== undefined && inList({ ...row, ...becomes }, query, reader) === false ? [conv] : [];
  });
}

/** The bulk that is held; sent when its time is over, when the next one comes, or when the page goes. */
let send: (() => void) | null = null;

export function hold(bulk: Bulk, { store, actions, panels }: Console): void {
  send?.();
  if (bulk.deeds.length === 0) {
    panels.undo.value = { words: t('None of the selected conversations can be changed like this.'), until: null, takeBack: null };
    return;
  }
  const ids = bulk.deeds.map(({ conv }) => conv);
  const left = leaversOf(bulk, store);
  const [by, view] = [store.agentId.value, store.view.value];
  const from = store.cursor.value ?? store.open.value?.id ?? left[0] ?? null;
  const next = left.length === 0 ? null : nextRow(store.listed.value, from, new Set(left));
  store.leaving.value = new Set([...store.leaving.value, ...left]);
  selectNone(store);
  if (next !== null) store.cursor.value = next;
  panels.focusRow.value += 1;

  const back = (): void => {
    const leaving = new Set(store.leaving.value);
    for (const id of left) leaving.delete(id);
    store.leaving.value = leaving;
  };
  async function submit(): Promise<void> {
    if (store.agentId.value !== by) return; // somebody else is signed in: nothing is done in their name
    const answers = await Promise.all(bulk.deeds.map(({ conv, kind, body }) => actions.deed(conv, kind, body)));
    const done = new Set(ids.filter((_, at) => answers[at]?.ok === true));
    batch(() => {
      // Their rows come with a push of their own, maybe later than this answer: until then they are not in the list either.
      if (store.view.value === view) {
        const gone = new Set(left.filter((id) => done.has(id)));
        store.shown.value = { ...store.shown.value, ids: store.shown.value.ids.filter((id) => !gone.has(id)) };
      }
      back();
    });
    const refused = answers.filter((answer) => !answer.ok);
    const [first] = refused;
    if (first === undefined || first.ok) return;
    const words = tn(refused.length, '{n} conversation was not changed: {reason}', '{n} conversations were not changed: {reason}', {
      reason: first.words,
    });
    panels.undo.value = { words, until: null, takeBack: null };
  }
  const timer = window.setTimeout(() => send?.(), UNDO_MS);
  const end = (): void => {
    window.clearTimeout(timer);
    window.removeEventListener('pagehide', run);
    send = null;
    panels.undo.value = null;
  };
  function run(): void {
    end();
    void submit();
  }
  send = run;
  window.addEventListener('pagehide', run);
  panels.undo.value = {
    words: bulk.words,
    until: Date.now() + UNDO_MS,
    doNow: run,
    takeBack: () => {
      end();
      back();
      store.selected.value = new Set(ids);
      panels.focusRow.value += 1;
      store.status.value = t('Taken back');
    },
  };
  store.status.value = `${bulk.words}. ${t('It can be undone for 10 seconds.')}`;
}
