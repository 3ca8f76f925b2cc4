// Four accounts of one conversation, entry by entry: what was said, the store's export, the visitor's list, the agent's list.
import type { Entry, EntryList } from '@throughline/types';
import { get } from '../tests/servers/visitor-http.js';
import type { Side } from './visitor-agent.js';

/** A text somebody handed over, by the name it keeps for ever (P73). */
export interface Said {
  origin: string;
  lane: 'pub' | 'int';
  text: string;
}
export interface Differences {
  lost: number;
  duplicates: number;
  /** Stored, but not as it was written and not by redaction (C18). */
  altered: number;
  redacted: number;
  /** Entries in which a list differs from the export. */
  visitorDiffers: number;
  agentDiffers: number;
  /** Own texts out of the order in which they were written. */
  reordered: number;
}

export const noDifferences = (): Differences => ({
  ...{ lost: 0, duplicates: 0, altered: 0, redacted: 0 },
  ...{ visitorDiffers: 0, agentDiffers: 0, reordered: 0 },
});

/** Adds `found` to `total`. */
export function addDifferences(total: Differences, found: Differences): void {
  total.lost += found.lost;
  total.duplicates += found.duplicates;
  total.altered += found.altered;
  total.redacted += found.redacted;
  total.visitorDiffers += found.visitorDiffers;
  total.agentDiffers += found.agentDiffers;
  total.reordered += found.reordered;
}

const REDACTION = /\[(?:card|ssn|iban|cvv|cvc)[^\]]*\]/i;

async function exported(url: string, secretKey: string, conv: string, lane: 'pub' | 'int'): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const after = entries.at(-1)?.seq ?? 0;
    const page = await get<EntryList>(`${url}/api/v1/conversations/${conv}/entries?lane=${lane}&after=${after}`, secretKey);
    entries.push(...page.entries);
    if (!page.more) return entries;
  }
}

/** What both ends must agree on; the rest is decoration or differs by right (P14). */
const essence = ({ seq, id, kind, body, author, origin }: Entry): string =>
  JSON.stringify([seq, id, kind, Object.entries(body).sort(), author.type, author.id, origin ?? null]);

function differing(stored: readonly Entry[], shown: readonly Entry[]): number {
  const length = Math.max(stored.length, shown.length);
  let count = 0;
  for (let i = 0; i < length; i += 1) {
    const [one, other] = [stored[i], shown[i]];
    if (one === undefined || other === undefined || essence(one) !== essence(other)) count += 1;
  }
  return count;
}

export async function compareViews(
  { url, secretKey, conv }: { url: string; secretKey: string; conv: string },
  said: readonly Said[],
  { visitor, agent }: { visitor: Side; agent: Side },
): Promise<Differences> {
  const pub = await exported(url, secretKey, conv, 'pub');
  const int = await exported(url, secretKey, conv, 'int');
  const seen = new Map<string, Entry[]>();
  for (const entry of [...pub, ...int]) if (entry.origin !== undefined) seen.set(entry.origin, [...(seen.get(entry.origin) ?? []), entry]);
  const found = noDifferences();
  const last = { pub: 0, int: 0 };
  for (const { origin, lane, text } of said) {
    const [entry, ...more] = seen.get(origin) ?? [];
    found.duplicates += more.length;
    if (entry === undefined || entry.lane !== lane) {
      found.lost += 1;
      continue;
    }
    if (entry.seq <= last[lane]) found.reordered += 1;
    last[lane] = Math.max(last[lane], entry.seq);
    const stored = String(entry.body['text']);
    if (stored === text) continue;
    if (REDACTION.test(stored)) found.redacted += 1;
    else found.altered += 1;
  }
  found.visitorDiffers = differing(pub, visitor.entries());
  found.agentDiffers = differing(pub, agent.entries()) + differing(int, agent.client.view().int.entries);
  return found;
}
