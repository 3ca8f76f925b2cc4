// An interaction as staff read it in full: every value whose key says that agents see only its end, or nothing at all, is masked wherever it
// stands (S134). Pure. Invariant: no masked value is left in the title or in any text of the data.
import type { Interaction, Json } from '@throughline/types';
import { maskedDetail } from './masked-detail.js';

/** Names that say nothing: what the value is stands in the name around them, or in the prompt. */
const NAMELESS: ReadonlySet<string> = new Set(['digits', 'value', 'input', 'values', 'number']);
const PROMPTS = ['key', 'field', 'prompt'];
/** Shorter values are masked where they stand, but not searched for in sentences. */
const QUOTED_MIN_CHARS = 4;
const HIDDEN_VALUE = '•••';

type Masked = Map<string, string>;

export function maskInteraction(interaction: Interaction): Interaction {
  const masked: Masked = new Map();
  const data = maskRecord(interaction.data, promptOf(interaction.data), masked);
  const quoted = [...masked].filter(([value]) => value.length >= QUOTED_MIN_CHARS).sort(([a], [b]) => b.length - a.length);
  if (quoted.length === 0) return { ...interaction, data };
  return { ...interaction, title: unquoted(interaction.title, quoted), data: unquotedRecord(data, quoted) };
}

const promptOf = (data: Readonly<Record<string, Json>>): string | null => {
  for (const name of PROMPTS) {
    const prompt = data[name];
    if (typeof prompt === 'string' && prompt !== '') return prompt;
  }
  return null;
};

/** `around`: what the record itself is called. */
function maskRecord(record: Readonly<Record<string, Json>>, around: string | null, masked: Masked): Record<string, Json> {
  const { name, label, key } = record;
  const field = [name, label, key].find((one) => typeof one === 'string' && one !== ''); // `{name, value}` of a list of fields
  const own = typeof field === 'string' && 'value' in record ? field : around;
  return Object.fromEntries(
    Object.entries(record).map(([each, value]) => [each, maskValue(NAMELESS.has(each) ? (own ?? each) : each, value, masked)]),
  );
}

function maskValue(key: string, value: Json, masked: Masked): Json {
  if (value === null || typeof value === 'boolean' || value === '') return value;
  if (Array.isArray(value)) return value.map((item) => maskValue(key, item, masked));
  if (typeof value === 'object') return maskRecord(value, key, masked);
  const text = String(value);
  const detail = maskedDetail(key, text);
  if (detail === text) return value;
  const shown = detail === '' ? HIDDEN_VALUE : detail;
  masked.set(text, shown);
  return shown;
}

type Quoted = readonly (readonly [string, string])[];

const unquoted = (text: string, quoted: Quoted): string => quoted.reduce((all, [value, shown]) => all.replaceAll(value, shown), text);

function unquotedRecord(record: Readonly<Record<string, Json>>, quoted: Quoted): Record<string, Json> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, unquotedValue(value, quoted)]));
}

function unquotedValue(value: Json, quoted: Quoted): Json {
  if (typeof value === 'string') return unquoted(value, quoted);
  if (typeof value === 'number') return quoted.some(([text]) => text === String(value)) ? unquoted(String(value), quoted) : value;
  if (Array.isArray(value)) return value.map((item) => unquotedValue(item, quoted));
  return value === null || typeof value !== 'object' ? value : unquotedRecord(value, quoted);
}
