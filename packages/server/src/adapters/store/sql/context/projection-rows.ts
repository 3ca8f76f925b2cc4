// The projections and identity rows of a customer over all members, one statement per sort, each read by key with a bound (C51).
import { sql } from 'kysely';
import type { ContextMaterial, LiveMaterial, StoredFact } from '../../../../domain/context/material.js';
import { factKey } from '../../../../domain/facts/keys.js';
import { limits } from '@throughline/types';
import { decisionAbout, decisionsOf } from '../engine/decision-rows.js';
import type { Decisions } from '../engine/decision-rows.js';
import { storedCase, storedCommitment, storedItem } from '../engine/stored.js';
import { trustOf } from '../identity/trust.js';
import type { Tx } from '../operation.js';
import { preparedForMembers } from '../prepared-members.js';
import type { CustomerChannelsTable, CustomerLiveTable, EdgesTable, FactsTable, SuggestionsTable, TraitsTable } from '../schema.js';
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

const facts = preparedForMembers<FactRow>((db, { siteId, customerId }) => {
  const ofScope = (scope: string) =>
    db
      .selectFrom('facts')
      .select(FACT_COLUMNS)
      .where('site_id', '=', siteId)
      .where('customer_id', '=', customerId)
      .where('scope', '=', scope)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(FACTS_READ);
  return [ofScope('customer'), ofScope('case')];
});

interface StateRow {
  sort: 'item' | 'commitment' | 'case';
  customer_id: string;
  id: string;
  type: string;
  number: string;
  state: string | null;
}

/** Newest items, newest promises, open cases before the others: of the rows that have a state. */
const states = preparedForMembers<StateRow>((db, { siteId, customerId }) => [
  db
    .selectFrom('tracked_items')
    .select([sql<'item'>`'item'`.as('sort'), 'customer_id', 'id', 'type', 'number', 'state'])
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .where('state', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(ITEMS_READ),
  db
    .selectFrom('commitments')
    .select([
      sql<'commitment'>`'commitment'`.as('sort'),
      'customer_id',
      'id',
      sql<string>`''`.as('type'),
      sql<string>`''`.as('number'),
      'state',
    ])
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .where('state', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(COMMITMENTS_READ),
  db
    .selectFrom('cases')
    .select([sql<'case'>`'case'`.as('sort'), 'customer_id', 'id', sql<string>`''`.as('type'), sql<string>`''`.as('number'), 'state'])
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .where('state', 'is not', null)
    .orderBy('open', 'desc')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(CASES_READ),
]);
const channels = preparedForMembers<CustomerChannelsTable>((db, { siteId, customerId }) => [
  db.selectFrom('customer_channels').selectAll().where('site_id', '=', siteId).where('customer_id', '=', customerId),
]);
const live = preparedForMembers<CustomerLiveTable>((db, { siteId, customerId }) => [
  db.selectFrom('customer_live').selectAll().where('site_id', '=', siteId).where('customer_id', '=', customerId),
]);
const traits = preparedForMembers<TraitsTable>((db, { siteId, customerId }) => [
  db
    .selectFrom('traits')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .where('key', 'in', TRAIT_KEYS)
    .orderBy('key')
    .orderBy('trust', 'desc')
    .orderBy('at', 'desc')
    .limit(TRAITS_READ),
]);
const edges = preparedForMembers<EdgesTable>((db, { siteId, customerId }) => [
  db
    .selectFrom('identity_edges')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .where('until', 'is', null)
    .limit(EDGES_READ),
]);
const suggestions = preparedForMembers<SuggestionsTable>((db, { siteId, customerId }) => [
  db
    .selectFrom('suggestions')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('target_id', '=', customerId)
    .where('state', '=', 'open')
    .limit(SUGGESTIONS_READ),
]);

type Known = 'facts' | 'commitments' | 'items' | 'cases' | 'channels' | 'live' | 'identifiers' | 'suggestions';
export type Projections = Pick<ContextMaterial, Known> & { traits: TraitsTable[]; decided: Decisions };

export async function projectionsOf(tx: Tx, siteId: string, members: readonly string[]): Promise<Projections> {
  const rows = await states(tx, siteId, members);
  const decided = await decisionsOf(tx, siteId, members);
  return {
    facts: (await facts(tx, siteId, members)).map((row) => factOf(row, decided)),
    items: rows.flatMap((row) => (row.sort === 'item' ? storedItem(row) : [])),
    commitments: rows.flatMap((row) => (row.sort === 'commitment' ? storedCommitment(row) : [])),
    cases: rows.flatMap((row) => (row.sort === 'case' ? storedCase(row) : [])),
    channels: (await channels(tx, siteId, members)).map((row) => ({
      channel: channelOf(row.channel),
      count: row.count,
      firstAt: row.first_at,
      lastAt: row.last_at,
    })),
    live: (await live(tx, siteId, members)).map(liveOf),
    identifiers: (await edges(tx, siteId, members)).map(({ type, value, trust }) => ({ type, value, trust: trustOf(trust) })),
    suggestions: (await suggestions(tx, siteId, members)).map((row) => ({
      id: row.id,
      reasonCode: row.reason_code,
      masked: `${row.identifier_type} ${row.identifier_masked}`,
      at: row.at,
    })),
    traits: await traits(tx, siteId, members),
    decided,
  };
}

/** The cases alone, after one of them was joined. */
export async function casesOf(tx: Tx, siteId: string, members: readonly string[]): Promise<ContextMaterial['cases']> {
  return (await states(tx, siteId, members)).flatMap((row) => (row.sort === 'case' ? storedCase(row) : []));
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

function liveOf(row: CustomerLiveTable): LiveMaterial {
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
