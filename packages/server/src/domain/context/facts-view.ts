// The facts an agent sees: those of all members as one, the verified traits among them, superseded and expired ones left out (C24). Pure.
import type { HandoffContext } from '@throughline/types';
import { factsSaid } from '../facts/conversation-facts.js';
import { compareKeys, factKey } from '../facts/keys.js';
import { foldDecision, isConfirmed, isRejected } from '../facts/decisions.js';
import { addSource, compareSources, decisive } from '../facts/merge-source.js';
import type { FactSource } from '../facts/merge-source.js';
import { statedFact } from '../facts/stated-fact.js';
import { isMaskedKey, maskedDetail } from './masked-detail.js';
import type { ContextMaterial, StoredFact } from './material.js';
import { shown } from './plain-text.js';
import { refsOf, sourceRef } from './refs.js';

const DAY_MS = 86_400_000;
/** ⚙ A fact that nobody confirmed stops being current after so long (C24). */
export const CURRENT_MS = { customer: 365 * DAY_MS, case: 90 * DAY_MS } as const;
const REFS_PER_FACT = 3; // thirty facts with eight refs each would fill the whole context
const TRAIT_TRUST = 2;
const TRAIT_KEYS = ['name', 'email', 'phone'];
const VALUE_MAX_CHARS = 200;
export const LABEL_MAX_CHARS = 40;

export interface CurrentFact extends Omit<StoredFact, 'customerId'> {
  /** The newest giving; of a system's word when the customer never gave it. */
  newest: FactSource;
  /** Said or typed by the customer, not only known to a system. */
  saidByCustomer: boolean;
  confirmed: boolean;
}

/**
 * Who may see it: facts that rest on an open source are told by it alone, the others by the sources that are owned as their newest one is.
 * So every word of a fact comes from any of its refs, and scope may take it or leave it (C54).
 */
export const classOf = ({ visibility, department }: FactSource): string =>
  visibility === 'shared' ? 'shared' : `${visibility} ${department ?? ''}`;

/** Current facts, newest first; equal times in key order. */
export function currentFacts(material: ContextMaterial, now: number): CurrentFact[] {
  const merged = new Map<string, StoredFact>();
  for (const fact of [...material.facts].sort(compareRows)) put(merged, fact);
  for (const fact of factsWithoutRow(material)) put(merged, fact);
  const all = [...merged.values()].flatMap((fact) => current(fact) ?? []);
  const newestOfKey = new Map<string, CurrentFact>();
  for (const fact of all) {
    const place = placeOf(fact, classOf(fact.newest));
    const other = newestOfKey.get(place);
    if (other === undefined || compareFacts(fact, other) < 0) newestOfKey.set(place, fact);
  }
  const superseded = (fact: CurrentFact): boolean =>
    [classOf(fact.newest), 'shared'].some((place) => compareFacts(newestOfKey.get(placeOf(fact, place)) ?? fact, fact) < 0);
  return all
    .filter((fact) => fact.scope === 'case' || !superseded(fact))
    .filter((fact) => fact.confirmed || now - fact.newest.at <= CURRENT_MS[fact.scope])
    .sort(compareFacts);
}

export function statedFacts(facts: readonly CurrentFact[], max: number): HandoffContext['statedFacts'] {
  return facts.slice(0, max).map(({ id, key, label, masked, newest, given, confirmed, sources, value }) => ({
    factId: id,
    key,
    label: shown(label, LABEL_MAX_CHARS),
    value: masked ? value : shown(value, VALUE_MAX_CHARS),
    masked,
    channel: newest.channel,
    timesGiven: Math.max(1, given),
    confirmed,
    refs: refsOf([newest, ...sources.toReversed()].map(sourceRef)).slice(0, REFS_PER_FACT),
  }));
}

const placeOf = ({ key }: CurrentFact, place: string): string => `${key} ${place}`;

