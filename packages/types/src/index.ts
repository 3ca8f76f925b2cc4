// All that the widget may import: types, and values that bring no zod with them (W7). Decoders: `@throughline/types/decode`.
export { ID_PREFIX } from './ids.js';
export type {
  AgentId,
  ConversationId,
  CustomerId,
  EntryId,
  Epoch,
  IdKind,
  InteractionId,
  SiteId,
  SourceId,
  StreamId,
  TeamId,
  VisitorId,
} from './ids.js';
export * as limits from './limits.js';
export { accentOn, contrast, onBrand } from './appearance/brand-colour.js';
export { HTTP_ERRORS, INGEST_EVENT_CODES, REFUSAL_CODES, REJECT_REASONS, WIDGET_ERROR_CODES } from './errors.js';
export type { ErrorMeaning, HttpErrorCode, IngestEventCode, RefusalCode, RejectReason, WidgetErrorCode } from './errors.js';

export { cutText, isStorableText, utf8Bytes } from './model/text.js';
export type { FileRef, FileType } from './model/file-ref.js';
export type {
  Availability,
  FormField,
  WidgetConfig,
  WidgetConfigChange,
  WidgetConfigInput,
  WidgetConfigUpdate,
} from './model/widget-config.js';
export type { Channel, Json, Money, Trust, Visibility } from './model/primitives.js';
export type {
  AssignBody,
  AssignCommand,
  Author,
  CloseBody,
  ConsultBody,
  ContextSnapshotBody,
  DetailsBody,
  Entry,
  IdentityVerifiedBody,
  JoinBody,
  Lane,
  MergeBody,
  MessageBody,
  NoteBody,
  NoteDeleteBody,
  NoteEditBody,
  OpenBody,
  PinBody,
  PriorityBody,
  SlaBody,
  SnoozeBody,
  SurveyBody,
  TagBody,
  WakeBody,
  WrapUpBody,
} from './model/entry.js';
export type {
  AgentProfileDoc,
  CustomerNoteDoc,
  NoticeKind,
  PreferencesDoc,
  Priority,
  RoutingMode,
  RoutingRuleDoc,
  RuleCondition,
  SavedReplyDoc,
  SavedViewDoc,
  SlaMetric,
  SlaPolicyDoc,
  TagDoc,
  TeamDoc,
} from './model/desk.js';
export type { ConversationFilter, ListSort, ListView } from './model/conversation-filter.js';
export type { SettingsDoc, SettingsKind, SettingsObject } from './model/settings-object.js';
export type { ConversationRow, ConversationStatus, VisitorConversation } from './model/conversation.js';
export type { Interaction, InteractionFlag, TimelineItem, TimelinePage } from './model/interaction.js';
export type { BriefSlot, HandoffContext, HandoffKind, PreviousConversation } from './model/handoff-context.js';
export type { ItemType, Ref } from './model/ref.js';
export type { Agent, AgentRole, Team } from './model/agent.js';

export { AGENT_SOCKET_PATH, PROTOCOL_VERSION, VISITOR_SOCKET_PATH } from './protocol/version.js';
export type { Receipts, Refusal, SubmitAccepted, SubmitAnswer, SubmitResult, SyncAnswer, SyncPage } from './protocol/ack.js';
export type { Got, Submit, SubmitMessage, Sync, Typing, VisitorAuth } from './protocol/from-visitor.js';
export type {
  AgentAuth,
  AgentPresence,
  InboxSync,
  InboxView,
  ListQuery,
  Look,
  OpenConversation,
  PresenceSet,
} from './protocol/from-agent.js';
export type { CardDismiss, ItemLookupAnswer, VisitorCard, VisitorItem, VisitorItems } from './http/visitor-items.js';
export type { JsonPatch, JsonPatchOperation } from './json-patch.js';
export type { Bye, Ev, Head, QueuePlace, ReceiptHint, ToVisitor, TypingHint } from './protocol/to-visitor.js';
export type {
  AgentState,
  AgentStates,
  Attention,
  ContextChange,
  Handoff,
  InboxAnswer,
  OpenAnswer,
  SettingsChanged,
  ToAgent,
  Viewers,
} from './protocol/to-agent.js';
export { applyPatch, diffJson } from './json-patch-diff.js';
export { rowTag } from './protocol/row-tag.js';
export { compareBy, defaultSort, inList, LATEST, matchesFilter, sortKey, statesOf, teamOfView } from './protocol/list.js';
export type { ListAsked, ListReader } from './protocol/list.js';
export { emptyConversation, foldEntry } from './protocol/fold.js';
export type { ConversationState } from './protocol/fold.js';
export { applyEvent, applyHead, applyPage, emptyLane, fromTail, prependPage } from './protocol/apply.js';
export type { LaneView, Need } from './protocol/apply.js';

export type { OutboxItem, OutboxState, OutboxStorage, StoredConversation } from './delivery/stored.js';
export type { ConnectionEvents, Connector, Surroundings, Transport } from './delivery/ports.js';
export type { ConversationClient, ConversationClientOptions, ConversationView } from './delivery/client.js';
export { createConversationClient } from './delivery/conversation-client.js';
export { ORIGIN_MARK, firstCid } from './delivery/origin.js';
export { newConversation } from './delivery/outbox.js';
export { backoffMs } from './delivery/backoff.js';
export { memoryStorage } from './delivery/memory-storage.js';
export { createSessionLink } from './delivery/session-link.js';
export type { LinkState, SessionLink, SessionLinkOptions } from './delivery/session-link.js';

export type * from './http/visitor.js';
export type * from './http/visitor-files.js';
export type * from './http/visitor-resume.js';
export type * from './http/agent.js';
export type * from './http/agent-account.js';
export type * from './http/ingest.js';
export type * from './http/api.js';
export type * from './http/context-api.js';
export type * from './http/desk-api.js';
export type * from './http/keys-api.js';
export type * from './http/identity-api.js';
export type * from './http/operations-api.js';
export type * from './http/site-api.js';
export type * from './http/widget-installation.js';
export type * from './http/system-api.js';
export type * from './http/export.js';
export type * from './http/customer-list-api.js';
export type * from './http/customers-api.js';
export type * from './http/search-api.js';

export { parseText } from './text/markdown.js';
export type { ListBlock, TextBlockNode } from './text/markdown.js';
export type { InlineNode } from './text/inline.js';
export type { LinkNode } from './text/address.js';
export { askAgain, askedKeys, mayAsk } from './language/ask-again.js';
export { detectPromise } from './language/promise.js';
export type { FoundPromise } from './language/promise.js';
