// The reason a conversation probably has (C27), by the best source there is: what the customer chose, the page, an agent's tag, keyword
// rules, the site's own tagged history. Pure. Only what an agent confirms counts in metrics; below 0.6 it is shown as a suggestion.
import { sentences } from '../context/plain-text.js';
import { plainName } from '../facts/keys.js';
import { classify } from './naive-bayes.js';
import type { ReasonCounts } from './naive-bayes.js';
import { tokensOf } from './reason-tokens.js';
import { ruleReason } from './rules.js';
import type { SiteRule } from './rules.js';
import type { Reason } from './taxonomy.js';

/** Below it a reason is offered, not stated (⚙, C27). */
export const CONFIDENT_REASON = 0.6;
const HISTORY_MIN = 20; // a handful of tagged conversations is sure of everything
const UNSURE = 0.59;
const CODE_MAX_CHARS = 64;

/** The leaves a reason may have: the default ones, or the site's. */
export type Taxonomy = readonly Pick<Reason, 'code' | 'label' | 'upstreamCause'>[];

export interface ReasonInput {
  /** What the customer chose on the phone (default) or in a form before the chat. */
  choice: { label: string; reasonCode?: string; via?: 'ivr' | 'prechat' } | null;
  /** Code that the site bound to the page the conversation was started on. */
  pageReason: string | null;
  agentTag: string | null;
  /** What the customer wrote in this conversation. */
  text: string;
  /** Of the text, BCP 47. */
  locale: string;
  counts: ReasonCounts;
  siteRules: readonly SiteRule[];
  taxonomy: Taxonomy;
  /** What the item the customer named is (`order`, `claim` …): `Any news on CL-7741?` is about a claim. */
  about?: string | null;
  /** Weights of codes at the customer's current Step. */
  prior?: ReadonlyMap<string, number>;
}

export interface SuggestedReason {
  code: string;
  label: string;
  /** Null when the code is none of the taxonomy's. */
  upstreamCause: string | null;
  source: 'ivr' | 'prechat' | 'page' | 'agent' | 'rule' | 'classifier';
  /** 0..1. */
  confidence: number;
}

/** The reason, or null when nothing says one. */
export function suggestReason(input: ReasonInput): SuggestedReason | null {
  const { choice, pageReason, agentTag, taxonomy } = input;
  if (choice !== null) return chosen(choice, taxonomy);
  if (pageReason !== null) return named(pageReason, taxonomy, { source: 'page', confidence: 1 });
  if (agentTag !== null) return named(agentTag, taxonomy, { source: 'agent', confidence: 1 });
  return byRule(input) ?? byHistory(input);
}

/** A choice whose label is no leaf's keeps its own words: they are what the customer read. */
function chosen({ label, reasonCode, via }: NonNullable<ReasonInput['choice']>, taxonomy: Taxonomy): SuggestedReason {
  const how = { source: via ?? 'ivr', confidence: 1 } as const;
  const plain = plainName(label);
  const leaf =
    taxonomy.find(({ code }) => code === reasonCode) ?? taxonomy.find((one) => plainName(one.label) === plain || one.code === label);
  if (leaf !== undefined) return { code: leaf.code, label: leaf.label, upstreamCause: leaf.upstreamCause, ...how };
  return { code: reasonCode ?? codeOf(plain), label, upstreamCause: null, ...how };
}

const codeOf = (plain: string): string => plain.replace(/ /g, '_').slice(0, CODE_MAX_CHARS) || 'other.other';

function named(code: string, taxonomy: Taxonomy, how: Pick<SuggestedReason, 'source' | 'confidence'>): SuggestedReason {
  const leaf = taxonomy.find((one) => one.code === code);
  return {
    code,
    label: leaf?.label ?? plainName(code.slice(code.lastIndexOf('.') + 1)),
    upstreamCause: leaf?.upstreamCause ?? null,
    ...how,
  };
}

function byRule({ text, locale, siteRules, taxonomy, about }: ReasonInput): SuggestedReason | null {
  // The item's type stands for its number in every sentence: rules know "claim", not CL-7741.
  const asked =
    about == null
      ? text
      : sentences(text)
          .map((sentence) => `${sentence.replace(/[.!?…]+$/u, '')} ${about}.`)
          .join(' ');
  const hit = ruleReason(asked, locale, siteRules);
  return hit === null || !taxonomy.some(({ code }) => code === hit.code)
    ? null
    : named(hit.code, taxonomy, { source: 'rule', confidence: hit.confidence });
}

function byHistory({ text, counts, taxonomy, prior }: ReasonInput): SuggestedReason | null {
  const tokens = tokensOf(text);
  const seen = tokens.some((token) => counts.some(({ perToken }) => perToken.has(token)));
  const [best] = seen ? classify(tokens, counts, prior) : [];
  if (best === undefined) return null;
  const learned = counts.reduce((sum, { documents }) => sum + documents, 0);
  const confidence = Math.round((learned < HISTORY_MIN ? Math.min(best.confidence, UNSURE) : best.confidence) * 100) / 100;
  return named(best.code, taxonomy, { source: 'classifier', confidence });
}
