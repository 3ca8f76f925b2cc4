// A tracked item as the API (agents, back ends) and as its own customer see it (C39). Pure.
import type { ItemView, MilestoneView, VisitorItem } from '@throughline/types';
import { refsOf, sourceRef } from '../context/refs.js';
import { toIso } from '../time/civil.js';
import { isLate } from './fold-item.js';
import type { ItemLine, Milestone, StoredItem, StoredMismatch } from './model.js';

const VISITOR_LINES_MAX = 10;

/** For agents and back ends: with earlier mismatches and sources. Late is as of `now`. */
export function itemView(stored: StoredItem, now: number): ItemView {
  return {
    ...common(stored, now),
    customerId: stored.customerId,
    lines: stored.lines.map(lineView),
    ...(stored.orderId === null ? {} : { orderId: stored.orderId }),
    mismatches: stored.mismatches.map(mismatchView),
    refs: refsOf(stored.refs.map(sourceRef)),
  };
}

/** For the customer whose it is: no department, no source, no mismatch. */
export function visitorItem(stored: StoredItem, now: number): VisitorItem {
  return { ...common(stored, now), lines: stored.lines.slice(0, VISITOR_LINES_MAX).map(lineView) };
}

function common(stored: StoredItem, now: number) {
  const { id, type, number, title, status, milestone, milestones, done, amountMinor, currency, links, updatedAt } = stored;
  const eta = etaView(stored);
  return {
    id,
    type,
    number,
    title,
    status,
    milestone,
    milestones: milestones.map(milestoneView),
    ...(eta === null ? {} : { eta }),
    late: isLate(stored, now),
    done,
    ...(amountMinor === null || currency === null ? {} : { amount: { amountMinor, currency } }),
    links,
    updatedAt: toIso(updatedAt),
  };
}

function etaView({ etaFrom, etaUntil }: StoredItem): { from?: string; until?: string } | null {
  if (etaFrom === null && etaUntil === null) return null;
  return { ...(etaFrom === null ? {} : { from: toIso(etaFrom) }), ...(etaUntil === null ? {} : { until: toIso(etaUntil) }) };
}

function milestoneView({ code, label, state, at, plannedAt }: Milestone): MilestoneView {
  return { code, label, state, ...(at === null ? {} : { at: toIso(at) }), ...(plannedAt === null ? {} : { plannedAt: toIso(plannedAt) }) };
}

function lineView({ sku, title, quantity, amountMinor, imageUrl }: ItemLine): ItemView['lines'][number] {
  return {
    ...(sku === null ? {} : { sku }),
    title,
    quantity,
    ...(amountMinor === null ? {} : { amountMinor }),
    ...(imageUrl === null ? {} : { imageUrl }),
  };
}

function mismatchView({ code, differenceMinor, currency, departments, at, refs }: StoredMismatch): ItemView['mismatches'][number] {
  return {
    code,
    ...(differenceMinor === null ? {} : { differenceMinor }),
    ...(currency === null ? {} : { currency }),
    departments,
    at: toIso(at),
    refs: refsOf(refs.map(sourceRef)),
  };
}
