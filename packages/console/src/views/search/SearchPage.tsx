// One search over everything this agent may see (K75, K76). What is asked stands in the address; Enter opens at the matching line.
import type { VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { Highlights, SearchHit } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { convRoute, customerRoute, searchRoute } from '../../state/route.js';
import type { Route } from '../../state/route.js';
import { t } from '../../state/t.js';
import { whenWords } from '../../state/words.js';
import { Icon } from '../../ui/Icon.js';
import { Time } from '../../ui/marks.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { followLink } from '../follow-link.js';
import { completionsOf } from './completions.js';
import { SEARCH_STYLE } from './search-style.js';

const PAUSE_MS = 250; // in typing, before it is searched for

interface Found {
  q: string;
  hits: readonly SearchHit[];
  cursor: string | null;
  unknown: readonly string[];
}

/** The text with its matches marked; text nodes only. */
function Marked({ text, at }: { text: string; at: Highlights }): VNode {
  const parts: (string | VNode)[] = [];
  let end = 0;
  for (const [from, to] of at) {
    parts.push(text.slice(end, from), <mark key={from}>{text.slice(from, to)}</mark>);
    end = to;
  }
  return (
    <bdi>
      {parts}
      {text.slice(end)}
    </bdi>
  );
}

function typeWords(type: SearchHit['type']): string {
  switch (type) {
    case 'conversation':
      return t('Conversation');
    case 'message':
      return t('Message');
    case 'note':
      return t('Note');
    case 'customer':
      return t('Customer');
    case 'item':
      return t('Order or claim');
    case 'commitment':
      return t('Promise');
    case 'fact':
      return t('Fact');
  }
}

function routeOf(hit: SearchHit, view: string): Route {
  if (hit.conversationId !== null) return { ...convRoute(view, hit.conversationId), entry: hit.entry?.id ?? null };
  const source = hit.type === 'commitment' || hit.type === 'fact' ? [{ type: hit.type, id: hit.id } as const] : [];
  return { ...customerRoute(view, hit.customerId), sources: source };
}

export function SearchPage({ q }: { q: string }): VNode {
  const { store, actions, href } = useConsole();
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLOListElement>(null);
  const listId = useId();
  const typed = useSignal(q);
  const found = useSignal<Found | null>(null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  useStyle(SEARCH_STYLE);
  useEffect(() => field.current?.focus(), []);

  async function ask(text: string, cursor?: string): Promise<void> {
    busy.value = true;
    const answer = await actions.ask((api) => api.search(text, cursor));
    if (typed.value.trim() !== text) return; // typed on meanwhile
    busy.value = false;
    problem.value = answer.ok ? null : answerWords(answer.code);
    if (!answer.ok) return;
    const before = cursor === undefined ? [] : (found.value?.hits ?? []);
    found.value = { q: text, hits: [...before, ...answer.value.items], cursor: answer.value.cursor, unknown: answer.value.unknown };
  }
  useEffect(() => {
    const text = typed.value.trim();
    if (text === '') {
      found.value = null;
      return undefined;
    }
    const timer = window.setTimeout(() => {
      if (store.route.value.page === 'search' && store.route.value.q !== text) actions.go(searchRoute(store.view.value, text), 'replace');
      void ask(text);
    }, PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [typed.value]);

  const completions = completionsOf(typed.value, store);
  const focusHit = (index: number): void => results.current?.querySelectorAll<HTMLElement>('a')[index]?.focus();
  return (
    <>
      <header class="pane-head page-head search-head">
        <h1 class="visually-hidden">{t('Search')}</h1>
        <Icon name="search" />
        <input
          ref={field}
          data-search
          type="search"
          class="search-field"
          aria-label={t('Search')}
          aria-describedby={`${listId}-help`}
          placeholder={t('Words, a number, a name…')}
          value={typed.value}
          onInput={(event) => (typed.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            if (
              event.key === 'Tab' &&
              !event.shiftKey &&
              completions[0] !== undefined &&
              /\S:?\S*$/.test(typed.value) &&
              completions[0].exact
            ) {
              event.preventDefault();
              typed.value = completions[0].text;
            } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
              event.preventDefault();
              if (event.key === 'Enter') results.current?.querySelector<HTMLElement>('a')?.click();
              else focusHit(0);
            }
          }}
        />
      </header>
      <div class="page-body">
        <div class="search-body">
          <p id={`${listId}-help`} class="search-help">
            {t('Narrow it with from: to: team: tag: state: channel: has: before: after:')}
          </p>
          {completions.length > 0 && (
            <div class="choice-row" role="group" aria-label={t('Complete')}>
              {completions.map(({ words, text }) => (
                <button
                  key={text}
                  type="button"
                  class="choice"
                  onClick={() => {
                    typed.value = text;
                    field.current?.focus();
                  }}
                >
                  <bdi>{words}</bdi>
                </button>
              ))}
            </div>
          )}
          {problem.value !== null && (
            <p class="field-error" role="alert">
              {problem.value}
            </p>
          )}
          {found.value !== null && found.value.unknown.length > 0 && (
            <p class="search-help" role="status">
              {t('Searched for as words: {words}', { words: found.value.unknown.join(' ') })}
            </p>
          )}
          {found.value !== null && found.value.hits.length === 0 && !busy.value && (
            <p class="search-none">{t('Nothing found. Try fewer words or a number.')}</p>
          )}
          <ol
            ref={results}
            class="search-results"
            aria-label={t('Results')}
            aria-busy={busy.value}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
              if (step === 0) return;
              event.preventDefault();
              const links = [...(results.current?.querySelectorAll<HTMLElement>('a') ?? [])];
              const next = links.findIndex((one) => one === document.activeElement) + step;
              if (next < 0) field.current?.focus();
              else focusHit(next);
            }}
          >
            {(found.value?.hits ?? []).map((hit) => {
              const to = routeOf(hit, store.view.value);
              return (
                <li key={`${hit.type} ${hit.id}`}>
                  <a class="search-hit" href={href(to)} onClick={followLink(() => actions.go(to))}>
                    <span class="search-top">
                      <b>
                        <Marked text={hit.title} at={hit.titleHighlights} />
                      </b>
                      <span class="chip chip-plain">{typeWords(hit.type)}</span>
                      {hit.exact && <span class="chip chip-good">{t('Exact number')}</span>}
                      <span class="search-when">
                        <Time at={Date.parse(hit.at)}>{whenWords(Date.parse(hit.at), store.now.value)}</Time>
                      </span>
                    </span>
                    <span class="search-text">
                      <Marked text={hit.excerpt} at={hit.highlights} />
                    </span>
                  </a>
                </li>
              );
            })}
          </ol>
          {found.value?.cursor != null && (
            <button type="button" class="button" onClick={() => void ask(found.value?.q ?? '', found.value?.cursor ?? undefined)}>
              {t('More results')}
            </button>
          )}
        </div>
      </div>
    </>
  );
}
