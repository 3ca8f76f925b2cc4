// An own text the relay has not confirmed: its state in words, and what can be done about it (K12, K27).
import type { VNode } from 'preact';
import type { OutboxItem } from '@throughline/types';
import { failureWords } from '../state/words.js';
import { Icon } from '../ui/Icon.js';
import { PlainText } from '../ui/PlainText.js';
import { useConsole } from './console-context.js';

export function OwnText({ conv, item, text, note }: { conv: string; item: OutboxItem; text: string; note: boolean }): VNode {
  const { store, actions } = useConsole();
  const { state } = item;
  const stuck = state.state === 'failed' || state.state === 'held';
  const online = store.connection.value.state === 'online';
  const words =
    state.state === 'failed'
      ? `Not sent: ${failureWords(state.reason)}`
      : state.state === 'held'
        ? 'Not sent: it waited for more than a day'
        : state.state === 'sending' && online
          ? 'Sending'
          : online
            ? 'Queued'
            : 'Waiting for the connection';
  return (
    <article class={`${note ? 'note' : 'message message-agent'} is-pending ${stuck ? 'is-failed' : ''}`} data-origin={item.origin}>
      {note ? (
        <p class="note-head">
          <Icon name="note" size={14} />
          <b>Note</b>
        </p>
      ) : (
        <p class="message-who">You</p>
      )}
      <div class={note ? '' : 'bubble'}>
        <PlainText text={text} />
      </div>
      <p class="message-foot">
        <span class={`delivery ${stuck ? 'delivery-failed' : ''}`}>
          {stuck && <Icon name="alert" size={12} />} {words}
        </span>
        {stuck && (
          <>
            <button type="button" class="link-button" onClick={() => void actions.retry(conv, item.origin)}>
              {state.state === 'held' ? 'Send now' : 'Retry'}
            </button>
            <button type="button" class="link-button" onClick={() => void actions.discard(conv, item.origin)}>
              Discard
            </button>
          </>
        )}
      </p>
    </article>
  );
}
