// One line of the thread: a message, a note, a system line, a day, or an own text on its way.
import type { VNode } from 'preact';
import { useComputed, useSignal } from '@preact/signals';
import type { Entry } from '@throughline/types';
import { t, tn } from '../state/t.js';
import type { ThreadItem } from '../state/thread.js';
import { clockTime, dayWords } from '../state/words.js';
import { Icon } from '../ui/Icon.js';
import { Time } from '../ui/marks.js';
import { MessageText } from '../ui/MessageText.js';
import { More } from './More.js';
import { NoteText } from './NoteText.js';
import { OwnText } from './OwnText.js';
import { useConsole } from './console-context.js';

/** Beside a note, and below the line of a merge. */
export interface LineMore {
  note(conv: string, item: Extract<ThreadItem, { type: 'note' }>): VNode;
  merge(conv: string, entry: Entry): VNode;
}

export interface ThreadLineProps {
  item: ThreadItem;
  conv: string;
  highlight: string | null;
  /** What can be done about a line; absent where it is only to be read. */
  more?: LineMore | undefined;
}

export function ThreadLine({ item, conv, highlight, more }: ThreadLineProps): VNode {
  const { store } = useConsole();
  // Of all rows only this name: a thread is not drawn anew by what happens elsewhere (K130).
  const customer = useComputed(() => store.rows.value.get(conv)?.customer.name ?? store.openRow.value?.customer.name).value;
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
          <span>{t('New')}</span>
        </div>
      );
    case 'system':
      return <SystemLine item={item} conv={conv} more={more} />;
    case 'fold':
      return <FoldedLines item={item} conv={conv} more={more} />;
    case 'own':
      return <OwnText conv={conv} item={item.item} text={item.text} extras={item.extras} note={item.note} />;
    case 'note':
      return (
        <article class={`note ${highlight === item.entry.id ? 'is-cited' : ''}`} data-entry={item.entry.id}>
          <p class="note-head">
            <Icon name="note" size={14} />
            <b>{t('Note')}</b>
            <span>
              {item.entry.author.name ?? store.names.value.agent(item.entry.author.id)},{' '}
              <Time at={item.entry.ts}>{clockTime(item.entry.ts)}</Time>
              {item.edited && ` · ${t('edited')}`}
              {item.pinned && ` · ${t('pinned')}`}
            </span>
            {more?.note(conv, item)}
          </p>
          {item.text !== '' && <NoteText text={item.text} />}
          <More extras={item.extras} />
        </article>
      );
    case 'message': {
      const { author, ts, id } = item.entry;
      const side = author.type === 'visitor' ? 'customer' : 'agent';
      const who =
        author.type === 'visitor'
          ? (customer ?? t('Customer'))
          : author.id === store.agentId.value
            ? t('You')
            : (author.name ?? t('Relay'));
      const delivery =
        item.delivery === 'read' ? t('Read') : item.delivery === 'delivered' ? t('Delivered') : item.delivery === 'sent' ? t('Sent') : null;
      return (
        <article
          class={`message message-${side} ${item.joined ? 'message-joined' : ''} ${highlight === id ? 'is-cited' : ''}`}
          data-entry={id}
        >
          <p class={item.joined ? 'visually-hidden' : 'message-who'}>
            <bdi>{who}</bdi>
          </p>
          {item.text !== '' && (
            <div class="bubble">
              <MessageText text={item.text} />
            </div>
          )}
          <More extras={item.extras} />
          <p class="message-foot">
            <Time at={ts}>{clockTime(ts)}</Time>
            {delivery !== null && <span class={`delivery delivery-${item.delivery}`}>{delivery}</span>}
          </p>
        </article>
      );
    }
  }
}

interface SystemLineProps {
  item: Extract<ThreadItem, { type: 'system' }>;
  conv: string;
  more: LineMore | undefined;
}

function SystemLine({ item: { entry, words, detail }, conv, more }: SystemLineProps): VNode {
  const merges = entry.kind.startsWith('merge') && entry.body['undone'] !== true;
  return (
    <div class="system" data-entry={entry.id}>
      <p>
        {words} <Time at={entry.ts}>{clockTime(entry.ts)}</Time>
      </p>
      {detail !== null && (
        <blockquote class="system-detail">
          <NoteText text={detail} />
        </blockquote>
      )}
      {merges && more?.merge(conv, entry)}
    </div>
  );
}

function FoldedLines({ item, ...where }: Omit<SystemLineProps, 'item'> & { item: Extract<ThreadItem, { type: 'fold' }> }): VNode {
  const unfolded = useSignal(false);
  const last = item.items.at(-1);
  if (unfolded.value || last === undefined)
    return (
      <>
        {item.items.map((line) => (
          <SystemLine key={line.key} item={line} {...where} />
        ))}
      </>
    );
  const hidden = item.items.length - 1;
  return (
    <>
      <button type="button" class="system-fold" onClick={() => (unfolded.value = true)}>
        {tn(hidden, '{n} earlier change', '{n} earlier changes')}
      </button>
      <SystemLine item={last} {...where} />
    </>
  );
}
