// Drafts per conversation and person, on this device (K32). They outlive reload and sign-out, and expire like an outbox does.
import { limits } from '@throughline/types';
import { afterIn } from '../state/after-sending.js';
import { extrasOf } from '../state/message-extras.js';
import { isBlank } from '../state/store.js';
import type { Draft } from '../state/store.js';
import type { DeviceStorage } from './device-storage.js';

const keyOf = (agentId: string, conv: string): string => `throughline.draft.${agentId}.${conv}`;

export function saveDraft(device: DeviceStorage, agentId: string, conv: string, draft: Draft, nowMs: number): void {
  if (isBlank(draft)) device.remove(keyOf(agentId, conv));
  else device.set(keyOf(agentId, conv), JSON.stringify({ ...draft, at: nowMs }));
}

function decodeDraft(text: string | null): (Draft & { at: number }) | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('text' in value) || !('mode' in value) || !('at' in value)) return null;
    if (typeof value.text !== 'string' || typeof value.at !== 'number') return null;
    return {
      text: value.text,
      mode: value.mode === 'note' ? 'note' : 'reply',
      at: value.at,
      ...extrasOf({ ...value }),
      ...afterIn({ ...value }),
    };
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
    else {
      const { at: _kept, ...rest } = draft;
      drafts.set(key.slice(prefix.length), rest);
    }
  }
  return drafts;
}
