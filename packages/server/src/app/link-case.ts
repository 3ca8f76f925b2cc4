// What belongs to a case: conversations and items, linked by people (C29).
import { writeEvent } from './write-event.js';
import type { WriteDeps } from './write-event.js';
import type { Actor } from './actor.js';
import type { Owner } from './owner-of.js';

export interface CaseLinks {
  caseId: string;
  owner: Owner;
  conversationId: string | undefined;
  itemNumbers: readonly string[];
  now: number;
}

export async function linkCase(
  deps: WriteDeps,
  actor: Actor,
  { caseId, owner, conversationId, itemNumbers, now }: CaseLinks,
): Promise<void> {
  const link = { name: 'case.linked', owner, now };
  const said = { case_id: caseId, how: 'confirmed', actor: actor.id };
  if (conversationId !== undefined)
    await writeEvent(deps, actor, { ...link, data: { ...said, conversation_id: conversationId }, conversationId });
  for (const number of itemNumbers) await writeEvent(deps, actor, { ...link, data: { ...said, item: { number } } });
}
