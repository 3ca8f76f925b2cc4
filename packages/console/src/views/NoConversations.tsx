// Why a list is empty, and what to do next (K120): never a blank pane.
import type { VNode } from 'preact';
import type { InboxView } from '@throughline/types';
import { FirstSteps } from './FirstSteps.js';
import { INBOX_VIEWS, viewRoute } from '../state/route.js';
import { VIEW_WORDS } from './Rail.js';
import { useConsole } from './console-context.js';

export function NoConversations(): VNode {
  const { store, actions } = useConsole();
  if (!store.rowsReady.value) return <p class="list-note late">Loading conversations…</p>;
  if (store.rows.value.size === 0) {
    return (
      <div class="list-empty">
        <p class="list-empty-title">No conversations yet</p>
        <div class="narrow-only">
          <FirstSteps />
        </div>
      </div>
    );
  }
  const view = store.view.value;
  const counts = store.counts.value;
  const next = INBOX_VIEWS.find((other): other is InboxView => other !== view && other !== 'closed' && counts[other] > 0);
  return (
    <div class="list-empty">
      <p class="list-empty-title">{view === 'closed' ? 'Nothing closed yet' : 'Nothing waiting'}</p>
      {next !== undefined && (
        <button type="button" class="button" onClick={() => actions.go(viewRoute(next))}>
          {VIEW_WORDS[next]} ({counts[next]})
        </button>
      )}
    </div>
  );
}
