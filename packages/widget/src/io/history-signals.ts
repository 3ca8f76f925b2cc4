// Page changes where the Navigation API is missing: wrapped history calls, and the way back (W50).
// Invariant: the undo leaves `history` as it was, unless somebody wrapped it since; then our wrapper is silent.
const SETTLE_MS = 100; // W50: routers replace the state a few times per navigation

/** Calls `changed` once per changed path. Returns the undo. */
export function onHistoryChange(changed: () => void): () => void {
  if ('navigation' in window) return () => undefined;
  let path = location.pathname;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let live = true;
  const look = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (live && location.pathname !== path) changed();
      path = location.pathname;
    }, SETTLE_MS);
  };
  const undo = (['pushState', 'replaceState'] as const).map((name) => {
    const own = Object.hasOwn(history, name);
    const original = history[name];
    const wrapper: typeof original = function (this: History, ...args) {
      original.apply(this, args);
      look();
    };
    history[name] = wrapper;
    return () => {
      if (history[name] !== wrapper) return;
      if (own) history[name] = original;
      else Reflect.deleteProperty(history, name);
    };
  });
  addEventListener('popstate', look);
  return () => {
    live = false;
    removeEventListener('popstate', look);
    clearTimeout(timer);
    for (const run of undo) run();
  };
}
