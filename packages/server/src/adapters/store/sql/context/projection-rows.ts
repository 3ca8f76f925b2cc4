// The projections and identity rows of a customer over all members, one statement per sort, each read by key with a bound (C51).
import type { Kysely } from 'kysely';
import type { ContextMaterial, LiveMaterial, StoredFact } from '../../../../domain/context/material.js';
import { factKey } from '../../../../domain/facts/keys.js';
import { limits } from '@throughline/types';
import { askDecisions, decisionAbout, decisionsIn } from '../engine/decision-rows.js';
import type { Decisions } from '../engine/decision-rows.js';
import { storedCase, storedCommitment, storedItem } from '../engine/stored.js';
import { trustOf } from '../identity/trust.js';
import type { Tx } from '../operation.js';
import type { Place } from '../prepared.js';
import type {
  CustomerChannelsTable,
  CustomerLiveTable,
  Database,
  EdgesTable,
  FactsTable,
  SuggestionsTable,
  TraitsTable,
} from '../schema.js';
import type { CasesTable, CommitmentsTable, TrackedItemsTable } from '../schema-engine.js';
import { questionOfMembers, together } from '../together.js';
import type { Answers, Member } from '../together.js';
import { draftOf } from './live-rows.js';
import { channelOf, sourcesOf } from './rows.js';

const FACTS_READ = limits.FACTS_MAX; // of each scope, so that many orders never hide a name
const COMMITMENTS_READ = 24; // a context holds 20
const ITEMS_READ = 24; // 20
const CASES_READ = 16; // 10
const EDGES_READ = 50; // identifiers per customer
const SUGGESTIONS_READ = 6;
const TRAITS_READ = 200;
const TRAIT_KEYS = [
  'name',
  'fullName',
  'firstName',
  'first_name',
  'lastName',
  'last_name',
  'email',
  'phone',
  'locale',
  'language',
  'timezone',
  'segment',
  'tier',
];

const FACT_COLUMNS = ['customer_id', 'id', 'key', 'label', 'value', 'norm', 'masked', 'scope', 'given', 'sources'] as const;
type FactRow = Pick<FactsTable, (typeof FACT_COLUMNS)[number]>;