function put(merged: Map<string, StoredFact>, fact: StoredFact): void {
  const identity = `${fact.key} ${fact.norm}`;
  const other = merged.get(identity);
  if (other === undefined) {
    merged.set(identity, fact);
    return;
  }
  const sources = fact.sources.reduce((held, source) => addSource(held, source), { sources: [...other.sources], given: 0 }).sources;
  const held = new Set(other.sources.map((source) => source.interactionId));
  const forms = new Set(other.sources.map((source) => source.origin).filter((origin) => origin.startsWith('form:')));
  const again = fact.sources.filter((source) => held.has(source.interactionId) || forms.has(source.origin));
  const repeated = again.filter((source) => source.origin !== 'known').length;
  merged.set(identity, {
    ...other,
    sources,
    decision: fact.decision === null ? other.decision : foldDecision(other.decision, fact.decision),
    given: other.given + Math.max(0, fact.given - repeated),
  });
}

function current(fact: StoredFact): CurrentFact | null {
  if (isRejected(fact.decision, fact.sources)) return null;
  const all = [...fact.sources].sort(compareSources);
  const decided = decisive(all);
  if (decided === null) return null;
  const place = all.some((source) => source.visibility === 'shared') ? 'shared' : classOf(decided);
  const sources = all.filter((source) => classOf(source) === place);
  const newest = decisive(sources);
  if (newest === null) return null;
  const { id, key, label, norm, scope, given, decision } = fact;
  const masked = isMaskedKey(fact);
  return {
    id,
    key,
    label,
    norm,
    masked,
    scope,
    given,
    decision,
    sources,
    newest,
    value: masked && !fact.masked ? maskedDetail(key, newest.value) : newest.value,
    saidByCustomer: newest.origin !== 'known',
    confirmed: isConfirmed(decision) || sources.some((source) => source.kind === 'trait'),
  };
}

/** Facts that no projection holds: of the messages at hand, then of traits; with what agents decided about them. */
export function factsWithoutRow(material: ContextMaterial): StoredFact[] {
  return [...messageFacts(material), ...traitFacts(material)].map((fact) => {
    const decided = material.decisions.find(({ key, norm }) => key === fact.key && norm === fact.norm);
    return decided === undefined ? fact : { ...fact, decision: decided.decision };
  });
}

/** Facts of the conversation at hand: its messages are projected only when it closes. */
function messageFacts(material: ContextMaterial): StoredFact[] {
  const { conversation, customer, site } = material;
  if (conversation === null) return [];
  return factsSaid(material, site.textOptions).flatMap(({ message: { id, at }, facts }) =>
    facts.map((fact, i): StoredFact => {
      const source: FactSource = {
        interactionId: id,
        kind: 'message',
        at,
        channel: conversation.channel,
        department: null,
        visibility: 'shared',
        origin: 'given',
        leg: conversation.id,
        value: fact.value,
      };
      const place = facts.slice(0, i).filter(({ key }) => key === fact.key).length; // two orders in one sentence are two facts
      return {
        ...fact,
        customerId: customer.id,
        id: `${id}:${fact.key}`.slice(0, 60) + (place === 0 ? '' : `:${place + 1}`),
        given: 1,
        decision: null,
        sources: [source],
      };
    }),
  );
}

/** Verified traits are facts too (C23): known to us, never "already given". */
function traitFacts({ traits }: ContextMaterial): StoredFact[] {
  const attested = traits.filter((trait) => trait.trust >= TRAIT_TRUST && TRAIT_KEYS.includes(trait.key));
  const order = (a: (typeof attested)[number], b: (typeof attested)[number]): number =>
    a.at - b.at || a.trust - b.trust || (a.customerId + a.key + a.value < b.customerId + b.key + b.value ? -1 : 1);
  return attested.sort(order).flatMap(({ customerId, key, value, at, channel, department, visibility }): StoredFact[] => {
    const text: unknown = JSON.parse(value);
    const fact = typeof text === 'string' ? statedFact(factKey(key), text, 'known') : null;
    if (fact === null) return [];
    const id = `${customerId}:${key}`.slice(0, 64);
    const source: FactSource = {
      interactionId: id,
      kind: 'trait',
      at,
      channel,
      department,
      visibility,
      origin: 'known',
      value: fact.value,
    };
    return [{ ...fact, customerId, id, given: 0, decision: null, sources: [source] }];
  });
}

function compareRows(a: StoredFact, b: StoredFact): number {
  return a.customerId < b.customerId ? -1 : a.customerId > b.customerId ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function compareFacts(a: CurrentFact, b: CurrentFact): number {
  return b.newest.at - a.newest.at || compareKeys(a.key, b.key) || (a.norm < b.norm ? -1 : a.norm > b.norm ? 1 : 0);
}
