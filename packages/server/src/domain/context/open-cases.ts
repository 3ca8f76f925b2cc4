// The concerns that are still open (C29), the one this conversation is about first. Pure.
import type { HandoffContext } from '@throughline/types';
import { caseToJoin } from '../cases/case-to-join.js';
import { contactsOfCase } from '../cases/contacts-of-case.js';
import { isOpenCase } from '../cases/fold-case.js';
import { toIso } from '../time/civil.js';
import type { Contact } from './contacts.js';
import type { CurrentFact } from './facts-view.js';
import type { ContextMaterial, StoredCase } from './material.js';
import { shown } from './plain-text.js';
import { refsOf, sourceRef } from './refs.js';

const CASES_MAX = 10; // context.md Limits
const TITLE_MAX_CHARS = 120;
const REFS_MAX = 4;
const SAID_LATELY_MS = 24 * 3_600_000; // a number typed on the way here is about this conversation
const ORDER_KEYS: ReadonlySet<string> = new Set(['order_id']);
const CLAIM_KEYS: ReadonlySet<string> = new Set(['claim_id']);
const ITEM_KEYS: ReadonlySet<string> = new Set(['policy_id', 'booking_ref', 'invoice_no', 'application_id']);

export interface OpenCase extends StoredCase {
  link: 'joined' | 'offered' | null;
  /** Those that were about it, oldest first; with the conversation at hand when that is joined or may be. */
  contacts: Contact[];
}

export interface CasesInput {
  material: ContextMaterial;
  contacts: readonly Contact[];
  facts: readonly CurrentFact[];
  reasonCode: string | null;
  now: number;
}

/** Joined, then offered, then the newest first. */
export function openCases({ material, contacts, facts, reasonCode, now }: CasesInput): OpenCase[] {
  const { cases, conversation } = material;
  if (cases.length === 0) return [];
  const linked = conversation === null ? undefined : newest(cases.filter((one) => one.conversationIds.includes(conversation.id)))?.id;
  const answer =
    conversation === null || linked !== undefined
      ? null
      : caseToJoin({ cases, conversation: { ids: idsOf(facts, now), reasonCode, at: now } });
  const joined = linked ?? (answer !== null && 'join' in answer ? answer.join : undefined);
  const offered = answer !== null && 'suggest' in answer ? answer.suggest : undefined;
  const open = cases.filter(({ id, status }) => isOpenCase(status) || id === joined);
  const link = (id: string): OpenCase['link'] => (id === joined ? 'joined' : id === offered ? 'offered' : null);
  const rank = (one: OpenCase): number => (one.link === 'joined' ? 0 : one.link === 'offered' ? 1 : 2);
  return open
    .map((one): OpenCase => {
      const otherOpenCase = open.some(({ id, status }) => id !== one.id && isOpenCase(status));
      const { id, openedAt, conversationIds } = one;
      const ids = link(id) === null || conversation === null ? conversationIds : [...conversationIds, conversation.id];
      return { ...one, link: link(id), contacts: contactsOfCase({ id, openedAt, conversationIds: ids, otherOpenCase }, contacts) };
    })
    .sort((a, b) => rank(a) - rank(b) || b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1))
    .slice(0, CASES_MAX);
}

const newest = (cases: readonly StoredCase[]): StoredCase | undefined =>
  [...cases].sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1))[0];

function idsOf(facts: readonly CurrentFact[], now: number): { orderIds: string[]; claimIds: string[]; itemNumbers: string[] } {
  const lately = facts.filter(({ newest: { at }, saidByCustomer }) => saidByCustomer && now - at <= SAID_LATELY_MS);
  const of = (keys: ReadonlySet<string>): string[] => lately.filter(({ key }) => keys.has(key)).map(({ norm }) => norm);
  return { orderIds: of(ORDER_KEYS), claimIds: of(CLAIM_KEYS), itemNumbers: of(ITEM_KEYS) };
}

export function casesView(cases: readonly OpenCase[], { departments }: ContextMaterial['site']): HandoffContext['openCases'] {
  return cases.map(({ id, title, status, openedAt, contacts, link, department, dueAt, refs }) => ({
    caseId: id,
    title: shown(title, TITLE_MAX_CHARS),
    status,
    openedAt: toIso(openedAt),
    contacts: contacts.length,
    ...(link === null ? {} : { link }),
    ...(department === null ? {} : { team: departments.find((one) => one.id === department)?.name ?? department }),
    ...(dueAt === null ? {} : { dueAt: toIso(dueAt) }),
    refs: refsOf(refs.map(sourceRef)).slice(0, REFS_MAX),
  }));
}
