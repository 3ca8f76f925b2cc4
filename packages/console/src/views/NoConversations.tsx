// Why a list is empty, and what to do next (K120): never a blank pane.
import type { VNode } from 'preact';
import { FirstSteps } from './FirstSteps.js';
import { formatList, isPlain } from '../state/list-address.js';
import { VIEWS, viewWords } from '../state/lists.js';
import { viewRoute } from '../state/route.js';
import { t } from '../state/t.js';
import { useConsole } from './console-context.js';

export function NoConversations(): VNode {
  const { store, actions } = useConsole();
  const place = store.list.value;
  const counts = store.counts.value;
  if (!isPlain(place)) {
    return (
      <div class="list-empty">
        <p class="list-empty-title">{t('No conversation fits this filter')}</p>
        <button type="button" class="button" onClick={() => actions.go(viewRoute(formatList({ ...place, filter: {} })))}>
          {t('Clear the filter')}
        </button>
      </div>
    );
  }
  if (store.rows.value.size === 0 && counts.all === 0 && place.view !== 'closed') {
    return (
      <div class="list-empty">
        <p class="list-empty-title">{t('No conversations yet')}</p>
        <div class="narrow-only">
          <FirstSteps />
        </div>
      </div>
    );
  }
  const next = VIEWS.find((other) => other !== place.view && other !== 'closed' && other !== 'snoozed' && counts[other] > 0);
  return (
    <div class="list-empty">
      <p class="list-empty-title">{place.view === 'closed' ? t('Nothing closed yet') : t('Nothing waiting')}</p>
      {next !== undefined && (
        <button type="button" class="button" onClick={() => actions.go(viewRoute(next))}>
          {viewWords(next)} ({counts[next]})
        </button>
      )}
    </div>
  );
}
