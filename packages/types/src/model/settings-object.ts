// The things an agent or admin sets up, each a document of one kind with a version (K105). One table of kinds: who may read and write them,
// and what they hold; routes, store, audit and the authorisation test are made from it.
import { z } from 'zod';
import { Count, EpochMs, Id } from './primitives.js';
import {
  AgentProfileDoc,
  CustomerNoteDoc,
  PreferencesDoc,
  RoutingRuleDoc,
  SavedReplyDoc,
  SavedViewDoc,
  SlaPolicyDoc,
  TagDoc,
  TeamDoc,
} from './desk.js';

export const SETTINGS_DOCS = {
  team: TeamDoc,
  agent_profile: AgentProfileDoc,
  routing_rule: RoutingRuleDoc,
  sla_policy: SlaPolicyDoc,
  saved_reply: SavedReplyDoc,
  tag: TagDoc,
  saved_view: SavedViewDoc,
  customer_note: CustomerNoteDoc,
  preferences: PreferencesDoc,
} as const;

export const SettingsKind = z.enum([
  'team',
  'agent_profile',
  'routing_rule',
  'sla_policy',
  'saved_reply',
  'tag',
  'saved_view',
  'customer_note',
  'preferences',
]);
export type SettingsKind = z.infer<typeof SettingsKind>;
export type SettingsDoc<K extends SettingsKind = SettingsKind> = z.infer<(typeof SETTINGS_DOCS)[K]>;

export const SettingsObjectHead = z.object({
  id: Id,
  /** Whoever made it; of `agent_profile` and `preferences` the agent it is about. */
  ownerId: Id,
  /** Compare-and-set: a change names the version it was made on. 1 at first. */
  version: z.int().min(1),
  updatedAt: EpochMs,
  updatedBy: Id,
  /** What it is about, where its kind has such a thing: of `customer_note` the customer. */
  subject: Id.nullable(),
  /** How often it was used: of `saved_reply`. */
  uses: Count,
});
export type SettingsObject<K extends SettingsKind = SettingsKind> = z.infer<typeof SettingsObjectHead> & { doc: SettingsDoc<K> };
