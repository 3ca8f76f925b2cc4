// What one agent sees of refs and of the lines that rest on them (C54, C55). Pure; remembers which entries it hid, to count them.
import type { Ref } from '@throughline/types';
import { accessTo } from './access.js';
import type { AgentScope } from './access.js';

/** What the relay itself keeps of the conversation at hand and of the customer: whoever has the conversation has it. */
const OF_THE_RELAY: ReadonlySet<Ref['type']> = new Set(['message', 'conversation', 'suggestion', 'trait']);

interface Line {
  refs: Ref[];
  words?: number | undefined;
}

export interface Sight {
  /** Ids of entries that were left out. */
  hidden: Set<string>;
  sees(ref: Ref | undefined): boolean;
  refs(refs: readonly Ref[]): Ref[];
  /**
   * The lines the agent may see, with the refs the agent may see. `first`: its words come from its first ref, or its first `words`, so all of
   * them must be visible (default) · `any`: its words are nobody's, so one visible ref is enough.
   */
  lines<T extends Line>(lines: readonly T[], deciding?: (line: T) => 'first' | 'any'): T[];
}

export function sightOf(scope: AgentScope): Sight {
  const hidden = new Set<string>();
  const sees = (ref: Ref | undefined): boolean => {
    if (ref === undefined) return false;
    if (isOpen(ref) && scope.role !== 'analyst') return true;
    const access = accessTo(ref, scope);
    if (access === 'hidden') hidden.add(ref.id);
    return access === 'full';
  };
  const refs = (all: readonly Ref[]): Ref[] => all.filter(sees);
  return {
    hidden,
    sees,
    refs,
    lines(lines, deciding = () => 'first') {
      return lines.flatMap((line) => {
        const seen = refs(line.refs);
        const shown = deciding(line) === 'any' ? seen.length > 0 : line.refs.slice(0, line.words ?? 1).every(sees);
        if (!shown || seen.length === 0) return [];
        const scoped = { ...line, refs: seen };
        delete scoped.words;
        return [scoped];
      });
    },
  };
}

const isOpen = ({ type, department, visibility }: Ref): boolean =>
  visibility === 'shared' && department === undefined && OF_THE_RELAY.has(type);
