// The log of the open conversation. It stays at the end while the reader is there, and where it is while they read further up.
// Only entries that arrive are announced (K116): the list is filled before it becomes a live region.
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ConversationView } from '@throughline/types';
import type { OpenConversationState } from '../state/store.js';
import { threadItems } from '../state/thread.js';
import { ThreadLine } from './ThreadLine.js';
import { useConsole } from './console-context.js';

const NEAR_END_PX = 80;

export function ThreadLog({ open, view }: { open: OpenConversationState; view: ConversationView }): VNode {
  const { store, actions } = useConsole();
  const ref = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const grown = useRef({ height: 0, floor: view.pub.floor });
  const items = threadItems(view, store.names.value, open.seenPub);
  const typing = store.typing.value.get(open.id);
  const name = store.openRow.value?.customer.name ?? 'The customer';
  const head = view.pub.contig;
  const route = store.route.value;
  const highlight = route.page === 'inbox' ? route.entry : null;

  const seen = (): void => {
    if (atEnd.current && document.visibilityState === 'visible') actions.markSeen(open.id, head);
  };
  useLayoutEffect(() => {
    const log = ref.current;
    if (log === null) return;
    if (view.pub.floor < grown.current.floor)
      log.scrollTop += log.scrollHeight - grown.current.height; // older ones came: stay where we read
    else if (atEnd.current) log.scrollTop = log.scrollHeight;
    grown.current = { height: log.scrollHeight, floor: view.pub.floor };
  }, [items.length, head, typing, view.pub.floor]);
  useEffect(() => {
    seen();
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [head, open.id]);
  useEffect(() => {
    const log = ref.current;
    if (log === null) return undefined;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) log.scrollTop = log.scrollHeight;
    });
    watch.observe(log);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (highlight === null) return;
    const line = [...(ref.current?.querySelectorAll('[data-entry]') ?? [])].find(
      (element) => element.getAttribute('data-entry') === highlight,
    );
    line?.scrollIntoView({ block: 'center' });
    const here = [...view.pub.entries, ...view.int.entries].some(({ id }) => id === highlight);
    if (!here && view.pub.floor > 0) void actions.loadOlder(open.id); // further up: until it is here
  }, [highlight, items.length]);

  return (
    <div
      ref={ref}
      class="log"
      role="log"
      aria-label="Conversation"
      tabIndex={0}
      onScroll={(event) => {
        const log = event.currentTarget;
        atEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
        seen();
      }}
    >
      <div class="log-lines">
        {view.pub.floor > 0 && (
          <button type="button" class="button log-older" onClick={() => void actions.loadOlder(open.id)}>
            Earlier messages
          </button>
        )}
        {items.map((item) => (
          <ThreadLine key={item.key} item={item} conv={open.id} highlight={highlight} />
        ))}
        {view.pub.pending.size > 0 && <p class="log-hole">Loading messages in between…</p>}
        {typing !== undefined && (
          <p class="typing">
            <span class="typing-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <bdi>{typing || name}</bdi> is typing
          </p>
        )}
      </div>
    </div>
  );
}
