// Three customers nobody is, for looking at a saved reply before somebody reads it (K52): one of whom everything is known, one of whom almost
// nothing is, and one whose words run from right to left. Also what a reply may name, and replies as a file. Pure.
import { desk } from '@throughline/types/decode';
import type { SavedReplyDoc } from '@throughline/types';
import { bodyFor, resolveVariables } from './saved-reply.js';
import type { ReplyValues } from './saved-reply.js';
import { t } from './t.js';

export interface SampleCustomer {
  id: 'complete' | 'sparse' | 'rtl';
  words: string;
  language: string | null;
  dir: 'ltr' | 'rtl';
  values: ReplyValues;
}

const AGENT: readonly (readonly [string, string])[] = [
  ['agent.name', 'Ada Holm'],
  ['agent.first_name', 'Ada'],
  ['agent.email', 'ada@example.com'],
];

export const sampleCustomers = (): readonly SampleCustomer[] => [
  {
    id: 'complete',
    words: t('Everything is known'),
    language: 'de',
    dir: 'ltr',
    values: new Map([
      ...AGENT,
      ['contact.name', 'Mara Lindqvist'],
      ['contact.first_name', 'Mara'],
      ['contact.tier', 'gold'],
      ['contact.company', 'Harbour Ltd'],
      ['contact.language', 'de'],
      ['conversation.id', 'cnv_1'],
      ['conversation.channel', 'Chat'],
      ['conversation.language', 'de'],
      ['conversation.reason', t('Late delivery')],
      ['team.name', 'Care'],
      ['item.number', 'HP-30291'],
      ['item.title', t('Order HP-30291')],
      ['item.type', 'order'],
      ['item.status', t('on its way')],
      ['item.expected', t('Friday')],
      ['commitment.text', t('Refund of 649 kr')],
      ['commitment.due', t('Tuesday')],
      ['commitment.made_by', 'Jonas'],
    ]),
  },
  { id: 'sparse', words: t('Almost nothing is known'), language: null, dir: 'ltr', values: new Map(AGENT) },
  {
    id: 'rtl',
    words: t('Written from right to left'),
    language: 'ar',
    dir: 'rtl',
    values: new Map([
      ...AGENT,
      ['contact.name', 'ليلى حداد'],
      ['contact.first_name', 'ليلى'],
      ['item.number', 'HP-30291'],
      ['team.name', 'Care'],
    ]),
  },
];

/** What a reply may name (K51). */
export const REPLY_VARIABLES = [
  'contact.first_name',
  'contact.name',
  'contact.tier',
  'contact.company',
  'agent.first_name',
  'agent.name',
  'team.name',
  'conversation.reason',
  'conversation.channel',
  'item.number',
  'item.title',
  'item.status',
  'item.expected',
  'commitment.text',
  'commitment.due',
  'commitment.made_by',
] as const;

/** The text this customer would read; what nothing fills stands between braces. */
export const previewOf = (doc: Pick<SavedReplyDoc, 'body' | 'variants'>, { language, values }: SampleCustomer): string =>
  resolveVariables(bodyFor(doc, language), values);

/** Words, and marks that block sending, one after the other. */
export function partsOf(text: string): { text: string; mark: boolean }[] {
  return text
    .split(/(\{\{[^}]*\}\})/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, mark: part.startsWith('{{') }));
}

/** Replies as a file: what each says, without whose it is and how often it was used. */
export const exportReplies = (docs: readonly SavedReplyDoc[]): string => `${JSON.stringify({ replies: docs }, null, 2)}\n`;

export type ImportedReplies = { ok: true; docs: SavedReplyDoc[] } | { ok: false; words: string };

/** @param teamIds teams of this site: a reply of another site's team comes as a personal one */
export function importReplies(text: string, teamIds: ReadonlySet<string>): ImportedReplies {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, words: t('This is no JSON file.') };
    throw error;
  }
  const list = Array.isArray(value) ? value : typeof value === 'object' && value !== null && 'replies' in value ? value.replies : null;
  if (!Array.isArray(list)) return { ok: false, words: t('The file holds no list “replies”.') };
  const docs: SavedReplyDoc[] = [];
  for (const [index, one] of list.entries()) {
    const decoded = desk.SavedReplyDoc.safeParse(one);
    if (!decoded.success) return { ok: false, words: t('Reply {n} of the file cannot be read. Nothing was imported.', { n: index + 1 }) };
    const { scope, teamId, actions } = decoded.data;
    const known = teamId !== null && teamIds.has(teamId);
    const assign = actions.assignTeamId !== null && teamIds.has(actions.assignTeamId) ? actions.assignTeamId : null;
    docs.push({
      ...decoded.data,
      ...(known ? {} : { teamId: null, scope: scope === 'team' ? 'personal' : scope }),
      actions: { ...actions, assignTeamId: assign },
    });
  }
  return { ok: true, docs };
}
