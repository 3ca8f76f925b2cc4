// Which tab this is: own texts belong to one tab (P81). The name survives a reload; a duplicated tab gets a new one.
// A text left by a tab that is gone is taken over: its whole stream moves here, so nothing written is forgotten.
import type { DeviceStorage } from './device-storage.js';

const TAB_KEY = 'throughline.tab';
const lockName = (tab: string): string => `throughline-tab-${tab}`;

/** Takes the lock of `tab` for as long as the page lives. False when another page holds it. */
function holdLock(locks: LockManager, tab: string): Promise<boolean> {
  return new Promise((resolve) => {
    locks
      .request(lockName(tab), { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<never>(() => undefined);
      })
      .catch((error: unknown) => {
        console.error('tab lock refused', error);
        resolve(true); // without locks a tab keeps the name it has
      });
  });
}

/** The name of this tab. */
export async function claimTab(session: DeviceStorage, locks: LockManager | undefined, mint: () => string): Promise<string> {
  let tab = session.get(TAB_KEY) ?? mint();
  if (locks !== undefined && !(await holdLock(locks, tab))) {
    tab = mint();
    await holdLock(locks, tab);
  }
  session.set(TAB_KEY, tab);
  return tab;
}

/** Moves the outboxes of tabs that are gone to this one. Without locks nobody can tell, and nothing moves. */
export async function adoptOrphans(device: DeviceStorage, agentId: string, tab: string, locks: LockManager | undefined): Promise<void> {
  if (locks === undefined) return;
  const { held = [] } = await locks.query();
  const alive = new Set(held.map((lock) => lock.name));
  const prefix = `throughline.outbox.${agentId}.`;
  for (const key of device.keys(prefix)) {
    const [owner = '', convKey = ''] = key.slice(prefix.length).split('.');
    if (owner === tab || alive.has(lockName(owner))) continue;
    const text = device.get(key);
    if (text !== null) device.set(`${prefix}${tab}.${convKey}`, text);
    device.remove(key);
  }
}
