// The name of the list on screen.
import { teamOfView } from '@throughline/types';
import { isPlainView, viewWords } from '../state/lists.js';
import type { Store } from '../state/store.js';
import { t } from '../state/t.js';

export function listTitle(store: Store): string {
  const { view, saved } = store.list.value;
  if (view === 'saved') return store.savedViews.value?.find((one) => one.id === saved)?.doc.name ?? t('Saved view');
  if (isPlainView(view)) return viewWords(view);
  return store.names.value.team(teamOfView(view) ?? '');
}
