// Sources that are conversations or lines of one: they open where they stand.
import type { VNode } from 'preact';
import { convRoute } from '../state/route.js';
import { textOf } from '../state/thread.js';
import { fullTime, isoTime } from '../state/words.js';
import { Chip } from '../ui/marks.js';
import { PlainText } from '../ui/PlainText.js';
import { followLink } from './follow-link.js';
import { useConsole } from './console-context.js';

export function ConversationSource({ id }: { id: string }): VNode {
  const { store, actions, href } = useConsole();
  const to = convRoute(store.view.value, id);
  const here = store.route.value.page === 'inbox' && store.open.value?.id === id;
  return (
    <article class="source">
      <p class="source-head">
        <Chip tone="plain">Conversation</Chip>
      </p>
      {here ? (
        <p>The conversation you are in.</p>
      ) : (
        <a class="button" href={href(to)} onClick={followLink(() => actions.go(to))}>
          Open it
        </a>
      )}
    </article>
  );
}

export function MessageSource({ id }: { id: string }): VNode {
  const { store, actions, href } = useConsole();
  const open = store.open.value;
  const entry = [...(open?.view?.pub.entries ?? []), ...(open?.view?.int.entries ?? [])].find((one) => one.id === id);
  if (open === null || entry === undefined) {
    return (
      <article class="source">
        <p class="source-head">
          <Chip tone="plain">Message</Chip>
        </p>
        <p>It was written in an earlier conversation, or further up in this one.</p>
      </article>
    );
  }
  const to = { ...convRoute(store.view.value, open.id), entry: id };
  return (
    <article class="source">
      <p class="source-head">
        <Chip tone="plain">Message</Chip>
        <time dateTime={isoTime(entry.ts)}>{fullTime(entry.ts)}</time>
      </p>
      <PlainText text={textOf(entry.body)} />
      <a class="button" href={href(to)} onClick={followLink(() => actions.go(to))}>
        Show in the conversation
      </a>
    </article>
  );
}
