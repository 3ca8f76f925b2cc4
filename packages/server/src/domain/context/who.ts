// Who it is and how sure we are (C45, ID21): the card of the context. Built from the root customer alone; a suggestion shows only its
// reason, its masked identifier and that it exists. Pure.
import type { HandoffContext, Ref, Trust } from '@throughline/types';
import { strictness } from '../facts/owner-of-source.js';
import { nameOf, shortId } from '../identity/display-name.js';
import { maskIdentifier } from '../identity/mask.js';
import { effectiveTraits } from '../identity/traits.js';
import { languageOf } from '../language/detect.js';
import { toIso } from '../time/civil.js';
import { closedFields, refsOfTraits } from './card-owners.js';
import { cardTraits } from './card-traits.js';
import type { CurrentFact } from './facts-view.js';
import type { ContextMaterial } from './material.js';
import { shown } from './plain-text.js';
import { ownRef, refsOf, sourceRef } from './refs.js';
import type { Words } from './words.js';

const ATTESTED: Trust = 2;
const IDENTIFIERS_MAX = 20;
const MATCHES_MAX = 5;
const FIELD_MAX_CHARS = 60;
const REFS_MAX = 2;
/** As `nameOf` looks for a name. */
const NAME_TRAITS = [['name'], ['fullName'], ['firstName', 'first_name', 'lastName', 'last_name'], ['email']];

export interface Who {
  card: HandoffContext['customer'];
  subject: string;
  /** The subject for agents who may not know the name. */
  neutral: string;
  segment: string | null;
  /** Where the name is from. */
  refs: Ref[];
  vip: boolean;
  /** Of each effective trait. */
  traitRefs: ReadonlyMap<string, Ref>;
}

export interface WhoInput {
  material: ContextMaterial;
  facts: readonly CurrentFact[];
  firstSeenAt: number;
  words: Words;
}

export function whoIs({ material, facts, firstSeenAt, words }: WhoInput): Who {
  const traits = effectiveTraits(material.traits);
  const traitRefs = refsOfTraits(material, traits);
  const nameFact = facts.find((fact) => fact.key === 'name');
  const attested = material.identifiers.some(({ trust }) => trust >= ATTESTED);
  const short = shortId(material.customer.id);
  const traitName = nameOf(traits, null, material.customer.id);
  const named = traitName === `Customer ${short}` ? null : shown(traitName, FIELD_MAX_CHARS);
  const displayName = named ?? (nameFact === undefined ? null : shown(nameFact.value, FIELD_MAX_CHARS));
  const neutral = attested ? `${words.customer} ${short}` : words.unidentified;
  const fromTraits = nameRefs(traitRefs).slice(0, 1);
  const refs =
    named !== null ? fromTraits : nameFact === undefined ? [] : refsOf(nameFact.sources.toReversed().map(sourceRef)).slice(0, REFS_MAX);
  const { vip, ...optional } = cardTraits(traits, material);
  const language = languageIn(material, optional.language ?? null);
  const card: HandoffContext['customer'] = {
    customerId: material.customer.id,
    match: matchOf(material, attested),
    ...(displayName === null ? {} : { displayName }),
    verification: verificationOf(material),
    identifiers: identifiersOf(material),
    groups: [],
    possibleMatches: matchesOf(material),
    ...optional,
    ...(language === null ? {} : { language }),
    customerSince: toIso(firstSeenAt),
  };
  return {
    card: { ...card, ...closedFields(card, traitRefs) },
    subject: displayName ?? neutral,
    neutral,
    segment: optional.segment ?? null,
    refs,
    vip,
    traitRefs,
  };
}

/** What they write now; before the first word, what we know of them. */
function languageIn({ messages, site }: ContextMaterial, known: string | null): string | null {
  if (messages.length === 0) return known;
  const texts = [...messages].sort((a, b) => a.seq - b.seq).map(({ text }) => text);
  return languageOf(texts, known, site.locale);
}

/** Where the name is from, the strictest source first: it decides who reads the name. */
function nameRefs(traitRefs: ReadonlyMap<string, Ref>): Ref[] {
  const found = NAME_TRAITS.map((keys) => keys.flatMap((key) => traitRefs.get(key) ?? [])).find((refs) => refs.length > 0) ?? [];
  return found.sort((a, b) => strictness(b) - strictness(a));
}

function matchOf({ conversation, suggestions }: ContextMaterial, attested: boolean): HandoffContext['customer']['match'] {
  const sure = conversation === null ? attested : conversation.verification.level >= ATTESTED;
  return sure ? 'confirmed' : attested || suggestions.length > 0 ? 'candidate' : 'unknown';
}

function verificationOf({ conversation }: ContextMaterial): HandoffContext['customer']['verification'] {
  const { level, methods, at } = conversation?.verification ?? { level: 0, methods: [], at: null };
  return { level, methods: methods.slice(0, 5).map((method) => shown(method, 40)), ...(at === null ? {} : { at: toIso(at) }) };
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
