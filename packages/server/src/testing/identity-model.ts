// Identity in memory: applies Resolutions, merges and undos to plain maps. The property tests of docs/identity.md run on it, and it says in
// a page what the SQL store has to do. Message ids are de-duplicated as in C12.
import type { Identifier, IdentityView, Merge, OpenEdge, Resolution, RootCustomer, SeenIdentifier } from '../domain/identity/model.js';
import { sameIdentifier } from '../domain/identity/model.js';
import { withImpliedClaims } from '../domain/identity/implied-claims.js';
import { normaliseIdentifiers } from '../domain/identity/normalise.js';
import { effectiveOwner, interactionsGivenBack } from '../domain/identity/owner-override.js';
import type { OwnerOverride } from '../domain/identity/owner-override.js';
import { resolve } from '../domain/identity/resolve.js';
import { undoMerge } from '../domain/identity/undo-merge.js';
import type { MergeRecord, Undo } from '../domain/identity/undo-merge.js';

export interface ModelEvent {
  source: string;
  messageId: string;
  identifiers: SeenIdentifier[];
}

/** An interaction and by which identifiers it was filed; none when it brought a new one or merged somebody (ID17). */
interface ModelInteraction {
  messageId: string;
  customerIdAtIngest: string;
  receivedAt: number;
  filedBy: Identifier[];
}
interface ModelMerge extends MergeRecord {
  at: number;
}

export class IdentityModel {
  readonly customers = new Map<string, RootCustomer>();
  readonly rootOf = new Map<string, string>();
  edges: OpenEdge[] = [];
  readonly neverMerge: { a: string; b: string }[] = [];
  readonly merges: ModelMerge[] = [];
  readonly interactions: ModelInteraction[] = [];
  readonly overrides: OwnerOverride[] = [];
  readonly resolutions: Resolution[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly siteId = 'site_1',
    private readonly unsignedUserIdSelects = false,
  ) {}

  root(id: string): string {
    const root = this.rootOf.get(id);
    if (root === undefined) throw new Error(`No customer ${id}`);
    return root;
  }

  /** Null for a repeated message. */
  ingest(event: ModelEvent, now: number): Resolution | null {
    const key = `${event.source}\n${event.messageId}`;
    if (this.seen.has(key)) return null;
    this.seen.add(key);
    const resolution = resolve(this.view(event.identifiers), {
      siteId: this.siteId,
      identifiers: event.identifiers,
      now,
      newCustomerId: `cus_${event.source}_${event.messageId}`,
      unsignedUserIdSelects: this.unsignedUserIdSelects,
    });
    const settled = resolution.attach.length === 0 && resolution.merges.length === 0;
    const filedBy = settled ? resolution.refresh.map(({ type, value }) => ({ type, value })) : [];
    this.apply(resolution, now);
    this.interactions.push({ messageId: key, customerIdAtIngest: resolution.target, receivedAt: now, filedBy });
    this.resolutions.push(resolution);
    return resolution;
  }

  view(identifiers: readonly SeenIdentifier[]): IdentityView {
    const wanted = withImpliedClaims(normaliseIdentifiers(identifiers));
    const touched = this.edges.filter((edge) => wanted.some((each) => sameIdentifier(each, edge)));
    const roots = new Set(touched.map((edge) => edge.customerId));
    return {
      touched,
      customers: [...this.customers.values()].filter(({ id }) => roots.has(id)),
      owned: this.edges.filter((edge) => roots.has(edge.customerId)),
      neverMerge: this.neverMerge.map(({ a, b }) => ({ a: this.root(a), b: this.root(b) })),
    };
  }

