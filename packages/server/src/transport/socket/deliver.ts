// Hints from the bus to this node's own sockets, one by one, so that lane and right are checked per socket (P44).
// Invariants: nothing of the `int` lane, and nothing that depends on it, reaches a visitor (P14); nothing of a context reaches an agent
// unscoped (C55); own items go to sockets of that very user and to nobody else (C40).
import { limits } from '@throughline/types';
import { asError } from '../../domain/as-error.js';
import { agentMaySee } from '../../domain/conversation/authorise.js';
import { rowSeenBy } from '../../domain/conversation/row-seen.js';
import type { Hint } from '../../ports/bus.js';
import type { Log } from '../../ports/log.js';
import type { Store } from '../../ports/store.js';
import { alertSeenBy, scopedHandoff } from '../agent-scope.js';
import { contextChangeFor } from './context-change.js';
import type { AgentSubscriber, Subscriptions } from './subscriptions.js';

export interface DeliverDeps {
  subscriptions: Subscriptions;
  store: Pick<Store, 'visitorItems'>;
  clock: { now(): number };
  log: Log;
}

function deliverEntries(subscriptions: Subscriptions, hint: Hint & { type: 'entries' }): void {
  for (const subscriber of subscriptions.inConversation(hint.siteId, hint.conv)) {
    if (subscriber.side === 'agent' && !has(subscriber, hint.row.assigneeId)) {
      subscriptions.leave(subscriber, hint.conv); // it was passed on
      continue;
    }
    for (const entry of hint.entries) {
      if (entry.lane === 'int' && subscriber.side === 'visitor') continue;
      subscriber.emit('ev', { conv: hint.conv, epoch: hint.epoch, entry });
    }
  }
  for (const agent of subscriptions.agentsOf(hint.siteId)) {
    const row = rowSeenBy({ id: agent.principalId, role: agent.scope.role }, hint.row);
    if (row !== null) agent.emit('row', row);
  }
}

const has = ({ principalId, scope }: AgentSubscriber, assigneeId: string | null): boolean =>
  agentMaySee({ id: principalId, role: scope.role }, assigneeId);

/** Agents listen to what arrives; the oldest subscription goes when there are too many. */
export function joinAsAgent(subscriptions: Subscriptions, agent: AgentSubscriber, conv: string): void {
  const [oldest] = agent.joined.keys();
  if (oldest !== undefined && agent.joined.size >= limits.AGENT_SUBSCRIPTIONS_MAX) subscriptions.leave(agent, oldest);
  subscriptions.join(agent, conv);
}

function deliverContext(subscriptions: Subscriptions, hint: Hint & { type: 'context' }): void {
  const changeFor = contextChangeFor(hint);
  for (const subscriber of subscriptions.inConversation(hint.siteId, hint.conv)) {
    if (subscriber.side === 'agent') subscriber.emit('context', changeFor(subscriber.scope));
  }
}

/** Reads once per user, and only for users who have a socket here. */
async function deliverItems({ subscriptions, store, clock }: DeliverDeps, { siteId, userIds }: Hint & { type: 'items' }): Promise<void> {
  for (const userId of userIds) {
    const own = subscriptions.ofUser(siteId, userId);
    if (own.length === 0) continue;
    const items = await store.visitorItems({ siteId, userId, now: clock.now() });
    for (const subscriber of own) subscriber.emit('items', items);
  }
}

/** Delivers one hint. */
export function deliver(deps: DeliverDeps, hint: Hint): void {
  const { subscriptions } = deps;
  switch (hint.type) {
    case 'entries':
      return deliverEntries(subscriptions, hint);
    case 'handoff':
      for (const agent of subscriptions.agentsOf(hint.siteId)) {
        if (!has(agent, hint.handoff.row.assigneeId)) continue;
        joinAsAgent(subscriptions, agent, hint.handoff.row.id);
        agent.emit('handoff', scopedHandoff(hint.handoff, agent));
      }
      return;
    case 'context':
      return deliverContext(subscriptions, hint);
    case 'alert':
      for (const agent of subscriptions.agentsOf(hint.siteId)) {
        const alert = alertSeenBy(agent.scope, hint.alert);
        if (alert !== null) agent.emit('alert', alert);
      }
      return;
    case 'items':
      deliverItems(deps, hint).catch((error: unknown) => {
        deps.log.warn('Changed items could not be read', { site: hint.siteId, error: asError(error) });
      });
      return;
    case 'receipt':
      for (const other of subscriptions.inConversation(hint.siteId, hint.conv)) {
        if (other.side !== hint.side) other.emit('receipt', { conv: hint.conv, receipts: hint.receipts });
      }
      return;
    case 'typing':
      for (const other of subscriptions.inConversation(hint.siteId, hint.conv)) {
        if (other.principalId === hint.from || (other.side === hint.side && hint.side === 'visitor')) continue;
        const name = hint.name === undefined ? {} : { name: hint.name };
        other.emit('typing', { conv: hint.conv, on: hint.on, ...name });
      }
      return;
    case 'revoked':
      for (const subscriber of subscriptions.ofPrincipal(hint.siteId, hint.principal)) subscriber.close();
      return;
  }
}
