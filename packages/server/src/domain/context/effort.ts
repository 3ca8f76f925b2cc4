// What it cost the customer so far (C43): a sum whose parts are shown beside it, capped at 100. Pure.
import type { HandoffContext } from '@throughline/types';
import { keysOfItem, keysOfPromise } from '../reconcile/linked.js';
import { numberKey } from '../reconcile/same.js';
import { repeatLegs } from '../facts/repeat-legs.js';
import type { Attempt } from './attempts.js';
import type { Contact } from './contacts.js';
import type { CurrentFact } from './facts-view.js';
import type { ContextMaterial } from './material.js';
import type { OpenCase } from './open-cases.js';
import type { PromiseNow } from './promises.js';

export const WEEK_MS = 7 * 86_400_000;
const CONCERN_MS = 30 * 86_400_000; // C43

type Effort = HandoffContext['effort'];

export function effortScore(parts: Omit<Effort, 'score'>): number {
  const sum =
    10 * Math.max(0, parts.contacts7d - 1) +
    8 * parts.channelSwitches +
    12 * parts.transfers +
    15 * parts.repeatExplanations +
    6 * parts.reAsks +
    5 * parts.failedSelfService +
    Math.min(20, (0.5 * parts.waitedSeconds) / 60) +
    15 * parts.brokenCommitments;
  return Math.min(100, Math.round(sum));
}

export interface EffortInput {
  material: Pick<ContextMaterial, 'conversation' | 'items'>;
  contacts: readonly Contact[];
  /** The case this conversation belongs to; without one, all contacts of the last week count. */
  currentCase: OpenCase | null;
  facts: readonly CurrentFact[];
  attempts: readonly Attempt[];
  promises: readonly PromiseNow[];
  now: number;
}

export function effortOf({ material, contacts, currentCase, facts, attempts, promises, now }: EffortInput): Effort {
  const week = (at: number): boolean => at <= now && now - at <= WEEK_MS;
  const counted: readonly Contact[] = currentCase?.contacts ?? contacts.filter(({ at }) => week(at));
  const parts = {
    contacts7d: counted.filter(({ at }) => week(at)).length,
    channelSwitches: switchesIn(counted),
    transfers: material.conversation?.transfers ?? 0,
    repeatExplanations: repeatLegs(facts, Math.min(now - CONCERN_MS, currentCase?.contacts[0]?.at ?? now)).length,
    reAsks: material.conversation?.reAsked.length ?? 0,
    failedSelfService: attempts.filter(({ result, newest }) => result === 'failed' && week(newest.occurredAt)).length,
    waitedSeconds: waitedSeconds(material, now),
    brokenCommitments: promises.filter((promise) => promise.statusNow === 'broken' && isOfConcern(promise, { material, currentCase, now }))
      .length,
  };
  return { score: effortScore(parts), ...parts };
}

/**
 * Broken for what the customer is here about: it names a number of the case, or an order of one; or it broke within the time of a concern and
 * names nothing else.
 */
function isOfConcern(
  promise: PromiseNow,
  { material, currentCase, now }: Pick<EffortInput, 'currentCase' | 'now'> & { material: Pick<ContextMaterial, 'items'> },
): boolean {
  const numbers = keysOfPromise(promise);
  const about = new Set(currentCase?.itemNumbers.map(numberKey));
  for (const item of material.items) {
    const keys = keysOfItem(item);
    if (keys.some((key) => about.has(key))) for (const key of keys) about.add(key);
  }
  if (numbers.some((key) => about.has(key))) return true;
  const brokenAt = (promise.status === 'broken' ? promise.statusAt : promise.dueAt) ?? promise.at;
  return now - brokenAt <= CONCERN_MS && (numbers.length === 0 || about.size === 0);
}

/** Two contacts in a row on different channels. */
export function switchesIn(contacts: readonly Contact[]): number {
  return contacts.filter(({ channel }, i) => i > 0 && contacts[i - 1]?.channel !== channel).length;
}

/** In the line of another system before the first agent, and in ours now. */
export function waitedSeconds({ conversation }: Pick<ContextMaterial, 'conversation'>, now: number): number {
  if (conversation === null) return 0;
  const { waitingSince, waitedBeforeSeconds } = conversation;
  return waitedBeforeSeconds + (waitingSince === null ? 0 : Math.max(0, Math.floor((now - waitingSince) / 1_000)));
}
