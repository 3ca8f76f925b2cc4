// The store's thread: owns the database file, drains what the relay's thread sends, replies in groups (P20, P21).
// Its parent ends the process when it reports a failed disk; it never replies after one (P23).
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { limits } from '@throughline/types';
import { Engine } from './engine.js';
import type { Call, FromWorker, ToWorker, WorkerOptions } from './messages.js';
import { openSqliteFile } from './sqlite-file.js';

if (parentPort === null) throw new Error('The store worker runs only as a worker thread');
const port = parentPort;
const post = (message: FromWorker): void => port.postMessage(message);

const reads: Call[] = [];
const writes: Call[] = [];
let closing = false;
let running = false;
/** Writes of the last group: what is likely to come again within GROUP_COMMIT_MS. */
let lastGroup = 0;

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function accept(engine: Engine, message: ToWorker): void {
  if (message.type === 'close') closing = true;
  else for (const call of message.calls) (engine.kindOf(call.op) === 'write' ? writes : reads).push(call);
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

async function run(engine: Engine): Promise<void> {
  if (running) return;
  running = true;
  try {
    while (reads.length + writes.length > 0) {
      if (reads.length > 0) post({ type: 'replies', replies: await engine.read(reads.splice(0)) });
      await gather(engine);
      const replies = await engine.write(() => {
        if (writes.length === 0) drain(engine);
        return writes.shift();
      });
      lastGroup = replies.length;
      if (replies.length > 0) post({ type: 'replies', replies });
      drain(engine);
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
