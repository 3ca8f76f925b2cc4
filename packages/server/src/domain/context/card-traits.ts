// What traits say about a customer: segment, tier, stage of life, language, and how they want to be reached (context.md §12). Pure.
// Only what the site or a signed token said counts; locale and language may also come from the browser.
import type { Channel, HandoffContext } from '@throughline/types';
import { readChannel } from '../ingest/channel.js';
import { languageOfLocale } from '../language/detect.js';
import type { EffectiveTrait } from '../identity/traits.js';
import type { ContextMaterial } from './material.js';
import { shown } from './plain-text.js';

const ATTESTED = 2;
const FIELD_MAX_CHARS = 60;
const LIST_MAX = 5;

type Card = HandoffContext['customer'];
type Stage = NonNullable<Card['lifecycleStage']>;
const STAGES: readonly Stage[] = ['prospect', 'new', 'active', 'at_risk', 'lost', 'recovered'];

export type CardTraits = Pick<Card, 'segment' | 'tier' | 'lifecycleStage' | 'language' | 'locale' | 'timezone' | 'preferences'> & {
  vip: boolean;
};

export function cardTraits(traits: ReadonlyMap<string, EffectiveTrait>, { live }: Pick<ContextMaterial, 'live'>): CardTraits {
  const one = (...keys: string[]): string | null => keys.map((key) => listOf(traits, key)[0]).find((line) => line !== undefined) ?? null;
  const newest = [...live].sort((a, b) => b.pageAt - a.pageAt || (a.customerId < b.customerId ? -1 : 1)).find((row) => row.locale !== null);
  const locale = one('locale') ?? newest?.locale ?? null;
  const language = one('language') ?? languageOfLocale(locale);
  const stage = STAGES.find((known) => known === one('lifecycle_stage', 'lifecycleStage', 'lifecycle'));
  const [segment, tier, timezone] = [one('segment'), one('tier'), one('timezone')];
  const channel = channelsIn([one('preferred_channel', 'preferredChannel') ?? ''])[0];
  return {
    vip: traits.get('vip')?.value === 'true' && (traits.get('vip')?.trust ?? 0) >= ATTESTED,
    ...(segment === null ? {} : { segment }),
    ...(tier === null ? {} : { tier }),
    ...(stage === undefined ? {} : { lifecycleStage: stage }),
    ...(language === null ? {} : { language: shown(language, 16) }),
    ...(locale === null ? {} : { locale: shown(locale, 35) }),
    ...(timezone === null ? {} : { timezone }),
    preferences: {
      ...(channel === undefined ? {} : { channel }),
      accessibility: listOf(traits, 'accessibility'),
      doNotContact: channelsIn([...listOf(traits, 'do_not_contact'), ...listOf(traits, 'doNotContact')]),
    },
  };
}

/** A trait's text, or its list of texts. */
function listOf(traits: ReadonlyMap<string, EffectiveTrait>, key: string): string[] {
  const found = traits.get(key);
  if (found === undefined || found.trust < ATTESTED) return [];
  const value: unknown = JSON.parse(found.value);
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  return texts
    .flatMap((text) => (typeof text === 'string' ? [shown(text, FIELD_MAX_CHARS)] : []))
    .filter((line) => line !== '')
    .slice(0, LIST_MAX);
}

const channelsIn = (names: readonly string[]): Channel[] => [...new Set(names)].flatMap((name) => readChannel(name) ?? []);
