// Several faults may hurt one link at a time, and each knows only its own. So a link has all of theirs, and who heals takes away what was theirs:
// a fault that replaced or cleared those of others would end them without a word.
import type { ChaosProxy, Toxic } from '../../../packages/server/src/testing/chaos-proxy/index.js';

const held = new WeakMap<ChaosProxy, (readonly Toxic[])[]>();

/** Adds these to what hurts the links; returns what takes them away again. */
export function hold(links: readonly ChaosProxy[], toxics: readonly Toxic[]): () => void {
  // Told from those of another fault by identity, so each call has a list of its own.
  const own = [...toxics];
  const change = (link: ChaosProxy, lists: (readonly Toxic[])[]): void => {
    held.set(link, lists);
    link.set(lists.flat());
  };
  for (const link of links) change(link, [...(held.get(link) ?? []), own]);
  return () => {
    for (const link of links)
      change(
        link,
        (held.get(link) ?? []).filter((list) => list !== own),
      );
  };
}
