// How it ended last time, or what we told the customer since (C30): the newer of the last resolution and the last notice. Pure.
import type { Channel, HandoffContext, Ref } from '@throughline/types';
import { parseInstant } from '../ingest/instant.js';
import type { Clock } from './clock.js';
import type { ContextMaterial, EarlierConversation, PastInteraction, StoredItem } from './material.js';
import { shown } from './plain-text.js';
import { interactionRef, ownRef } from './refs.js';
import { compareNewestFirst } from './timeline-item.js';
import { toIso } from '../time/civil.js';
import { filled } from './words.js';
import type { Words } from './words.js';

const OUTCOME_MAX_CHARS = 200;
const LINE_MAX_CHARS = 100;

export interface LastOutcome {
  text: string;
  /** As the brief says it. */
  line: string;
  code: 'conversation_closed' | 'notice_sent';
  channel: Channel;
  at: number;
  ref: Ref;
}

export interface OutcomeInput {
  material: Pick<ContextMaterial, 'earlier' | 'items'>;
  interactions: readonly PastInteraction[];
  clock: Clock;
  words: Words;
}

/** A resolution of the same instant wins: a person wrote it. */
export function lastOutcome(input: OutcomeInput): LastOutcome | null {
  const resolution = lastResolution(input.material.earlier);
  const notice = lastNotice(input);
  return resolution === null || (notice !== null && notice.at > resolution.at) ? notice : resolution;
}

/** The newest earlier conversation that ended with an outcome. */
function lastResolution(earlier: readonly EarlierConversation[]): LastOutcome | null {
  let last: LastOutcome | null = null;
  for (const { id, closedAt: at, outcome, channel } of earlier) {
    if (at === null || outcome === null || outcome.trim() === '') continue;
    if (last !== null && (at < last.at || (at === last.at && id > last.ref.id))) continue;
    last = { text: outcome, line: '', code: 'conversation_closed', channel, at, ref: ownRef('conversation', id, at) };
  }
  return last === null ? null : { ...last, text: shown(last.text, OUTCOME_MAX_CHARS), line: shown(last.text, LINE_MAX_CHARS) };
}

function lastNotice({ material, interactions, clock, words }: OutcomeInput): LastOutcome | null {
  let newest: PastInteraction | null = null;
  for (const one of interactions) {
    if (one.name === 'notice.sent' && (newest === null || compareNewestFirst(one, newest) < 0)) newest = one;
  }
  if (newest === null) return null;
  const { data, occurredAt: at } = newest;
  const said = typeof data['text'] === 'string' ? data['text'] : newest.title;
  const text = shown(said, OUTCOME_MAX_CHARS);
  const line = noticeLine(newest, material.items, { clock, words }) ?? shown(said, LINE_MAX_CHARS);
  return { text: text === '' ? line : text, line, code: 'notice_sent', channel: newest.channel, at, ref: interactionRef(newest) };
}

/** A date that moved, or an item that was late when we said so; null leaves the notice its own words. */
function noticeLine(
  notice: PastInteraction,
  items: readonly StoredItem[],
  { clock, words }: { clock: Clock; words: Words },
): string | null {
  const number = itemNumber(notice);
  const item = number === null ? undefined : items.find((one) => one.number === number);
  const due = parseInstant(notice.data['due_at']);
  if (due !== null) {
    const moved = item?.etaHistory.some(({ until, at }) => until !== due && at <= notice.occurredAt) ?? false;
    return moved ? `${words.newDate} ${clock.time(due)}` : null;
  }
  const late = item !== undefined && item.lateAt !== null && item.lateAt <= notice.occurredAt;
  return late && number !== null ? filled(words.toldLate, shown(number, 40)) : null;
}

function itemNumber({ data }: PastInteraction): string | null {
  const item = data['item'];
  return typeof item === 'object' && item !== null && !Array.isArray(item) && typeof item['number'] === 'string' ? item['number'] : null;
}

export function lastOutcomeView(last: LastOutcome | null): HandoffContext['lastOutcome'] {
  if (last === null) return undefined;
  const { text, code, channel, at, ref } = last;
  return { text, code, channel, at: toIso(at), refs: [ref] };
}
