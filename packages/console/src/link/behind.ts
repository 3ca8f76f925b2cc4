// What follows a reply once the relay took it (K50), kept on this device as long as the reply is on its way: a reload in between forgets
// neither. By origin, which the reply keeps wherever it goes.
import { limits } from '@throughline/types';
import { afterIn } from '../state/after-sending.js';
import type { AfterSending } from '../state/after-sending.js';
import type { DeviceStorage } from './device-storage.js';

export interface Kept {
  conv: string;
  after: AfterSending;
  /** What an assignment is made on: after a reload the row may not be here. */
  assignVersion: number;
}

export interface Behind {
  set(origin: string, kept: Kept): void;
  /** Undefined: nothing follows. */
  get(origin: string): Kept | undefined;
  forget(origin: string): void;
  /** Those that are not too old; the others are forgotten. */
  origins(): string[];
}

export function createBehind(device: DeviceStorage, agentId: string, now: () => number): Behind {
  const prefix = `throughline.after.${agentId}.`;
  function get(origin: string): Kept | undefined {
    const text = device.get(prefix + origin);
    if (text === null) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value !== 'object' || value === null || !('conv' in value) || !('assignVersion' in value)) return undefined;
      const { conv, assignVersion } = value;
      if (typeof conv !== 'string' || typeof assignVersion !== 'number') return undefined;
      const { after } = afterIn({ ...value });
      const fresh = 'at' in value && typeof value.at === 'number' && now() - value.at <= limits.OUTBOX_KEEP_MS;
      return after !== undefined && fresh ? { conv, after, assignVersion } : undefined;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }
  const forget = (origin: string): void => device.remove(prefix + origin);
  return {
    get,
    forget,
    set: (origin, kept) => device.set(prefix + origin, JSON.stringify({ ...kept, at: now() })),
    origins: () =>
      device
        .keys(prefix)
        .map((key) => key.slice(prefix.length))
        .filter((origin) => {
          const kept = get(origin) !== undefined;
          if (!kept) forget(origin);
          return kept;
        }),
  };
}
