// The sections of a context in their order (K39): the same beside a conversation and on the customer page. An empty one is left out,
// except headline, facts and coverage.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { ContextBrief } from './ContextBrief.js';
import { ContextCases } from './ContextCases.js';
import { ContextCoverage } from './ContextCoverage.js';
import { ContextFacts } from './ContextFacts.js';
import { ContextHistory } from './ContextHistory.js';
import { ContextIdentity } from './ContextIdentity.js';
import { ContextItems } from './ContextItems.js';
import { ContextJourney } from './ContextJourney.js';
import { ContextLive } from './ContextLive.js';
import { ContextMood } from './ContextMood.js';
import { ContextPromises } from './ContextPromises.js';
import { Timeline } from './Timeline.js';

export interface ContextBodyProps {
  context: HandoffContext;
  /** Null on the customer page. */
  conv: string | null;
  online: boolean;
}

export function ContextBody({ context, conv, online }: ContextBodyProps): VNode {
  return (
    <div class="context-body">
      <ContextBrief context={context} />
      <ContextLive context={context} online={online} />
      <ContextFacts context={context} conv={conv} />
      <ContextPromises context={context} />
      <ContextItems context={context} conv={conv} />
      <ContextCases context={context} conv={conv} />
      <ContextHistory context={context} />
      <Timeline context={context} />
      <ContextJourney context={context} />
      <ContextIdentity context={context} conv={conv} />
      <ContextMood context={context} />
      <ContextCoverage context={context} />
    </div>
  );
}
