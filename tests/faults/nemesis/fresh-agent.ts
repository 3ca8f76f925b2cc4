// The third final reading: a client that was never there signs in and reads everything over a socket.
import { setTimeout as pause } from 'node:timers/promises';
import { Agent } from '../clients/agent.js';
import { createHistory } from '../history.js';
import type { History } from '../history.js';
import { shown } from './final-reads.js';
import { PASSWORD } from './stage.js';
import type { Stage } from './stage.js';
import { readHeads } from './store-reader.js';

const LOADED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 200;

export async function readAsStranger(stage: Stage, history: History): Promise<void> {
  const convs = (await readHeads(stage)).map(({ conv }) => conv);
  const agent = new Agent({
    ...{ p: 'fresh', email: stage.emails[0] ?? '', password: PASSWORD, urls: stage.urls(0), origin: stage.origin },
    ...{ history: createHistory(null), random: () => 0.5 }, // what it does on the way is not part of the run
  });
  agent.start();
  const until = performance.now() + LOADED_WITHIN_MS;
  const missing = (): boolean => convs.some((conv) => !agent.sides.has(conv));
  while ((missing() || !agent.quiet()) && performance.now() < until) await pause(LOOK_EVERY_MS);
  await pause(LOOK_EVERY_MS);
  for (const conv of convs) {
    for (const lane of ['pub', 'int'] as const) {
      const read = await shown(agent.sides.get(conv)?.client ?? null, conv, lane);
      history.add('fresh', { type: 'ok', f: 'final', source: 'fresh', conv, lane, ...read });
    }
  }
  agent.stop();
}
