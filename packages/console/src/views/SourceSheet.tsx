// The sources of one statement, as they came in (K42). A sheet at the side; thread and draft stay where they are (K28).
import type { VNode } from 'preact';
import type { SourceKey } from '../state/route.js';
import { Dialog } from '../ui/Dialog.js';
import { Source } from './Source.js';
import { useConsole } from './console-context.js';
import { t } from '../state/t.js';

export function SourceSheet({ sources }: { sources: readonly SourceKey[] }): VNode {
  const { store, panels, actions } = useConsole();
  const close = (): void => {
    const route = store.route.value;
    if (route.page === 'inbox' || route.page === 'customer') actions.go({ ...route, sources: [] });
  };
  const one = sources.length === 1;
  return (
    <Dialog title={panels.sourceTitle.value || t('Source')} shape="sheet" onClose={close}>
      <p class="dialog-lead">{one ? t('Where this comes from') : t('Where this comes from, {n} sources', { n: sources.length })}</p>
      {sources.map((source) => (
        <Source key={`${source.type} ${source.id}`} source={source} nested={false} />
      ))}
    </Dialog>
  );
}
