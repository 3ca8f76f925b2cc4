// The list of the view. It never reorders under a pointer or during keyboard navigation (K20): the new order waits behind one button.
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { holdOrder } from '../state/rows.js';
import { useHeld } from '../ui/use-held.js';
import { ConversationItem } from './ConversationItem.js';
import { NoConversations } from './NoConversations.js';
import { VIEW_WORDS } from './Rail.js';
import { useConsole } from './console-context.js';

export function ConversationList(): VNode {
  const { store } = useConsole();
  const { held, on } = useHeld();
  const shown = useRef<{ view: string; ids: string[] }>({ view: '', ids: [] });
  const view = store.view.value;
  const rows = store.rows.value;
  const fresh = store.visibleRows.value.map((row) => row.id);

  const holding = held.value && shown.current.view === view && shown.current.ids.length > 0;
  const { ids, updates } = holding
    ? holdOrder(
        shown.current.ids.filter((id) => rows.has(id)),
        fresh,
      )
    : { ids: fresh, updates: 0 };
  useEffect(() => {
    shown.current = { view, ids };
  });
  function apply(): void {
    shown.current = { view, ids: fresh };
    store.rows.value = new Map(rows);
  }
  const cursor = store.cursor.value ?? store.open.value?.id ?? ids[0] ?? null;

  return (
    <section class="pane pane-list" aria-label="Inbox" data-pane tabIndex={-1} {...on}>
      <header class="pane-head list-head">
        <h1>{VIEW_WORDS[view]}</h1>
        <span class="list-order">{view === 'closed' ? 'Last closed first' : 'Longest wait first'}</span>
      </header>
      {updates > 0 && (
        <button type="button" class="list-updates" onClick={apply}>
          {updates === 1 ? '1 update' : `${updates} updates`}
        </button>
      )}
      <ul class="list" role="list" aria-label="Conversations" aria-busy={!store.rowsReady.value}>
        {ids.map((id) => {
          const row = rows.get(id);
          return row === undefined ? null : <ConversationItem key={id} row={row} tabbable={id === cursor} />;
        })}
      </ul>
      {ids.length === 0 && <NoConversations />}
    </section>
  );
}
