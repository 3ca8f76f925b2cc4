// Reads what an interaction says about a case (C29): opened, linked, updated. Pure.
// What only a visitor's page vouches for opens and closes nothing: a case decides which department works and what notices are held.
import type { Interaction, Json } from '@throughline/types';
import type { FactSource } from '../facts/merge-source.js';
import { redactText } from '../facts/redact.js';
import { parseInstant } from '../ingest/instant.js';
import { oneLine } from '../facts/one-line.js';
import type { CaseEvent, CaseStatus } from './model.js';

/** What this reads of an interaction. */
export type CaseSaying = Pick<
  Interaction,
  'id' | 'name' | 'data' | 'occurredAt' | 'channel' | 'department' | 'visibility' | 'unverified' | 'conversationId'
>;

const ID_MAX_CHARS = 64;
const TITLE_MAX_CHARS = 120; // a headline's half
const RESOLUTION_MAX_CHARS = 200;
const STATUSES: readonly CaseStatus[] = ['new', 'open', 'pending_customer', 'pending_internal', 'resolved', 'closed', 'reopened'];

const HOW = ['shared_id', 'continued', 'confirmed'] as const;

type Data = { [key: string]: Json };

/**
 * The case and what is said of it; null for an interaction about no case, one without an id, and one nobody vouches for.
 * `Branch Visit Logged` opens the case in its `case {id, title, reason, due_at}`.
 */
export function caseEventOf(interaction: CaseSaying): { caseId: string; event: CaseEvent } | null {
  if (interaction.unverified) return null;
  const { name, data } = interaction;
  if (name === 'Branch Visit Logged') {
    const said = data['case'];
    return isObject(said) ? withId(said, 'id', (caseId) => opened(interaction, { ...numbersHolder(data), ...said }, caseId)) : null;
  }
  if (name === 'case.opened') return withId(data, 'case_id', (caseId) => opened(interaction, data, caseId));
  if (name === 'case.linked') return withId(data, 'case_id', () => linked(interaction, data));
  if (name === 'case.updated') return withId(data, 'case_id', () => updated(interaction, data));
  return null;
}

function withId(data: Data, key: string, event: (caseId: string) => CaseEvent): { caseId: string; event: CaseEvent } | null {
  const caseId = words(data[key], ID_MAX_CHARS);
  return caseId === null ? null : { caseId, event: event(caseId) };
}

function opened(interaction: CaseSaying, data: Data, caseId: string): CaseEvent {
  return {
    kind: 'opened',
    ...base(interaction),
    title: words(data['title'], TITLE_MAX_CHARS) ?? `Case ${caseId}`.slice(0, TITLE_MAX_CHARS),
    reason: words(data['reason'], ID_MAX_CHARS),
    department: words(data['department'], ID_MAX_CHARS) ?? interaction.department,
    dueAt: parseInstant(data['due_at']),
    itemNumbers: numbersOf(data),
  };
}

function linked(interaction: CaseSaying, data: Data): CaseEvent {
  return {
    kind: 'linked',
    ...base(interaction),
    conversationId: words(data['conversation_id'], ID_MAX_CHARS) ?? interaction.conversationId,
    itemNumbers: numbersOf(data),
    how: HOW.find((known) => known === data['how']) ?? 'confirmed',
  };
}

function updated(interaction: CaseSaying, data: Data): CaseEvent {
  return {
    kind: 'updated',
    ...base(interaction),
    status: STATUSES.find((status) => status === data['status']) ?? null,
    resolution: words(data['resolution'], RESOLUTION_MAX_CHARS),
    dueAt: parseInstant(data['due_at']),
    department: words(data['department'], ID_MAX_CHARS),
  };
}

function base(interaction: CaseSaying): { id: string; at: number; source: FactSource } {
  const { id, occurredAt, channel, department, visibility } = interaction;
  return {
    id,
    at: occurredAt,
    source: { interactionId: id, kind: 'interaction', at: occurredAt, channel, department, visibility, origin: 'known', value: '' },
  };
}

/** An item's number as two systems would both write it: upper case, no spaces. */
export function sameNumber(number: string): string {
  return number.replace(/\s+/g, '').toUpperCase().slice(0, ID_MAX_CHARS);
}

const NUMBER_FIELDS = ['order_id', 'claim_id', 'application_id', 'policy_id', 'invoice_no', 'item_number'];

function numbersOf(data: Data): string[] {
  const item = data['item'];
  const found = [isObject(item) ? item['number'] : undefined, ...NUMBER_FIELDS.map((field) => data[field])];
  return [...new Set(found.map((value) => words(value, ID_MAX_CHARS)).flatMap((value) => (value === null ? [] : [sameNumber(value)])))];
}

/** A visit names its item beside the case as often as inside it. */
function numbersHolder(data: Data): Data {
  return Object.fromEntries(['item', ...NUMBER_FIELDS].flatMap((key) => (data[key] === undefined ? [] : [[key, data[key]]])));
}

function words(value: Json | undefined, maxChars: number): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const line = oneLine(redactText(String(value)).text);
  return line === '' ? null : [...line].slice(0, maxChars).join('');
}

function isObject(value: Json | undefined): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
