// After a batch: folds the rows it touched, then says what promises, items and fulfilments of each root mean together (C33, C34), before
// anybody asks. Invariant: what is written here follows from the events and from who belongs to the root, never from the order of arrival,
// so that a rebuild gives the same bytes (C3). Alerts and messages to others come of it only while `telling`.
import { alertsFor } from '../../../../domain/reconcile/alerts-of.js';
import type { RaisedAlert } from '../../../../domain/reconcile/alerts-of.js';
import { clusters } from '../../../../domain/reconcile/linked.js';
import type { Reconciled, ReconcileInput } from '../../../../domain/reconcile/model.js';
import { reconcile } from '../../../../domain/reconcile/reconcile.js';
import type { StoredMismatch } from '../../../../domain/items/model.js';
import { membersOf } from '../customers.js';
import type { Tx } from '../operation.js';
import { rootOrNull } from '../context/root-or-null.js';
import type { Effects, Touch } from './effects.js';
import { settleCases, writeCommitment, writeItem } from './groups.js';
import type { CommitmentGroup, ItemGroup } from './groups.js';
import { comparedRows } from './settle-links.js';
import { caseRows, fulfilmentsFor } from './settle-rows.js';
import { siteKnowledge } from './site-knowledge.js';
import type { Verdict } from './stored.js';

/** What the settling of one root found, for those who tell it. */
export interface Settled {
  rootId: string;
  members: string[];
  causeId: string;
  items: { group: ItemGroup; mismatches: StoredMismatch[]; touched: boolean }[];
  commitments: { group: CommitmentGroup; verdict: Verdict | null }[];
  /** To be raised; and what holds now, of which some was raised before. */
  alerts: { raise: RaisedAlert[]; holding: RaisedAlert[] };
  /** False: the customer has more rows than were compared. */
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
    if (touch.all || touch.items.size > 0 || touch.commitments.size > 0 || touch.fulfilled.length > 0) {
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
        fulfilled: [...held.fulfilled, ...touch.fulfilled],
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
  const { items, commitments, touched, complete, cut } = await comparedRows(tx, siteId, { members, touch });
  const said = {
    items: items.flatMap(({ id, type, number, folded }) => (folded === null ? [] : [{ ...folded, id, type, number }])),
    commitments: commitments.flatMap(({ id, folded }) => (folded === null ? [] : [{ ...folded, id }])),
    fulfilments: [],
    toleranceMinor: settings.priceToleranceMinor,
  };
  const fulfilments = await fulfilmentsFor(tx, siteId, { members, promises: said.commitments });
  const reconciled = reconciledApart({ ...said, fulfilments });
  const mismatches = new Map(reconciled.mismatches.map(({ itemId, list }) => [itemId, list]));
  const verdicts = new Map(reconciled.commitments.map(({ id, ...verdict }) => [id, verdict]));
  const written = (group: ItemGroup | CommitmentGroup): boolean => !cut || touched.has(group);
  const found: Settled = {
    rootId,
    members,
    causeId: touch.causeId,
    items: items.filter(written).map((group) => ({ group, touched: touched.has(group), mismatches: mismatches.get(group.id) ?? [] })),
    commitments: commitments.filter(written).map((group) => ({ group, verdict: verdicts.get(group.id) ?? null })),
    alerts: alertsOf(reconciled, said, { now, timed }),
    complete,
    changed: false,
  };
  for (const { group, mismatches: list } of found.items) found.changed = (await writeItem(tx, group, list)) || found.changed;
  for (const { group, verdict } of found.commitments) found.changed = (await writeCommitment(tx, group, verdict)) || found.changed;
  return found;
}

/** Linked ones with each other: the same as all at once, and no more work for a customer of many years than for as many customers. */
function reconciledApart(input: ReconcileInput): Reconciled {
  const parts = clusters(input).map((cluster) => reconcile({ ...input, ...cluster }));
  return { commitments: parts.flatMap(({ commitments }) => commitments), mismatches: parts.flatMap(({ mismatches }) => mismatches) };
}

function alertsOf(
  reconciled: Reconciled,
  { items, commitments }: ReconcileInput,
  { now, timed }: { now: number; timed: boolean },
): Settled['alerts'] {
  const holding = alertsFor(reconciled, { items, commitments, now });
  return { holding, raise: timed ? holding : alertsFor(reconciled, { items, commitments }) };
}
