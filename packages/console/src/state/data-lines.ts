// The payload of an interaction as lines a person can read. Pure; order as sent, nothing left out but what is empty.
import type { Json } from '@throughline/types';
import { t } from './t.js';

export interface DataLine {
  /** `Products 1 name` */
  path: string;
  value: string;
}

const LINES_MAX = 200; // an event may hold 1,000 keys; a sheet is for reading

function words(key: string): string {
  const spaced = key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return spaced;
}

function collect(value: Json | undefined, path: string[], lines: DataLine[]): void {
  if (value === null || value === undefined || value === '' || lines.length >= LINES_MAX) return;
  if (Array.isArray(value)) value.forEach((item, index) => collect(item, [...path, String(index + 1)], lines));
  else if (typeof value === 'object') for (const [key, item] of Object.entries(value)) collect(item, [...path, words(key)], lines);
  else {
    const joined = path.join(' ');
    lines.push({
      path: joined.charAt(0).toUpperCase() + joined.slice(1),
      value: value === true ? t('Yes') : value === false ? t('No') : String(value),
    });
  }
}

export function dataLines(data: Record<string, Json>): DataLine[] {
  const lines: DataLine[] = [];
  collect(data, [], lines);
  return lines;
}
