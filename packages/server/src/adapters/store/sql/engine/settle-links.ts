// The rows that one settling compares: all of a customer's while they are few; of many, what was touched and everything linked to it, however
// old (C33, C34). So what is said of a promise or an invoice never changes because others came, and a rebuild, which reads all, says the same.
import { isUnnamedPrice, keysOfItem, keysOfPromise, PRICED_TYPES } from '../../../../domain/reconcile/linked.js';
import { numberKey } from '../../../../domain/reconcile/same.js';
import type { Tx } from '../operation.js';
import type { Touch } from './effects.js';
import { commitmentGroups, itemGroups } from './groups.js';
import type { CommitmentGroup, ItemGroup } from './groups.js';
import { commitmentRows, itemRows, LINKED_MAX, linkedCommitments, linkedItems } from './settle-rows.js';
import type { Links } from './settle-rows.js';

/** Newest items, and promises, that are read at once: most customers have no more. */
const FEW = 60;
const ROUNDS_MAX = 8;

export interface Compared {
  items: ItemGroup[];
  commitments: CommitmentGroup[];
  /** Folded again because something was said of them. */
  touched: ReadonlySet<ItemGroup | CommitmentGroup>;
  /** False: the customer has more than these. */
  complete: boolean;
  /** True: more are linked than are read, so only what was touched may be written. */
  cut: boolean;
}

export async function comparedRows(tx: Tx, siteId: string, { members, touch }: { members: string[]; touch: Touch }): Promise<Compared> {
  const { all, items: itemIds, commitments: commitmentIds } = touch;
  const read = <Row>(ids: Set<string>, rows: (ids: string[] | null) => Promise<Row[]>): Promise<Row[]> =>
    all ? rows(null) : ids.size === 0 ? Promise.resolve([]) : rows([...ids]);
  const items = itemGroups(await read(itemIds, (ids) => itemRows(tx, siteId, { members, ids })), true);
  const commitments = commitmentGroups(await read(commitmentIds, (ids) => commitmentRows(tx, siteId, { members, ids })), true);
  const touched = new Set([...items, ...commitments]);
  if (all) return { items, commitments, touched, complete: true, cut: false };
  const newestItems = await itemRows(tx, siteId, { members, newest: FEW + items.length + 1 });
  const newestCommitments = await commitmentRows(tx, siteId, { members, newest: FEW + commitments.length + 1 });
  const others = {
    items: itemGroups(
      newestItems.filter(({ id }) => !itemIds.has(id)),
      false,
    ),
    commitments: commitmentGroups(
      newestCommitments.filter(({ id }) => !commitmentIds.has(id)),
      false,
    ),
  };
  if (others.items.length <= FEW && others.commitments.length <= FEW)
    return {
      items: [...items, ...others.items],
      commitments: [...commitments, ...others.commitments],
      touched,
      complete: true,
      cut: false,
    };
  const linked = new Linked(items, commitments);
  const cut = await linked.follow(tx, siteId, { members, touch });
  return { items: linked.items, commitments: linked.commitments, touched, complete: false, cut };
}

/** Groups found so far, and what they are linked by that was not asked for yet. */
class Linked {
  private readonly known = new Set<string>();
  private readonly asked = new Set<string>();
  private keys: string[] = [];
  private openings: number[] = [];
  private unnamed: number[] = [];

  constructor(
    readonly items: ItemGroup[],
    readonly commitments: CommitmentGroup[],
  ) {
    for (const group of items) this.linksOfItem(group);
    for (const group of commitments) this.linksOfCommitment(group);
  }

  /** Until nothing more is linked. True when the bound was met before. */
  async follow(tx: Tx, siteId: string, { members, touch }: { members: string[]; touch: Touch }): Promise<boolean> {
    let { fulfilled } = touch;
    for (const { orderId } of fulfilled) if (orderId !== null) this.addKeys([numberKey(orderId)]);
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const links: Links = { members, keys: this.keys, openings: this.openings, unnamed: this.unnamed, fulfilled };
      if (links.keys.length + links.openings.length + links.unnamed.length + fulfilled.length === 0) return false;
      [this.keys, this.openings, this.unnamed, fulfilled] = [[], [], [], []];
      const items = await linkedItems(tx, siteId, links);
      const commitments = await linkedCommitments(tx, siteId, links);
      for (const group of itemGroups(items, false)) {
        if (this.known.has(`item ${group.id}`)) continue;
        this.items.push(group);
        this.linksOfItem(group);
      }
      for (const group of commitmentGroups(commitments, false)) {
        if (this.known.has(`promise ${group.id}`)) continue;
        this.commitments.push(group);
        this.linksOfCommitment(group);
      }
      if (items.length >= LINKED_MAX || commitments.length >= LINKED_MAX) return true;
      if (this.items.length + this.commitments.length > 2 * LINKED_MAX) return true;
    }
    return true;
  }

  /** As it is and as it was: what it was linked to before has to be settled again too. */
  private linksOfItem({ id, type, number, folded, held }: ItemGroup): void {
    this.known.add(`item ${id}`);
    for (const state of [folded, held?.folded ?? null]) {
      if (state === null) continue;
      this.addKeys(keysOfItem({ number, orderId: state.orderId }));
      if (PRICED_TYPES.includes(type)) this.addTime(this.openings, 'opened', state.openedAt);
    }
  }

  private linksOfCommitment({ id, folded, held }: CommitmentGroup): void {
    this.known.add(`promise ${id}`);
    for (const state of [folded, held?.folded ?? null]) {
      if (state === null) continue;
      this.addKeys(keysOfPromise(state));
      if (isUnnamedPrice(state)) this.addTime(this.unnamed, 'promised', state.at);
    }
  }

  private addKeys(keys: readonly string[]): void {
    for (const key of keys) {
      if (this.asked.has(`key ${key}`)) continue;
      this.asked.add(`key ${key}`);
      this.keys.push(key);
    }
  }

  private addTime(list: number[], kind: string, at: number): void {
    if (this.asked.has(`${kind} ${at}`)) return;
    this.asked.add(`${kind} ${at}`);
    list.push(at);
  }
}
