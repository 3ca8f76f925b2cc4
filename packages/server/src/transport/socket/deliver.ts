// Hints from the bus to this node's own sockets, one by one, so that lane and right are checked per socket (P44).
// Invariant: nothing of the `int` lane, and nothing that depends on it, reaches a visitor (P14).
import { limits } from '@throughline/types';
import type { Hint } from '../../ports/bus.js';
import type { Subscriber, Subscriptions } from './subscriptions.js';

function deliverEntries(subscriptions: Subscriptions, hint: Hint & { type: 'entries' }): void {
  for (const subscriber of subscriptions.inConversation(hint.siteId, hint.conv)) {
    for (const entry of hint.entries) {
      if (entry.lane === 'int' && subscriber.side === 'visitor') continue;
      subscriber.emit('ev', { conv: hint.conv, epoch: hint.epoch, entry });
    }
  }
  for (const agent of subscriptions.agentsOf(hint.siteId)) agent.emit('row', hint.row);
}

/** Agents listen to what arrives; the oldest subscription goes when there are too many. */
export function joinAsAgent(subscriptions: Subscriptions, agent: Subscriber, conv: string): void {
  const [oldest] = agent.joined.keys();
  if (oldest !== undefined && agent.joined.size >= limits.AGENT_SUBSCRIPTIONS_MAX) subscriptions.leave(agent, oldest);
  subscriptions.join(agent, conv);
}

/** Delivers one hint. */
export function deliver(subscriptions: Subscriptions, hint: Hint): void {
  switch (hint.type) {
    case 'entries':
      return deliverEntries(subscriptions, hint);
    case 'handoff':
      for (const agent of subscriptions.agentsOf(hint.siteId)) {
        joinAsAgent(subscriptions, agent, hint.handoff.row.id);
        agent.emit('handoff', hint.handoff);
      }
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
