// What is read of an interaction for items, promises and what fulfils them, and how its properties become short safe values. Pure.
import type { Interaction, Json } from '@throughline/types';
import type { FactSource } from '../facts/merge-source.js';
import { oneLine } from '../facts/one-line.js';
import { redactText } from '../facts/redact.js';

export type Saying = Pick<
  Interaction,
  'id' | 'name' | 'data' | 'occurredAt' | 'receivedAt' | 'channel' | 'department' | 'visibility' | 'unverified' | 'conversationId'
>;
export type Data = { [key: string]: Json };

/** `claimed`: only a visitor's page says so. */
export type Origin = 'known' | 'claimed';

export function sourceOf(saying: Saying, origin: Origin): FactSource {
  const { id, occurredAt, channel, department, visibility } = saying;
  return { interactionId: id, kind: 'interaction', at: occurredAt, channel, department, visibility, origin, value: '' };
}

/** A text or number as one redacted line; null when it is nothing. */
export function words(value: Json | undefined, maxChars: number): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const line = oneLine(redactText(String(value)).text);
  return line === '' ? null : [...line].slice(0, maxChars).join('');
}

/** The first of `keys` that holds a line. */
export function firstWords(data: Data, keys: readonly string[], maxChars: number): string | null {
  for (const key of keys) {
    const line = words(data[key], maxChars);
    if (line !== null) return line;
  }
  return null;
}

export function isData(value: Json | undefined): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; nothing when it is none. */
export function dataList(value: Json | undefined): Data[] {
  return Array.isArray(value) ? value.filter(isData) : [];
}

/** A whole number within the bounds; else null. */
export function wholeNumber(value: Json | undefined, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max ? value : null;
}
