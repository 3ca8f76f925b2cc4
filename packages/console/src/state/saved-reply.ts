// Saved replies: which text, with which values (K50, K51). Pure. Variables are resolved when a reply is inserted, so that the agent sees what
// the customer will read; what could not be resolved stays as it was written, and blocks sending. A masked fact is no variable.
import type { ConversationRow, HandoffContext, SavedReplyDoc } from '@throughline/types';
import type { Names } from './names.js';
import { channelWords, dayOrTime } from './words.js';

/** Values by the name of their variable: `contact.first_name`. */
export type ReplyValues = ReadonlyMap<string, string>;

const VARIABLE = /\{\{\s*([\w.]+)\s*(?:\|\s*fallback\s*:\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”)\s*)?\}\}/g;

/** The text with its values; a variable with neither value nor fallback is left as it is. */
export function resolveVariables(text: string, values: ReplyValues): string {
  return text.replace(VARIABLE, (written: string, name: string, ...fallbacks: unknown[]) => {
    const value = values.get(name.toLowerCase());
    if (value !== undefined && value !== '') return value;
    return fallbacks.slice(0, 3).find((one): one is string => typeof one === 'string') ?? written;
  });
}

/** `de` for `de-at` where there is no reply of its own; the text itself where no variant fits. */
export function bodyFor({ body, variants }: Pick<SavedReplyDoc, 'body' | 'variants'>, language: string | null): string {
  const tag = language?.toLowerCase() ?? '';
  return variants[tag] ?? variants[tag.split('-')[0] ?? ''] ?? body;
}

export interface ReplySubject {
  context: HandoffContext | null;
  row: ConversationRow | null;
  agent: { name: string; email: string } | null;
  names: Names;
  now: number;
}

/** Everything a reply may name, as far as it is known. */
export function replyValues({ context, row, agent, names, now }: ReplySubject): ReplyValues {
  const values = new Map<string, string>();
  const put = (name: string, value: string | null | undefined): void => {
    if (value !== null && value !== undefined && value.trim() !== '') values.set(name, value.trim());
  };
  const person = (prefix: string, name: string | undefined): void => {
    put(`${prefix}.name`, name);
    put(`${prefix}.first_name`, name?.trim().split(/\s+/)[0]);
  };
  const when = (instant: string | undefined): string | undefined =>
    instant === undefined ? undefined : dayOrTime(Date.parse(instant), now);
  person('agent', agent?.name);
  put('agent.email', agent?.email);
  if (row !== null) {
    put('conversation.id', row.id);
    put('conversation.channel', channelWords(row.channel));
    put('conversation.language', row.language);
    put('team.name', row.teamId === null ? null : names.team(row.teamId));
  }
  if (context === null) return values;
  person('contact', context.customer.displayName);
  put('contact.tier', context.customer.tier);
  put('contact.company', context.customer.groups[0]?.name);
  put('contact.language', context.customer.language);
  for (const { key, value, masked } of context.statedFacts) {
    const name = `contact.${key.toLowerCase()}`;
    if (!masked && !values.has(name)) put(name, value); // what is known of the person stands before what was said
  }
  put('conversation.reason', context.reason?.label);
  const item = context.trackedItems[0];
  put('item.number', item?.number);
  put('item.title', item?.title);
  put('item.type', item?.type);
  put('item.status', item?.status);
  put('item.expected', when(item?.eta));
  const promise = context.commitments.find((one) => one.status === 'open');
  put('commitment.text', promise?.text);
  put('commitment.due', when(promise?.dueAt));
  put('commitment.made_by', promise?.madeBy);
  return values;
}
