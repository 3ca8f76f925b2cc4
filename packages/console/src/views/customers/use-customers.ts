// The pages of the list on screen: asked for a moment after somebody stops typing, and as the list is scrolled. What was asked before is
// dropped when its answer comes late.
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { CustomerListItem, HttpErrorCode } from '@throughline/types';
import { apiQuery, formatCustomers } from '../../state/customers-query.js';
import type { CustomersQuery } from '../../state/customers-query.js';
import { useConsole } from '../console-context.js';

const PAUSE_MS = 250; // in typing, before it is searched for

export interface FoundCustomers {
  /** Of this question, as an address. */
  of: string;
  items: readonly CustomerListItem[];
  /** Where the next page begins; null: all of them are here. */
  cursor: string | null;
}

export interface Customers {
  /** Null until the first answer. */
  found: Signal<FoundCustomers | null>;
  problem: Signal<HttpErrorCode | 'network' | null>;
  busy: Signal<boolean>;
  more(): void;
  again(): void;
}

export function useCustomers(query: CustomersQuery): Customers {
  const { actions, store } = useConsole();
  const found = useSignal<FoundCustomers | null>(null);
  const problem = useSignal<HttpErrorCode | 'network' | null>(null);
  const busy = useSignal(false);
  const turn = useRef(0);
  const asked = formatCustomers(query);

  async function ask(before: FoundCustomers | null): Promise<void> {
    const own = (turn.current += 1);
    busy.value = true;
    const answer = await actions.ask((api) => api.customers(apiQuery(query, store.now.value), before?.cursor ?? undefined));
    if (own !== turn.current) return; // another question was asked meanwhile
    busy.value = false;
    problem.value = answer.ok ? null : answer.code;
    if (!answer.ok) return;
    const known = new Set(before?.items.map(({ id }) => id));
    found.value = {
      of: asked,
      items: [...(before?.items ?? []), ...answer.value.items.filter(({ id }) => !known.has(id))],
      cursor: answer.value.cursor,
    };
  }
  useEffect(() => {
    const pause = found.value === null ? 0 : PAUSE_MS;
    turn.current += 1; // an answer to what was asked before says nothing about this
    busy.value = true;
    const timer = window.setTimeout(() => void ask(null), pause);
    return () => window.clearTimeout(timer);
  }, [asked]);
  return {
    found,
    problem,
    busy,
    more: () => {
      const current = found.value;
      if (!busy.value && problem.value === null && current !== null && current.of === asked && current.cursor !== null) void ask(current);
    },
    again: () => void ask(null),
  };
}
