// The console's socket. A single-use ticket opens it (S23); a cookie alone opens nothing (S131). The `int` lane is spoken here only.
import { asError } from '../../domain/as-error.js';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { AGENT_SOCKET_PATH, limits, PROTOCOL_VERSION } from '@throughline/types';
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
import { answering, listening, serveFrames } from './answer.js';
import type { Handler } from './answer.js';
import { connectionOf } from './connection.js';
import { joinAsAgent, takeCursor } from './deliver.js';
import { createGot } from './got.js';
import { followLook, lookFrame } from './look.js';
import { ownOrigin } from '../own-origin.js';
import { followPresence, presenceFrame } from './presence.js';
import { socketServer } from './socket-server.js';
import type { RelaySocket, RelaySocketServer } from './socket-server.js';
import type { AgentSubscriber } from './subscriptions.js';
import { scopedHandoff, scopeOfAgent } from '../agent-scope.js';

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
    subscriber.tell('presence', { conv, online: deps.isVisitorIn(subscriber.siteId, conv) });
    const agent = { siteId: subscriber.siteId, id: subscriber.principalId, role: subscriber.scope.role };
    await auditRestricted(deps.store, { agent, target: conv, shown: handoff.context, now: deps.clock.now() });
    seeMentions(deps, subscriber, conv);
    return { ok: true, ...scopedHandoff(handoff, subscriber) };
  });
}

/** What names this agent in it is read by opening it (K65). Not waited for: the answer does not depend on it. */
function seeMentions({ store, clock, log }: RelayDeps, { siteId, principalId: agentId }: AgentSubscriber, conv: string): void {
  const see = async (): Promise<void> => {
    if (await store.isMentioned({ siteId, conv, agentId })) await store.readMentions({ siteId, conv, agentId, now: clock.now() });
  };
  see().catch((error: unknown) => {
    log.warn('Mentions could not be marked as read', { site: siteId, conversation: conv, error: asError(error) }); // they stay unread
  });
}

/** Whose frames a socket carries. */
interface Signed extends Opening {
  agent: AgentRecord;
  address: string;
}
interface SignedIn {
  agent: AgentRecord;
  sessionHash: string;
}

/** Known to the beacon from here on, which ends the socket when the session or the scope does (S13). */
function subscribe(deps: RelayDeps, socket: RelaySocket, { agent, sessionHash }: SignedIn): AgentSubscriber {
  const { subscriptions } = deps;
  const subscriber: AgentSubscriber = connectionOf(socket, {
    side: 'agent',
    siteId: agent.siteId,
    principalId: agent.id,
    scope: scopeOfAgent(agent),
    sessionHash,
    joined: new Map(),
  });
  subscriptions.add(subscriber);
  socket.on('disconnect', () => subscriptions.remove(subscriber));
  followPresence(deps, socket, subscriber);
  followLook(deps, socket, subscriber);
  return subscriber;
}

/** An analyst works with sums (C54): no conversation, no line of the inbox and no push of either. */
function framesOfAnalyst(deps: RelayDeps): ReadonlyMap<string, Handler<Signed>> {
  const forbidden = (): Promise<Refusal> => Promise.resolve({ ok: false, code: 'forbidden' });
  return new Map<string, Handler<Signed>>([
    ['submit', answering(deps, { event: 'submit', schema: fromVisitor.Submit, run: forbidden })],
    ['sync', answering(deps, { event: 'sync', schema: fromVisitor.Sync, run: forbidden })],
    ['open', answering(deps, { event: 'open', schema: fromAgent.OpenConversation, run: forbidden })],
    [
      'inbox',
      answering(deps, {
        event: 'inbox',
        schema: fromAgent.InboxSync,
        run: (_who, { known }) => Promise.resolve({ ok: true as const, rows: [], gone: known.map(([id]) => id), counts: {} }),
      }),
    ],
  ]);
}

/** Reads of one agent, all tabs together (S44). */
async function withinRate<Answer>(
  { limiter }: RelayDeps,
  { siteId, id }: AgentRecord,
  read: () => Promise<Answer>,
): Promise<Answer | Refusal> {
  const taken = await limiter.take(`${siteId} ${id} reads`, limits.RATE_AGENT_READS);
  return taken.ok ? read() : { ok: false, code: 'rate_limited', retry_ms: taken.retryMs };
}

function framesOfAgent(deps: RelayDeps): ReadonlyMap<string, Handler<Signed>> {
  const { bus } = deps;
  const key = ({ agent }: Signed): string => `${agent.siteId} ${agent.id}`;
  const submit = answering(deps, {
    event: 'submit',
    schema: fromVisitor.Submit,
    run: ({ agent, principal, address }: Signed, sent) =>
      postMessage(deps, { principal, submit: sent, online: isVisitorOnline(deps, agent.siteId, sent.conv), address }),
  });
  const sync = answering(deps, {
    event: 'sync',
    schema: fromVisitor.Sync,
    run: ({ agent, principal, subscriber }: Signed, asked) => {
      takeCursor(deps, subscriber, asked);
      return withinRate(deps, agent, () => readLane(deps, { principal, sync: asked }));
    },
  });
  const inbox = answering(deps, {
    event: 'inbox',
    schema: fromAgent.InboxSync,
    run: async ({ agent, subscriber }: Signed, held) => {
      const answer = await withinRate(deps, agent, () => orUnavailable(() => syncInbox(deps, agent, held)));
      if (answer.ok) {
        deps.presenceStates.greet(subscriber);
        deps.viewers.greet(subscriber);
      }
      return answer;
    },
  });
  const open = answering(deps, {
    event: 'open',
    schema: fromAgent.OpenConversation,
    run: (who: Signed, { conv }) => withinRate(deps, who.agent, () => openConversation(deps, who, conv)),
  });
  const got = listening(deps, { event: 'got', schema: fromVisitor.Got, run: createGot(deps) });
  const typing = listening(deps, {
    ...{ event: 'typing', key, schema: fromVisitor.Typing },
    run: ({ agent, subscriber }: Signed, { conv, on }) => {
      if (!subscriber.joined.has(conv)) return;
      bus.publish({ type: 'typing', siteId: agent.siteId, conv, side: 'agent', name: agent.name, on, from: agent.id });
    },
  });
  return new Map(Object.entries({ submit, sync, inbox, open, got, typing, presence: presenceFrame(deps), look: lookFrame(deps) }));
}

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
  const [ofAgent, ofAnalyst] = [framesOfAgent(deps), framesOfAnalyst(deps)];
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
    const { siteId, id, name, role, teams = [] } = agent.agent;
    const who: Signed = {
      agent: agent.agent,
      principal: { type: 'agent', siteId, id, name, role, teams, sessionHash: agent.sessionHash },
      subscriber: subscribe(deps, socket, agent),
      address: deps.addressOf(socket.handshake.address, socket.handshake.headers['x-forwarded-for']),
    };
    return serveFrames(socket, who, role === 'analyst' ? ofAnalyst : ofAgent);
  });
  return io;
}
