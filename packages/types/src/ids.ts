// Names of the product's identifiers. An id is a name, never a capability (S10): whoever holds one is checked all the same.
// The optional brand keeps a SiteId from being passed for a CustomerId without a cast at every edge.

/** A string that carries its meaning in the type; plain strings are accepted, other flavours are not. */
type Flavour<Name extends string> = string & { readonly __name?: Name };

/** `site_…` a tenant. */
export type SiteId = Flavour<'SiteId'>;
/** `src_…` one origin of data of a Site. */
export type SourceId = Flavour<'SourceId'>;
/** `cus_…`, or a UUIDv5 for a shared device (ID12). */
export type CustomerId = Flavour<'CustomerId'>;
/** `int_…` one item of a timeline. */
export type InteractionId = Flavour<'InteractionId'>;
/** `cnv_…` a conversation. */
export type ConversationId = Flavour<'ConversationId'>;
/** `ent_…` one line of a conversation's log. */
export type EntryId = Flavour<'EntryId'>;
/** `vis_…` the server-side name of one visitor's device session: the principal of P15. */
export type VisitorId = Flavour<'VisitorId'>;
/** `agt_…` a person who answers for a Site. */
export type AgentId = Flavour<'AgentId'>;
/** `team_…` agents who share one waiting line. */
export type TeamId = Flavour<'TeamId'>;
/** 32 hex digits: the random name of the store's history (delivery.md §2). */
export type Epoch = Flavour<'Epoch'>;
/** 32 hex digits: created with a sender's outbox. */
export type StreamId = Flavour<'StreamId'>;

/** Prefix of every generated id, so that a log line says what it names. */
export const ID_PREFIX = {
  site: 'site',
  source: 'src',
  customer: 'cus',
  interaction: 'int',
  conversation: 'cnv',
  entry: 'ent',
  visitor: 'vis',
  agent: 'agt',
  team: 'team',
  context: 'ctx',
  fact: 'fct',
  commitment: 'cmt',
  suggestion: 'sug',
  merge: 'mrg',
  edge: 'edg',
  session: 'ses',
  audit: 'aud',
  resumeCode: 'rsc',
  case: 'case',
  file: 'fil',
  settings: 'set',
  invitation: 'inv',
} as const;
export type IdKind = keyof typeof ID_PREFIX;
