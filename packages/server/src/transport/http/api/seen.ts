// Which rows an agent may see (C54, C55), by the same sight that renders a context. A secret key speaks for the whole site.
import type { CaseView, ConversationRow, FactView, ItemView, Ref } from '@throughline/types';
import type { AgentScope } from '../../../domain/context/scope.js';
import { sightOf } from '../../../domain/context/sight.js';
import { rowSeenBy } from '../../../domain/conversation/row-seen.js';
import type { PageOf } from '../../../ports/store-engine.js';
import { scopeOfAgent } from '../../agent-scope.js';
import type { ApiPrincipal } from './principal.js';

const WHOLE_SITE: AgentScope = { role: 'admin', departments: [] };

export const sightScope = (who: ApiPrincipal): AgentScope => (who.kind === 'secret' ? WHOLE_SITE : scopeOfAgent(who.agent));

interface Row {
  refs: Ref[];
}

/** The row with the sources this principal may open; null when its words come from one that it may not. */
export function seenBy<T extends Row>(who: ApiPrincipal, row: T): T | null {
  if (row.refs.length === 0) return row; // nothing says whose it is: the site's own
  return sightOf(sightScope(who)).lines([row])[0] ?? null;
}

export function pageSeenBy<T extends Row>(who: ApiPrincipal, { items, cursor }: PageOf<T>): PageOf<T> {
  return { items: present(items.map((item) => seenBy(who, item))), cursor };
}

/** A case without its resolution, where that comes from a source this principal may not open: the second one (domain/cases). */
export function caseSeenBy(who: ApiPrincipal, found: CaseView): CaseView | null {
  const seen = seenBy(who, found);
  if (seen === null || seen.resolution === undefined || sightOf(sightScope(who)).sees(found.refs[1])) return seen;
  const { resolution: _resolution, ...rest } = seen;
  return rest;
}

/** An item is folded from all its sources: who may not see one of them gets its number and whether it is late, and nothing else. */
export function itemSeenBy(who: ApiPrincipal, item: ItemView): ItemView | null {
  const sight = sightOf(sightScope(who));
  const refs = sight.refs(item.refs);
  if (refs.length === 0 && item.refs.length > 0) return null;
  const mismatches = sight.lines(item.mismatches, () => 'any');
  if (refs.length === item.refs.length) return { ...item, mismatches };
  const { id, customerId, type, number, late, done, updatedAt } = item;
  const nothing = { title: number, status: '', milestone: '', milestones: [], lines: [], links: [], mismatches: [] };
  return { id, customerId, type, number, late, done, updatedAt, ...nothing, refs };
}

/** A conversation's line as the socket would show it. */
export const conversationSeenBy = (who: ApiPrincipal, row: ConversationRow): ConversationRow | null =>
  who.kind === 'secret' ? row : rowSeenBy(who.agent, row);

/** An outsourced desk sees that a fact is known, not what it is (§13). */
export function factSeenBy(who: ApiPrincipal, fact: FactView): FactView | null {
  const seen = seenBy(who, fact);
  const masked = who.kind === 'agent' && (who.agent.role === 'guest' || who.agent.role === 'analyst');
  return seen !== null && masked ? { ...seen, value: '•••', masked: true } : seen;
}

export const present = <T>(items: readonly (T | null)[]): T[] => items.filter((item) => item !== null);
