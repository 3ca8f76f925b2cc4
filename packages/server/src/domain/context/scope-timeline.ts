// The timeline as one agent sees it (C54): whole entries, stubs, or nothing. Pure. What decides, `visibility`, never leaves the relay.
import type { Interaction, TimelineItem, TimelinePage } from '@throughline/types';
import { accessTo } from './access.js';
import type { AgentScope } from './access.js';

/** A page with what the scope lets through; its cursor leads on from the last entry of the whole page. */
export function scopeTimeline(page: TimelinePage, scope: AgentScope): TimelinePage {
  return scopeTimelineCounting(page, scope).page;
}

/** `hidden`: ids of the entries left out, to be counted. Entries an analyst has in sums are neither shown nor hidden. */
export function scopeTimelineCounting(page: TimelinePage, scope: AgentScope): { page: TimelinePage; hidden: string[] } {
  const hidden: string[] = [];
  const items = page.items.flatMap((item): TimelineItem[] => {
    const { visibility = 'restricted', ...rest } = item; // an entry without its visibility is one that was scoped already: show no more of it
    const access = accessTo({ department: item.department, visibility }, scope);
    if (access === 'hidden') hidden.push(item.id);
    if (access === 'full') return [scope.role === 'guest' ? { ...rest, title: item.name, details: [] } : rest];
    return access === 'stub' ? [stubOf(item)] : [];
  });
  return { page: { items, cursor: page.cursor }, hidden };
}

/** Time, channel, department and type. */
function stubOf({ id, channel, department, type, at }: TimelineItem): TimelineItem {
  return { id, channel, department, type, name: '', title: '', at, unverified: false, conversationId: null, details: [], stub: true };
}

/** The interaction, `'stub'` when only that it happened may be known, or null. A guest sees no values of it. */
export function scopeInteraction(interaction: Interaction, scope: AgentScope): Interaction | 'stub' | null {
  const access = accessTo(interaction, scope);
  if (access === 'full') return scope.role === 'guest' ? { ...interaction, title: interaction.name, data: {} } : interaction;
  return access === 'stub' ? 'stub' : null;
}
