// One frame in, one answer out: decode once, run, answer; a bug becomes `unavailable` with a logged id, never a crash or a silence (S14).
import type { z } from 'zod';
import { limits } from '@throughline/types';
import type { Refusal } from '@throughline/types';
import type { Ids } from '../../ports/ids.js';
import { asError } from '../../domain/as-error.js';
import type { Limiter } from '../../ports/limiter.js';
import type { Log } from '../../ports/log.js';
import type { InFlight } from './in-flight.js';
import type { RelaySocket } from './socket-server.js';

const RETRY_MS = 2_000;

export interface AnswerDeps {
  log: Log;
  ids: Ids;
  limiter: Limiter;
  inFlight: InFlight;
}

/** What a frame is handled by: once per server, whoever sent it. */
export type Handler<Who> = (who: Who, raw: unknown, ack: unknown) => void;

/** With an acknowledgement. */
export function answering<Who, Schema extends z.ZodType, Answer>(
  { log, ids, inFlight }: AnswerDeps,
  { event, schema, run }: { event: string; schema: Schema; run: (who: Who, message: z.output<Schema>) => Promise<Answer | Refusal> },
): Handler<Who> {
  return (who, raw, ack) => {
    const reply = (answer: Answer | Refusal): void => {
      if (typeof ack === 'function') ack(answer);
    };
    const message = schema.safeParse(raw);
    if (!message.success) return reply({ ok: false, code: 'bad_request' });
    if (inFlight.isClosed) return reply({ ok: false, code: 'unavailable', retry_ms: RETRY_MS });
    const answered = inFlight.enter();
    run(who, message.data)
      .then(reply, (error: unknown) => {
        log.error('A request failed', { event, errorId: ids.hex128(), error: asError(error) });
        reply({ ok: false, code: 'unavailable', retry_ms: RETRY_MS });
      })
      .finally(answered);
    return undefined;
  };
}

/** A volatile one: malformed ones are dropped, and those beyond the rate of whom `key` names (S52). Without `key` it starts at once. */
export function listening<Who, Schema extends z.ZodType>(
  { log, ids, limiter }: AnswerDeps,
  {
    event,
    key,
    schema,
    run,
  }: {
    event: string;
    /** Absent: bounds itself. */
    key?: (who: Who) => string;
    schema: Schema;
    run: (who: Who, message: z.output<Schema>) => Promise<void> | void;
  },
): Handler<Who> {
  const hear = async (who: Who, message: z.output<Schema>): Promise<void> => {
    if (key !== undefined && !(await limiter.take(`${key(who)} ${event}`, limits.RATE_SIGNALS)).ok) return;
    await run(who, message);
  };
  return (who, raw) => {
    const message = schema.safeParse(raw);
    if (!message.success) return;
    hear(who, message.data).catch((error: unknown) => {
      log.error('A signal failed', { event, errorId: ids.hex128(), error: asError(error) });
    });
  };
}

/**
 * Hands each frame of the socket to its handler. Anything not in the protocol is answered `bad_request`, so that a newer client does not wait
 * for ever. One listener per socket: handlers that were closures of each socket would be half of what an idle visitor costs beyond socket.io.
 */
export function serveFrames<Who>(socket: RelaySocket, who: Who, handlers: ReadonlyMap<string, Handler<Who>>): void {
  socket.onAny((event: string, ...rest: unknown[]) => {
    const handle = handlers.get(event);
    const last = rest.at(-1);
    if (handle !== undefined) handle(who, rest[0], rest[1]);
    else if (typeof last === 'function') last({ ok: false, code: 'bad_request' });
  });
}
