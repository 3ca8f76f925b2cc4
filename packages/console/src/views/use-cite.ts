// Where the source of a statement opens: in the thread when it stands there, in a side sheet otherwise (K28). The composer keeps its
// draft. Both are addresses, so back closes them and a link to them can be passed on (K17).
import type { Ref } from '@throughline/types';
import { convRoute, viewRoute } from '../state/route.js';
import type { CustomerRoute, InboxRoute } from '../state/route.js';
import { useConsole } from './console-context.js';

export function useCite(): (refs: readonly Pick<Ref, 'type' | 'id'>[]) => InboxRoute | CustomerRoute {
  const { store } = useConsole();
  const open = store.open.value;
  const route = store.route.value;
  return (refs) => {
    const sources = refs.map(({ type, id }) => ({ type, id }));
    if (route.page === 'customer') return { ...route, sources };
    const base = open === null ? viewRoute(store.view.value) : convRoute(store.view.value, open.id);
    const [only, ...others] = refs;
    const held = [...(open?.view?.pub.entries ?? []), ...(open?.view?.int.entries ?? [])];
    if (only?.type === 'message' && others.length === 0 && held.some((entry) => entry.id === only.id)) return { ...base, entry: only.id };
    return { ...base, sources };
  };
}