  apply(resolution: Resolution, now: number): void {
    const { target, create } = resolution;
    if (create !== null && !this.customers.has(create.id)) {
      this.customers.set(create.id, create);
      this.rootOf.set(create.id, create.id);
    }
    for (const merge of resolution.merges) this.merge(merge, now);
    this.setUserId(target, resolution.userId);
    const released = (edge: OpenEdge): boolean => resolution.release.some((each) => sameIdentifier(each, edge));
    this.edges = this.edges
      .filter((edge) => !released(edge))
      .map((edge) => {
        const share = resolution.share.some((each) => sameIdentifier(each, edge));
        const again = resolution.refresh.find((each) => sameIdentifier(each, edge));
        const shared = edge.shared || share;
        if (again === undefined) return { ...edge, shared };
        const trust = again.trust > edge.trust ? again.trust : edge.trust;
        return { ...edge, shared, trust, proven: edge.proven || again.proven, lastSeenAt: now };
      });
    for (const { type, value, trust, proven } of resolution.attach) {
      this.edges.push({ type, value, trust, proven, shared: false, customerId: target, since: now, lastSeenAt: now });
    }
  }

  /** An admin's merge: no refusal of ID11 holds, both user ids stay on record and the target keeps its own (ID13). */
  mergeByOverride(from: string, into: string, now = 0): ModelMerge {
    const userId = this.customer(into).userId ?? this.customer(from).userId;
    const record = this.merge({ from, into, rule: 'override', evidence: [] }, now);
    this.setUserId(into, userId);
    return record;
  }

  /** The customer an interaction belongs to now: `root(newest OwnerOverride ?? customerIdAtIngest)`. */
  ownerOf({ messageId, customerIdAtIngest }: ModelInteraction): string {
    const own = this.overrides.filter(({ interactionId }) => interactionId === messageId);
    return this.root(effectiveOwner(customerIdAtIngest, own));
  }

  undo(record: ModelMerge): void {
    const root = this.root(record.into);
    const undone = undoMerge(record, {
      from: this.customer(record.from),
      root: this.customer(root),
      members: [...this.rootOf].filter(([, each]) => each === root).map(([id]) => id),
      edges: this.edges.filter((edge) => edge.customerId === root),
    });
    const back = (edge: Identifier): boolean => undone.giveBack.some((each) => sameIdentifier(each, edge));
    this.edges = this.edges.map((edge) => (edge.customerId === root && back(edge) ? { ...edge, customerId: record.from } : edge));
    for (const id of undone.restore) this.rootOf.set(id, record.from);
    this.neverMerge.push(undone.neverMerge);
    this.fileBack(record, undone);
    this.setUserId(record.from, undone.userIds.from);
    this.setUserId(root, undone.userIds.into);
  }

  private fileBack({ from, at }: ModelMerge, { giveBack, restore }: Undo): void {
    const since = this.interactions.map(({ messageId, receivedAt, filedBy, customerIdAtIngest }) => {
      const own = this.overrides.filter(({ interactionId }) => interactionId === messageId);
      return { id: messageId, receivedAt, filedBy, owner: effectiveOwner(customerIdAtIngest, own), overridden: own.length };
    });
    for (const id of interactionsGivenBack(since, { givenBack: giveBack, restored: restore, mergedAt: at })) {
      const n = since.find((each) => each.id === id)?.overridden ?? 0;
      this.overrides.push({ interactionId: id, customerId: from, n: n + 1 });
    }
  }

  private customer(id: string): RootCustomer {
    const customer = this.customers.get(id);
    if (customer === undefined) throw new Error(`No customer ${id}`);
    return customer;
  }

  private setUserId(id: string, userId: string | null): void {
    this.customers.set(id, { ...this.customer(id), userId });
  }

  private merge({ from, into }: Merge, at: number): ModelMerge {
    const membersMoved = [...this.rootOf].filter(([, root]) => root === from).map(([id]) => id);
    for (const id of membersMoved) this.rootOf.set(id, into);
    const edgesMoved = this.edges.filter((edge) => edge.customerId === from).map(({ type, value }) => ({ type, value }));
    this.edges = this.edges.map((edge) => (edge.customerId === from ? { ...edge, customerId: into } : edge));
    const record = { from, into, edgesMoved, membersMoved, at };
    this.merges.push(record);
    return record;
  }
}
