// Every shortcut, from the table that matches them (K13).
import type { VNode } from 'preact';
import { keyWords, shortcutsOf } from '../state/keys.js';
import { t } from '../state/t.js';
import { Dialog } from '../ui/Dialog.js';
import { useConsole } from './console-context.js';

export function ShortcutsDialog(): VNode {
  const { store, panels } = useConsole();
  const { singleKeys, keys } = store.preferences.value;
  return (
    <Dialog title={t('Keyboard shortcuts')} onClose={() => (panels.dialog.value = null)}>
      <dl class="shortcuts">
        {shortcutsOf({ singleKeys, keys }).map((shortcut) => (
          <div key={shortcut.command}>
            <dt>
              {keyWords(shortcut).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{shortcut.words()}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Ctrl/⌘ K</kbd>
          </dt>
          <dd>{t('Commands')}</dd>
        </div>
        <div>
          <dt>
            <kbd>Ctrl/⌘ Enter</kbd>
          </dt>
          <dd>{t('Send, from the composer')}</dd>
        </div>
        <div>
          <dt>
            <kbd>Ctrl/⌘ .</kbd>
          </dt>
          <dd>{t('Accept the hint of the composer: insert what is known, record a promise')}</dd>
        </div>
      </dl>
    </Dialog>
  );
}
