// Which details of an interaction are news to an agent who reads the timeline, and which are the relay's own bookkeeping (C21). Pure.

/** Carries no news for a person, or is shown elsewhere: the relay's own ids and counts, what the title or another line already says. */
const NOT_SHOWN = new Set([
  ...['context', 'referrer', 'search', 'title', 'path', 'currency', 'messageId', 'products'],
  ...['case_id', 'commitment_id', 'conversation_id', 'entry_id', 'fact_id', 'suggestion_id', 'upload_id'],
  ...['actor', 'bytes', 'mime', 'version', 'norm', 'amount_minor', 'total_minor'],
]);
/** What of the relay's own events is news beside the title; of a name that is not here, everything that is not left out above. */
const NEWS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    'commitment.updated': ['note'],
    'commitment.broken': ['due_at'],
    'tracked_item.updated': ['amount', 'eta_until'],
    'tracked_item.milestone': ['eta_until'],
    'tracked_item.late': ['eta_until'],
    'invoice.checked': ['order_id'],
    'case.opened': ['reason', 'due_at'],
    'case.linked': [],
    'case.updated': ['due_at'],
    'notice.sent': ['due_at'],
    'card.shown': [],
    'reason.confirmed': [],
    'fact.confirmed': [],
    'fact.rejected': [],
    'fact.reasked': [],
    'details.given': ['fields'],
    'survey.answered': ['comment'],
    'identity.merged': [],
    'identity.unmerged': [],
    'Promise Made': ['text', 'amount', 'due_at', 'order_id', 'made_by', 'note'],
    'Quote Issued': ['text', 'amount', 'due_at', 'expires_at', 'order_id', 'made_by', 'note'],
    'conversation.started': ['text', 'from'],
    'conversation.reopened': ['text'],
    'handoff.made': ['from'],
    'conversation.closed': ['outcome'],
  }).map(([name, keys]) => [name, new Set(keys)]),
);
/** Their values are codes: `in_review` is read as `in review`. */
const CODES = new Set(['milestone', 'status', 'reason', 'state', 'step']);

/** May the value under `key` stand beside the title of an interaction of this name? */
export const isNews = (name: string, key: string): boolean => !NOT_SHOWN.has(key) && (NEWS.get(name)?.has(key) ?? true);

/** `in_review` → `in review`, where values are codes. */
export const inWords = (key: string, value: string): string => (CODES.has(key) ? value.replaceAll('_', ' ') : value);

/** What people call a key whose own name is a field's. */
export const LABELS: ReadonlyMap<string, string> = new Map([
  ['eta_until', 'expected by'],
  ['eta_from', 'expected from'],
  ['due_at', 'due'],
  ['expires_at', 'valid until'],
  ['made_by', 'by'],
]);
