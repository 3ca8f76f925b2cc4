// The console's socket. A single-use ticket opens it (S23); a cookie alone opens nothing (S131). The `int` lane is spoken here only.
import { asError } from '../../domain/as-error.js';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { AGENT_SOCKET_PATH, PROTOCOL_VERSION } from '@throughline/types';
import type { OpenAnswer, Refusal } from '@throughline/types';
import { fromAgent, fromVisitor } from '@throughline/types/decode';
import { syncInbox } from '../../app/inbox.js';
import { orUnavailable } from '../../app/or-unavailable.js';
import { postMessage } from '../../app/post-message.js';
import { readLane } from '../../app/read-lane.js';
import type { AgentRecord } from '../../ports/store-accounts.js';
import type { Principal } from '../../ports/store-delivery.js';
import type { RelayDeps } from '../relay-deps.js';
import { auditRestricted } from '../restricted-views.js';
import { answerWith, listenTo, refuseUnknown } from './answer.js';
import { joinAsAgent } from './deliver.js';
import { takeGot } from './got.js';
import { ownOrigin } from '../own-origin.js';
import { socketServer } from './socket-server.js';
import type { RelaySocket, RelaySocketServer } from './socket-server.js';
import type { AgentSubscriber } from './subscriptions.js';
import { scopedHandoff, scopeOfAgent } from '../agent-scope.js';

const RECHECK_MS = 15_000; // S13: a session that ended elsewhere closes its sockets within 15 s even when the hint is lost

interface Opening {
  principal: Principal;
  subscriber: AgentSubscriber;
}

function openConversation(deps: RelayDeps, { principal, subscriber }: Opening, conv: string): Promise<OpenAnswer> {
  return orUnavailable(async (): Promise<OpenAnswer> => {
    if (!(await deps.store.maySee({ principal, conv }))) return { ok: false, code: 'forbidden' };
    joinAsAgent(deps.subscriptions, subscriber, conv); // join, then read (P42)
    const handoff = await deps.store.openConversation({ siteId: subscriber.siteId, conv, agentId: subscriber.principalId });
    if ('ok' in handoff) return handoff;
    subscriber.emit('presence', { conv, online: deps.isVisitorIn(subscriber.siteId, conv) });
    const agent = { siteId: subscriber.siteId, id: subscriber.principalId, role: subscriber.scope.role };
    await auditRestricted(deps.store, { agent, target: conv, shown: handoff.context, now: deps.clock.now() });
    return { ok: true, ...scopedHandoff(handoff, subscriber) };
  });
}

/** An analyst works with sums (C54): no conversation, no line of the inbox and no push of either. */
function serveNothing(deps: RelayDeps, socket: RelaySocket): void {
  refuseUnknown(socket, ['submit', 'sync', 'inbox', 'open']);
  const forbidden = (): Promise<Refusal> => Promise.resolve({ ok: false, code: 'forbidden' });
  answerWith(deps, socket, { event: 'submit', schema: fromVisitor.Submit, run: forbidden });
  answerWith(deps, socket, { event: 'sync', schema: fromVisitor.Sync, run: forbidden });
  answerWith(deps, socket, { event: 'open', schema: fromAgent.OpenConversation, run: forbidden });
  answerWith(deps, socket, {
    event: 'inbox',
    schema: fromAgent.InboxSync,
    run: ({ known }) => Promise.resolve({ ok: true as const, rows: [], gone: known.map(([id]) => id) }),
  });
}

