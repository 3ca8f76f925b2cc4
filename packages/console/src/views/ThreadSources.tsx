// Sources that are conversations or lines of one: they open where they stand.
import type { VNode } from 'preact';
import { convRoute } from '../state/route.js';
import { textOf } from '../state/thread.js';
import { whereWritten } from '../state/where-written.js';
import { fullTime, isoTime } from '../state/words.js';
import { Chip } from '../ui/marks.js';
import { MessageText } from '../ui/MessageText.js';
import { followLink } from './follow-link.js';
import { useConsole } from './console-context.js';
import { t } from '../state/t.js';

export function ConversationSource({ id }: { id: string }): VNode {
  const { store, actions, href } = useConsole();
  const to = convRoute(store.view.value, id);
  const here = store.route.value.page === 'inbox' && store.open.value?.id === id;
  return (
    <article class="source">
      <p class="source-head">
        <Chip tone="plain">{t('Conversation')}</Chip>
      </p>
      {here ? (
        <p>{t('The conversation you are in.')}</p>
      ) : (
        <a class="button" href={href(to)} onClick={followLink(() => actions.go(to))}>
          {t('Open it')}
        </a>
      )}
    </article>
  );
}

export function MessageSource({ id }: { id: string }): VNode {
  const { store, actions, href } = useConsole();
  const open = store.open.value;
  const entry = [...(open?.view?.pub.entries ?? []), ...(open?.view?.int.entries ?? [])].find((one) => one.id === id);
  if (open === null || entry === undefined) return <WrittenElsewhere id={id} />;
  const to = { ...convRoute(store.view.value, open.id), entry: id };
  return (
    <article class="source">
      <p class="source-head">
        <Chip tone="plain">{t('Message')}</Chip>
        <time dateTime={isoTime(entry.ts)}>{fullTime(entry.ts)}</time>
      </p>
      <MessageText text={textOf(entry.body)} />
      <a class="button" href={href(to)} onClick={followLink(() => actions.go(to))}>
        {t('Show in the conversation')}
      </a>
    </article>
  );
}

/** A message that is not in the thread on screen: further up in it, in another conversation, or in one the context does not name. */
function WrittenElsewhere({ id }: { id: string }): VNode {
  const { store, actions, href } = useConsole();
  const context = store.context.value;
  const { conversationId, at } = context === null ? { conversationId: null, at: null } : whereWritten(context, id);
  const here = conversationId !== null && conversationId === store.open.value?.id;
  const to = conversationId === null ? null : { ...convRoute(store.view.value, conversationId), entry: id };
  return (
    <article class="source">
      <p class="source-head">
        <Chip tone="plain">{t('Message')}</Chip>
        {at !== null && <time dateTime={isoTime(at)}>{fullTime(at)}</time>}
      </p>
      <p>
        {here
          ? t('It was written further up in this conversation.')
          : to === null
            ? t('It was written in an earlier conversation that is not among those shown here. The timeline leads to it.')
            : t('It was written in another conversation of this customer.')}
      </p>
      {to !== null && (
        <a class="button" href={href(to)} onClick={followLink(() => actions.go(to))}>
          {here ? t('Show in the conversation') : t('Open that conversation')}
        </a>
      )}
    </article>
  );
}
