// The tag by which the inbox is synchronised (P46). Free of zod.
import type { ConversationRow } from '../model/conversation.js';

/** Version tag of a row: equal tags mean equal rows. The versions cover what the log says, the hash what changes beside it. */
export function rowTag(row: ConversationRow): string {
  return `${row.pubHead}.${row.intHead}.${row.statusVersion}.${row.assignVersion}.${row.customer.id}.${row.customer.trust}.${hash(shownBeside(row))}`;
}

const shownBeside = (row: ConversationRow): string =>
  JSON.stringify([row.status, row.customer.name, row.headline, row.alerts, row.language, row.reason, row.sla]);

/** FNV-1a, 32 bits, over UTF-16 units: tells changes apart, proves nothing. */
function hash(text: string): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return (sum >>> 0).toString(36);
}
