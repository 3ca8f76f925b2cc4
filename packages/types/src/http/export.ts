// POST /api/v1/customers/:id/export: everything that is known of one customer.
import { z } from 'zod';
import { Entry } from '../model/entry.js';
import { FileRef } from '../model/file-ref.js';
import { Interaction } from '../model/interaction.js';
import { Channel, EpochMs, Id } from '../model/primitives.js';
import { CustomerView } from './api.js';
import { CaseView, CommitmentView, FactView, ItemView } from './context-api.js';

export const CustomerExport = z.object({
  customer: CustomerView,
  facts: z.array(FactView),
  commitments: z.array(CommitmentView),
  trackedItems: z.array(ItemView),
  cases: z.array(CaseView),
  /** What colleagues wrote down about them, beside the conversations. */
  notes: z.array(z.object({ text: z.string(), at: EpochMs, by: Id })),
  interactions: z.array(Interaction),
  conversations: z.array(z.object({ id: Id, openedAt: EpochMs, channel: Channel, entries: z.array(Entry) })),
  /** Sent in these conversations, by both sides. The bytes are read one by one, by whoever may open the conversation. */
  files: z.array(FileRef.extend({ conversationId: Id })),
});
export type CustomerExport = z.infer<typeof CustomerExport>;

/** POST /api/v1/customers/:id/erase: how much was erased. */
export const CustomerErased = z.object({ customers: z.int(), interactions: z.int(), conversations: z.int() });
export type CustomerErased = z.infer<typeof CustomerErased>;
