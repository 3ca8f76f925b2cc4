// How far this agent has read each conversation, on this device: what is unread must survive a reload.
import type { DeviceStorage } from './device-storage.js';

const keyOf = (agentId: string): string => `throughline.seen.${agentId}`;

export function saveSeen(device: DeviceStorage, agentId: string, seen: ReadonlyMap<string, number>): void {
  device.set(keyOf(agentId), JSON.stringify([...seen]));
}

export function loadSeen(device: DeviceStorage, agentId: string): Map<string, number> {
  const seen = new Map<string, number>();
  let value: unknown;
  try {
    value = JSON.parse(device.get(keyOf(agentId)) ?? '[]');
  } catch (error) {
    if (error instanceof SyntaxError) return seen;
    throw error;
  }
  if (!Array.isArray(value)) return seen;
  for (const pair of value) {
    if (!Array.isArray(pair)) continue;
    const [conv, seq]: unknown[] = pair;
    if (typeof conv === 'string' && typeof seq === 'number') seen.set(conv, seq);
  }
  return seen;
}
