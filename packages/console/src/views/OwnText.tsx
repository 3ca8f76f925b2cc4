// An own text the relay has not confirmed: its state in words, and what can be done about it (K12, K27).
import type { VNode } from 'preact';
import type { OutboxItem } from '@throughline/types';
import { t } from '../state/t.js';
import { failureWords } from '../state/words.js';
import { Icon } from '../ui/Icon.js';
import { MessageText } from '../ui/MessageText.js';
import type { MessageExtras } from '../state/message-extras.js';
import { More } from './More.js';
import { useConsole } from './console-context.js';

export interface OwnTextProps {
  conv: string;
  item: OutboxItem;
  text: string;
  extras?: MessageExtras;
  note: boolean;
}

export function OwnText({ conv, item, text, extras = {}, note }: OwnTextProps): VNode {
  const { store, actions } = useConsole();
  const { state } = item;
  const stuck = state.state === 'failed' || state.state === 'held';
  const online = store.connection.value.state === 'online';
  const words =
    state.state === 'failed'
      ? t('Not sent: {reason}', { reason: failureWords(state.reason) })
      : state.state === 'held'
        ? t('Not sent: it waited for more than a day')
        : state.state === 'sending' && online
          ? t('Sending')
          : online
            ? t('Queued')
            : t('Waiting for the connection');
  return (
    <article class={`${note ? 'note' : 'message message-agent'} is-pending ${stuck ? 'is-failed' : ''}`} data-origin={item.origin}>
      {note ? (
        <p class="note-head">
          <Icon name="note" size={14} />
          <b>{t('Note')}</b>
        </p>
      ) : (
        <p class="message-who">{t('You')}</p>
      )}
      {text !== '' && (
        <div class={note ? '' : 'bubble'}>
          <MessageText text={text} />
        </div>
      )}
      <More extras={extras} />
      <p class="message-foot">
        <span class={`delivery ${stuck ? 'delivery-failed' : ''}`}>
          {stuck && <Icon name="alert" size={12} />} {words}
        </span>
        {stuck && (
          <>
            <button type="button" class="link-button" onClick={() => void actions.retry(conv, item.origin)}>
              {state.state === 'held' ? t('Send now') : t('Retry')}
            </button>
            <button type="button" class="link-button" onClick={() => void actions.discard(conv, item.origin)}>
              {t('Discard')}
            </button>
          </>
        )}
      </p>
    </article>
  );
}
