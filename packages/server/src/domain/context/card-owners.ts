// Whose the fields of the card are (C54): a segment that a restricted source says is not for everybody. Pure.
import type { HandoffContext, Ref } from '@throughline/types';
import type { EffectiveTrait } from '../identity/traits.js';
import { ownedAs, strictness } from '../facts/owner-of-source.js';
import type { ContextMaterial } from './material.js';
import { ownRef, refsOf, sourceRef } from './refs.js';
import type { Sight } from './sight.js';

type Card = HandoffContext['customer'];
type Part = NonNullable<Card['parts']>[number];

/** The traits each field is read from, as `cardTraits` does. */
const READ_FROM: Readonly<Record<Part['field'], readonly string[]>> = {
  segment: ['segment'],
  tier: ['tier'],
  lifecycleStage: ['lifecycle_stage', 'lifecycleStage', 'lifecycle'],
  language: ['language', 'locale'],
  locale: ['locale'],
  timezone: ['timezone'],
  channel: ['preferred_channel', 'preferredChannel'],
  accessibility: ['accessibility'],
  doNotContact: ['do_not_contact', 'doNotContact'],
};

const FIELDS: readonly Part['field'][] = [
  'segment',
  'tier',
  'lifecycleStage',
  'language',
  'locale',
  'timezone',
  'channel',
  'accessibility',
  'doNotContact',
];

const OPEN = ownedAs({ visibility: 'shared', department: null });

/** Where each effective trait is from. What is said openly as well is open, whoever else says it. */
export function refsOfTraits({ traits }: ContextMaterial, effective: ReadonlyMap<string, EffectiveTrait>): Map<string, Ref> {
  const refs = new Map<string, Ref>();
  const openLast = [...traits].sort(
    (a, b) =>
      strictness(b) - strictness(a) ||
      Number(b.department !== null) - Number(a.department !== null) ||
      a.at - b.at ||
      (a.customerId < b.customerId ? -1 : 1),
  );
  for (const { customerId, key, value, trust, at, channel, department, visibility } of openLast) {
    const counts = effective.get(key);
    if (counts === undefined || counts.value !== value || counts.trust !== trust) continue;
    const id = `${customerId}:${key}`.slice(0, 64);
    const source = { kind: 'trait', interactionId: id, at, channel, department, visibility, origin: 'known', value: '' } as const;
    refs.set(key, ownedAs(source) === OPEN ? ownRef('trait', id, at) : sourceRef(source));
  }
  return refs;
}

/** The fields that not everybody may see; nothing when there are none. */
export function closedFields(card: Card, traitRefs: ReadonlyMap<string, Ref>): Pick<Card, 'parts'> {
  const parts = FIELDS.flatMap((field): Part[] => {
    const refs = READ_FROM[field]
      .flatMap((key) => traitRefs.get(key) ?? [])
      .filter(({ visibility, department }) => visibility !== 'shared' || department !== undefined);
    return refs.length === 0 || !has(card, field) ? [] : [{ field, refs: refsOf(refs) }];
  });
  return parts.length === 0 ? {} : { parts };
}

/** The card without what this agent may not see. */
export function seenFields({ parts = [], ...card }: Card, sight: Sight): Card {
  const hidden = new Set(parts.filter(({ refs }) => !refs.every(sight.sees)).map(({ field }) => field));
  if (hidden.size === 0) return card;
  const { channel, ...preferences } = card.preferences;
  const seen: Card = {
    ...card,
    preferences: {
      ...(channel === undefined || hidden.has('channel') ? {} : { channel }),
      accessibility: hidden.has('accessibility') ? [] : preferences.accessibility,
      doNotContact: hidden.has('doNotContact') ? [] : preferences.doNotContact,
    },
  };
  for (const field of ['segment', 'tier', 'lifecycleStage', 'language', 'locale', 'timezone'] as const)
    if (hidden.has(field)) delete seen[field];
  return seen;
}

function has({ preferences, ...card }: Card, field: Part['field']): boolean {
  switch (field) {
    case 'channel':
      return preferences.channel !== undefined;
    case 'accessibility':
    case 'doNotContact':
      return preferences[field].length > 0;
    default:
      return card[field] !== undefined;
  }
}
