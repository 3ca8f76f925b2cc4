// The sections of a context below its facts, loaded right after sign-in (K126): they are there when the first conversation is opened (K40).
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { useStyle } from '../ui/use-style.js';
import { ContextCases } from './ContextCases.js';
import { ContextCoverage } from './ContextCoverage.js';
import { ContextHistory } from './ContextHistory.js';
import { ContextIdentity } from './ContextIdentity.js';
import { ContextItems } from './ContextItems.js';
import { ContextJourney } from './ContextJourney.js';
import { ContextMood } from './ContextMood.js';
import { ContextPromises } from './ContextPromises.js';
import { CONTEXT_MORE_STYLE } from './context-more-style.js';
import { Timeline } from './Timeline.js';

export { ContextLive } from './ContextLive.js';

export function ContextMore({ context, conv }: { context: HandoffContext; conv: string | null }): VNode {
  useStyle(CONTEXT_MORE_STYLE);
  return (
    <>
      <ContextPromises context={context} />
      <ContextItems context={context} conv={conv} />
      <ContextCases context={context} conv={conv} />
      <ContextHistory context={context} />
      {(context.timeline.items.length > 0 || context.timeline.cursor !== null) && <Timeline context={context} />}
      <ContextJourney context={context} />
      <ContextIdentity context={context} conv={conv} />
      <ContextMood context={context} />
      <ContextCoverage context={context} />
    </>
  );
}
