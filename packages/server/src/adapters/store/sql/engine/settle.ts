// After a batch: folds the rows it touched, then says what promises, items and fulfilments of each root mean together (C33, C34), before
// anybody asks. Invariant: what is written here follows from the events and from who belongs to the root, never from the order of arrival,
// so that a rebuild gives the same bytes (C3). Alerts and messages to others come of it only while `telling`.
import { alertsFor } from '../../../../domain/reconcile/alerts-of.js';
import type { RaisedAlert } from '../../../../domain/reconcile/alerts-of.js';
import type { Fulfilment, Reconciled, ReconcileInput } from '../../../../domain/reconcile/model.js';
import { reconcile } from '../../../../domain/reconcile/reconcile.js';
import type { StoredMismatch } from '../../../../domain/items/model.js';
import { membersOf } from '../customers.js';
import type { Tx } from '../operation.js';
import { rootOrNull } from '../context/root-or-null.js';
import { documentOf } from './document.js';
import type { Effects, Touch } from './effects.js';
import { commitmentGroups, itemGroups, settleCases, writeCommitment, writeItem } from './groups.js';
import type { CommitmentGroup, ItemGroup } from './groups.js';
import { caseRows, commitmentRows, fulfilmentRows, itemRows } from './settle-rows.js';
import { siteKnowledge } from './site-knowledge.js';
import type { Verdict } from './stored.js';

/** Newest items and promises that are compared with each other; older ones keep what they say of themselves. */
const WINDOW = 60;

/** What the settling of one root found, for those who tell it. */
export interface Settled {
  rootId: string;
  members: string[];
  causeId: string;
  items: { group: ItemGroup; mismatches: StoredMismatch[]; touched: boolean }[];
  commitments: { group: CommitmentGroup; verdict: Verdict | null }[];
  /** To be raised; and what holds now, of which some was raised before. */
  alerts: { raise: RaisedAlert[]; holding: RaisedAlert[] };
  /** False: there are more rows than the window holds. */
  complete: boolean;
  changed: boolean;
}

/** Settles every touched root; cases only where nothing but cases was touched. */
export async function settle(tx: Tx, siteId: string, { effects, now }: { effects: Effects; now: number }): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const [rootId, touch] of await touchesByRoot(tx, siteId, effects)) {
    const members = await membersOf(tx, siteId, rootId);
    if (touch.all || touch.cases.size > 0)
      await settleCases(tx, await caseRows(tx, siteId, { members, ids: touch.all ? null : [...touch.cases] }));
    if (touch.all || touch.items.size > 0 || touch.commitments.size > 0 || touch.fulfilled) {
      settled.push(await settleRoot(tx, siteId, { rootId, members, touch, now, timed: effects.timed }));
    }
  }
  return settled;
}

async function touchesByRoot(tx: Tx, siteId: string, { touches }: Effects): Promise<Map<string, Touch>> {
  const byRoot = new Map<string, Touch>();
  for (const [customerId, touch] of touches) {
    const root = await rootOrNull(tx, siteId, customerId);
    if (root === null) continue; // erased: nothing is kept of it
    const held = byRoot.get(root.id);
    if (held === undefined) byRoot.set(root.id, touch);
    else
      byRoot.set(root.id, {
        items: new Set([...held.items, ...touch.items]),
        commitments: new Set([...held.commitments, ...touch.commitments]),
        cases: new Set([...held.cases, ...touch.cases]),
        fulfilled: held.fulfilled || touch.fulfilled,
        all: held.all || touch.all,
        causeId: touch.causeId,
      });
  }
  return byRoot;
}