const factsOf = (scope: string) => (db: Kysely<Database>, place: Place<Member>) =>
  db
    .selectFrom('facts')
    .select(FACT_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('scope', '=', scope)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(FACTS_READ);
const askFacts = questionOfMembers<FactRow>(FACT_COLUMNS, factsOf('customer'), factsOf('case'));

const ITEM_COLUMNS = ['customer_id', 'id', 'type', 'number', 'state'] as const;
const STATE_COLUMNS = ['customer_id', 'id', 'state'] as const;

/** The newest of the rows that have a state. */
const askItems = questionOfMembers<Pick<TrackedItemsTable, (typeof ITEM_COLUMNS)[number]>>(ITEM_COLUMNS, (db, place) =>
  db
    .selectFrom('tracked_items')
    .select(ITEM_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('state', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(ITEMS_READ),
);
const askCommitments = questionOfMembers<Pick<CommitmentsTable, (typeof STATE_COLUMNS)[number]>>(STATE_COLUMNS, (db, place) =>
  db
    .selectFrom('commitments')
    .select(STATE_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('state', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(COMMITMENTS_READ),
);
/** Open ones before the others. */
const askCases = questionOfMembers<Pick<CasesTable, (typeof STATE_COLUMNS)[number]>>(STATE_COLUMNS, (db, place) =>
  db
    .selectFrom('cases')
    .select(STATE_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('state', 'is not', null)
    .orderBy('open', 'desc')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(CASES_READ),
);

const CHANNEL_COLUMNS = ['channel', 'count', 'first_at', 'last_at'] as const;
const askChannels = questionOfMembers<Pick<CustomerChannelsTable, (typeof CHANNEL_COLUMNS)[number]>>(CHANNEL_COLUMNS, (db, place) =>
  db
    .selectFrom('customer_channels')
    .select(CHANNEL_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId')),
);

const LIVE_COLUMNS = ['customer_id', 'page_url', 'page_title', 'page_at', 'device', 'locale', 'form_draft', 'form_at'] as const;
type LiveRow = Pick<CustomerLiveTable, (typeof LIVE_COLUMNS)[number]>;
const askLive = questionOfMembers<LiveRow>(LIVE_COLUMNS, (db, place) =>
  db.selectFrom('customer_live').select(LIVE_COLUMNS).where('site_id', '=', place('siteId')).where('customer_id', '=', place('customerId')),
);

const TRAIT_COLUMNS = ['customer_id', 'key', 'value', 'source_id', 'trust', 'at', 'department', 'visibility'] as const;
export type TraitRow = Pick<TraitsTable, (typeof TRAIT_COLUMNS)[number]>;
const askTraits = questionOfMembers<TraitRow>(TRAIT_COLUMNS, (db, place) =>
  db
    .selectFrom('traits')
    .select(TRAIT_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('key', 'in', TRAIT_KEYS)
    .orderBy('key')
    .orderBy('trust', 'desc')
    .orderBy('at', 'desc')
    .limit(TRAITS_READ),
);

const EDGE_COLUMNS = ['type', 'value', 'trust'] as const;
const askIdentifiers = questionOfMembers<Pick<EdgesTable, (typeof EDGE_COLUMNS)[number]>>(EDGE_COLUMNS, (db, place) =>
  db
    .selectFrom('identity_edges')
    .select(EDGE_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('until', 'is', null)
    .limit(EDGES_READ),
);

const SUGGESTION_COLUMNS = ['id', 'reason_code', 'identifier_type', 'identifier_masked', 'at'] as const;
const askSuggestions = questionOfMembers<Pick<SuggestionsTable, (typeof SUGGESTION_COLUMNS)[number]>>(SUGGESTION_COLUMNS, (db, place) =>
  db
    .selectFrom('suggestions')
    .select(SUGGESTION_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('target_id', '=', place('customerId'))
    .where('state', '=', 'open')
    .limit(SUGGESTIONS_READ),
);

type Known = 'facts' | 'commitments' | 'items' | 'cases' | 'channels' | 'live' | 'identifiers' | 'suggestions';
export type Projections = Pick<ContextMaterial, Known> & { traits: TraitRow[]; decided: Decisions };

export const askProjections = (siteId: string, members: readonly string[]) =>
  [
    askFacts(siteId, members),
    askItems(siteId, members),
    askCommitments(siteId, members),
    askCases(siteId, members),
    askChannels(siteId, members),
    askLive(siteId, members),
    askTraits(siteId, members),
    askIdentifiers(siteId, members),
    askSuggestions(siteId, members),
    askDecisions(siteId, members),
  ] as const;

export function projectionsOf(
  [facts, items, commitments, cases, channels, live, traits, identifiers, suggestions, decisions]: Answers<
    ReturnType<typeof askProjections>
  >,
  members: readonly string[],
): Projections {
  const decided = decisionsIn(decisions, members);
  return {
    facts: facts.map((row) => factOf(row, decided)),
    items: items.flatMap((row) => storedItem(row)),
    commitments: commitments.flatMap((row) => storedCommitment(row)),
    cases: cases.flatMap((row) => storedCase(row)),
    channels: channels.map((row) => ({
      channel: channelOf(row.channel),
      count: row.count,
      firstAt: row.first_at,
      lastAt: row.last_at,
    })),
    live: live.map(liveOf),
    identifiers: identifiers.map(({ type, value, trust }) => ({ type, value, trust: trustOf(trust) })),
    suggestions: suggestions.map((row) => ({
      id: row.id,
      reasonCode: row.reason_code,
      masked: `${row.identifier_type} ${row.identifier_masked}`,
      at: row.at,
    })),
    traits,
    decided,
  };
}

/** The cases alone, after one of them was joined. */
export async function casesOf(tx: Tx, siteId: string, members: readonly string[]): Promise<ContextMaterial['cases']> {
  const [rows] = await together(tx, [askCases(siteId, members)]);
  return rows.flatMap((row) => storedCase(row));
}

export function factOf(row: FactRow, decided: Decisions): StoredFact {
  const { customer_id: customerId, id, key, value, norm, given } = row;
  return {
    customerId,
    id,
    key,
    // A known key's label follows from the key; a site's own one was stored with it.
    label: factKey(key).label === key.replace(/_/g, ' ') ? row.label : factKey(key).label,
    value,
    norm,
    masked: row.masked === 1,
    scope: row.scope === 'customer' ? 'customer' : 'case',
    given,
    decision: decisionAbout(decided, { id, customerId, key, norm }),
    sources: sourcesOf(row.sources),
  };
}

function liveOf(row: LiveRow): LiveMaterial {
  return {
    customerId: row.customer_id,
    pageUrl: row.page_url,
    pageTitle: row.page_title,
    pageAt: row.page_at,
    device: row.device,
    locale: row.locale,
    formDraft: draftOf(row.form_draft),
    formAt: row.form_at,
  };
}
