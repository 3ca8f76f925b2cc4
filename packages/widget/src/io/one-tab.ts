// Of several tabs that hear of the same message, one makes itself heard: a visible one, else any (W182).
// Invariant: decided without timers: those of hidden tabs run late.
const HELD_MS = 1_000; // tabs hear of a message within this of each other

/** Both end with `signal`. Browsers without Web Locks (plain http) run it in every tab. */
export interface OneTab {
  run(act: () => void): void;
  stop(): void;
}

export function createOneTab(site: string): OneTab {
  const { locks } = navigator;
  const name = `tl:${site}:sound`;
  const seen = `${name}:seen`;
  let leave = (): void => undefined;
  let mine = false; // this tab made itself heard last
  const ignore = (): void => undefined; // a document that goes away takes its requests along

  /** A visible tab holds a lock, together with the others that are visible. */
  const follow = (): void => {
    leave();
    leave = ignore;
    if (document.hidden || !locks) return;
    const gone = new Promise<void>((resolve) => (leave = resolve));
    locks.request(seen, { mode: 'shared' }, () => gone).catch(ignore);
  };
  const ifFree = (lock: string, then: () => unknown): void =>
    void locks.request(lock, { ifAvailable: true }, (free) => (free ? then() : undefined)).catch(ignore);
  document.addEventListener('visibilitychange', follow);
  follow();

  return {
    run(act) {
      if (!locks || mine) return act();
      const claim = (): void =>
        ifFree(name, () => {
          mine = true;
          act();
          return new Promise<void>((resolve) =>
            setTimeout(() => {
              mine = false;
              resolve();
            }, HELD_MS),
          );
        });
      if (document.hidden) ifFree(seen, () => void claim());
      else claim();
    },
    stop() {
      document.removeEventListener('visibilitychange', follow);
      leave();
    },
  };
}
