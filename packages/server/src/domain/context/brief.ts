// The brief: the templates of C47, filled from what assembly found. Pure. Times by C48; a template's words are literal.
import { limits } from '@throughline/types';
import type { HandoffContext } from '@throughline/types';
import { compareKeys } from '../facts/keys.js';
import { sortedByTime } from './sorted-by-time.js';
import type { Clock } from './clock.js';
import { fitBrief } from './brief-lines.js';
import type { BriefLine } from './brief-lines.js';
import type { Attempt } from './attempts.js';
import { LABEL_MAX_CHARS } from './facts-view.js';
import type { CurrentFact } from './facts-view.js';
import { cutAtWord, shown } from './plain-text.js';
import { NAME_MAX_CHARS } from './promises.js';
import type { PromiseNow } from './promises.js';
import { interactionRef, ownRef, refsOf, sourceRef } from './refs.js';
import type { EarlierConversation } from './material.js';
import type { WhyNow } from './why-now.js';

const DO_NOT_ASK_MAX = 4;
const TRIED_MAX = 3;
const REFS_PER_ITEM = 2; // eight refs for up to four items
const PROMISE_TEXT_MAX_CHARS = 90;
const OUTCOME_MAX_CHARS = 100;

export interface BriefInput {
  why: WhyNow;
  channel: string;
  facts: readonly CurrentFact[];
  attempts: readonly Attempt[];
  promises: readonly PromiseNow[];
  /** The newest earlier conversation that ended with an outcome. */
  last: (EarlierConversation & { closedAt: number; outcome: string }) | null;
  clock: Clock;
}

export function briefOf(input: BriefInput): HandoffContext['brief'] {
  return fitBrief([...whyNowLine(input), ...promiseLines(input), ...doNotAskLine(input), ...triedLine(input), ...lastOutcomeLine(input)]);
}

function whyNowLine(input: BriefInput): BriefLine[] {
  const { why, channel, clock } = input;
  if (why.choice !== null) {
    const { label, at, ref } = why.choice;
    return [
      {
        slot: 'why_now',
        priority: 100,
        head: '',
        items: [{ text: `${why.choice.channel} ${clock.time(at)}: chose ${label}`, refs: [ref] }],
      },
    ];
  }
  if (why.verbatim === null) return [];
  const head = `${channel} ${clock.time(why.verbatim.message.at)}: `;
  const quoted = `"${cutAtWord(why.verbatim.text, limits.BRIEF_LINE_MAX_CHARS - head.length - 2)}"`;
  return [{ slot: 'why_now', priority: 100, head, items: [{ text: quoted, refs: [why.verbatim.ref] }] }];
}

/** The worst broken one and the next one due. */
function promiseLines(input: BriefInput): BriefLine[] {
  const broken = input.promises.find((promise) => promise.statusNow === 'broken');
  const open = input.promises.find((promise) => promise.statusNow === 'open');
  const line = (promise: PromiseNow, priority: number): BriefLine => {
    const who = shown(promise.department ?? promise.madeBy, NAME_MAX_CHARS);
    const due = promise.dueAt === null ? '' : `, due ${input.clock.time(promise.dueAt)}`;
    const text = `${who} promised ${shown(promise.text, PROMISE_TEXT_MAX_CHARS)}${due} — ${promise.statusNow}`;
    return { slot: 'promise', priority, head: '', items: [{ text, refs: refsOf(promise.refs.map(sourceRef)).slice(0, REFS_PER_ITEM) }] };
  };
  return [...(broken === undefined ? [] : [line(broken, 95)]), ...(open === undefined ? [] : [line(open, 75)])];
}

/** Labels only: the four newest, each label once, oldest first, then key order. */
function doNotAskLine(input: BriefInput): BriefLine[] {
  const labels = new Map<string, CurrentFact>();
  for (const fact of input.facts) if (fact.saidByCustomer && !labels.has(fact.label)) labels.set(fact.label, fact);
  const items = [...labels.values()]
    .slice(0, DO_NOT_ASK_MAX)
    .sort((a, b) => a.newest.at - b.newest.at || compareKeys(a.key, b.key))
    .map((fact) => ({
      text: `${shown(fact.label, LABEL_MAX_CHARS)} (${fact.newest.channel} ${input.clock.time(fact.newest.at)})`,
      refs: refsOf([fact.newest, ...fact.sources.toReversed()].map(sourceRef)).slice(0, REFS_PER_ITEM),
    }));
  return [{ slot: 'do_not_ask', priority: 90, head: 'Already given: ', items }];
}

function triedLine(input: BriefInput): BriefLine[] {
  const items = sortedByTime(input.attempts.slice(0, TRIED_MAX).toReversed(), ({ newest }) => newest.occurredAt).map(
    ({ what, result, newest, members }) => ({
      text: `${what} (${newest.channel} ${input.clock.time(newest.occurredAt)}): ${result}`,
      refs: refsOf(members.map(interactionRef)).slice(0, REFS_PER_ITEM),
    }),
  );
  return [{ slot: 'tried', priority: 70, head: 'Tried ', items }];
}

function lastOutcomeLine({ last, clock }: BriefInput): BriefLine[] {
  if (last === null) return [];
  const text = `Last: ${clock.date(last.closedAt)} ${last.channel}, ${shown(last.outcome, OUTCOME_MAX_CHARS)}`;
  return [{ slot: 'last_outcome', priority: 60, head: '', items: [{ text, refs: [ownRef('conversation', last.id, last.closedAt)] }] }];
}
