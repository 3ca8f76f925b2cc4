// The part of an event's `context` that is kept (C13). Unknown keys, tokens and addresses are dropped before anything stores them.
import { cutText } from '@throughline/types';
import type { Json } from '@throughline/types';
import { isRecord, toJson } from './json-shape.js';

const TEXTS: readonly string[] = ['locale', 'timezone', 'userAgent', 'groupId'];
const OBJECTS: readonly string[] = ['page', 'library', 'campaign', 'app', 'device', 'screen'];
const TEXT_MAX_CHARS = 2_000;

/** The kept keys; objects keep their scalar fields only. Null when nothing remains. */
export function keptContext(context: Record<string, unknown>): Record<string, Json> | null {
  const kept: [string, Json][] = [];
  for (const key of TEXTS) {
    const value = context[key];
    if (typeof value === 'string' && value !== '') kept.push([key, cutText(value, TEXT_MAX_CHARS)]);
  }
  for (const key of OBJECTS) {
    const fields = scalarFields(context[key]);
    if (fields.length > 0) kept.push([key, Object.fromEntries(fields)]);
  }
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

function scalarFields(value: unknown): [string, Json][] {
  if (!isRecord(value)) return [];
  return Object.entries(value)
    .filter(([key, field]) => key !== '__proto__' && field !== null && field !== '' && typeof field !== 'object')
    .map(([key, field]) => [key, typeof field === 'string' ? cutText(field, TEXT_MAX_CHARS) : toJson(field)]);
}
