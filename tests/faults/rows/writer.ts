// One person who writes as fast as the relay answers, over a real socket, and never gives up: what is unacked is sent again with the same n
// and the same words after each reconnect. (A small client of its own: it knows every ack it got, and has no code in common with the product.)
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import type { Entry, SubmitAnswer } from '@throughline/types';
import { hex128 } from '../../servers/visitor-http.js';
import type { Journal } from './journal.js';

const ACK_TIMEOUT_MS = 5_000;
const RETRY_MS = 25; // the relay is away for half a second; nobody else is waiting for it
const BATCH_MAX = 3;

export interface WriterOptions {
  name: string;
  journal: Journal;
  /** Rejects while the relay is away. */
  open: () => Promise<Socket>;
  /** Where to write; null: nowhere yet. A visitor names a `conv_key`, an agent a `conv`. */
  target: () => { conv: string } | { conv_key: string } | null;
  /** After so many acks a visitor opens another conversation; default never. */
  conversationEvery?: number;
  /** Closes the socket after so many acks, to go on over another one; default never. */
  reconnectEvery?: number;
  /** How long an ack is waited for before the socket is given up. */
  ackTimeoutMs?: number;
  /** Between two batches. */
  paceMs?: number;
  text?: (name: string, count: number) => string;
}

export interface Writer {
  readonly acks: number;
  /** The conversation of the last ack. */
  readonly conv: string | null;
  readonly socket: Socket | null;
  /** Resolves when what was sent is acked and the socket is closed. */
  settle(): Promise<void>;
}

export function startWriter({
  name,
  journal,
  open,
  target,
  conversationEvery,
  reconnectEvery,
  ackTimeoutMs = ACK_TIMEOUT_MS,
  paceMs = 0,
  text,
}: WriterOptions): Writer {
  let ending = false;
  let socket: Socket | null = null;
  let count = 0;
  const seen: { acks: number; conv: string | null } = { acks: 0, conv: null };
  let [convKey, stream, n] = [hex128(), hex128(), 0];
  const say = text ?? ((who: string, number: number): string => `${who} says ${number}`);

  const connected = async (): Promise<Socket> => {
    while (socket?.connected !== true) {
      socket?.close();
      socket = await open().catch(() => null);
      if (socket === null) await pause(RETRY_MS);
      else
        socket.on(
          'ev',
          ({ conv, epoch, entry }: { conv: string; epoch: string; entry: Entry }) => void journal.seen.push({ conv, epoch, entry }),
        );
    }
    return socket;
  };

  /** True when it is answered for good. */
  const taken = (answer: SubmitAnswer, batch: readonly { n: number; body: { text: string } }[]): boolean => {
    if (!answer.ok) {
      journal.refusals.set(answer.code, (journal.refusals.get(answer.code) ?? 0) + 1);
      if (answer.code === 'unavailable' || answer.code === 'rate_limited') return false;
      journal.problems.push(`${name}: ${JSON.stringify(answer)}`); // nothing else is ever right here: this writer gives up
      ending = true;
      return true;
    }
    const doubles = answer.results.filter(({ dup }) => dup === true).length;
    if (doubles !== 0 && doubles !== batch.length) journal.problems.push(`${name}: a batch was stored in part`);
    if (answer.results.length !== batch.length) journal.problems.push(`${name}: an ack does not name the whole batch`);
    const now = performance.now();
    journal.ackTimes.push(now);
    seen.acks += 1;
    seen.conv = answer.conv;
    for (const { n: number, seq, id } of answer.results) {
      const words = batch.find((one) => one.n === number)?.body.text ?? '';
      journal.acked.push({ text: words, conv: answer.conv, epoch: answer.epoch, seq, id });
      journal.ackedAt.set(words, now);
    }
    return true;
  };

  const deliver = async (where: { conv: string } | { conv_key: string }): Promise<void> => {
    const msgs = Array.from({ length: 1 + (count % BATCH_MAX) }, () => {
      count += 1;
      n += 1;
      return { n, kind: 'message', body: { text: say(name, count) } };
    });
    for (const { body } of msgs) journal.invoked.set(body.text, performance.now());
    for (;;) {
      const live = await connected();
      const answer: SubmitAnswer | null = await live
        .timeout(ackTimeoutMs)
        .emitWithAck('submit', { ...where, stream, msgs })
        .catch(() => null);
      if (answer === null) live.close();
      else if (taken(answer, msgs)) return;
      else await pause(RETRY_MS);
    }
  };

  const run = async (): Promise<void> => {
    while (!ending) {
      const where = target();
      if (where === null) await pause(RETRY_MS);
      else await deliver('conv_key' in where ? { conv_key: convKey } : where);
      if (conversationEvery !== undefined && seen.acks % conversationEvery === 0) [convKey, stream, n] = [hex128(), hex128(), 0];
      if (reconnectEvery !== undefined && seen.acks % reconnectEvery === 0) socket?.close();
      if (paceMs > 0) await pause(paceMs);
    }
    socket?.close();
  };
  const ended = run();
  return {
    get acks() {
      return seen.acks;
    },
    get conv() {
      return seen.conv;
    },
    get socket() {
      return socket;
    },
    settle() {
      ending = true;
      return ended;
    },
  };
}
