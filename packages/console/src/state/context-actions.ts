// What an agent may do about the context of a customer. The link implements it over /api/v1; views know nothing else of it.
// Every answer is the relay's; nothing is shown as done before it said so (K12).
import type {
  AlertView,
  CaseView,
  CommitmentRequest,
  CommitmentView,
  CustomerView,
  HandoffContext,
  ItemView,
  MergeAnswer,
  MergeView,
  OwedPromises,
  ReasonView,
  TimelinePage,
} from '@throughline/types';
import type { AccountActions } from './account-actions.js';
import type { Answer } from './answer.js';
import type { CustomersActions } from './customers-actions.js';
import type { WritingActions } from './writing-actions.js';
import type { FileActions } from './file-actions.js';
import type { FindingActions } from './finding-actions.js';
import type { SettingsActions } from './settings-actions.js';
import type { SettingsPart } from './settings-api.js';

export interface TimelineFilter {
  channel?: string;
  department?: string;
  case?: string;
  cursor?: string;
}

/** What another department writes down about a contact (C56). */
export interface LogForm {
  customerId: string;
  kind: 'visit' | 'call' | 'note';
  text: string;
  department?: string;
}

export type CheckMethod = 'questions' | 'document' | 'callback' | 'in_person' | 'pin';
export interface SuggestionPreview {
  candidateInteractions: number;
  identifiers: readonly { type: string; masked: string; trust: number }[];
  hasUserId: boolean;
  since: string;
}
export interface UndoAnswer {
  identifiers: readonly { type: string; masked: string }[];
  interactions: number;
}

export interface ContextActions
  extends SettingsPart, AccountActions, SettingsActions, FindingActions, CustomersActions, FileActions, WritingActions {
  timeline(customerId: string, filter: TimelineFilter): Promise<Answer<TimelinePage>>;
  /** A revision as it was frozen (K41). */
  revision(conv: string, revision: number): Promise<Answer<HandoffContext>>;
  customerContext(customerId: string): Promise<Answer<HandoffContext>>;
  customer(customerId: string): Promise<Answer<CustomerView>>;
  promise(request: CommitmentRequest): Promise<Answer<CommitmentView>>;
  /** Open promises of this agent, due before then (K72). */
  owedPromises(dueBefore: string): Promise<Answer<OwedPromises>>;
  settlePromise(id: string, status: 'open' | 'kept' | 'cancelled'): Promise<Answer<null>>;
  decideFact(fact: { id: string; customerId: string; decision: 'confirmed' | 'rejected' }): Promise<Answer<null>>;
  /** What was masked; each call is audited (S134). */
  reveal(what: { customerId: string; type: 'fact' | 'identifier' | 'interaction' | 'suggestion'; id: string }): Promise<Answer<string>>;
  item(type: string, number: string): Promise<Answer<ItemView>>;
  case(id: string): Promise<Answer<CaseView>>;
  openCase(form: { customerId: string; title: string; conversationId?: string; itemNumbers?: string[] }): Promise<Answer<CaseView>>;
  updateCase(id: string, change: { conversationId?: string; itemNumbers?: string[]; status?: 'resolved' | 'open' }): Promise<Answer<null>>;
  reasons(): Promise<Answer<readonly ReasonView[]>>;
  confirmReason(conv: string, reason: { code: string; suggested?: string }): Promise<Answer<null>>;
  alerts(): Promise<Answer<readonly AlertView[]>>;
  merges(customerId: string): Promise<Answer<readonly MergeView[]>>;
  /** `dryRun` answers what would move, or why it is refused (K92). */
  merge(form: { from: string; into: string; dryRun: boolean; reason?: string; override?: boolean }): Promise<Answer<MergeAnswer>>;
  /** `dryRun` answers what would go back. */
  undoMerge(id: string, dryRun: boolean): Promise<Answer<UndoAnswer>>;
  /** As much of a possible match as may be shown before a check; not for every role. */
  suggestion(id: string): Promise<Answer<SuggestionPreview>>;
  /** Records the check that a merge needs (ID18). */
  verify(check: { customerId: string; conversationId: string; method: CheckMethod }): Promise<Answer<null>>;
  /** Takes the customer off the conversation, for everyone, at once (K44). */
  notThisPerson(conv: string): Promise<Answer<null>>;
  decideSuggestion(id: string, decision: 'merge' | 'dismiss', conversationId?: string): Promise<Answer<null>>;
  log(form: LogForm): Promise<Answer<null>>;
}
