// The brief: the templates of C47, filled from what assembly found. Pure. Times by C48; words by locale.
import { limits } from '@throughline/types';
import type { HandoffContext } from '@throughline/types';
import { compareKeys } from '../facts/keys.js';
import type { Attempt } from './attempts.js';
import { fitBrief } from './brief-lines.js';
import type { BriefLine } from './brief-lines.js';
import type { Clock } from './clock.js';
import { classOf, LABEL_MAX_CHARS } from './facts-view.js';
import type { CurrentFact } from './facts-view.js';
import type { LastOutcome } from './last-outcome.js';
import type { OpenCase } from './open-cases.js';
import { cutAtWord, shown } from './plain-text.js';
import { NAME_MAX_CHARS } from './promises.js';
import type { PromiseNow } from './promises.js';
import { interactionRef, refsOf, sourceRef } from './refs.js';
import { sortedByTime } from './sorted-by-time.js';
import type { WhyNow } from './why-now.js';
import type { Words } from './words.js';

const DO_NOT_ASK_MAX = 4;
const TRIED_MAX = 3;
const REFS_PER_ITEM = 2; // eight refs for up to four items
const PROMISE_TEXT_MAX_CHARS = 90;
const TITLE_MAX_CHARS = 90;

export interface BriefInput {
  why: WhyNow;
  channel: string;
  facts: readonly CurrentFact[];
  attempts: readonly Attempt[];
  promises: readonly PromiseNow[];
  /** The one at hand first. */
  cases: readonly OpenCase[];
  outcome: LastOutcome | null;
  guidance: HandoffContext['guidance'];
  clock: Clock;
  words: Words;
}

export function briefOf(input: BriefInput): HandoffContext['brief'] {
  return fitBrief([
    ...whyNowLine(input),
    ...promiseLines(input),
    ...doNotAskLine(input),
    ...openCaseLine(input),
    ...triedLine(input),
    ...lastOutcomeLine(input),
    ...guidanceLines(input),
  ]);
}

const prose = (slot: BriefLine['slot'], priority: number, item: BriefLine['items'][number]): BriefLine => ({
  slot,
  priority,
  head: '',
  items: [item],
  list: false,
});

function whyNowLine({ why, channel, clock, words }: BriefInput): BriefLine[] {
  if (why.choice !== null) {
    const { label, at, ref } = why.choice;
    return [prose('why_now', 100, { text: `${why.choice.channel} ${clock.time(at)}: ${words.chose} ${label}`, refs: [ref] })];
  }
  if (why.verbatim === null) return [];
  const head = `${channel} ${clock.time(why.verbatim.message.at)}: `;
  const quoted = cutAtWord(why.verbatim.text, limits.BRIEF_LINE_MAX_CHARS - head.length - 2);
  return [prose('why_now', 100, { text: `${head}"${quoted}"`, refs: [why.verbatim.ref] })];
}

/** The worst broken one and the next one due. */
function promiseLines({ promises, clock, words }: BriefInput): BriefLine[] {
  const line = (promise: PromiseNow | undefined, priority: number): BriefLine[] => {
    if (promise === undefined) return [];
    const who = shown(promise.department ?? promise.madeBy, NAME_MAX_CHARS);
    const due = promise.dueAt === null ? '' : `, ${words.due} ${clock.time(promise.dueAt)}`;
    const status = words.promiseStatus[promise.statusNow];
    const text = `${who} ${words.promised} ${shown(promise.text, PROMISE_TEXT_MAX_CHARS)}${due} — ${status}`;
    return [
      prose('promise', priority, {
        text,
        refs: refsOf(promise.refs.map(sourceRef)).slice(0, Math.max(4, promise.words)),
        words: promise.words,
      }),
    ];
  };
  return [
    ...line(
      promises.find(({ statusNow }) => statusNow === 'broken'),
      95,
    ),
    ...line(
      promises.find(({ statusNow }) => statusNow === 'open'),
      75,
    ),
  ];
}

/** Labels only: the four newest, each label once, oldest first, then key order. */
function doNotAskLine({ facts, clock, words }: BriefInput): BriefLine[] {
  const labels = new Map<string, CurrentFact>();
  for (const fact of facts) {
    const place = `${fact.label} ${classOf(fact.newest)}`;
    if (fact.saidByCustomer && !labels.has(place)) labels.set(place, fact);
  }
  const items = [...labels.values()]
    .slice(0, DO_NOT_ASK_MAX)
    .sort((a, b) => a.newest.at - b.newest.at || compareKeys(a.key, b.key))
    .map((fact) => ({
      text: `${words.factLabels[fact.key] ?? shown(fact.label, LABEL_MAX_CHARS)} (${fact.newest.channel} ${clock.time(fact.newest.at)})`,
      refs: refsOf([fact.newest, ...fact.sources.toReversed()].map(sourceRef)).slice(0, REFS_PER_ITEM),
    }));
  return [{ slot: 'do_not_ask', priority: 90, head: words.alreadyGiven, items, list: true }];
}

function openCaseLine({ cases, clock, words }: BriefInput): BriefLine[] {
  const [one] = cases;
  if (one === undefined) return [];
  const text = `${words.open}${shown(one.title, TITLE_MAX_CHARS)}, ${words.contact} ${one.contacts.length} ${words.since} ${clock.day(one.openedAt)}`;
  return [prose('open_case', 80, { text, refs: refsOf(one.refs.map(sourceRef)).slice(0, 4) })];
}

function triedLine({ attempts, clock, words }: BriefInput): BriefLine[] {
  const items = sortedByTime(attempts.slice(0, TRIED_MAX).toReversed(), ({ newest }) => newest.occurredAt).map(
    ({ what, result, newest, members }) => ({
      text: `${what} (${newest.channel} ${clock.time(newest.occurredAt)}): ${words.attemptResult[result]}`,
      refs: refsOf(members.map(interactionRef)).slice(0, REFS_PER_ITEM),
    }),
  );
  return [{ slot: 'tried', priority: 70, head: words.tried, items, list: true }];
}

function lastOutcomeLine({ outcome, clock, words }: BriefInput): BriefLine[] {
  if (outcome === null) return [];
  const text = `${words.last}${clock.date(outcome.at)} ${outcome.channel}, ${outcome.line}`;
  return [prose('last_outcome', 60, { text, refs: [outcome.ref] })];
}

/** At most one of each: what to do now, what to leave alone. */
function guidanceLines({ guidance }: BriefInput): BriefLine[] {
  const line = (kind: 'do' | 'avoid', priority: number): BriefLine[] => {
    const found = guidance.find((one) => one.kind === kind);
    return found === undefined ? [] : [prose(kind, priority, { text: found.text, refs: found.refs })];
  };
  return [...line('do', 50), ...line('avoid', 45)];
}
