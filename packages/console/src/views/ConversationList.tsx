// The list of the view (K18). It never reorders under a pointer or during keyboard navigation (K20): the new order waits behind one button.
// Only the rows in sight are in the document (K127); all of them have the same height.
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { holdOrder } from '../state/rows.js';
import { isPlain } from '../state/list-address.js';
import { t, tn } from '../state/t.js';
import { Icon } from '../ui/Icon.js';
import { useHeld } from '../ui/use-held.js';
import { listTools, noConversations } from './list-parts.js';
import { ConversationItem } from './ConversationItem.js';
import { useConsole } from './console-context.js';
import { listTitle } from './list-title.js';
import { ROW_HEIGHTS, windowOf } from './list-window.js';

const NEAR_END_ROWS = 60; // the next page is asked for when so many rows are left below

interface Order {
  view: string;
  ids: readonly string[];
  /** Of them, those that are not shown as long as they can be taken back. */
  leaving: ReadonlySet<string>;
}

/** The order that is kept: without rows that are gone, and without those that left for good. */
function heldIds(
  { ids, leaving: left }: Order,
  now: { rows: ReadonlyMap<string, unknown>; leaving: ReadonlySet<string>; fresh: readonly string[] },
): string[] {
  const ended = [...left].filter((id) => !now.leaving.has(id));
  const back = ended.length === 0 ? null : new Set(now.fresh);
  return ids.filter((id) => now.rows.has(id) && (back === null || !left.has(id) || now.leaving.has(id) || back.has(id)));
}

export function ConversationList(): VNode {
  const { store, actions, panels } = useConsole();
  const { held, on } = useHeld();
  /** As it stands on screen, with the rows that may come back: taken back, they stand where they stood (K21). */
  const order = useRef<Order>({ view: '', ids: [], leaving: new Set() });
  const list = useRef<HTMLUListElement>(null);
  const place = useSignal({ top: 0, height: 0 });
  const view = store.view.value;
  const rows = store.rows.value;
  const fresh = store.shown.value.ids;
  const rowHeight = ROW_HEIGHTS[store.preferences.value.density];

  const holding = held.value && order.current.view === view && order.current.ids.length > 0;
  const leaving = store.leaving.value;
  const { ids: whole, updates } = holding ? holdOrder(heldIds(order.current, { rows, leaving, fresh }), fresh) : { ids: fresh, updates: 0 };
  const ids = leaving.size === 0 ? whole : whole.filter((id) => !leaving.has(id));
  useEffect(() => {
    order.current = { view, ids: whole, leaving };
    panels.order.ids = ids;
  });
  function apply(): void {
    order.current = { view, ids: fresh, leaving };
    store.rows.value = new Map(rows);
    panels.focusRow.value += 1; // the button is gone (K117)
  }
  const cursor = store.cursor.value ?? store.openId.value ?? ids[0] ?? null;
  const at = cursor === null ? -1 : ids.indexOf(cursor);
  const shown = windowOf({ ...place.value, rowHeight, count: ids.length });
  const next = store.shown.value.next;

  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const top = Math.floor(element.scrollTop / rowHeight) * rowHeight;
      if (place.value.top !== top || place.value.height !== element.clientHeight) place.value = { top, height: element.clientHeight };
    };
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    const observer = 'ResizeObserver' in globalThis ? new ResizeObserver(measure) : null;
    observer?.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      observer?.disconnect();
    };
  }, [rowHeight]);
  useLayoutEffect(() => {
    if (list.current !== null) list.current.scrollTop = 0;
  }, [view]);
  useEffect(() => {
    if (next !== null && shown.to >= ids.length - NEAR_END_ROWS) void actions.moreRows();
  }, [next, shown.to, ids.length]);
  // The row the keyboard is on is in sight, and in the document even where it is not: focus is never lost (K117).
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null || store.cursor.value === null || at < 0) return;
    const top = at * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight - element.clientHeight;
  }, [store.cursor.value]);

  const drawn = ids.slice(shown.from, shown.to).map((id, index) => ({ id, index: shown.from + index }));
  if (cursor !== null && at >= 0 && (at < shown.from || at >= shown.to)) drawn.push({ id: cursor, index: at });
  const size = next === null ? ids.length : (store.shown.value.total ?? -1);
  const tools = panels.filterOpen.value || store.selected.value.size > 0 || panels.undo.value !== null || store.list.value.view === 'mine';
  return (
    <section class="pane pane-list" aria-label={t('Inbox')} data-pane tabIndex={-1} {...on}>
      <header class="pane-head list-head">
        <h1>
          <bdi>{listTitle(store)}</bdi>
        </h1>
        <button
          type="button"
          class="icon-button"
          aria-label={t('Filter and order')}
          title={t('Filter and order')}
          aria-expanded={panels.filterOpen.value}
          aria-pressed={!isPlain(store.list.value)}
          onClick={() => (panels.filterOpen.value = !panels.filterOpen.value)}
        >
          <Icon name="filter" />
        </button>
      </header>
      {tools && <listTools.View />}
      {updates > 0 && (
        <button type="button" class="list-updates" onClick={apply}>
          {tn(updates, '{n} update', '{n} updates')}
        </button>
      )}
      <ul ref={list} class="list" role="list" aria-label={t('Conversations')} aria-busy={!store.rowsReady.value}>
        {ids.length > 0 && <li class="list-height" role="presentation" style={{ height: `${ids.length * rowHeight}px` }} />}
        {drawn.map(({ id, index }) => {
          const row = rows.get(id);
          return row === undefined ? null : (
            <ConversationItem key={id} row={row} tabbable={id === cursor} index={index} size={size} top={index * rowHeight} />
          );
        })}
      </ul>
      {ids.length === 0 && (store.rowsReady.value ? <noConversations.View /> : <p class="list-note late">{t('Loading conversations…')}</p>)}
    </section>
  );
}
