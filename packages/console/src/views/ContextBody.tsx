// The sections of a context in their order (K39): the same beside a conversation and on the customer page. An empty one is left out,
// except headline, facts and coverage.
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { HandoffContext } from '@throughline/types';
import { ContextBrief } from './ContextBrief.js';
import { ContextFacts } from './ContextFacts.js';
import { contextLive, contextMore } from './context-parts.js';
import { ShownContext } from './shown-context.js';

export interface ContextBodyProps {
  context: HandoffContext;
  /** Null on the customer page. */
  conv: string | null;
  online: boolean;
  /** Shown as it was seen then (K41). */
  frozen?: boolean;
}

export function ContextBody({ context, conv, online, frozen = false }: ContextBodyProps): VNode {
  const shown = useMemo(
    () => ({ lines: conv === null || frozen ? null : context, at: frozen ? Date.parse(context.generatedAt) : null }),
    [context, conv, frozen],
  );
  return (
    <ShownContext.Provider value={shown}>
      <div class="context-body">
        <ContextBrief context={context} />
        <contextLive.View context={context} online={online} />
        <ContextFacts context={context} conv={conv} />
        <contextMore.View context={context} conv={conv} />
      </div>
    </ShownContext.Provider>
  );
}
