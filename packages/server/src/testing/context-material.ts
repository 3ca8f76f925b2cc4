// A customer's material folded in memory from a list of interactions: the reference the SQL projections are compared with, and the source
// of the golden contexts. Same domain functions, no store.
import { stableId } from '../adapters/store/sql/context/fact-rows.js';
import { commitmentOf } from '../domain/commitments/commitment.js';
import { liveChange, replacesForm, replacesPage } from '../domain/context/live-state.js';
import type { FormState, PageState } from '../domain/context/live-state.js';
import type { ContextMaterial, LiveMaterial, StoredCommitment } from '../domain/context/material.js';
import { RECENT_MAX, SIGNIFICANT_EACH, SIGNIFICANT_NAMES } from '../domain/context/significant-names.js';
import { compareNewestFirst } from '../domain/context/timeline-item.js';
import { officeHours } from '../domain/time/calendar.js';
import { UTC } from '../domain/time/zone.js';
import { factsOf } from '../domain/facts/extract.js';
import { foldFact, sourceOf } from '../domain/facts/fold-fact.js';
import type { FoldedFact } from '../domain/facts/fold-fact.js';
import type { Interaction } from '@throughline/types';

type Folded = Pick<ContextMaterial, 'facts' | 'commitments' | 'channels' | 'live' | 'recent' | 'olderExist' | 'significant'>;

/** Everything a store keeps of `interactions` of one customer. */
export function foldInteractions(customerId: string, interactions: readonly Interaction[]): Folded {
  const facts = new Map<string, FoldedFact>();
  const channels = new Map<Interaction['channel'], ContextMaterial['channels'][number]>();
  const commitments: StoredCommitment[] = [];
  let page: PageState | null = null;
  let form: FormState | null = null;
  for (const interaction of interactions) {
    const { channel, occurredAt: at } = interaction;
    const held = channels.get(channel) ?? { channel, count: 0, firstAt: at, lastAt: at };
    channels.set(channel, { channel, count: held.count + 1, firstAt: Math.min(held.firstAt, at), lastAt: Math.max(held.lastAt, at) });
    for (const fact of factsOf(interaction)) {
      const id = stableId('fct', customerId, fact.key, fact.norm);
      facts.set(id, foldFact(facts.get(id) ?? null, fact, sourceOf(interaction, fact)));
    }
    const promise = commitmentOf(interaction);
    if (promise !== null) commitments.push(stored(customerId, interaction, promise));
    const change = liveChange(interaction);
    if (change !== null && change.page !== null && replacesPage(page, change.page)) page = change.page;
    if (change !== null && change.form !== null && replacesForm(form, change.form)) form = change.form;
  }
  const newest = [...interactions].sort(compareNewestFirst);
  return {
    facts: [...facts].map(([id, { at: _at, channel: _channel, ...fact }]) => ({ customerId, id, decision: null, ...fact })),
    commitments,
    channels: [...channels.values()],
    live: page === null && form === null ? [] : [liveRow(customerId, page, form)],
    recent: newest.slice(0, RECENT_MAX),
    olderExist: newest.length > RECENT_MAX,
    significant: SIGNIFICANT_NAMES.flatMap((name) => newest.filter((one) => one.name === name).slice(0, SIGNIFICANT_EACH)),
  };
}

function stored(customerId: string, interaction: Interaction, promise: NonNullable<ReturnType<typeof commitmentOf>>): StoredCommitment {
  const { id, occurredAt: at, channel, department, visibility } = interaction;
  return {
    customerId,
    id: stableId('cmt', id),
    text: promise.text,
    kind: promise.kind,
    amountMinor: promise.amount?.amountMinor ?? null,
    currency: promise.amount?.currency ?? null,
    dueAt: promise.dueAt,
    expiresAt: null,
    origin: interaction.name === 'Quote Issued' ? 'quote' : 'promise',
    orderId: null,
    item: null,
    madeBy: promise.madeBy,
    department: promise.department,
    status: 'open',
    statusAt: null,
    fulfilledAt: null,
    at,
    refs: [{ interactionId: id, kind: 'interaction', at, channel, department, visibility, origin: 'known', value: '' }],
  };
}

function liveRow(customerId: string, page: PageState | null, form: FormState | null): LiveMaterial {
  return {
    customerId,
    pageUrl: page?.url ?? null,
    pageTitle: page?.title ?? null,
    pageAt: page?.at ?? 0,
    device: page?.device ?? null,
    locale: page?.locale ?? null,
    formDraft: form?.draft ?? null,
    formAt: form?.at ?? 0,
  };
}

/** A customer nobody knows anything about; tests fill in what they are about. */
export function emptyMaterial(): ContextMaterial {
  return {
    siteId: 'site_1',
    customer: { id: 'cus_000000000000000000000000000000a1', userId: null, createdAt: Date.UTC(2026, 0, 1) },
    identifiers: [],
    traits: [],
    suggestions: [],
    facts: [],
    commitments: [],
    recent: [],
    olderExist: false,
    significant: [],
    channels: [],
    live: [],
    conversation: null,
    messages: [],
    earlier: [],
    conversationCount: 0,
    sources: [],
    items: [],
    cases: [],
    reasons: { counts: [], rules: [], leaves: [] },
    site: { locale: 'en', calendar: officeHours(UTC), lossDays: 60, departments: [] },
    handoff: { contextId: 'ctx_1', revision: 1, basis: 'handoff', kind: 'new', online: true },
  };
}
