// Who it is and how sure we are (C45, ID21): the card of the context. Built from the root customer alone; a suggestion shows only its
// reason, its masked identifier and that it exists. Pure.
import type { HandoffContext, Ref, Trust } from '@throughline/types';
import { nameOf, shortId } from '../identity/display-name.js';
import { maskIdentifier } from '../identity/mask.js';
import { effectiveTraits } from '../identity/traits.js';
import type { EffectiveTrait } from '../identity/traits.js';
import type { CurrentFact } from './facts-view.js';
import type { ContextMaterial } from './material.js';
import { shown } from './plain-text.js';
import { ownRef, refsOf, sourceRef } from './refs.js';
import { toIso } from '../time/civil.js';

const ATTESTED: Trust = 2;
const IDENTIFIERS_MAX = 20;
const MATCHES_MAX = 5;
const FIELD_MAX_CHARS = 60;

export interface Who {
  card: HandoffContext['customer'];
  subject: string;
  segment: string | null;
  refs: Ref[];
}

export function whoIs(material: ContextMaterial, facts: readonly CurrentFact[], firstSeenAt: number): Who {
  const traits = effectiveTraits(material.traits);
  const nameFact = facts.find((fact) => fact.key === 'name');
  const attested = material.identifiers.some(({ trust }) => trust >= ATTESTED);
  const displayName = named(material, traits) ?? (nameFact === undefined ? null : shown(nameFact.value, FIELD_MAX_CHARS));
  const subject = displayName ?? (attested ? `Customer ${shortId(material.customer.id)}` : 'Unidentified customer');
  const segment = trait(traits, 'segment');
  const refs = nameFact === undefined ? [] : refsOf(nameFact.sources.map(sourceRef)).slice(0, 2);
  return { card: card(material, { traits, displayName, attested, firstSeenAt }), subject, segment, refs };
}

/** The name of the row in lists, when it is one: no made-up `Customer …`. */
function named(material: ContextMaterial, traits: ReadonlyMap<string, EffectiveTrait>): string | null {
  const name = nameOf(traits, null, material.customer.id);
  return name === `Customer ${shortId(material.customer.id)}` ? null : shown(name, FIELD_MAX_CHARS);
}

function card(
  material: ContextMaterial,
  {
    traits,
    displayName,
    attested,
    firstSeenAt,
  }: { traits: ReadonlyMap<string, EffectiveTrait>; displayName: string | null; attested: boolean; firstSeenAt: number },
): HandoffContext['customer'] {
  const { customer, conversation, suggestions } = material;
  const { level, methods, at } = conversation?.verification ?? { level: 0, methods: [], at: null };
  const sure = conversation === null ? attested : level >= ATTESTED;
  const optional = optionalTraits(traits, material);
  return {
    customerId: customer.id,
    match: sure ? 'confirmed' : attested || suggestions.length > 0 ? 'candidate' : 'unknown',
    ...(displayName === null ? {} : { displayName }),
    verification: { level, methods: methods.slice(0, 5).map((method) => shown(method, 40)), ...(at === null ? {} : { at: toIso(at) }) },
    identifiers: identifiersOf(material),
    groups: [],
    possibleMatches: matchesOf(material),
    ...optional,
    customerSince: toIso(firstSeenAt),
    preferences: { accessibility: [], doNotContact: [] },
  };
}

/** Only what the site or a signed token said counts as a segment or tier; locale and language may come from the browser. */
function optionalTraits(traits: ReadonlyMap<string, EffectiveTrait>, { live }: ContextMaterial) {
  const newest = [...live].sort((a, b) => b.pageAt - a.pageAt || (a.customerId < b.customerId ? -1 : 1)).find((row) => row.locale !== null);
  const locale = trait(traits, 'locale') ?? newest?.locale ?? null;
  const language = trait(traits, 'language') ?? (locale === null ? null : (locale.split(/[-_]/, 1)[0] ?? null));
  const [segment, tier, timezone] = [trait(traits, 'segment'), trait(traits, 'tier'), trait(traits, 'timezone')];
  return {
    ...(segment === null ? {} : { segment }),
    ...(tier === null ? {} : { tier }),
    ...(language === null ? {} : { language: shown(language, 16) }),
    ...(locale === null ? {} : { locale: shown(locale, 35) }),
    ...(timezone === null ? {} : { timezone }),
  };
}

function trait(traits: ReadonlyMap<string, EffectiveTrait>, key: string): string | null {
  const found = traits.get(key);
  if (found === undefined || found.trust < ATTESTED) return null;
  const value: unknown = JSON.parse(found.value);
  const line = typeof value === 'string' ? shown(value, FIELD_MAX_CHARS) : '';
  return line === '' ? null : line;
}

function identifiersOf({ identifiers }: ContextMaterial): HandoffContext['customer']['identifiers'] {
  const compare = (a: (typeof identifiers)[number], b: (typeof identifiers)[number]): number =>
    b.trust - a.trust || (`${a.type} ${a.value}` < `${b.type} ${b.value}` ? -1 : 1);
  const distinct = new Map([...identifiers].sort(compare).map((one) => [`${one.type} ${one.value}`, one]));
  return [...distinct.values()]
    .slice(0, IDENTIFIERS_MAX)
    .map(({ type, value, trust }) => ({ type, masked: shown(maskIdentifier(type, value), FIELD_MAX_CHARS), trust }));
}

function matchesOf({ suggestions }: ContextMaterial): HandoffContext['customer']['possibleMatches'] {
  return [...suggestions]
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .slice(0, MATCHES_MAX)
    .map(({ id, reasonCode, masked, at }) => ({
      suggestionId: id,
      reasonCode,
      masked: shown(masked, FIELD_MAX_CHARS),
      refs: [ownRef('suggestion', id, at)],
    }));
}
