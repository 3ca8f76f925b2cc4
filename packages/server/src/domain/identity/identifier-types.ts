// The table of context.md §6: which types link people, in which order they weigh, and how many one customer may have (ID1).

const DAY_MS = 86_400_000;

/** person: links at trust >= 2 · device: links as DEVICE · reference: never links · address: owns an unverified customer of its own (ID9). */
export type IdentifierKind = 'person' | 'device' | 'reference' | 'address';

export interface IdentifierLimit {
  max: number;
  /** Edges younger than this count; null counts all. */
  windowMs: number | null;
}

interface TypeRule {
  kind: IdentifierKind;
  /** 0 weighs most. */
  priority: number;
  limit: IdentifierLimit | null;
}

const perYear: IdentifierLimit = { max: 5, windowMs: 365 * DAY_MS };
const perWeek: IdentifierLimit = { max: 5, windowMs: 7 * DAY_MS };
const account: TypeRule = { kind: 'person', priority: 4, limit: { max: 5, windowMs: null } };
const reference: TypeRule = { kind: 'reference', priority: 9, limit: null };
const address: TypeRule = { kind: 'address', priority: 8, limit: null };

const RULES: ReadonlyMap<string, TypeRule> = new Map([
  ['user_id', { kind: 'person', priority: 0, limit: { max: 1, windowMs: null } }],
  ['loyalty_no', { kind: 'person', priority: 1, limit: { max: 2, windowMs: null } }],
  ['email', { kind: 'person', priority: 2, limit: perYear }],
  ['phone', { kind: 'person', priority: 3, limit: perYear }],
  ['whatsapp_phone', { kind: 'person', priority: 3, limit: perYear }],
  ['whatsapp_bsuid', account],
  ['messenger_psid', account],
  ['instagram_igsid', account],
  ['x_user_id', account],
  ['telegram_id', account],
  ['slack_user_id', account],
  ['device_id', { kind: 'device', priority: 5, limit: perWeek }],
  ['anonymous_id', { kind: 'device', priority: 6, limit: perWeek }],
  ['caller_id', address],
  ['from_address', address],
  ['resume_code', account],
]);

/**
 * A redeemed resume code: an attested link to its customer for one event (CH36). It comes from the relay alone, is never an edge and never
 * taken from a caller.
 */
export const RESUME_CODE_TYPE = 'resume_code';

/** All identifiers of one customer together. */
export const IDENTIFIERS_PER_CUSTOMER_MAX = 50;

/** Types whose edges turn into claims when nobody attested them for a year: numbers and addresses are recycled (ID10). */
export const RECYCLED_TYPES: readonly string[] = ['email', 'phone', 'whatsapp_phone'];
export const RECYCLED_AFTER_MS = 365 * DAY_MS;

/** An unknown type is a reference: it is kept with the event and links nobody. */
export function ruleOf(type: string): TypeRule {
  return RULES.get(type) ?? (type.startsWith('custom:') ? account : reference);
}

export const isKnownType = (type: string): boolean =>
  (RULES.has(type) && type !== RESUME_CODE_TYPE) || REFERENCE_TYPES.includes(type) || /^custom:[a-z0-9_]{1,40}$/.test(type);

export const REFERENCE_TYPES: readonly string[] = ['account_no', 'order_id', 'claim_id', 'policy_id'];
