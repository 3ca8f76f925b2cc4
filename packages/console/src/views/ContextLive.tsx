// What they look at right now (K45): agents never ask which page somebody is on.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { Icon } from '../ui/Icon.js';
import { filled } from '../ui/filled.js';
import { moneyWords } from '../state/words.js';
import { t, tn } from '../state/t.js';

export function ContextLive({ context, online }: { context: HandoffContext; online: boolean }): VNode | null {
  const { page, cart, formDraft, device } = context.live;
  if (page === undefined && cart === undefined && formDraft === undefined) return null;
  return (
    <div class="live" role="group" aria-label={t('Live page')}>
      {page !== undefined && (
        <p class="live-page">
          <Icon name="globe" size={14} />
          <span>
            {filled(online ? t('Looking at {page}') : t('Last looked at {page}'), { page: <b dir="auto">{page.title ?? page.url}</b> })}
            {page.title !== undefined && (
              <span class="live-url" dir="ltr">
                {page.url}
              </span>
            )}
            {device !== undefined && <span class="live-url">{device}</span>}
          </span>
        </p>
      )}
      {formDraft !== undefined && (
        <p class="live-form">
          <Icon name="note" size={14} />
          <span>
            {filled(tn(formDraft.total, '{form}, step {step}: {filled} of {n} field', '{form}, step {step}: {filled} of {n} fields'), {
              form: <bdi>{formDraft.form}</bdi>,
              step: <bdi>{formDraft.step}</bdi>,
              filled: formDraft.filled,
            })}
            <meter min={0} max={formDraft.total} value={formDraft.filled} aria-label={t('Form filled')} />
          </span>
        </p>
      )}
      {cart !== undefined && (
        <p>
          <Icon name="cart" size={14} />
          <span>
            {tn(cart.items, '{n} thing in the cart, {money}', '{n} things in the cart, {money}', { money: moneyWords(cart.value) })}
          </span>
        </p>
      )}
    </div>
  );
}
