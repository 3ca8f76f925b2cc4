// The store's thread: owns the database file, drains what the relay's thread sends, replies in groups (P20, P21).
// Its parent ends the process when it reports a failed disk; it never replies after one (P23).
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { limits } from '@throughline/types';
import { Engine } from './engine.js';
import type { Call, FromWorker, Reply, ToWorker, WorkerOptions } from './messages.js';
import { openSqliteFile } from './sqlite-file.js';

if (parentPort === null) throw new Error('The store worker runs only as a worker thread');
const port = parentPort;
const post = (message: FromWorker): void => port.postMessage(message);
const answer = (replies: readonly Reply[]): void => {
  if (replies.length > 0) post({ type: 'replies', text: JSON.stringify(replies) });
};

const reads: Call[] = [];
const writes: Call[] = [];
/** Work that nobody waits for in front of a screen: it never shares a commit group with what somebody does wait for. */
const background: Call[] = [];
let closing = false;
let running = false;
/** Writes of the last group: what is likely to come again within GROUP_COMMIT_MS. */
let lastGroup = 0;
/** When background work last ran, by the monotonic clock. */
let backgroundAt = 0;

const BACKGROUND: ReadonlySet<Call['op']> = new Set(['liveRevision', 'sweepDue', 'takeOutbox', 'settleOutbox', 'pruneOutbox']);
const BACKGROUND_WAIT_MAX_MS = 20; // passed over that long it takes its turn: about one in ten groups then waits for one revision

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function lane(engine: Engine, { op }: Call): Call[] {
  if (BACKGROUND.has(op)) return background;
  return engine.kindOf(op) === 'write' ? writes : reads;
}

function accept(engine: Engine, message: ToWorker): void {
  if (message.type === 'close') closing = true;
  else for (const call of message.calls) lane(engine, call).push(call);
}

/** Takes what has arrived meanwhile without going back to the event loop. */
function drain(engine: Engine): void {
  for (let held = receiveMessageOnPort(port); held !== undefined; held = receiveMessageOnPort(port)) accept(engine, held.message);
}

/**
 * Waits at most GROUP_COMMIT_MS while the group is smaller than the last one: senders that were just answered are about to send again. A
 * lone sender never waits.
 */
async function gather(engine: Engine): Promise<void> {
  const deadline = performance.now() + limits.GROUP_COMMIT_MS;
  drain(engine);
  while (writes.length > 0 && writes.length < Math.min(lastGroup, limits.GROUP_COMMIT_MAX) && performance.now() < deadline) {
    await nextTurn();
    drain(engine);
  }
}

/** One at a time, when nothing else waits or when it was passed over for long enough. */
async function inBackground(engine: Engine): Promise<void> {
  if (background.length === 0) return;
  const now = performance.now();
  if (reads.length + writes.length > 0 && now - backgroundAt < BACKGROUND_WAIT_MAX_MS) return;
  const replies = await engine.write(onlyOne(background));
  backgroundAt = performance.now();
  answer(replies);
  drain(engine);
}

function onlyOne(calls: Call[]): () => Call | undefined {
  let taken = false;
  return () => {
    if (taken) return undefined;
    taken = true;
    return calls.shift();
  };
}

async function run(engine: Engine): Promise<void> {
  if (running) return;
  running = true;
  try {
    while (reads.length + writes.length + background.length > 0) {
      if (reads.length > 0) answer(await engine.read(reads.splice(0)));
      await gather(engine);
      const replies = await engine.write(() => {
        if (writes.length === 0) drain(engine);
        return writes.shift();
      });
      lastGroup = replies.length;
      answer(replies);
      drain(engine);
      await inBackground(engine);
    }
  } catch (error) {
    post({ type: 'fatal', message: error instanceof Error ? `${error.message}: ${String(error.cause)}` : String(error) });
    return; // `running` stays true: nothing is answered any more
  }
  running = false;
  if (closing) {
    engine.close();
    post({ type: 'closed' });
    port.close();
  }
}

async function start({ file, exclusive, now }: WorkerOptions): Promise<void> {
  const opened = openSqliteFile(file, { exclusive });
  try {
    const engine = await Engine.open(opened, now);
    port.on('message', (message: ToWorker) => {
      accept(engine, message);
      void run(engine);
    });
    post({ type: 'ready', epoch: engine.epoch, version: opened.version, durability: opened.durability });
  } catch (error) {
    opened.release();
    throw error;
  }
}

const options: WorkerOptions = workerData;
start(options).catch((error: unknown) => {
  post({ type: 'refused', message: error instanceof Error ? error.message : String(error) });
  port.close();
});