function serve(deps: RelayDeps, socket: RelaySocket, { agent, sessionHash }: { agent: AgentRecord; sessionHash: string }): void {
  const { subscriptions, store, clock, bus } = deps;
  const principal: Principal = { type: 'agent', siteId: agent.siteId, id: agent.id, name: agent.name, role: agent.role };
  const subscriber: AgentSubscriber = {
    side: 'agent',
    siteId: agent.siteId,
    principalId: agent.id,
    scope: scopeOfAgent(agent),
    joined: new Map(),
    emit: (event, payload) => socket.emit(event, payload),
    close: () => socket.disconnect(true),
  };
  subscriptions.add(subscriber);
  let cancelRecheck = (): void => {};
  const recheck = (): void => {
    cancelRecheck = clock.after(RECHECK_MS, () => {
      store.session({ hash: sessionHash, now: clock.now(), idleMs: Number.MAX_SAFE_INTEGER }).then(
        (session) => (session === null || !sameScope(session.agent, agent) ? socket.disconnect(true) : recheck()),
        () => recheck(), // the store is away: chat fails open, the next round decides
      );
    });
  };
  recheck();
  socket.on('disconnect', () => {
    cancelRecheck();
    subscriptions.remove(subscriber);
  });
  const address = deps.addressOf(socket.handshake.address, socket.handshake.headers['x-forwarded-for']);

  refuseUnknown(socket, ['submit', 'sync', 'got', 'typing', 'inbox', 'open']);
  answerWith(deps, socket, {
    event: 'submit',
    schema: fromVisitor.Submit,
    run: (submit) => postMessage(deps, { principal, submit, online: isVisitorOnline(deps, agent.siteId, submit.conv), address }),
  });
  answerWith(deps, socket, { event: 'sync', schema: fromVisitor.Sync, run: (sync) => readLane(deps, { principal, sync }) });
  answerWith(deps, socket, { event: 'inbox', schema: fromAgent.InboxSync, run: (inbox) => syncInbox(deps, agent, inbox) });
  answerWith(deps, socket, {
    event: 'open',
    schema: fromAgent.OpenConversation,
    run: ({ conv }) => openConversation(deps, { principal, subscriber }, conv),
  });
  listenTo(deps, socket, {
    event: 'got',
    who: `${agent.siteId} ${agent.id}`,
    schema: fromVisitor.Got,
    run: (got) => takeGot(deps, { principal, subscriber, got }),
  });
  listenTo(deps, socket, {
    event: 'typing',
    who: `${agent.siteId} ${agent.id}`,
    schema: fromVisitor.Typing,
    run: ({ conv, on }) => {
      if (!subscriber.joined.has(conv)) return;
      bus.publish({ type: 'typing', siteId: agent.siteId, conv, side: 'agent', name: agent.name, on, from: agent.id });
    },
  });
}

/** False when role or department changed: what the socket shows is rendered for them (C55). */
const sameScope = (now: AgentRecord, then: AgentRecord): boolean => now.role === then.role && now.department === then.department;

function isVisitorOnline(deps: RelayDeps, siteId: string, conv: string | undefined): boolean {
  return conv !== undefined && deps.isVisitorIn(siteId, conv);
}

async function admit(deps: RelayDeps, socket: RelaySocket): Promise<string | null> {
  const auth = fromAgent.AgentAuth.safeParse(socket.handshake.auth);
  if (!auth.success) return 'unauthenticated';
  if (auth.data.v > PROTOCOL_VERSION + 1) return 'upgrade_needed';
  const origin = socket.handshake.headers.origin ?? '';
  const taken = await deps.store.takeTicket({ hash: deps.vault.digest(auth.data.ticket), origin, now: deps.clock.now() });
  if (taken === null) return 'unauthenticated';
  socket.data.agent = taken;
  return null;
}

export function agentSocket(http: HttpServer, deps: RelayDeps): RelaySocketServer {
  const allow = (request: IncomingMessage): boolean => ownOrigin(request.headers, deps.publicOrigin);
  const io = socketServer(http, { path: AGENT_SOCKET_PATH, allow });
  io.use((socket, next) => {
    admit(deps, socket).then(
      (refused) => (refused === null ? next() : next(new Error(refused))),
      (error: unknown) => {
        deps.log.error('A handshake failed', { event: 'agent', error: asError(error) });
        next(new Error('unavailable'));
      },
    );
  });
  io.on('connection', (socket) => {
    const { agent } = socket.data;
    if (agent === undefined) return void socket.disconnect(true);
    if (agent.agent.role === 'analyst') serveNothing(deps, socket);
    else serve(deps, socket, agent);
    return undefined;
  });
  return io;
}
