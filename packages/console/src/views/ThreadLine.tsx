// One line of the thread: a message, a note, a system line, a day, or an own text on its way.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { ThreadItem } from '../state/thread.js';
import { clockTime, dayWords } from '../state/words.js';
import { Icon } from '../ui/Icon.js';
import { Time } from '../ui/marks.js';
import { PlainText } from '../ui/PlainText.js';
import { OwnText } from './OwnText.js';
import { useConsole } from './console-context.js';

const DELIVERY_WORDS = { sent: 'Sent', delivered: 'Delivered', read: 'Read' } as const;

export function ThreadLine({ item, conv, highlight }: { item: ThreadItem; conv: string; highlight: string | null }): VNode {
  const { store } = useConsole();
  switch (item.type) {
    case 'day':
      return (
        <div class="log-day">
          <span>{dayWords(item.at, store.now.value)}</span>
        </div>
      );
    case 'unread':
      return (
        <div class="log-unread">
          <span>New</span>
        </div>
      );
    case 'system':
      return <SystemLine item={item} />;
    case 'fold':
      return <FoldedLines item={item} />;
    case 'own':
      return <OwnText conv={conv} item={item.item} text={item.text} note={item.note} />;
    case 'note':
      return (
        <article class={`note ${highlight === item.entry.id ? 'is-cited' : ''}`} data-entry={item.entry.id}>
          <p class="note-head">
            <Icon name="note" size={14} />
            <b>Note</b>
            <span>
              {item.entry.author.name ?? store.names.value.agent(item.entry.author.id)},{' '}
              <Time at={item.entry.ts}>{clockTime(item.entry.ts)}</Time>
            </span>
          </p>
          <PlainText text={item.text} />
        </article>
      );
    case 'message': {
      const { author, ts, id } = item.entry;
      const side = author.type === 'visitor' ? 'customer' : 'agent';
      const who =
        author.type === 'visitor'
          ? (store.rows.value.get(conv)?.customer.name ?? 'Customer')
          : author.id === store.agentId.value
            ? 'You'
            : (author.name ?? 'Relay');
      return (
        <article
          class={`message message-${side} ${item.joined ? 'message-joined' : ''} ${highlight === id ? 'is-cited' : ''}`}
          data-entry={id}
        >
          <p class={item.joined ? 'visually-hidden' : 'message-who'}>
            <bdi>{who}</bdi>
          </p>
          <div class="bubble">
            <PlainText text={item.text} />
          </div>
          <p class="message-foot">
            <Time at={ts}>{clockTime(ts)}</Time>
            {item.delivery !== null && <span class={`delivery delivery-${item.delivery}`}>{DELIVERY_WORDS[item.delivery]}</span>}
          </p>
        </article>
      );
    }
  }
}

function SystemLine({ item }: { item: Extract<ThreadItem, { type: 'system' }> }): VNode {
  return (
    <div class="system" data-entry={item.entry.id}>
      <p>
        {item.words} <Time at={item.entry.ts}>{clockTime(item.entry.ts)}</Time>
      </p>
      {item.detail !== null && (
        <blockquote class="system-detail">
          <PlainText text={item.detail} />
        </blockquote>
      )}
    </div>
  );
}

function FoldedLines({ item }: { item: Extract<ThreadItem, { type: 'fold' }> }): VNode {
  const unfolded = useSignal(false);
  const last = item.items.at(-1);
  if (unfolded.value || last === undefined)
    return (
      <>
        {item.items.map((line) => (
          <SystemLine key={line.key} item={line} />
        ))}
      </>
    );
  return (
    <>
      <button type="button" class="system-fold" onClick={() => (unfolded.value = true)}>
        {item.items.length - 1} earlier changes
      </button>
      <SystemLine item={last} />
    </>
  );
}
