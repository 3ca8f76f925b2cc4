// The script tag that puts the widget on a site, ready to copy.
import type { ComponentChildren, VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { filled } from '../ui/filled.js';
import { useStyle } from '../ui/use-style.js';
import { useConsole } from './console-context.js';
import { SNIPPET_STYLE } from './snippet-style.js';
import { scriptTag } from '../state/install-lines.js';
import { t } from '../state/t.js';

/** @param children what else can be done with it, beside the button that copies */
export function WidgetSnippet({ alone, children }: { alone: boolean; children?: ComponentChildren }): VNode | null {
  useStyle(SNIPPET_STYLE);
  const { store, relayUrl } = useConsole();
  const copied = useSignal(false);
  const session = store.session.value;
  if (session.state !== 'signed_in') return null;
  const tag = scriptTag(relayUrl, session.session.site.id);
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(tag);
    copied.value = true;
    store.status.value = t('Copied');
  }
  return (
    <div class="snippet">
      <p>
        {filled(alone ? t('Paste this into your site, before {end}:') : t('Or paste this into your site, before {end}:'), {
          end: <code>&lt;/body&gt;</code>,
        })}
      </p>
      <pre tabIndex={0} aria-label={t('Script tag')}>
        {tag}
      </pre>
      <div class="snippet-ways">
        <button type="button" class="button" onClick={() => void copy()}>
          {copied.value ? t('Copied') : t('Copy')}
        </button>
        {children}
      </div>
    </div>
  );
}
