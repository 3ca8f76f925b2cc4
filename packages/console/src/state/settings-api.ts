// What a desk is set up with, as the settings pages ask for it. The link implements it over /api/v1, in a part that only they load.
import type {
  AgentProfileDoc,
  AuditPage,
  Channel,
  DeliveryView,
  IdentityKeyCreated,
  IdentityKeyView,
  ReasonView,
  SettingsDoc,
  SettingsObject,
  SourceCreated,
  SourceView,
  SystemView,
  TokenCheckAnswer,
  WebhookCreated,
  WebhookEvent,
  WebhookTestAnswer,
  WebhookView,
} from '@throughline/types';
import type { Answer } from './answer.js';

/** Kinds with a page of their own: a list, and an editor for each. */
export type PageKind = 'team' | 'routing_rule' | 'sla_policy' | 'saved_reply' | 'tag';
/** A reason and the words by which it is suggested; those it has stay when none are named. */
export type ReasonDraft = ReasonView & { words?: readonly string[] };
export interface AuditFilter {
  actor?: string;
  /** A prefix: `settings.team`. */
  action?: string;
  cursor?: string;
}
export interface SourceDraft {
  name: string;
  channel: Channel;
  visibility: SourceView['visibility'];
}
export interface PageOf<T> {
  items: readonly T[];
  cursor: string | null;
}

export interface SettingsApi {
  list<K extends PageKind>(kind: K): Promise<Answer<readonly SettingsObject<K>[]>>;
  create<K extends PageKind>(kind: K, doc: SettingsDoc<K>): Promise<Answer<SettingsObject<K>>>;
  /** `conflict`: somebody changed it since `version` (K105). */
  change<K extends PageKind>(kind: K, id: string, change: { version: number; doc: SettingsDoc<K> }): Promise<Answer<SettingsObject<K>>>;
  remove(kind: PageKind, id: string): Promise<Answer<null>>;
  /** What routing knows of a person; version 0 where nothing was said yet. */
  profile(agentId: string): Promise<Answer<{ version: number; doc: AgentProfileDoc }>>;
  saveProfile(
    agentId: string,
    change: { version: number; doc: AgentProfileDoc },
  ): Promise<Answer<{ version: number; doc: AgentProfileDoc }>>;
  saveReason(reason: ReasonDraft): Promise<Answer<null>>;
  removeReason(code: string): Promise<Answer<null>>;
  identityKeys(): Promise<Answer<readonly IdentityKeyView[]>>;
  /** The secret is in this answer alone (K106). */
  createIdentityKey(): Promise<Answer<IdentityKeyCreated>>;
  endIdentityKey(kid: string): Promise<Answer<null>>;
  checkToken(token: string): Promise<Answer<TokenCheckAnswer>>;
  sources(): Promise<Answer<readonly SourceView[]>>;
  createSource(source: SourceDraft): Promise<Answer<SourceCreated>>;
  /** The old key stops working at once. Answers the new one. */
  replaceSourceKey(id: string): Promise<Answer<string>>;
  replaceSiteKey(): Promise<Answer<string>>;
  webhooks(): Promise<Answer<readonly WebhookView[]>>;
  createWebhook(webhook: { url: string; events: readonly WebhookEvent[] }): Promise<Answer<WebhookCreated>>;
  switchWebhook(id: string, state: WebhookView['state']): Promise<Answer<null>>;
  removeWebhook(id: string): Promise<Answer<null>>;
  rotateWebhook(id: string): Promise<Answer<string>>;
  testWebhook(id: string): Promise<Answer<WebhookTestAnswer>>;
  deliveries(id: string, cursor?: string): Promise<Answer<PageOf<DeliveryView>>>;
  replayDelivery(id: string): Promise<Answer<null>>;
  system(): Promise<Answer<SystemView>>;
  audit(filter: AuditFilter): Promise<Answer<AuditPage>>;
  revert(id: string): Promise<Answer<null>>;
}

export interface SettingsPart {
  /** Asks something of the settings; its code comes with the first question. */
  settings<T>(what: (settings: SettingsApi) => Promise<Answer<T>>): Promise<Answer<T>>;
}
