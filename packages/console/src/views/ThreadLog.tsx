// The log of the open conversation. It stays at the end while the reader is there, and where it is while they read further up.
// Only entries that arrive are announced (K116): the list is filled before it becomes a live region.
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useComputed } from '@preact/signals';
import type { ConversationView } from '@throughline/types';
import type { OpenConversationState } from '../state/store.js';
import { t } from '../state/t.js';
import { fromFloor, keepSame, threadItems } from '../state/thread.js';
import type { ThreadItem } from '../state/thread.js';
import { ThreadLine } from './ThreadLine.js';
import type { LineMore } from './ThreadLine.js';
import { useConsole } from './console-context.js';
import { deeds } from './deed-parts.js';

const NEAR_END_PX = 80;
const MORE: LineMore = {
  note: (conv, item) => <deeds.NoteActions.View conv={conv} item={item} />,
  merge: (conv, entry) => <deeds.MergeLine.View conv={conv} entry={entry} />,
};

export function ThreadLog({ open, view }: { open: OpenConversationState; view: ConversationView }): VNode {
  const { store, actions } = useConsole();
  const ref = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const cited = useRef<{ id: string | null; found: boolean }>({ id: null, found: false });
  const grown = useRef({ height: 0, floor: view.pub.floor });
  const typing = useComputed(() => store.typing.value.get(open.id)).value;
  const held = useComputed(() => store.held.value.get(open.id)).value;
  const name = store.openRow.value?.customer.name ?? t('The customer');
  const head = view.pub.contig;
  const route = store.route.value;
  const highlight = route.page === 'inbox' ? route.entry : null;
  const here = highlight === null || [...view.pub.entries, ...view.int.entries].some(({ id }) => id === highlight);
  const drawn = useRef<{ items: readonly ThreadItem[]; floor: number }>({ items: [], floor: 0 });
  // On the way up to a cited entry the pages between are drawn once, when it is there: each by itself would draw all below it again (K131).
  const floor = here || view.pub.floor === 0 ? view.pub.floor : Math.max(view.pub.floor, drawn.current.floor);
  const items = keepSame(drawn.current.items, threadItems(fromFloor(view, floor), { ...store.names.value, customer: name }, open.seenPub));
  drawn.current = { items, floor };

  const seen = (): void => {
    if (atEnd.current && document.visibilityState === 'visible') actions.markSeen(open.id, head);
  };
  useLayoutEffect(() => {
    const log = ref.current;
    if (log === null) return;
    if (floor < grown.current.floor)
      log.scrollTop += log.scrollHeight - grown.current.height; // older ones came: stay where we read
    else if (atEnd.current) log.scrollTop = log.scrollHeight;
    grown.current = { height: log.scrollHeight, floor };
  }, [items.length, head, typing, held, floor]);
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
    if (highlight !== cited.current.id) cited.current = { id: highlight, found: false };
    if (highlight === null || cited.current.found) return; // shown once: whoever reads on is not taken back to it
    const line = [...(ref.current?.querySelectorAll('[data-entry]') ?? [])].find(
      (element) => element.getAttribute('data-entry') === highlight,
    );
    line?.scrollIntoView({ block: 'center' });
    cited.current.found = line !== undefined;
    if (!here && view.pub.floor > 0) void actions.loadOlder(open.id); // further up: until it is here
  }, [highlight, items.length, view.pub.floor]);

  return (
    <div
      ref={ref}
      class="log"
      role="log"
      aria-label={t('Conversation')}
      tabIndex={0}
      onScroll={(event) => {
        const log = event.currentTarget;
        atEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
        seen();
      }}
    >
      <div class="log-lines">
        {view.pub.floor > 0 ? (
          <button type="button" class="button log-older" onClick={() => void actions.loadOlder(open.id)}>
            {t('Earlier messages')}
          </button>
        ) : (
          open.context !== null &&
          open.context.previousConversations.length > 0 && <deeds.Earlier.View open={open} context={open.context} />
        )}
        {items.map((item) => (
          <ThreadLine key={item.key} item={item} conv={open.id} highlight={highlight} more={MORE} />
        ))}
        {view.pub.pending.size > 0 && <p class="log-hole">{t('Loading messages in between…')}</p>}
        {held !== undefined && <deeds.HeldText.View conv={open.id} held={held} />}
        {typing !== undefined && (
          <p class="typing">
            <span class="typing-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {t('{who} is typing', { who: typing || name })}
          </p>
        )}
      </div>
    </div>
  );
}
