// What black-box writers saw, and what must be true of it afterwards: the verdicts of delivery.md §9 over one journal and the whole store.
import type { Entry, EntryList } from '@throughline/types';
import { get } from '../../servers/visitor-http.js';
import type { Opened } from './sql.js';

interface Acked {
  text: string;
  conv: string;
  epoch: string;
  seq: number;
  id: string;
}

/** Times are of one process's monotonic clock. */
export class Journal {
  /** Text → when it was first sent. Every text is unique. */
  readonly invoked = new Map<string, number>();
  /** Text → when its ack arrived. */
  readonly ackedAt = new Map<string, number>();
  /** When each ack arrived, in order. */
  readonly ackTimes: number[] = [];
  readonly acked: Acked[] = [];
  /** Entries that were pushed to somebody. */
  readonly seen: { conv: string; epoch: string; entry: Entry }[] = [];
  /** Refusals by code: `unavailable` is normal here. */
  readonly refusals = new Map<string, number>();
  /** What broke a promise at once. */
  readonly problems: string[] = [];
}

export interface Verdict {
  acked: number;
  stored: number;
  lost: number;
  doubled: number;
  holes: number;
  phantoms: number;
  misordered: number;
  problems: string[];
}

/** The numbers that have to be zero. */
export const faults = ({ lost, doubled, holes, phantoms, misordered, problems }: Verdict): Partial<Verdict> => ({
  ...{ lost, doubled, holes, phantoms, misordered, problems },
});
export const NO_FAULTS: Partial<Verdict> = { lost: 0, doubled: 0, holes: 0, phantoms: 0, misordered: 0, problems: [] };

/** The visitors' lane as the API gives it. */
export async function laneOf(url: string, conv: string, secretKey: string, lane: 'pub' | 'int' = 'pub'): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const after = entries.at(-1)?.seq ?? 0;
    const page = await get<EntryList>(`${url}/api/v1/conversations/${conv}/entries?lane=${lane}&after=${after}`, secretKey);
    entries.push(...page.entries);
    if (!page.more) return entries;
  }
}

const textOf = ({ body }: Entry): string => (typeof body['text'] === 'string' ? body['text'] : '');

/** What the store holds now. */
export interface Held {
  /** Every conversation in it: one that nobody was ever told of may hold a text twice as well. */
  conversations: readonly Opened[];
  /** The lane of a conversation. */
  log(conv: string): Promise<Entry[]>;
}

export async function judge(journal: Journal, { conversations, log }: Held): Promise<Verdict> {
  const verdict: Verdict = {
    ...{ acked: journal.acked.length, stored: 0, lost: 0, doubled: 0, holes: 0, phantoms: 0, misordered: 0 },
    problems: [],
  };
  const convs = new Set([...journal.acked, ...journal.seen, ...conversations].map(({ conv }) => conv));
  const logs = new Map<string, Entry[]>();
  for (const conv of convs) logs.set(conv, await log(conv));
  verdict.doubled += conversations.length - new Set(conversations.map(({ opener, convKey }) => `${opener} ${convKey}`)).size;
  const texts = new Set<string>();
  for (const entries of logs.values()) {
    verdict.stored += entries.filter(({ kind }) => kind === 'message').length;
    verdict.holes += entries.filter(({ seq }, index) => seq !== index + 1).length;
    verdict.misordered += againstStreams(entries) + againstTime(entries, journal);
    const written = entries.filter(({ kind, author }) => kind === 'message' && author.type !== 'system');
    verdict.phantoms += written.filter((entry) => !journal.invoked.has(textOf(entry))).length;
    for (const text of written.map(textOf)) {
      if (texts.has(text)) verdict.doubled += 1; // in this conversation or in another
      texts.add(text);
    }
  }
  const at = (conv: string, seq: number): Entry | undefined => logs.get(conv)?.[seq - 1];
  verdict.lost = journal.acked.filter(({ conv, seq, id, text }) => {
    const entry = at(conv, seq);
    return entry?.id !== id || textOf(entry) !== text;
  }).length;
  verdict.phantoms += journal.seen.filter(({ conv, entry }) => entry.lane === 'pub' && at(conv, entry.seq)?.id !== entry.id).length;
  return { ...verdict, problems: [...new Set(journal.problems)] };
}

/** I5: inside a stream n grows with seq. */
function againstStreams(entries: readonly Entry[]): number {
  const last = new Map<string, number>();
  let wrong = 0;
  for (const { cid } of entries) {
    if (cid === undefined) continue;
    const [stream = '', n = ''] = cid.split(':');
    if (Number(n) <= (last.get(stream) ?? 0)) wrong += 1;
    last.set(stream, Number(n));
  }
  return wrong;
}

/** I6: what was acked before another text was first sent stands before it. */
function againstTime(entries: readonly Entry[], { invoked, ackedAt }: Journal): number {
  let wrong = 0;
  let earliestAckAfter = Number.POSITIVE_INFINITY;
  for (const entry of [...entries].reverse()) {
    const sent = invoked.get(textOf(entry));
    if (sent !== undefined && earliestAckAfter < sent) wrong += 1;
    earliestAckAfter = Math.min(earliestAckAfter, ackedAt.get(textOf(entry)) ?? Number.POSITIVE_INFINITY);
  }
  return wrong;
}
