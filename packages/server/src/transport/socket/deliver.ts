// Hints from the bus to this node's own sockets, one by one, so that lane and right are checked per socket (P44).
// Invariants: nothing of the `int` lane, and nothing that depends on it, reaches a visitor (P14); nothing of a context reaches an agent
// unscoped (C55); own items go to sockets of that very user and to nobody else (C40).
import { limits } from '@throughline/types';
import type { Sync, VisitorItems } from '@throughline/types';
import { asError } from '../../domain/as-error.js';
import { owersOf } from '../../domain/commitments/owed.js';
import { agentMaySee } from '../../domain/conversation/authorise.js';
import type { Placed } from '../../domain/conversation/authorise.js';
import { rowSeenBy } from '../../domain/conversation/row-seen.js';
import type { Hint } from '../../ports/bus.js';
import type { Log } from '../../ports/log.js';
import type { Store } from '../../ports/store.js';
import { alertSeenBy, deskOf, scopedHandoff } from '../agent-scope.js';
import type { Announced } from './announced.js';
import { contextChangeFor } from './context-change.js';
import type { AgentSubscriber, Subscriber, Subscriptions } from './subscriptions.js';

export interface DeliverDeps {
  subscriptions: Subscriptions;
  announced: Announced;
  /** Own items of a verified user, with the cards of the moment. */
  ownItems(whose: { siteId: string; userId: string }): Promise<VisitorItems>;
  log: Log;
}

type EntriesHint = Hint & { type: 'entries' };

/** Whether all of it went out: not to a socket that is behind, and not beyond its window. */
function pushed(subscriber: Subscriber, hint: EntriesHint, bytes: readonly number[]): boolean {
  const window = subscriber.joined.get(hint.conv);
  for (const [index, entry] of hint.entries.entries()) {
    if (entry.lane === 'int' && subscriber.side === 'visitor') continue;
    if (subscriber.outbound.isBehind() || window?.take(entry.lane, entry.seq, bytes[index] ?? 0) !== true) return false;
    subscriber.emit('ev', { conv: hint.conv, epoch: hint.epoch, entry });
  }
  return true;
}

/** Heads as this side may know them (P14). */
export const headFor = ({ side }: Subscriber, { pub, int }: { pub: number; int: number }): { pub: number; int?: number } =>
  side === 'agent' ? { pub, int } : { pub };

/** Who wrote hears what follows, on every socket of theirs: they may have written at another relay (P91). */
function joinAuthors(subscriptions: Subscriptions, { siteId, conv, entries }: EntriesHint): void {
  const authors = new Set(entries.flatMap(({ lane, author }) => (lane === 'pub' && author.type === 'visitor' ? [author.id] : [])));
  for (const id of authors) {
    const own = subscriptions.ofPrincipal(siteId, id);
    const fresh = own.filter((one) => one.side === 'visitor' && subscriptions.join(one, conv));
    if (fresh.length > 0) subscriptions.openings.note(siteId, id, conv);
  }
}

function deliverEntries({ subscriptions, announced }: DeliverDeps, hint: EntriesHint): void {
  const { siteId, conv, epoch, row } = hint;
  joinAuthors(subscriptions, hint);
  const listeners = subscriptions.inConversation(siteId, conv);
  if (listeners.length > 0) announced.note(siteId, conv, { epoch, pub: row.pubHead, int: row.intHead });
  const bytes = listeners.length === 0 ? [] : hint.entries.map((entry) => Buffer.byteLength(JSON.stringify(entry)));
  for (const subscriber of listeners) {
    if (subscriber.side === 'agent' && !has(subscriber, row)) {
      subscriptions.leave(subscriber, conv); // it was passed on
      continue;
    }
    if (pushed(subscriber, hint, bytes)) continue;
    const heads = { pub: row.pubHead, int: subscriber.side === 'agent' ? row.intHead : 0 };
    if (subscriber.joined.get(conv)?.fellBehind(heads) === true) subscriber.emit('head', { conv, epoch, ...headFor(subscriber, heads) });
  }
  for (const agent of subscriptions.agentsOf(siteId)) {
    const seen = rowSeenBy(deskOf(agent.principalId, agent.scope), row);
    if (seen !== null) agent.tell('row', seen);
  }
}

/** The socket confirmed a cursor: its window opens, and what it missed meanwhile it is told. */
export function confirm(
  subscriber: Subscriber,
  { conv, lane, seq, epoch }: { conv: string; lane: 'pub' | 'int'; seq: number; epoch: string },
): void {
  const missed = subscriber.joined.get(conv)?.confirm(lane, seq) ?? null;
  if (missed !== null) subscriber.emit('head', { conv, epoch, ...headFor(subscriber, missed) });
}

const has = ({ principalId, scope }: AgentSubscriber, placed: Placed): boolean => agentMaySee(deskOf(principalId, scope), placed);

