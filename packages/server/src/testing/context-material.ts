// A customer's material folded in memory from a list of interactions: the reference the SQL projections are compared with, and the source
// of the golden contexts. Same domain functions, no store.
import { stableId } from '../adapters/store/sql/context/fact-rows.js';
import { caseEventOf } from '../domain/cases/case-event.js';
import { foldCase } from '../domain/cases/fold-case.js';
import { commitmentEventOf, foldCommitment } from '../domain/commitments/commitment.js';
import { liveChange, replacesForm, replacesPage } from '../domain/context/live-state.js';
import type { FormState, PageState } from '../domain/context/live-state.js';
import type { ContextMaterial, LiveMaterial, StoredCase, StoredCommitment, StoredItem } from '../domain/context/material.js';
import { RECENT_MAX, SIGNIFICANT_EACH, SIGNIFICANT_NAMES } from '../domain/context/significant-names.js';
import { compareNewestFirst } from '../domain/context/timeline-item.js';
import { foldItem } from '../domain/items/fold-item.js';
import { itemEventsOf } from '../domain/items/from-event.js';
import { fulfilmentOf } from '../domain/reconcile/fulfilments.js';
import { reconcile } from '../domain/reconcile/reconcile.js';
import { officeHours } from '../domain/time/calendar.js';
import { UTC } from '../domain/time/zone.js';
import { factsOf } from '../domain/facts/extract.js';
import { foldFact, sourceOf } from '../domain/facts/fold-fact.js';
import type { FoldedFact } from '../domain/facts/fold-fact.js';
import type { Interaction } from '@throughline/types';

type Folded = Pick<
  ContextMaterial,
  'facts' | 'commitments' | 'items' | 'cases' | 'channels' | 'live' | 'recent' | 'olderExist' | 'significant'
>;

/** Everything a store keeps of `interactions` of one customer. */
export function foldInteractions(customerId: string, interactions: readonly Interaction[]): Folded {
  const facts = new Map<string, FoldedFact>();
  const channels = new Map<Interaction['channel'], ContextMaterial['channels'][number]>();
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
    const change = liveChange(interaction);
    if (change !== null && change.page !== null && replacesPage(page, change.page)) page = change.page;
    if (change !== null && change.form !== null && replacesForm(form, change.form)) form = change.form;
  }
  const newest = [...interactions].sort(compareNewestFirst);
  return {
    facts: [...facts].map(([id, { at: _at, channel: _channel, ...fact }]) => ({ customerId, id, decision: null, ...fact })),
    ...reconciled(customerId, interactions),
    cases: casesOf(customerId, interactions),
    channels: [...channels.values()],
    live: page === null && form === null ? [] : [liveRow(customerId, page, form)],
    recent: newest.slice(0, RECENT_MAX),
    olderExist: newest.length > RECENT_MAX,
    significant: SIGNIFICANT_NAMES.flatMap((name) => newest.filter((one) => one.name === name).slice(0, SIGNIFICANT_EACH)),
  };
}

/** As the store names what the log only describes. */
function fold<E, F>(events: readonly { id: string; event: E }[], folded: (events: E[]) => F | null): (F & { id: string })[] {
  const byId = new Map<string, E[]>();
  for (const { id, event } of events) byId.set(id, [...(byId.get(id) ?? []), event]);
  return [...byId].flatMap(([id, own]) => {
    const one = folded(own);
    return one === null ? [] : [{ ...one, id }];
  });
}

function commitmentsOf(customerId: string, interactions: readonly Interaction[]) {
  const said = interactions.flatMap((interaction) => {
    const found = commitmentEventOf(interaction);
    return found === null ? [] : [{ id: found.commitmentId ?? stableId('cmt', interaction.id), event: found.event }];
  });
  return fold(said, foldCommitment).map((one) => ({ ...one, customerId }));
}

function itemsOf(customerId: string, interactions: readonly Interaction[]) {
  const said = interactions.flatMap((interaction) =>
    itemEventsOf(interaction).map((found) => ({ id: `${found.type} ${found.number}`, event: found })),
  );
  return fold(said, (all) => {
    const [first] = all;
    const folded =
      first === undefined
        ? null
        : foldItem(
            first.type,
            all.map(({ event }) => event),
          );
    return first === undefined || folded === null ? null : { ...folded, type: first.type, number: first.number };
  }).map((one) => ({ ...one, customerId, id: stableId('itm', one.id) }));
}

function casesOf(customerId: string, interactions: readonly Interaction[]): StoredCase[] {
  const said = interactions.flatMap((interaction) => {
    const found = caseEventOf(interaction);
    return found === null ? [] : [{ id: found.caseId, event: found.event }];
  });
  return fold(said, foldCase).map((one) => ({ ...one, customerId }));
}

/** Promises and items as they stand beside each other (C33, C34). */
function reconciled(customerId: string, interactions: readonly Interaction[]): { commitments: StoredCommitment[]; items: StoredItem[] } {
  const [commitments, items] = [commitmentsOf(customerId, interactions), itemsOf(customerId, interactions)];
  const fulfilments = interactions.flatMap((one) => fulfilmentOf(one) ?? []);
  const found = reconcile({ commitments, items, fulfilments, toleranceMinor: 0 });
  return {
    commitments: commitments.flatMap((one) => {
      const state = found.commitments.find(({ id }) => id === one.id);
      return state === undefined ? [] : [{ ...one, ...state }];
    }),
    items: items.map((one) => ({ ...one, mismatches: found.mismatches.find(({ itemId }) => itemId === one.id)?.list ?? [] })),
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
    agentMessages: [],
    decisions: [],
    earlier: [],
    conversationCount: 0,
    sources: [],
    items: [],
    cases: [],
    reasons: { counts: [], rules: [], leaves: [] },
    site: { locale: 'en', textOptions: { locale: 'en' }, calendar: officeHours(UTC), lossDays: 60, departments: [] },
    handoff: { contextId: 'ctx_1', revision: 1, basis: 'handoff', kind: 'new', online: true },
  };
}
