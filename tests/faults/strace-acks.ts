// `npx tsx tests/faults/strace-acks.ts [--submits 1000]`: the proof that no ack leaves before its message is on the disk, from the system calls
// of a relay on SQLite (D5). Row `d5-order.test.ts` runs the same.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { SubmitAnswer } from '@throughline/types';
import { guard } from '../servers/guard.js';
import { onPath } from '../servers/install-package.js';
import { freshFolder } from '../servers/private-server.js';
import { startRelay } from '../servers/relay.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { hex128, visitor } from '../servers/visitor-http.js';

const VISITORS = 4; // commit groups of more than one as well
const CALLS = 'read,recvfrom,recvmsg,write,writev,sendto,sendmsg,fsync,fdatasync';
const ATTACH_TIMEOUT_MS = 10_000;
const SUBMIT_MIN_BYTES = 60; // a pong frame has under ten

/** One system call: when it began and when it returned, as positions in the trace. */
interface Call {
  name: string;
  fd: string;
  args: string;
  result: number;
  began: number;
  returned: number;
}

export interface Trace {
  submits: number;
  /** Acks that the clients got. */
  acked: number;
  /** Ack frames found in the trace. */
  acks: number;
  /** Syncs of the write-ahead log. */
  walSyncs: number;
  /** Acks without a sync of the log that began after their submit was read and returned before they were written. */
  unsynced: number;
}

const LINE = /^(\d+)\s+(?:<\.\.\. (\w+) resumed>(.*)|(\w+)\((.*))$/;

/** The calls of all threads; those cut by another thread's are joined again. */
export function callsOf(trace: string): Call[] {
  const open = new Map<string, { name: string; args: string; began: number }>();
  const calls: Call[] = [];
  trace.split('\n').forEach((line, at) => {
    const [, thread = '', resumed, tail = '', name = '', head = ''] = LINE.exec(line) ?? [];
    if (thread === '') return;
    const before = resumed === undefined ? { name, args: '', began: at } : open.get(thread);
    if (before === undefined) return; // it began before the trace did
    const text = before.args + (resumed === undefined ? head : tail);
    if (text.endsWith('<unfinished ...>')) {
      open.set(thread, { ...before, args: text.slice(0, -'<unfinished ...>'.length) });
      return;
    }
    open.delete(thread);
    const result = /\)\s+= (-?\d+)[^"]*$/.exec(text)?.[1];
    const fd = /^\d+<[^>]*>/.exec(text)?.[0] ?? '';
    if (result !== undefined) calls.push({ name: before.name, fd, args: text, result: Number(result), began: before.began, returned: at });
  });
  return calls;
}

const isAck = ({ name, args }: Call): boolean => /^(?:write|send)/.test(name) && /"43\d+\[\{\\"ok\\":true/.test(args);
const isWalSync = ({ name, fd, result }: Call): boolean => /^f(?:data)?sync$/.test(name) && fd.endsWith('-wal>') && result === 0;
const isSubmit = ({ name, result }: Call): boolean => /^(?:read|recv)/.test(name) && result > SUBMIT_MIN_BYTES;

/** Each socket sends one submit at a time, so the last long read before an ack is its submit. */
export function judge(calls: readonly Call[]): Pick<Trace, 'acks' | 'walSyncs' | 'unsynced'> {
  const syncs = calls.filter(isWalSync);
  const acks = calls.filter(isAck);
  const unsynced = acks.filter((ack) => {
    const submit = calls.filter((call) => call.fd === ack.fd && call.returned < ack.began && isSubmit(call)).at(-1);
    return submit === undefined || !syncs.some(({ began, returned }) => began > submit.returned && returned < ack.began);
  });
  return { acks: acks.length, walSyncs: syncs.length, unsynced: unsynced.length };
}

async function attach(pid: number, file: string): Promise<() => Promise<void>> {
  const tracer = spawn('strace', ['-f', '-y', '-s', '48', '-e', `trace=${CALLS}`, '-o', file, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  guard({ pid: tracer.pid ?? 0 });
  let said = '';
  tracer.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => void tracer.once('exit', () => resolve()));
  for (let waited = 0; !said.includes('attached'); waited += 50) {
    if (waited > ATTACH_TIMEOUT_MS || tracer.exitCode !== null) throw new Error(`strace did not attach: ${said}`);
    await pause(50);
  }
  return async () => {
    tracer.kill('SIGINT');
    await ended;
  };
}

async function submitAll(guest: TestVisitor, count: number): Promise<number> {
  const socket = await guest.socket();
  const convKey = hex128();
  let acked = 0;
  for (let n = 1; n <= count; n += 1) {
    const submit = { conv_key: convKey, stream: guest.stream, msgs: [{ n, kind: 'message', body: { text: `message ${n} of many` } }] };
    const answer: SubmitAnswer = await socket.timeout(30_000).emitWithAck('submit', submit);
    acked += answer.ok ? 1 : 0;
  }
  socket.close();
  return acked;
}

/** Null: strace is not there, or may not look at other processes. `build`: another relay than the release. */
export async function traceAcks({ submits, build }: { submits: number; build?: string }): Promise<Trace | null> {
  if (onPath('strace') === null) return null;
  const folder = freshFolder();
  const relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' }, ...(build === undefined ? {} : { build }) });
  try {
    const site = await relay.siteAdd();
    const guests = await Promise.all(Array.from({ length: VISITORS }, () => visitor(relay.url, site.siteId)));
    const file = join(folder, 'trace');
    const detach = await attach(relay.pid, file).catch(() => null);
    if (detach === null) return null;
    const acked = await Promise.all(guests.map((guest) => submitAll(guest, submits / VISITORS)));
    await detach();
    return { submits, acked: acked.reduce((sum, one) => sum + one, 0), ...judge(callsOf(readFileSync(file, 'utf8'))) };
  } finally {
    await relay.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { submits: { type: 'string', default: '1000' } } });
  const trace = await traceAcks({ submits: Number(values.submits) });
  console.log(trace ?? 'not run: strace is not there, or may not look at other processes');
  process.exit(trace !== null && (trace.unsynced > 0 || trace.acks !== trace.acked) ? 1 : 0);
}
