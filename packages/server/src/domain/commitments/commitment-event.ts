// Reads what an interaction says about a promise (C31): it makes one, or says what became of one. Pure.
// What only a visitor's page vouches for promises nothing.
import type { ItemType } from '@throughline/types';
import { isItemType, reachedWord } from '../items/templates.js';
import { firstWords, isData, sourceOf, words } from '../items/saying.js';
import type { Data, Saying } from '../items/saying.js';
import type { Calendar } from '../time/calendar.js';
import { fromIso } from '../time/civil.js';
import { deadlineOf } from './deadline.js';
import { moneyOf, moneyText } from './money.js';
import type { CommitmentEvent, CommitmentKind } from './model.js';

type Made = Extract<CommitmentEvent, { kind: 'made' }>;
export interface SaidOfCommitment {
  /** Null: named after the interaction that makes it, by whoever keeps it. */
  commitmentId: string | null;
  event: CommitmentEvent;
}

const TEXT_MAX_CHARS = 200;
const NAME_MAX_CHARS = 64;
/** Last ms of the year 9999. */
const INSTANT_MAX = 253_402_300_799_999;
/** Money that goes back to the customer is something to do, not a price to compare with an invoice. */
const PAYS_BACK = /\b(?:refund|reimburs|credit|voucher|goodwill|gutschrift|erstatt|gutschein)/i;

/** Names of interactions that this understands. */
export const COMMITMENT_EVENT_NAMES: readonly string[] = ['Promise Made', 'Quote Issued', 'commitment.updated', 'notice.sent'];

/**
 * The event in `interaction`; null for one about no promise. `calendar` reads phrases such as `by Friday` and closes dates without a time;
 * without it only ISO times are read, a bare date at 17:00 UTC.
 */
export function commitmentEventOf(interaction: Saying, calendar?: Calendar): SaidOfCommitment | null {
  const { name, data, unverified } = interaction;
  if (unverified || !COMMITMENT_EVENT_NAMES.includes(name)) return null;
  const commitmentId = words(data['commitment_id'], NAME_MAX_CHARS);
  const event = name === 'commitment.updated' ? statusEvent(interaction) : madeEvent(interaction, calendar);
  if (event === null || (event.kind === 'status' && commitmentId === null)) return null;
  return { commitmentId, event };
}

function statusEvent(interaction: Saying): CommitmentEvent | null {
  const { id, occurredAt: at, data } = interaction;
  const { status } = data;
  if (status !== 'open' && status !== 'kept' && status !== 'cancelled') return null;
  return { kind: 'status', id, at, source: sourceOf(interaction, 'known'), status, note: words(data['note'], TEXT_MAX_CHARS) };
}

function madeEvent(interaction: Saying, calendar: Calendar | undefined): Made | null {
  const { id, occurredAt: at, data } = interaction;
  const origin = ORIGINS.get(interaction.name) ?? 'promise';
  const read = (keys: readonly string[]): number | null => instant(data, keys, { saidAt: at, calendar });
  const quote = origin === 'quote';
  const dueAt = read(quote ? ['due_at', 'dueAt', 'due'] : ['due_at', 'dueAt', 'due', 'valid_until']);
  if (origin === 'eta' && (dueAt === null || data['kind'] === 'marketing' || data['kind'] === 'dunning')) return null;
  const amount = origin === 'eta' ? null : moneyOf(data, ['amount', 'total', 'price']);
  const item = itemOf(data);
  const said = firstWords(data, ['text', 'promise', 'title'], TEXT_MAX_CHARS);
  const text = origin === 'eta' ? etaText(said, item) : (said ?? (quote && amount !== null ? `a price of ${moneyText(amount)}` : null));
  if (text === null) return null;
  const department = promisingDepartment(interaction);
  return {
    kind: 'made',
    id,
    at,
    source: sourceOf(interaction, 'known'),
    text,
    promise: kindOf(data, { origin, text, priced: amount !== null }),
    amountMinor: amount?.amountMinor ?? null,
    currency: amount?.currency ?? null,
    dueAt,
    expiresAt: read(quote ? ['expires_at', 'valid_until'] : ['expires_at']),
    madeBy: firstWords(data, ['made_by', 'madeBy'], NAME_MAX_CHARS) ?? department ?? 'we',
    department,
    agentId: words(data['agent_id'], NAME_MAX_CHARS),
    conversationId: interaction.conversationId,
    entryId: words(data['entry_id'], NAME_MAX_CHARS),
    origin,
    orderId: firstWords(data, ['order_id', 'orderId'], NAME_MAX_CHARS) ?? (item?.type === 'order' ? item.number : null),
    item,
  };
}

/** Who promised, when it says so or its source does: in their hours it is due (C32). */
export function promisingDepartment({ data, department }: Pick<Saying, 'data' | 'department'>): string | null {
  return firstWords(data, ['department'], NAME_MAX_CHARS) ?? department;
}

const ORIGINS: ReadonlyMap<string, Made['origin']> = new Map([
  ['Quote Issued', 'quote'],
  ['notice.sent', 'eta'],
]);

/** What a notice with a date promises of its item: `PV-31 live`. */
function etaText(said: string | null, item: Made['item']): string | null {
  return item === null ? said : `${item.number} ${reachedWord(item.type)}`;
}

function kindOf(data: Data, { origin, text, priced }: { origin: Made['origin']; text: string; priced: boolean }): CommitmentKind {
  const { kind } = data;
  if (origin === 'eta') return 'date';
  if (kind === 'action' || kind === 'price' || kind === 'date') return kind;
  if (origin === 'quote') return 'price';
  return priced && !PAYS_BACK.test(text) ? 'price' : 'action';
}

function itemOf(data: Data): { type: ItemType; number: string } | null {
  const { item } = data;
  if (!isData(item)) return null;
  const number = words(item['number'], NAME_MAX_CHARS);
  return number !== null && isItemType(item['type']) ? { type: item['type'], number } : null;
}

/** The first of `keys` that is a time. Numbers are ms. An ISO time is taken as it is, also one that has passed: it was promised then. */
function instant(
  data: Data,
  keys: readonly string[],
  { saidAt, calendar }: { saidAt: number; calendar: Calendar | undefined },
): number | null {
  for (const key of keys) {
    const value = data[key];
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= INSTANT_MAX) return value;
    if (typeof value !== 'string') continue;
    const at = (calendar === undefined ? null : deadlineOf(value, saidAt, calendar)) ?? fromIso(value);
    if (at !== null) return at;
  }
  return null;
}
