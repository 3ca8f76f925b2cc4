// The visitor's socket: submit, sync, got, typing. The device token is the credential; site and principal come from it (S11, S16).
import { asError } from '../../domain/as-error.js';
import type { Server as HttpServer } from 'node:http';
import { PROTOCOL_VERSION, VISITOR_SOCKET_PATH } from '@throughline/types';
import { fromVisitor } from '@throughline/types/decode';
import { postMessage } from '../../app/post-message.js';
import { readLane } from '../../app/read-lane.js';
import { findAdmission, principalOf } from '../../app/visitor-principal.js';
import type { VisitorPrincipal } from '../../app/visitor-principal.js';
import { originAllowed } from '../../domain/ingest/origin.js';
import type { RelayDeps } from '../relay-deps.js';
import { answering, listening, serveFrames } from './answer.js';
import type { Handler } from './answer.js';
import { announce, announceHeads } from './beacon.js';
import { connectionOf } from './connection.js';
import { takeCursor } from './deliver.js';
import { createGot } from './got.js';
import { socketServer } from './socket-server.js';
import type { AdmittedVisitor, RelaySocket, RelaySocketServer } from './socket-server.js';
import type { Subscriber, VisitorSubscriber } from './subscriptions.js';

/** The visitor behind a handshake and what they listen to, or the code it is refused with. */
async function admit(deps: RelayDeps, socket: RelaySocket): Promise<AdmittedVisitor | { refused: string }> {
  const auth = fromVisitor.VisitorAuth.safeParse(socket.handshake.auth);
  if (!auth.success) return { refused: 'unauthenticated' };
  if (auth.data.v > PROTOCOL_VERSION + 1) return { refused: 'upgrade_needed' };
  const leave = await deps.handshakes.admit(deps.addressOf(socket.handshake.address, socket.handshake.headers['x-forwarded-for']));
  if (leave === null) return { refused: 'rate_limited' };
  socket.conn.once('close', leave);
  const mark = deps.subscriptions.openings.mark();
  const admission = await findAdmission(deps, auth.data.token);
  const site = admission === null ? null : await deps.sites.byId(admission.visitor.siteId);
  if (admission === null || site === null) return { refused: 'unauthenticated' };
  const origin = socket.handshake.headers.origin;
  if (origin !== undefined && !originAllowed(site.origins, origin) && origin !== deps.publicOrigin)
    return { refused: 'origin_not_allowed' };
  return { principal: principalOf(admission.visitor), admission, mark };
}

/** All sockets of the visitor hear the conversation from now on; heads follow the join (P42). */
export async function joinVisitor(deps: RelayDeps, principal: VisitorPrincipal, conv: string): Promise<void> {
  const fresh = deps.subscriptions.ofPrincipal(principal.siteId, principal.id).filter((one) => deps.subscriptions.join(one, conv));
  const isNews = fresh.length > 0 || !deps.subscriptions.isOnline(principal.siteId, principal.id);
  if (isNews) deps.subscriptions.openings.note(principal.siteId, principal.id, conv);
  if (fresh.length > 0) await announceHeads(deps, principal.siteId, fresh);
}

/**
 * The list was read before the socket was known here; what was opened in between is added. What was written in between the client finds by
 * the `sync` that each connection begins with, and at the latest the beacon tells (P42).
 */
async function listen(deps: RelayDeps, subscriber: VisitorSubscriber, { principal, admission, mark }: AdmittedVisitor): Promise<void> {
  const { subscriptions, announced, store } = deps;
  for (const { conv, pub, int, receipts } of admission.conversations) {
    subscriptions.join(subscriber, conv, receipts);
    if (admission.epoch !== store.epoch) continue; // another history began meanwhile: the beacon tells of it
    announced.note(principal.siteId, conv, { epoch: admission.epoch, pub, int });
    announce(subscriber, admission.epoch, { conv, pub, int });
  }
  const opened =
    subscriptions.openings.since(mark, principal.siteId, principal.id) ??
    (await store.visitorConversations({ principal })).map(({ id }) => id);
  const fresh = opened.filter((conv) => subscriptions.join(subscriber, conv));
  presence(deps, subscriber, true);
  deps.placesInLine.greet(subscriber);
  if (fresh.length > 0) await announceHeads(deps, principal.siteId, [subscriber]);
}

