// What a batch of interactions touched while it was folded: what has to be settled, and whom to tell. Lives for one transaction.
import type { Fulfilment } from '../../../../domain/reconcile/model.js';
import type { AlertsTable } from '../schema-engine.js';
import type { SiteKnowledge } from './site-knowledge.js';

/** Ids under one customer that something was said about. */
export interface Touch {
  items: Set<string>;
  commitments: Set<string>;
  cases: Set<string>;
  /** What was done that may keep a promise. */
  fulfilled: Fulfilment[];
  /** Fold everything again: members came or went. */
  all: boolean;
  /** The newest interaction that touched it: the cause of what follows (C6). */
  causeId: string;
}

export interface Effects {
  /** By customer as filed. */
  touches: Map<string, Touch>;
  /** Customers with any new interaction. */
  customers: Set<string>;
  /** Roots whose items or promises look different now. */
  items: Set<string>;
  /** Who owes something else now than before (domain/commitments/owed.ts). */
  owed: Set<string>;
  /** True when the sweep speaks: only then does the time that passed raise alerts, so that it is told once, by it. */
  timed: boolean;
  /** Settings of the site, read once per batch. */
  knowledge: SiteKnowledge | null;
  /** Raised, reopened or resolved. */
  alerts: Map<string, AlertsTable>;
}

export const newEffects = (): Effects => ({
  touches: new Map(),
  customers: new Set(),
  items: new Set(),
  owed: new Set(),
  timed: false,
  knowledge: null,
  alerts: new Map(),
});

/** The touch of `customerId`, made when there is none. */
export function touchOf(effects: Effects, customerId: string, causeId: string): Touch {
  const held = effects.touches.get(customerId);
  if (held !== undefined) {
    held.causeId = causeId;
    return held;
  }
  const touch: Touch = { items: new Set(), commitments: new Set(), cases: new Set(), fulfilled: [], all: false, causeId };
  effects.touches.set(customerId, touch);
  return touch;
}

/** Members of this customer came or went: its rows are folded over all of them again. */
export function refold(effects: Effects, customerId: string, causeId: string): void {
  touchOf(effects, customerId, causeId).all = true;
}

/** `into` learns everything `from` knows. */
export function addEffects(into: Effects, from: Effects): void {
  for (const id of from.customers) into.customers.add(id);
  for (const id of from.items) into.items.add(id);
  for (const by of from.owed) into.owed.add(by);
  for (const [id, alert] of from.alerts) into.alerts.set(id, alert);
}
