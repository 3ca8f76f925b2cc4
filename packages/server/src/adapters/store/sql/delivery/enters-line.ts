// When a conversation has to be routed (K55): as it comes into a line, by whatever way. Part of the statement that writes the entries, so that
// none is forgotten.
import { sql } from 'kysely';
import type { Expression, RawBuilder } from 'kysely';

/** Of an update of `conversations`: it waits afterwards, and did not, or it was put elsewhere, or it is its first entry. */
export function entersLine({
  status,
  assignVersion,
}: {
  status: Expression<string>;
  assignVersion: Expression<number>;
}): RawBuilder<boolean> {
  return sql<boolean>`${status} = 'queued' and (conversations.status <> 'queued' or conversations.assign_version <> ${assignVersion} or conversations.status_version = 0)`;
}
