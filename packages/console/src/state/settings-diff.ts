// What differs between two documents of the settings, in fields a person knows (K105). Pure.
import { fieldWords } from './settings-field-words.js';
import { t } from './t.js';

export interface FieldDifference {
  /** "First answer by a person", of `targets.firstResponse`. */
  field: string;
  /** Empty: there was none. */
  before: string;
  after: string;
}

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an id is called: of a team, of a person. */
type NameOf = (id: string) => string;

function valueWords(value: unknown, nameOf: NameOf): string {
  if (value === undefined || value === null || value === '') return '';
  if (value === true) return t('yes');
  if (value === false) return t('no');
  if (typeof value === 'string') return nameOf(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((one) => valueWords(one, nameOf)).join(', ');
  if (isFields(value))
    return Object.entries(value)
      .map(([key, inner]) => `${fieldWords(key).toLowerCase()} ${valueWords(inner, nameOf)}`)
      .join(' ');
  return '';
}

/** Every leaf, lists as one, by its path. */
function leavesOf(value: unknown, nameOf: NameOf, path = ''): Map<string, string> {
  if (!isFields(value)) return new Map(path === '' ? [] : [[path, valueWords(value, nameOf)]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...leavesOf(inner, nameOf, path === '' ? key : `${path}.${key}`)]));
}

export function differences(before: unknown, after: unknown, nameOf: NameOf = (id) => id): FieldDifference[] {
  const [old, now] = [leavesOf(before, nameOf), leavesOf(after, nameOf)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ field: fieldWords(path), before: old.get(path) ?? '', after: now.get(path) ?? '' }))
    .filter((line) => line.before !== line.after);
}
