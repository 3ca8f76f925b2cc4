// What must hold at the end of a run (delivery.md §8). Each broken promise is one sentence that starts with its id.
import type { Actor } from './actor.js';
import type { Run } from './scenario.js';

const textOf = ({ body }: { body: Record<string, unknown> }): string => String(body['text']);

/** Every broken promise of a run that has ended; empty when all hold. */
export function verdicts(run: Run): string[] {
  const broken = [...run.broken];
  const { relay } = run;
  for (const { id, logs } of relay.conversations.values()) {
    for (const lane of ['pub', 'int'] as const) {
      const log = logs[lane];
      if (log.some((entry, i) => entry.seq !== i + 1)) broken.push(`I2: ${id}/${lane} is not dense`);
      const origins = log.flatMap(({ origin }) => origin ?? []);
      const cids = log.flatMap(({ cid }) => cid ?? []);
      if (new Set(origins).size !== origins.length || new Set(cids).size !== cids.length)
        broken.push(`I3: ${id}/${lane} holds a name twice`);
      const texts = log.filter(({ kind }) => kind === 'message' || kind === 'note').map(textOf);
      if (new Set(texts).size !== texts.length) broken.push(`I3: ${id}/${lane} holds a text twice`);
      broken.push(...disorder(cids, `${id}/${lane}`));
    }
  }
  for (const actor of run.actors()) broken.push(...ofActor(run, actor));
  return [...new Set(broken)];
}

function disorder(cids: readonly string[], where: string): string[] {
  const last = new Map<string, number>();
  const broken: string[] = [];
  for (const cid of cids) {
    const [stream = '', n = ''] = cid.split(':');
    if (Number(n) <= (last.get(stream) ?? 0)) broken.push(`I5: ${where}: n ${n} of a stream came late`);
    last.set(stream, Number(n));
  }
  return broken;
}

function ofActor(run: Run, actor: Actor): string[] {
  const broken: string[] = [];
  const who = actor.principal.id;
  const view = actor.client.view();
  const say = (sentence: string): void => void broken.push(`${sentence} (${who})`);
  const gone = view.blocked === 'forbidden' && run.restored && !run.relay.conversations.has(view.conv ?? '');
  if (!gone && view.blocked !== null) say(`I10: blocked: ${view.blocked}`);
  if (!gone && view.conv !== null) {
    for (const lane of actor.principal.type === 'agent' ? [view.pub, view.int] : [view.pub]) {
      const log = run.relay.log(view.conv, lane.lane);
      if (JSON.stringify(lane.entries) !== JSON.stringify(log)) say(`I10: ${lane.lane} is not equal to the log after the heal`);
    }
  }
  const inLog = [...run.relay.conversations.values()].flatMap(({ logs }) => [...logs.pub, ...logs.int]).map(textOf);
  const logged = new Set(inLog);
  const failed = new Set<string>();
  for (const item of view.outbox) {
    if (item.state.state === 'failed') failed.add(textOf(item));
    else say(`I8: "${textOf(item).slice(0, 8)}" is still ${item.state.state}`);
    if (logged.has(textOf(item))) say(`P73: "${textOf(item).slice(0, 8)}" is in the log and in the outbox`);
  }
  for (const text of actor.posted) {
    if (logged.has(text) || failed.has(text) || run.excused.has(text)) continue;
    say(`I8: "${text.slice(0, 8)}" was taken and is neither in the log nor visibly failed`);
  }
  if (!run.restored && !run.scenario.tabs && !actor.retried) {
    for (const lane of [view.pub, view.int]) {
      const order = lane.entries.map(textOf).filter((text) => actor.posted.includes(text) && !run.excused.has(text));
      const posted = actor.posted.filter((text) => order.includes(text));
      if (order.join() !== posted.join()) say(`P4: ${lane.lane}: own texts are not in the order they were posted`);
    }
  }
  return broken;
}