/** The cursor of a `sync` confirms what lies before it, unless it pages backwards: then it names no entry. */
export function takeCursor({ store }: { store: Pick<Store, 'epoch'> }, { joined }: Subscriber, sync: Sync): void {
  if (sync.after_id !== '' && sync.epoch === store.epoch) joined.get(sync.conv)?.confirm(sync.lane, sync.after); // the answer tells the head
}

/** Agents listen to what arrives; the oldest subscription goes when there are too many. */
export function joinAsAgent(subscriptions: Subscriptions, agent: AgentSubscriber, conv: string): void {
  if (agent.joined.has(conv)) return;
  const [oldest] = agent.joined.keys();
  if (oldest !== undefined && agent.joined.size >= limits.AGENT_SUBSCRIPTIONS_MAX) subscriptions.leave(agent, oldest);
  subscriptions.join(agent, conv);
}

function deliverContext(subscriptions: Subscriptions, hint: Hint & { type: 'context' }): void {
  const changeFor = contextChangeFor(hint);
  for (const subscriber of subscriptions.inConversation(hint.siteId, hint.conv)) {
    if (subscriber.side === 'agent') subscriber.tell('context', changeFor(subscriber.scope));
  }
}

/** Reads once per user, and only for users who have a socket here. */
async function deliverItems({ subscriptions, ownItems }: DeliverDeps, { siteId, userIds }: Hint & { type: 'items' }): Promise<void> {
  for (const userId of userIds) {
    const own = subscriptions.ofUser(siteId, userId);
    if (own.length === 0) continue;
    const items = await ownItems({ siteId, userId });
    for (const subscriber of own) subscriber.tell('items', items);
  }
}

/** A customer's name is told as this agent may read it. */
function deliverAttention(subscriptions: Subscriptions, { siteId, to, row, attention, exceptId }: Hint & { type: 'attention' }): void {
  for (const agent of subscriptions.agentsOf(siteId)) {
    const { principalId: id, scope } = agent;
    const isMeant = 'agentIds' in to ? to.agentIds.includes(id) : to.teamId === null || scope.teams?.includes(to.teamId) === true;
    const seen = isMeant && id !== exceptId ? rowSeenBy(deskOf(id, scope), row) : null;
    if (seen !== null) agent.tell('attention', { ...attention, from: attention.from || seen.customer.name });
  }
}

function deliverChanged(subscriptions: Subscriptions, { siteId, kind, to }: Hint & { type: 'settings' }): void {
  for (const agent of subscriptions.agentsOf(siteId)) {
    const own = owersOf({ id: agent.principalId, departments: agent.scope.departments });
    if (to === undefined || own.some((one) => to.includes(one))) agent.tell('settings', { kind });
  }
}

/** Delivers one hint. */
export function deliver(deps: DeliverDeps, hint: Hint): void {
  const { subscriptions } = deps;
  switch (hint.type) {
    case 'entries':
      return deliverEntries(deps, hint);
    case 'handoff':
      for (const agent of subscriptions.agentsOf(hint.siteId)) {
        if (!has(agent, hint.handoff.row)) continue;
        joinAsAgent(subscriptions, agent, hint.handoff.row.id);
        agent.tell('handoff', scopedHandoff(hint.handoff, agent));
      }
      return;
    case 'context':
      return deliverContext(subscriptions, hint);
    case 'alert':
      for (const agent of subscriptions.agentsOf(hint.siteId)) {
        const alert = alertSeenBy(agent.scope, hint.alert);
        if (alert !== null) agent.tell('alert', alert);
      }
      return;
    case 'settings':
      return deliverChanged(subscriptions, hint);
    case 'items':
      deliverItems(deps, hint).catch((error: unknown) => {
        deps.log.warn('Changed items could not be read', { site: hint.siteId, error: asError(error) });
      });
      return;
    case 'receipt':
      for (const other of subscriptions.inConversation(hint.siteId, hint.conv)) {
        if (other.side !== hint.side) other.tell('receipt', { conv: hint.conv, receipts: hint.receipts });
      }
      return;
    case 'typing':
      for (const other of subscriptions.inConversation(hint.siteId, hint.conv)) {
        if (other.principalId === hint.from || (other.side === hint.side && hint.side === 'visitor')) continue;
        const name = hint.name === undefined ? {} : { name: hint.name };
        other.tell('typing', { conv: hint.conv, on: hint.on, ...name });
      }
      return;
    case 'presence': // presence-states hears it
      return;
    case 'attention':
      return deliverAttention(subscriptions, hint);
    case 'look':
      return; // viewers hear it
    case 'revoked':
      for (const subscriber of subscriptions.ofPrincipal(hint.siteId, hint.principal)) subscriber.close();
      return;
  }
}
