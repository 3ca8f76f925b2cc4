// Whom an alert concerns (C34, C55), and what of it: the departments it names, and whoever may see past departments. Pure.
// Invariant: both departments of a mismatch are told, and neither reads the other's words in it.
import type { AlertView, Ref } from '@throughline/types';
import { accessTo, owns } from './access.js';
import type { AgentScope } from './access.js';
import { sightOf } from './sight.js';

/** An alert that names no department concerns everybody of our own who works with customers; an outsourced desk only its own ones. */
export function alertConcerns({ departments }: Pick<AlertView, 'departments'>, scope: AgentScope): boolean {
  const { role } = scope;
  if (role === 'owner' || role === 'admin' || role === 'lead') return true;
  if (role === 'analyst') return false;
  return (departments.length === 0 && role !== 'guest') || departments.some((department) => owns({ department }, scope));
}

/** What an alert is about; who said so comes after it. */
const ABOUT: ReadonlySet<Ref['type']> = new Set(['tracked_item', 'commitment', 'case']);

/** Texts that quote what a source said, for those who may not read it. The others hold numbers and amounts alone. */
const QUOTING: ReadonlyMap<string, { by: 'first' | 'every'; neutral: string }> = new Map([
  ['commitment_broken', { by: 'first', neutral: 'A promise was not kept' }],
  ['sla_breach', { by: 'first', neutral: 'A case is overdue' }],
  ['mismatch_order', { by: 'every', neutral: 'An item differs from its order' }],
]);

type Alert = Pick<AlertView, 'code' | 'text' | 'departments' | 'refs'>;

/** The alert as this agent may read it, with the sources they may open; null when it is another department's or rests on nothing they may know of. */
export function scopedAlert<T extends Alert>(alert: T, scope: AgentScope): T | null {
  if (!alertConcerns(alert, scope)) return null;
  const sight = sightOf(scope);
  const refs = sight.refs(alert.refs);
  const sources = alert.refs.filter(({ type }) => !ABOUT.has(type));
  if (alert.refs.length > 0 && refs.length === 0) return null;
  if (sources.length > 0 && sources.every((ref) => accessTo(ref, scope) === 'hidden')) return null;
  const quoting = QUOTING.get(alert.code);
  const quoted = quoting?.by === 'first' ? sources.slice(0, 1) : sources;
  return { ...alert, text: quoting === undefined || quoted.every(sight.sees) ? alert.text : quoting.neutral, refs };
}
