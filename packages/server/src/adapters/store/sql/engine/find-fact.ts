// One fact by the id that an agent was shown: of its row, or of the message that says it while the conversation is open (such a fact gets its
// row, and another id, when the conversation closes). What was decided about it, or revealed of it, must not depend on when that was.
import { currentFacts } from '../../../../domain/context/facts-view.js';
import type { StoredFact } from '../../../../domain/context/material.js';
import type { FactView } from '@throughline/types';
import { askConversations } from '../context/conversation-rows.js';
import { factRowId } from '../context/fact-rows.js';
import { loadMaterial } from '../context/load-material.js';
import type { RootCustomer } from '../context/root-or-null.js';
import { membersOf } from '../customers.js';
import { conversationById } from '../delivery/find-conversation.js';
import type { Tx } from '../operation.js';
import { together } from '../together.js';
import { factList, factView } from './fact-list.js';

const CONVERSATIONS_LOOKED_AT = 4; // open ones of one customer: more than one is rare

export interface FoundFact {
  view: FactView;
  fact: Pick<StoredFact, 'key' | 'norm' | 'masked' | 'value'>;
  /** Of the row it has, or will have: what a decision about it names. */
  rowId: string;
}

export async function findFact(
  tx: Tx,
  { siteId, root, id, now }: { siteId: string; root: RootCustomer; id: string; now: number },
): Promise<FoundFact | null> {
  const members = await membersOf(tx, siteId, root.id);
  const listed = await factList(tx, { siteId, customerId: root.id, members, now });
  const said = listed.filter(({ fact }) => fact.sources.some(({ interactionId }) => `${interactionId}:${fact.key}`.slice(0, 60) === id));
  const row = listed.find((one) => one.id === id) ?? (said.length === 1 ? said[0] : undefined);
  if (row !== undefined) return { view: row.view, fact: row.fact, rowId: row.id };
  const [rows] = await together(tx, [askConversations(siteId, members)]);
  const open = rows.filter(({ status }) => status !== 'closed').sort((a, b) => b.last_at - a.last_at || (a.id < b.id ? -1 : 1));
  for (const { id: conv } of open.slice(0, CONVERSATIONS_LOOKED_AT)) {
    const conversation = await conversationById(tx, siteId, conv);
    if (conversation === null) continue;
    const handoff = { contextId: conv, revision: 1, basis: 'live', kind: 'new', online: false } as const;
    const material = await loadMaterial(tx, { siteId, root, conversation, handoff });
    const fact = currentFacts(material, now).find((one) => one.id === id);
    if (fact === undefined) continue;
    const status = fact.confirmed ? 'confirmed' : 'current';
    return { view: factView(fact, { customerId: root.id, status, newest: fact.newest }), fact, rowId: factRowId(root.id, fact) };
  }
  return null;
}
