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

/** Handles `event` with an acknowledgement. */
export function answerWith<Schema extends z.ZodType, Answer>(
  { log, ids, inFlight }: AnswerDeps,
  socket: RelaySocket,
  { event, schema, run }: { event: string; schema: Schema; run: (message: z.output<Schema>) => Promise<Answer | Refusal> },
): void {
  socket.on(event, (raw: unknown, ack: unknown) => {
    const reply = (answer: Answer | Refusal): void => {
      if (typeof ack === 'function') ack(answer);
    };
    const message = schema.safeParse(raw);
    if (!message.success) return reply({ ok: false, code: 'bad_request' });
    const answered = inFlight.enter();
    run(message.data)
      .then(reply, (error: unknown) => {
        log.error('A request failed', { event, errorId: ids.hex128(), error: asError(error) });
        reply({ ok: false, code: 'unavailable', retry_ms: RETRY_MS });
      })
      .finally(answered);
  });
}

/** Handles a volatile `event`: malformed ones are dropped, and those beyond the rate of `who` (S52). */
export function listenTo<Schema extends z.ZodType>(
  { log, ids, limiter }: AnswerDeps,
  socket: RelaySocket,
  { event, who, schema, run }: { event: string; who: string; schema: Schema; run: (message: z.output<Schema>) => Promise<void> | void },
): void {
  socket.on(event, (raw: unknown) => {
    const message = schema.safeParse(raw);
    if (!message.success) return;
    const allowed = limiter.take(`${who} ${event}`, limits.RATE_SIGNALS);
    allowed
      .then((taken) => (taken.ok ? run(message.data) : undefined))
      .catch((error: unknown) => {
        log.error('A signal failed', { event, errorId: ids.hex128(), error: asError(error) });
      });
  });
}

/** Anything not in the protocol is answered `bad_request`, so that a newer client does not wait for ever. */
export function refuseUnknown(socket: RelaySocket, known: readonly string[]): void {
  const names = new Set(known);
  socket.onAny((event: string, ...rest: unknown[]) => {
    const ack = rest.at(-1);
    if (!names.has(event) && typeof ack === 'function') ack({ ok: false, code: 'bad_request' });
  });
}
