// How the three parts of the SQL store call each other inside one transaction. Types only.
import type { HandoffContext, HandoffKind, Interaction } from '@throughline/types';
import type { Tx } from './operation.js';
import type { Effects } from './engine/effects.js';
import type { IngestEvent, IngestResult } from '../../../ports/store-customers.js';

/** ingest.ts: append events of a source; resolves identity, de-duplicates, projects. Used by `ingest` and by `submit` (conversation.started). */
export type RecordEvents = (
  tx: Tx,
  args: { siteId: string; sourceId: string; events: IngestEvent[]; now: number },
) => Promise<IngestResult & { effects: Effects }>;

/** projections.ts: fold one new interaction into everything kept beside the timeline. Order-independent (C22). `effects` learns what to settle. */
export type ProjectInteraction = (tx: Tx, interaction: Interaction, effects: Effects) => Promise<void>;

/** handoff.ts: assemble the context, store it whole as the conversation's next revision, set headline, alerts and context_revision on its row. */
export type FreezeHandoff = (
  tx: Tx,
  args: {
    siteId: string;
    conv: string;
    kind: HandoffKind;
    from?: NonNullable<HandoffContext['handoff']['from']>;
    toTeamId?: string;
    online: boolean;
    now: number;
  },
) => Promise<HandoffContext>;

/** customers.ts: all customer ids whose root is `rootId` (merged ones included). */
export type MembersOf = (tx: Tx, siteId: string, rootId: string) => Promise<string[]>;
