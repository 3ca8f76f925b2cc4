// What a desk is run by: teams, agents' profiles, rules, targets, saved replies, views, preferences. Each is one settings object of one kind
// (settings-object.ts); this file is the closed list of their documents.
import { z } from 'zod';
import { ConversationFilter, ListSort } from './conversation-filter.js';
import { Channel, Id, Text } from './primitives.js';

const Name = Text(80).min(1);
const Skill = Text(40).min(1);
/** BCP 47, lower case: `de`, `pt-br`. */
const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/)
  .max(35);
const Minutes = z
  .int()
  .min(1)
  .max(60 * 24 * 90);

export const Priority = z.enum(['low', 'normal', 'high', 'urgent']);
/** How much a conversation matters beside its wait; `normal` until somebody or a rule says otherwise. */
export type Priority = z.infer<typeof Priority>;

/** ISO weekday → opening hours `HH:mm`–`HH:mm`; missing days are closed. */
export const WeekHours = z.record(z.string().regex(/^[1-7]$/), z.array(z.tuple([z.string(), z.string()])));

export const RoutingMode = z.enum(['manual', 'round_robin', 'least_busy']);
/** Who gets a waiting conversation of the team: whoever takes it, each in turn, or who has the most points free (K55). */
export type RoutingMode = z.infer<typeof RoutingMode>;

/** Kind `team` (K59). */
export const TeamDoc = z.strictObject({
  name: Name,
  department: Text(64).min(1).nullable().default(null),
  members: z.array(Id).max(500).default([]),
  mode: RoutingMode.default('manual'),
  /** The agent whom this customer spoke to last comes first, if free (K55). */
  lastAgentFirst: z.boolean().default(true),
  /** Only agents with these skills are given the team's conversations. */
  skills: z.array(Skill).max(20).default([]),
  /** Agents who speak the customer's language come first. */
  matchLanguage: z.boolean().default(true),
  /** Instead of the department's or the site's hours; null: those. */
  hours: WeekHours.nullable().default(null),
  slaPolicyId: Id.nullable().default(null),
  /** Waiting longer than this, or nobody of the team is online: the other team's line (K57). */
  overflow: z.strictObject({ afterMinutes: Minutes, teamId: Id }).nullable().default(null),
});
export type TeamDoc = z.infer<typeof TeamDoc>;

/** Kind `agent_profile`, id = the agent's: what routing knows of a person. */
export const AgentProfileDoc = z.strictObject({
  skills: z.array(Skill).max(50).default([]),
  languages: z.array(Language).max(20).default([]),
  /** Points an agent carries at once: chat 1, e-mail 0.3, voice 3 (K57). */
  capacity: z.number().min(0).max(100).default(5),
});
export type AgentProfileDoc = z.infer<typeof AgentProfileDoc>;

/** One question to the context of a conversation (K55). `any` of the values; a rule's conditions hold all. */
export const RuleCondition = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('channel'), any: z.array(Channel).min(1) }),
  z.strictObject({ field: z.literal('language'), any: z.array(Language).min(1) }),
  z.strictObject({ field: z.literal('reason'), any: z.array(Text(80).min(1)).min(1) }),
  /** Of the customer, by the trait `plan` or `tier`. */
  z.strictObject({ field: z.literal('tier'), any: z.array(Text(80).min(1)).min(1) }),
  /** Words in what was said so far, without regard to case. */
  z.strictObject({ field: z.literal('text'), any: z.array(Text(80).min(1)).min(1) }),
  z.strictObject({ field: z.literal('page'), any: z.array(Text(300).min(1)).min(1) }),
  z.strictObject({ field: z.literal('open_complaint') }),
  z.strictObject({ field: z.literal('broken_promise') }),
  z.strictObject({ field: z.literal('late_item') }),
  z.strictObject({ field: z.literal('verified') }),
  /** Contacts about the same matter, the present one included. */
  z.strictObject({ field: z.literal('contacts'), atLeast: z.int().min(2).max(100) }),
  /** Effort index, 0–100 (context.md). */
  z.strictObject({ field: z.literal('effort'), atLeast: z.number().min(0).max(100) }),
  z.strictObject({ field: z.literal('outside_hours') }),
]);
export type RuleCondition = z.infer<typeof RuleCondition>;