async function settleRoot(
  tx: Tx,
  siteId: string,
  { rootId, members, touch, now, timed }: { rootId: string; members: string[]; touch: Touch; now: number; timed: boolean },
): Promise<Settled> {
  const { settings } = await siteKnowledge(tx, siteId);
  const items = await windowOfItems(tx, siteId, { members, touch });
  const commitments = await windowOfCommitments(tx, siteId, { members, touch });
  const inWindow = { items: items.filter(({ inside }) => inside), commitments: commitments.filter(({ inside }) => inside) };
  const input: ReconcileInput = {
    items: inWindow.items.flatMap(({ group: { id, type, number, folded } }) => (folded === null ? [] : [{ ...folded, id, type, number }])),
    commitments: inWindow.commitments.flatMap(({ group: { id, folded } }) => (folded === null ? [] : [{ ...folded, id }])),
    fulfilments: await fulfilmentsOf(tx, siteId, { members, commitments: inWindow.commitments.map(({ group }) => group) }),
    toleranceMinor: settings.priceToleranceMinor,
  };
  const reconciled = reconcile(input);
  const mismatches = new Map(reconciled.mismatches.map(({ itemId, list }) => [itemId, list]));
  const verdicts = new Map(reconciled.commitments.map(({ id, ...verdict }) => [id, verdict]));
  const found: Settled = {
    rootId,
    members,
    causeId: touch.causeId,
    items: items.map(({ group, touched }) => ({ group, touched, mismatches: mismatches.get(group.id) ?? [] })),
    commitments: commitments.map(({ group }) => ({ group, verdict: verdicts.get(group.id) ?? ownVerdict(group) })),
    alerts: alertsOf(reconciled, input, { now, timed }),
    complete: [...items, ...commitments].every(({ inside }) => inside),
    changed: false,
  };
  for (const { group, mismatches: list } of found.items) found.changed = (await writeItem(tx, group, list)) || found.changed;
  for (const { group, verdict } of found.commitments) found.changed = (await writeCommitment(tx, group, verdict)) || found.changed;
  return found;
}

function alertsOf(
  reconciled: Reconciled,
  { items, commitments }: ReconcileInput,
  { now, timed }: { now: number; timed: boolean },
): Settled['alerts'] {
  const holding = alertsFor(reconciled, { items, commitments, now });
  return { holding, raise: timed ? holding : alertsFor(reconciled, { items, commitments }) };
}

/** What a promise says of itself, when nothing is compared with it. */
function ownVerdict({ folded }: CommitmentGroup): Verdict | null {
  return folded === null ? null : { status: folded.status, statusAt: folded.statusAt, fulfilledAt: null, refs: folded.refs };
}

interface Windowed<Group> {
  group: Group;
  touched: boolean;
  /** Among the newest `WINDOW`. */
  inside: boolean;
}

async function windowOfItems(
  tx: Tx,
  siteId: string,
  { members, touch }: { members: string[]; touch: Touch },
): Promise<Windowed<ItemGroup>[]> {
  const ids = touch.all ? null : [...touch.items];
  const fresh = itemGroups(ids?.length === 0 ? [] : await itemRows(tx, siteId, { members, ids }), true);
  if (touch.all) return newestFirst(fresh, new Set(fresh), ({ folded }) => folded?.updatedAt ?? 0);
  const limit = WINDOW + fresh.length + 1;
  const others = itemGroups(
    (await itemRows(tx, siteId, { members, newest: limit })).filter(({ id }) => !touch.items.has(id)),
    false,
  );
  return newestFirst([...fresh, ...others], new Set(fresh), ({ folded }) => folded?.updatedAt ?? 0);
}

async function windowOfCommitments(
  tx: Tx,
  siteId: string,
  { members, touch }: { members: string[]; touch: Touch },
): Promise<Windowed<CommitmentGroup>[]> {
  const ids = touch.all ? null : [...touch.commitments];
  const fresh = commitmentGroups(ids?.length === 0 ? [] : await commitmentRows(tx, siteId, { members, ids }), true);
  if (touch.all) return newestFirst(fresh, new Set(fresh), ({ folded }) => folded?.at ?? 0);
  const limit = WINDOW + fresh.length + 1;
  const rows = await commitmentRows(tx, siteId, { members, newest: limit });
  const others = commitmentGroups(
    rows.filter(({ id }) => !touch.commitments.has(id)),
    false,
  );
  return newestFirst([...fresh, ...others], new Set(fresh), ({ folded }) => folded?.at ?? 0);
}

function newestFirst<Group extends { id: string; folded: object | null }>(
  groups: readonly Group[],
  touched: ReadonlySet<Group>,
  atOf: (group: Group) => number,
): Windowed<Group>[] {
  const sorted = [...groups].sort((a, b) => atOf(b) - atOf(a) || (a.id > b.id ? -1 : a.id < b.id ? 1 : 0));
  return sorted.map((group, index) => ({ group, touched: touched.has(group), inside: index < WINDOW }));
}

/** Only what was done since the oldest promise that is looked at. */
async function fulfilmentsOf(
  tx: Tx,
  siteId: string,
  { members, commitments }: { members: string[]; commitments: readonly CommitmentGroup[] },
): Promise<Fulfilment[]> {
  const made = commitments.flatMap(({ folded }) => (folded === null ? [] : [folded.at]));
  if (made.length === 0) return [];
  const rows = await fulfilmentRows(tx, siteId, { members, since: Math.min(...made) });
  return rows.map(({ fulfilment }) => documentOf<Fulfilment>(fulfilment));
}
