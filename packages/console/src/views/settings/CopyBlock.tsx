// Something to paste elsewhere, with a button that copies it.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useConsole } from '../console-context.js';
import { t } from '../../state/t.js';

export function CopyBlock({ label, text }: { label: string; text: string }): VNode {
  const { store } = useConsole();
  const copied = useSignal(false);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    copied.value = true;
    store.status.value = t('{what} copied', { what: label });
  }
  return (
    <div class="copy-block">
      <pre tabIndex={0} aria-label={label} dir="ltr">
        {text}
      </pre>
      <button type="button" class="button button-small" onClick={() => void copy()}>
        {copied.value ? t('Copied') : t('Copy')}
        <span class="visually-hidden"> {label}</span>
      </button>
    </div>
  );
}
