// The sources of one statement, as they came in (K42). A sheet at the side; thread and draft stay where they are (K28).
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { Interaction } from '@throughline/types';
import { answerWords } from '../state/answer-words.js';
import { dataLines } from '../state/data-lines.js';
import { convRoute } from '../state/route.js';
import type { SourceKey } from '../state/route.js';
import { fullTime, isoTime, sentence } from '../state/words.js';
import { Dialog } from '../ui/Dialog.js';
import { ChannelMark, Chip } from '../ui/marks.js';
import { followLink } from './follow-link.js';
import { useConsole } from './console-context.js';

export function SourceSheet({ sources }: { sources: readonly SourceKey[] }): VNode {
  const { store, panels, actions } = useConsole();
  const close = (): void => {
    const route = store.route.value;
    if (route.page === 'inbox') actions.go({ ...route, sources: [] });
  };
  const one = sources.length === 1;
  return (
    <Dialog title={panels.sourceTitle.value || 'Source'} shape="sheet" onClose={close}>
      <p class="dialog-lead">{one ? 'Where this comes from' : `Where this comes from, ${sources.length} sources`}</p>
      {sources.map((source) => (
        <Source key={`${source.type} ${source.id}`} source={source} />
      ))}
    </Dialog>
  );
}

function Source({ source }: { source: SourceKey }): VNode {
  if (source.type === 'interaction') return <InteractionSource id={source.id} />;
  if (source.type === 'conversation') return <ConversationSource id={source.id} />;
  return (
    <article class="source">
      <p class="source-head">
        <Chip tone="plain">{sentence(source.type)}</Chip>
      </p>
    </article>
  );
}

function ConversationSource({ id }: { id: string }): VNode {
  const { store, actions, href } = useConsole();
  const to = convRoute(store.view.value, id);
  return (
    <article class="source">
      <p class="source-head">
        <Chip tone="plain">Conversation</Chip>
      </p>
      {store.open.value?.id === id ? (
        <p>The conversation you are in.</p>
      ) : (
        <a class="button" href={href(to)} onClick={followLink(() => actions.go(to))}>
          Open it
        </a>
      )}
    </article>
  );
}

function InteractionSource({ id }: { id: string }): VNode {
  const { actions, panels } = useConsole();
  const found = useSignal<Interaction | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    let over = false;
    void actions.interaction(id).then((answer) => {
      if (over) return;
      if (answer.ok) found.value = answer.value;
      else
        problem.value =
          answer.code === 'not_found' ? 'This source is not available to you. An admin can grant access.' : answerWords(answer.code);
    });
    return () => {
      over = true;
    };
  }, [id]);
  const item = found.value;
  if (problem.value !== null)
    return (
      <p class="field-error" role="alert">
        {problem.value}
      </p>
    );
  if (item === null) return <p class="late">Loading the source…</p>;
  const lines = dataLines(item.data);
  return (
    <article class="source">
      <p class="source-head">
        <ChannelMark channel={item.channel} />
        <time dateTime={isoTime(item.occurredAt)}>{fullTime(item.occurredAt)}</time>
      </p>
      {item.title !== panels.sourceTitle.value && <h3 dir="auto">{item.title}</h3>}
      <p class="source-tags">
        {item.name !== '' && item.name !== item.title && <span>{item.name}</span>}
        {item.department !== null && <span>{item.department}</span>}
        {item.unverified && <Chip tone="warn">Unverified: somebody only said it was them</Chip>}
        {item.flags.map((flag) => (
          <Chip key={flag} tone="plain">
            {sentence(flag)}
          </Chip>
        ))}
      </p>
      {lines.length > 0 && (
        <dl class="source-data">
          {lines.map((line) => (
            <div key={line.path}>
              <dt>{line.path}</dt>
              <dd dir="auto">{line.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}
