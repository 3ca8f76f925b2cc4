// The script tag that puts the widget on a site, ready to copy.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useConsole } from './console-context.js';

export function WidgetSnippet({ alone }: { alone: boolean }): VNode | null {
  const { store } = useConsole();
  const copied = useSignal(false);
  const session = store.session.value;
  if (session.state !== 'signed_in') return null;
  const tag = `<script async src="${window.location.origin}/widget.js" data-site="${session.session.site.id}"></script>`;
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(tag);
    copied.value = true;
    store.status.value = 'Copied';
  }
  return (
    <div class="snippet">
      <p>
        {alone ? 'Paste' : 'Or paste'} this into your site, before <code>&lt;/body&gt;</code>:
      </p>
      <pre tabIndex={0} aria-label="Script tag">
        {tag}
      </pre>
      <button type="button" class="button" onClick={() => void copy()}>
        {copied.value ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
