// What the customer already said, did and was promised, beside the thread (K10). Sections keep the order of §7; an empty one is left
// out, except headline, facts and coverage (K39). Nothing moves while the pointer or focus is inside (K47).
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { HandoffContext } from '@throughline/types';
import { clockTime, whenWords } from '../state/words.js';
import { Icon } from '../ui/Icon.js';
import { Time } from '../ui/marks.js';
import { useHeld } from '../ui/use-held.js';
import { ContextBrief } from './ContextBrief.js';
import { ContextCoverage } from './ContextCoverage.js';
import { ContextFacts } from './ContextFacts.js';
import { ContextHistory } from './ContextHistory.js';
import { ContextIdentity } from './ContextIdentity.js';
import { ContextLive } from './ContextLive.js';
import { ContextPromises } from './ContextPromises.js';
import { Timeline } from './Timeline.js';
import { useConsole } from './console-context.js';

export function ContextPanel(): VNode {
  const { store, panels } = useConsole();
  const { held, on } = useHeld();
  const shown = useRef<HandoffContext | null>(null);
  const open = store.open.value;
  const newest = open?.context ?? null;
  const same = shown.current?.conversationId === newest?.conversationId && shown.current !== null;
  const waiting = held.value && same && newest !== null && shown.current?.contextId !== newest.contextId;
  if (!waiting) shown.current = newest;
  const context = shown.current;
  const online = open?.online ?? context?.live.online ?? false;

  return (
    <section class="pane pane-context" aria-label="Customer context" data-pane tabIndex={-1} {...on}>
      <header class="pane-head context-head">
        <h2>Context</h2>
        {context !== null && (
          <span class="context-as-of">
            as handed over <Time at={Date.parse(context.generatedAt)}>{whenWords(Date.parse(context.generatedAt), store.now.value)}</Time>,
            revision {context.revision}
          </span>
        )}
        <button
          type="button"
          class="icon-button context-close"
          aria-label="Hide customer context"
          onClick={() => (panels.contextOpen.value = false)}
        >
          <Icon name="close" />
        </button>
      </header>
      {waiting && newest !== null && (
        <button
          type="button"
          class="list-updates"
          onClick={() => {
            shown.current = newest;
            if (store.open.value !== null) store.open.value = { ...store.open.value };
          }}
        >
          Context updated at {clockTime(Date.parse(newest.generatedAt))}. Show
        </button>
      )}
      {context === null ? (
        <p class="list-note late">Loading the context…</p>
      ) : (
        <div class="context-body" key={context.conversationId ?? context.contextId}>
          <ContextBrief context={context} known={open?.known ?? null} />
          <ContextLive context={context} online={online} />
          <ContextFacts context={context} known={open?.known ?? null} />
          <ContextPromises context={context} known={open?.known ?? null} />
          <ContextHistory context={context} />
          <Timeline context={context} />
          <ContextIdentity context={context} />
          <ContextCoverage context={context} />
        </div>
      )}
    </section>
  );
}
