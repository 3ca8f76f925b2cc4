// A conversation that does not exist, or that this person may not see: the same answer to both (K120).
import type { VNode } from 'preact';
import { viewRoute } from '../../state/route.js';
import { t } from '../../state/t.js';
import { useConsole } from '../console-context.js';

export function NotHere(): VNode {
  const { store, actions } = useConsole();
  return (
    <div class="thread-empty">
      <h2>{t('This conversation is not here')}</h2>
      <p>{t('It does not exist, or you may not see it. An admin of your site can grant access.')}</p>
      <button type="button" class="button" onClick={() => actions.go(viewRoute(store.view.value))}>
        {t('Back to the list')}
      </button>
    </div>
  );
}
