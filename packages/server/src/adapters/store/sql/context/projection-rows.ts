// The projections and identity rows of one member of a customer, each read by key with a bound (C51).
import type { ContextMaterial, LiveMaterial, StoredCommitment, StoredFact } from '../../../../domain/context/material.js';
import type { CommitmentStatus } from '../../../../domain/commitments/commitment.js';
import { factKey } from '../../../../domain/facts/keys.js';
import { limits } from '@throughline/types';
import { trustOf } from '../identity/trust.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type {
  CommitmentsTable,
  CustomerChannelsTable,
  CustomerLiveTable,
  EdgesTable,
  FactsTable,
  SuggestionsTable,
  TraitsTable,
} from '../schema.js';
import { draftOf } from './live-rows.js';
import { channelOf, sourcesOf } from './rows.js';

const FACTS_READ = limits.FACTS_MAX; // of each scope, so that many orders never hide a name
const COMMITMENTS_READ = 24; // a context holds 20
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

interface Member {
  siteId: string;
  customerId: string;
}

const FACT_COLUMNS = ['id', 'key', 'value', 'norm', 'masked', 'given', 'sources'] as const; // label follows from the key
const SCOPES = ['customer', 'case'] as const;
type FactRow = Pick<FactsTable, (typeof FACT_COLUMNS)[number]>;

const facts = prepared<Member & { scope: string }, FactRow>((db, place) =>
  db
    .selectFrom('facts')
    .select(FACT_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('scope', '=', place('scope'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(FACTS_READ),
);
const PROMISE_COLUMNS = ['id', 'text', 'amount_minor', 'currency', 'due_at', 'made_by', 'department', 'status', 'at', 'refs'] as const;
type PromiseRow = Pick<CommitmentsTable, (typeof PROMISE_COLUMNS)[number]>;

const commitments = prepared<Member, PromiseRow>((db, place) =>
  db
    .selectFrom('commitments')
    .select(PROMISE_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(COMMITMENTS_READ),
);
const channels = prepared<Member, CustomerChannelsTable>((db, place) =>
  db.selectFrom('customer_channels').selectAll().where('site_id', '=', place('siteId')).where('customer_id', '=', place('customerId')),
);
const live = prepared<Member, CustomerLiveTable>((db, place) =>
  db.selectFrom('customer_live').selectAll().where('site_id', '=', place('siteId')).where('customer_id', '=', place('customerId')),
);
const traits = prepared<Member, TraitsTable>((db, place) =>
  db
    .selectFrom('traits')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('key', 'in', TRAIT_KEYS)
    .orderBy('key')
    .orderBy('trust', 'desc')
    .orderBy('at', 'desc')
    .limit(TRAITS_READ),
);
const edges = prepared<Member, EdgesTable>((db, place) =>
  db
    .selectFrom('identity_edges')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('until', 'is', null)
    .limit(EDGES_READ),
);
const suggestions = prepared<Member, SuggestionsTable>((db, place) =>
  db
    .selectFrom('suggestions')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('target_id', '=', place('customerId'))
    .where('state', '=', 'open')
    .limit(SUGGESTIONS_READ),
);

export type Projections = Pick<ContextMaterial, 'facts' | 'commitments' | 'channels' | 'live' | 'identifiers' | 'suggestions'> & {
  traits: TraitsTable[];
};

export async function projectionsOf(tx: Tx, siteId: string, members: readonly string[]): Promise<Projections> {
  const all: Projections = { facts: [], commitments: [], channels: [], live: [], identifiers: [], suggestions: [], traits: [] };
  for (const customerId of members) {
    const member = { siteId, customerId };
    for (const scope of SCOPES) {
      for (const row of await facts(tx, { ...member, scope })) all.facts.push(factOf(row, { customerId, scope }));
    }
    all.commitments.push(...(await commitments(tx, member)).map((row) => commitmentOf(row, customerId)));
    for (const row of await channels(tx, member)) {
      all.channels.push({ channel: channelOf(row.channel), count: row.count, firstAt: row.first_at, lastAt: row.last_at });
    }
    all.live.push(...(await live(tx, member)).map(liveOf));
    for (const row of await edges(tx, member)) all.identifiers.push({ type: row.type, value: row.value, trust: trustOf(row.trust) });
    for (const row of await suggestions(tx, member)) {
      all.suggestions.push({
        id: row.id,
        reasonCode: row.reason_code,
        masked: `${row.identifier_type} ${row.identifier_masked}`,
        at: row.at,
      });
    }
    all.traits.push(...(await traits(tx, member)));
  }
  return all;
}

function factOf(row: FactRow, { customerId, scope }: Pick<StoredFact, 'customerId' | 'scope'>): StoredFact {
  const { id, key, value, norm, given } = row;
  return {
    customerId,
    id,
    key,
    label: factKey(key).label,
    value,
    norm,
    masked: row.masked === 1,
    scope,
    given,
    decision: null,
    sources: sourcesOf(row.sources),
  };
}

const STATUSES: readonly CommitmentStatus[] = ['open', 'kept', 'broken', 'cancelled'];

function commitmentOf(row: PromiseRow, customerId: string): StoredCommitment {
  return {
    customerId,
    id: row.id,
    text: row.text,
    amountMinor: row.amount_minor,
    currency: row.currency,
    dueAt: row.due_at,
    madeBy: row.made_by,
    department: row.department,
    kind: 'action',
    expiresAt: null,
    origin: 'promise',
    orderId: null,
    item: null,
    statusAt: null,
    fulfilledAt: null,
    status: STATUSES.find((status) => status === row.status) ?? 'open',
    at: row.at,
    refs: sourcesOf(row.refs),
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
