// What they look at right now (K45): agents never ask which page somebody is on.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { Icon } from '../ui/Icon.js';
import { moneyWords } from '../state/words.js';

export function ContextLive({ context, online }: { context: HandoffContext; online: boolean }): VNode | null {
  const { page, cart, formDraft, device } = context.live;
  if (page === undefined && cart === undefined && formDraft === undefined) return null;
  return (
    <div class="live" role="group" aria-label="Live page">
      {page !== undefined && (
        <p class="live-page">
          <Icon name="globe" size={14} />
          <span>
            {online ? 'Looking at' : 'Last looked at'} <b dir="auto">{page.title ?? page.url}</b>
            {page.title !== undefined && <span class="live-url">{page.url}</span>}
            {device !== undefined && <span class="live-url">{device}</span>}
          </span>
        </p>
      )}
      {formDraft !== undefined && (
        <p class="live-form">
          <Icon name="note" size={14} />
          <span>
            {formDraft.form}, step {formDraft.step}: {formDraft.filled} of {formDraft.total} fields
            <meter min={0} max={formDraft.total} value={formDraft.filled} aria-label="Form filled" />
          </span>
        </p>
      )}
      {cart !== undefined && (
        <p>
          <Icon name="cart" size={14} />
          <span>
            {cart.items} in the cart, {moneyWords(cart.value)}
          </span>
        </p>
      )}
    </div>
  );
}
