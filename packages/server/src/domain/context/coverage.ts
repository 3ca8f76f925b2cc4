// Which sources are silent (C57), so that silence is not read as "nothing happened". Pure.
import type { HandoffContext } from '@throughline/types';
import { toIso } from '../time/civil.js';
import type { ContextMaterial, SourceMaterial } from './material.js';
import { shown } from './plain-text.js';

const GAPS = 3;
const STALE_MIN_MS = 3_600_000;
const WITHOUT_GAPS_MS = 30 * 86_400_000; // gaps are measured over 30 days; who was silent for all of them is stale
const SOURCES_MAX = 20;
const NAME_MAX_CHARS = 60;

/** Stale after three times the usual gap, at least an hour; missing when it never sent. */
export function sourceState({ lastAt, gapP95Ms }: Pick<SourceMaterial, 'lastAt' | 'gapP95Ms'>, now: number): 'live' | 'stale' | 'missing' {
  if (lastAt === null) return 'missing';
  const patience = gapP95Ms === null ? WITHOUT_GAPS_MS : Math.max(GAPS * gapP95Ms, STALE_MIN_MS);
  return now - lastAt > patience ? 'stale' : 'live';
}

const byName = (a: SourceMaterial, b: SourceMaterial): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1);
const SILENT_FIRST = ['stale', 'live', 'missing'] as const;

/** When there are too many, those that fell silent are said before those that never spoke. By name. */
export function sourcesOf({ sources }: Pick<ContextMaterial, 'sources'>, now: number): HandoffContext['coverage']['sources'] {
  const rank = (source: SourceMaterial): number => SILENT_FIRST.indexOf(sourceState(source, now));
  return [...sources]
    .sort((a, b) => rank(a) - rank(b) || byName(a, b))
    .slice(0, SOURCES_MAX)
    .sort(byName)
    .map((source) => ({
      sourceId: source.id,
      name: shown(source.name, NAME_MAX_CHARS),
      ...(source.lastAt === null ? {} : { lastAt: toIso(source.lastAt) }),
      state: sourceState(source, now),
    }));
}

/** What exists and does not stand in the context; null when everything does. */
export function notRead({
  sources,
  customersNotRead,
}: Pick<ContextMaterial, 'sources' | 'customersNotRead'>): HandoffContext['coverage']['notRead'] | null {
  const left = { sources: Math.max(0, sources.length - SOURCES_MAX), customers: customersNotRead ?? 0 };
  return left.sources + left.customers === 0 ? null : left;
}