function presence(deps: RelayDeps, visitor: Subscriber, online: boolean): void {
  for (const conv of visitor.joined.keys()) {
    for (const one of deps.subscriptions.inConversation(visitor.siteId, conv))
      if (one.side === 'agent') one.tell('presence', { conv, online });
  }
}

/** Whose frames a socket carries. */
interface Visiting {
  principal: VisitorPrincipal;
  subscriber: Subscriber;
  address: string;
}

function framesOfVisitor(deps: RelayDeps): ReadonlyMap<string, Handler<Visiting>> {
  const key = ({ principal }: Visiting): string => `${principal.siteId} ${principal.id}`;
  const submit = answering(deps, {
    event: 'submit',
    schema: fromVisitor.Submit,
    run: async ({ principal, address }: Visiting, sent) => {
      const answer = await postMessage(deps, { principal, submit: sent, online: true, address });
      if (answer.ok) await joinVisitor(deps, principal, answer.conv);
      return answer;
    },
  });
  const sync = answering(deps, {
    event: 'sync',
    schema: fromVisitor.Sync,
    run: async ({ principal, subscriber }: Visiting, asked) => {
      takeCursor(deps, subscriber, asked);
      const answer = await readLane(deps, { principal, sync: asked });
      if (answer.ok) await joinVisitor(deps, principal, asked.conv);
      return answer;
    },
  });
  const got = listening(deps, { event: 'got', schema: fromVisitor.Got, run: createGot(deps) });
  const typing = listening(deps, {
    ...{ event: 'typing', key, schema: fromVisitor.Typing },
    run: ({ principal, subscriber }: Visiting, { conv, on }) => {
      if (!subscriber.joined.has(conv)) return;
      deps.bus.publish({ type: 'typing', siteId: principal.siteId, conv, side: 'visitor', on, from: principal.id });
    },
  });
  return new Map(Object.entries({ submit, sync, got, typing }));
}

function subscribe(deps: RelayDeps, socket: RelaySocket, { siteId, id, userId }: VisitorPrincipal): VisitorSubscriber {
  const named = socket.handshake.headers.origin;
  const origin = named === undefined || named === deps.publicOrigin ? null : named;
  const subscriber: VisitorSubscriber = connectionOf(socket, {
    side: 'visitor',
    siteId,
    principalId: id,
    userId,
    origin,
    joined: new Map(),
  });
  deps.subscriptions.add(subscriber);
  socket.on('disconnect', () => {
    deps.subscriptions.remove(subscriber);
    if (!deps.subscriptions.isOnline(siteId, id)) presence(deps, subscriber, false);
  });
  return subscriber;
}

export function visitorSocket(http: HttpServer, deps: RelayDeps): RelaySocketServer {
  const io = socketServer(http, { path: VISITOR_SOCKET_PATH, allow: () => true });
  const frames = framesOfVisitor(deps);
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
    socket.data = {}; // idle sockets are many: nothing stays that was needed once
    if (visitor === undefined) return void socket.disconnect(true);
    const { principal } = visitor;
    const address = deps.addressOf(socket.handshake.address, socket.handshake.headers['x-forwarded-for']);
    const subscriber = subscribe(deps, socket, principal);
    serveFrames(socket, { principal, subscriber, address }, frames);
    listen(deps, subscriber, visitor).catch((error: unknown) => {
      deps.log.error('A visitor could not be subscribed', {
        event: 'visitor',
        error: asError(error),
      });
      socket.disconnect(true); // the client reconnects and tries again
    });
  });
  return io;
}
