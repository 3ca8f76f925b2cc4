// Every shortcut, from the table that matches them (K13).
import type { VNode } from 'preact';
import { keyWords, SHORTCUTS } from '../state/keys.js';
import { Dialog } from '../ui/Dialog.js';
import { useConsole } from './console-context.js';

export function ShortcutsDialog(): VNode {
  const { panels } = useConsole();
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => (panels.dialog.value = null)}>
      <dl class="shortcuts">
        {SHORTCUTS.map((shortcut) => (
          <div key={shortcut.command}>
            <dt>
              {keyWords(shortcut).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{shortcut.words}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Ctrl/⌘ Enter</kbd>
          </dt>
          <dd>Send, from the composer</dd>
        </div>
        <div>
          <dt>
            <kbd>Ctrl/⌘ .</kbd>
          </dt>
          <dd>Accept the hint of the composer: insert what is known, record a promise</dd>
        </div>
      </dl>
    </Dialog>
  );
}
