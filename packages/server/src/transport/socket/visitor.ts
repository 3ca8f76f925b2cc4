// The visitor's socket: submit, sync, got, typing. The device token is the credential; site and principal come from it (S11, S16).
import { asError } from '../../domain/as-error.js';
import type { Server as HttpServer } from 'node:http';
import { PROTOCOL_VERSION, VISITOR_SOCKET_PATH } from '@throughline/types';
import { fromVisitor } from '@throughline/types/decode';
import { postMessage } from '../../app/post-message.js';
import { readLane } from '../../app/read-lane.js';
import { findVisitor, principalOf } from '../../app/visitor-principal.js';
import type { VisitorPrincipal } from '../../app/visitor-principal.js';
import { originAllowed } from '../../domain/ingest/origin.js';
import type { RelayDeps } from '../relay-deps.js';
import { answerWith, listenTo, refuseUnknown } from './answer.js';
import { announceHeads } from './beacon.js';
import { takeGot } from './got.js';
import { socketServer } from './socket-server.js';
import type { RelaySocket, RelaySocketServer } from './socket-server.js';
import type { Subscriber } from './subscriptions.js';

/** The visitor behind a handshake, or the code it is refused with. */
async function admit(deps: RelayDeps, socket: RelaySocket): Promise<VisitorPrincipal | { refused: string }> {
  const auth = fromVisitor.VisitorAuth.safeParse(socket.handshake.auth);
  if (!auth.success) return { refused: 'unauthenticated' };
  if (auth.data.v > PROTOCOL_VERSION + 1) return { refused: 'upgrade_needed' };
  const leave = await deps.handshakes.admit(deps.addressOf(socket.handshake.address, socket.handshake.headers['x-forwarded-for']));
  if (leave === null) return { refused: 'rate_limited' };
  socket.conn.once('close', leave);
  const visitor = await findVisitor(deps, auth.data.token);
  const site = visitor === null ? null : await deps.sites.byId(visitor.siteId);
  if (visitor === null || site === null) return { refused: 'unauthenticated' };
  const origin = socket.handshake.headers.origin;
  if (origin !== undefined && !originAllowed(site.origins, origin) && origin !== deps.publicOrigin)
    return { refused: 'origin_not_allowed' };
  return principalOf(visitor);
}

/** All sockets of the visitor hear the conversation from now on; heads follow the join (P42). */
export async function joinVisitor(deps: RelayDeps, principal: VisitorPrincipal, conv: string): Promise<void> {
  const fresh = deps.subscriptions.ofPrincipal(principal.siteId, principal.id).filter((one) => deps.subscriptions.join(one, conv));
  if (fresh.length > 0) await announceHeads(deps, principal.siteId, fresh);
}

function presence(deps: RelayDeps, visitor: Subscriber, online: boolean): void {
  for (const conv of visitor.joined.keys()) {
    for (const one of deps.subscriptions.inConversation(visitor.siteId, conv))
      if (one.side === 'agent') one.emit('presence', { conv, online });
  }
}

async function serve(deps: RelayDeps, socket: RelaySocket, admitted: VisitorPrincipal): Promise<void> {
  const { subscriptions } = deps;
  const subscriber: Subscriber = {
    side: 'visitor',
    siteId: admitted.siteId,
    principalId: admitted.id,
    userId: admitted.userId,
    joined: new Map(),
    emit: (event, payload) => socket.emit(event, payload),
    close: () => socket.disconnect(true),
  };
  subscriptions.add(subscriber);
  socket.on('disconnect', () => {
    subscriptions.remove(subscriber);
    if (!subscriptions.isOnline(admitted.siteId, admitted.id)) presence(deps, subscriber, false);
  });
  const address = deps.addressOf(socket.handshake.address, socket.handshake.headers['x-forwarded-for']);

  refuseUnknown(socket, ['submit', 'sync', 'got', 'typing']);
  answerWith(deps, socket, {
    event: 'submit',
    schema: fromVisitor.Submit,
    run: async (submit) => {
      const answer = await postMessage(deps, { principal: admitted, submit, online: true, address });
      if (answer.ok) await joinVisitor(deps, admitted, answer.conv);
      return answer;
    },
  });
  answerWith(deps, socket, {
    event: 'sync',
    schema: fromVisitor.Sync,
    run: async (sync) => {
      const answer = await readLane(deps, { principal: admitted, sync });
      if (answer.ok) await joinVisitor(deps, admitted, sync.conv);
      return answer;
    },
  });
  listenTo(deps, socket, {
    event: 'got',
    who: `${admitted.siteId} ${admitted.id}`,
    schema: fromVisitor.Got,
    run: (got) => takeGot(deps, { principal: admitted, subscriber, got }),
  });
  listenTo(deps, socket, {
    event: 'typing',
    who: `${admitted.siteId} ${admitted.id}`,
    schema: fromVisitor.Typing,
    run: ({ conv, on }) => {
      if (!subscriber.joined.has(conv)) return;
      deps.bus.publish({ type: 'typing', siteId: admitted.siteId, conv, side: 'visitor', on, from: admitted.id });
    },
  });

  for (const conversation of await deps.store.visitorConversations({ principal: admitted }))
    subscriptions.join(subscriber, conversation.id);
  presence(deps, subscriber, true);
  await announceHeads(deps, admitted.siteId, [subscriber]);
}

export function visitorSocket(http: HttpServer, deps: RelayDeps): RelaySocketServer {
  const io = socketServer(http, { path: VISITOR_SOCKET_PATH, allow: () => true });
  io.use((socket, next) => {
    admit(deps, socket).then(
      (admitted) => {
        if ('refused' in admitted) return next(new Error(admitted.refused));
        socket.data.visitor = admitted;
        return next();
      },
      (error: unknown) => {
        deps.log.error('A handshake failed', { event: 'visitor', error: asError(error) });
        next(new Error('unavailable'));
      },
    );
  });
  io.on('connection', (socket) => {
    const { visitor } = socket.data;
    if (visitor === undefined) return void socket.disconnect(true);
    serve(deps, socket, visitor).catch((error: unknown) => {
      deps.log.error('A visitor could not be subscribed', {
        event: 'visitor',
        error: asError(error),
      });
      socket.disconnect(true); // the client reconnects and tries again
    });
  });
  return io;
}
