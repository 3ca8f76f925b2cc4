// A case with the conversations it joins, over channels and time (C29).
import type { ComponentChildren, VNode } from 'preact';
import { caseStatusWords } from '../state/code-words.js';
import { convRoute } from '../state/route.js';
import { Chip } from '../ui/marks.js';
import { followLink } from './follow-link.js';
import { useAsked } from './use-asked.js';
import { useConsole } from './console-context.js';
import { listed, t } from '../state/t.js';

export function CaseSource({ id, title, children }: { id: string; title: string | null; children: ComponentChildren }): VNode {
  const { actions, store, href } = useConsole();
  const { value, problem } = useAsked(id, () => actions.ask((api) => api.case(id)));
  const full = value.value;
  return (
    <article class="source">
      <p class="source-head">
        <Chip tone="plain">{full === null ? t('Case') : listed([t('Case'), caseStatusWords(full.status)])}</Chip>
      </p>
      <h3 dir="auto">{full?.title ?? title ?? t('Case')}</h3>
      {problem.value !== null && title === null && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
      {full?.resolution !== undefined && <p dir="auto">{full.resolution}</p>}
      {full !== null && full.itemNumbers.length > 0 && <p class="stack-sub">{listed(full.itemNumbers)}</p>}
      {full?.conversationIds.map((conv, index) => {
        const to = convRoute(store.view.value, conv);
        return (
          <a key={conv} class="button" href={href(to)} onClick={followLink(() => actions.go(to))}>
            {store.open.value?.id === conv ? t('This conversation') : t('Conversation {n}', { n: index + 1 })}
          </a>
        );
      })}
      {children}
    </article>
  );
}
