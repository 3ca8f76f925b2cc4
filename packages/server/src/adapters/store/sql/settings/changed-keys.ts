// What a change of a document changes: compared with what its author saw, and as the audit log keeps it (K105).
import { isDeepStrictEqual } from 'node:util';
import type { ChangedBy } from '../../../../ports/store-widget.js';
import { auditRow } from '../identity/audit-row.js';
import type { Tx } from '../operation.js';

type Document = Readonly<Record<string, unknown>>;

const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one ?? null, other ?? null);

/** Whether each of `keys` is still what `was` says; what `was` does not name was not looked at. */
export const isAsSeen = (held: Document, was: Document, keys: readonly string[]): boolean =>
  keys.every((key) => !(key in was) || same(held[key], was[key]));

interface Changed {
  siteId: string;
  /** Of the log: `site.changed`. */
  action: string;
  before: Document;
  after: Document;
}

/** One line with the keys that differ, before and after; none where nothing differs. Absent is null. */
export async function auditChange(tx: Tx, { actor, now }: ChangedBy, { siteId, action, before, after }: Changed): Promise<void> {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !same(before[key], after[key]));
  if (keys.length === 0) return;
  const only = (document: Document): string => JSON.stringify(Object.fromEntries(keys.map((key) => [key, document[key] ?? null])));
  await auditRow(tx, { siteId, actor, action, target: siteId, detail: { before: only(before), after: only(after) }, now });
}
