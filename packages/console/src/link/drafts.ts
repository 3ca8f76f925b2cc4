// Drafts per conversation and person, on this device (K32). They outlive reload and sign-out, and expire like an outbox does.
import { limits } from '@throughline/types';
import type { Draft } from '../state/store.js';
import type { DeviceStorage } from './device-storage.js';

const keyOf = (agentId: string, conv: string): string => `throughline.draft.${agentId}.${conv}`;

export function saveDraft(device: DeviceStorage, agentId: string, conv: string, draft: Draft, nowMs: number): void {
  if (draft.text === '' && draft.mode === 'reply') device.remove(keyOf(agentId, conv));
  else device.set(keyOf(agentId, conv), JSON.stringify({ ...draft, at: nowMs }));
}

function decodeDraft(text: string | null): (Draft & { at: number }) | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('text' in value) || !('mode' in value) || !('at' in value)) return null;
    if (typeof value.text !== 'string' || typeof value.at !== 'number') return null;
    return { text: value.text, mode: value.mode === 'note' ? 'note' : 'reply', at: value.at };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** All drafts of this person that are not too old; the others are removed. */
export function loadDrafts(device: DeviceStorage, agentId: string, nowMs: number): Map<string, Draft> {
  const drafts = new Map<string, Draft>();
  const prefix = keyOf(agentId, '');
  for (const key of device.keys(prefix)) {
    const draft = decodeDraft(device.get(key));
    if (draft === null || nowMs - draft.at > limits.OUTBOX_KEEP_MS) device.remove(key);
    else drafts.set(key.slice(prefix.length), { text: draft.text, mode: draft.mode });
  }
  return drafts;
}