/** Kind `routing_rule` (K55): the first active rule that holds, by `position`, decides each of the things it names. */
export const RoutingRuleDoc = z.strictObject({
  name: Name,
  active: z.boolean().default(true),
  position: z.int().min(0).max(10_000).default(100),
  when: z.array(RuleCondition).max(10).default([]),
  /** Applied together; what is not named stays open for later rules. */
  then: z.strictObject({
    teamId: Id.optional(),
    agentId: Id.optional(),
    priority: Priority.optional(),
    tags: z.array(Text(40).min(1)).max(10).optional(),
    skill: Skill.optional(),
  }),
});
export type RoutingRuleDoc = z.infer<typeof RoutingRuleDoc>;

export const SlaMetric = z.enum(['first_response', 'next_response', 'resolution']);
/** First response: the first human reply. Next: each later one. Resolution: the close (K70). */
export type SlaMetric = z.infer<typeof SlaMetric>;

/** Kind `sla_policy` (K70). The first active policy that fits, by `position`, holds for a conversation; a team may name one instead. */
export const SlaPolicyDoc = z.strictObject({
  name: Name,
  active: z.boolean().default(true),
  position: z.int().min(0).max(10_000).default(100),
  /** Empty lists fit everything. */
  applies: z.strictObject({
    teamIds: z.array(Id).default([]),
    priorities: z.array(Priority).default([]),
    channels: z.array(Channel).default([]),
    tiers: z.array(Text(80).min(1)).default([]),
  }),
  /** Minutes; null: no such target. */
  targets: z.strictObject({
    firstResponse: Minutes.nullable().default(null),
    nextResponse: Minutes.nullable().default(null),
    resolution: Minutes.nullable().default(null),
  }),
  /** `business`: minutes of the team's opening hours only. */
  time: z.enum(['business', 'calendar']).default('business'),
  /** The resolution clock stands still while the customer's reply is awaited. */
  pauseWhileWaiting: z.boolean().default(true),
  /** At 75 % (`at_risk`) and when missed. */
  escalate: z
    .strictObject({
      notify: z.boolean().default(true),
      raisePriority: z.boolean().default(false),
      reassignTeamId: Id.nullable().default(null),
    })
    .default({ notify: true, raisePriority: false, reassignTeamId: null }),
});
export type SlaPolicyDoc = z.infer<typeof SlaPolicyDoc>;

/** Kind `saved_reply` (K50). Variables: `{{contact.first_name | fallback: "there"}}` (K51). */
export const SavedReplyDoc = z.strictObject({
  title: Name,
  /** Typed after `/` in the composer. */
  shortcut: Text(40).default(''),
  body: Text(4_000).min(1),
  /** Language → body; chosen by the customer's language, else `body`. */
  variants: z.record(Language, Text(4_000).min(1)).default({}),
  /** `personal`: the owner's; `team`: of `teamId`; `all`. */
  scope: z.enum(['personal', 'team', 'all']).default('personal'),
  teamId: Id.nullable().default(null),
  actions: z
    .strictObject({
      tags: z.array(Text(40).min(1)).max(10).default([]),
      assignTeamId: Id.nullable().default(null),
      snoozeMinutes: Minutes.nullable().default(null),
      close: z.boolean().default(false),
    })
    .default({ tags: [], assignTeamId: null, snoozeMinutes: null, close: false }),
});
export type SavedReplyDoc = z.infer<typeof SavedReplyDoc>;

/** Kind `tag`: the names offered first; a tag that is not in the list is fine. */
export const TagDoc = z.strictObject({
  name: Text(40).min(1),
  colour: z.enum(['grey', 'red', 'amber', 'green', 'blue', 'violet']).default('grey'),
});
export type TagDoc = z.infer<typeof TagDoc>;

/** Kind `saved_view` (K18): a filter with a name; personal or for everybody. */
export const SavedViewDoc = z.strictObject({
  name: Name,
  filter: ConversationFilter,
  sort: ListSort.default('wait'),
  shared: z.boolean().default(false),
});
export type SavedViewDoc = z.infer<typeof SavedViewDoc>;

/** Kind `customer_note`: what colleagues should know of a person; never shown to visitors. Its `subject` is the root customer. */
export const CustomerNoteDoc = z.strictObject({ text: Text(2_000).min(1), pinned: z.boolean().default(false) });
export type CustomerNoteDoc = z.infer<typeof CustomerNoteDoc>;

export { NoticeKind, PreferencesDoc } from './preferences.js';
