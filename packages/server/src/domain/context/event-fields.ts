// Reading the properties of a sent event: whatever a site put there, what comes out is a short line or nothing. Pure.
import type { Json } from '@throughline/types';
import { shown } from './plain-text.js';
import type { PastInteraction } from './material.js';

const FIELD_MAX_CHARS = 60;

/** The first of `keys` that holds a text or number, as one short line. */
export function field(interaction: PastInteraction, ...keys: string[]): string | null {
  for (const key of keys) {
    const value = interaction.data[key];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const line = shown(String(value), FIELD_MAX_CHARS);
    if (line !== '') return line;
  }
  return null;
}

/** A whole number ≥ 0, else 0. */
export function count(interaction: PastInteraction, key: string): number {
  const value = interaction.data[key];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** A property of the page the event happened on; what the event says itself comes first. */
function ofPage({ data }: PastInteraction, key: string): Json | undefined {
  if (Object.hasOwn(data, key)) return data[key];
  const context = data['context'];
  const page = isObject(context) ? context['page'] : undefined;
  return isObject(page) && Object.hasOwn(page, key) ? page[key] : undefined;
}

/** Address of the page the event happened on, without query and fragment: those carry what nobody meant to show. */
export function pageUrl(interaction: PastInteraction): string | null {
  const url = ofPage(interaction, 'url');
  return typeof url === 'string' && url !== '' ? (url.split(/[?#]/, 1)[0] ?? '') : null;
}

export function pageTitle(interaction: PastInteraction): string | null {
  const title = ofPage(interaction, 'title');
  return typeof title === 'string' && title !== '' ? title : null;
}

/** Path of the page, else the page's name. */
export function pagePath(interaction: PastInteraction): string {
  const path = ofPage(interaction, 'path');
  const plain =
    typeof path === 'string' && path !== '' ? path.split(/[?#]/, 1)[0] : pageUrl(interaction)?.replace(/^[a-z]+:\/\/[^/]*/i, '');
  return shown(plain === undefined || plain === '' ? interaction.name || '/' : plain, FIELD_MAX_CHARS);
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
