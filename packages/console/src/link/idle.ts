// Away after ten minutes without a key or a pointer (K58). A status chosen by hand stays: only who was online becomes away, and only who
// became away by it comes back.
import type { Store } from '../state/store.js';

export const IDLE_MS = 10 * 60_000; // K58
const LOOK_EVERY_MS = 15_000;

export interface IdleOptions {
  page: Window;
  store: Store;
  now(): number;
  set(presence: { status: 'online' | 'away'; idle: boolean }): void;
}

/** Follows the page for as long as it lives. */
export function watchIdle({ page, store, now, set }: IdleOptions): void {
  let touchedAt = now();
  let byItself = false;
  const touched = (): void => {
    touchedAt = now();
    if (byItself && store.presence.value === 'away') set({ status: 'online', idle: false });
    byItself = false;
  };
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const)
    page.addEventListener(event, touched, { passive: true, capture: true });
  page.setInterval(() => {
    if (store.session.value.state !== 'signed_in' || store.presence.value !== 'online') return;
    if (now() - touchedAt < IDLE_MS) return;
    byItself = true;
    set({ status: 'away', idle: true });
  }, LOOK_EVERY_MS);
}
