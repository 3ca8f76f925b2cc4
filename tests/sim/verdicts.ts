// What must hold at the end of a run (delivery.md §8). Each broken promise is one sentence that starts with its id.
import type { Entry } from '@throughline/types';
import type { Actor } from './actor.js';
import type { Run } from './scenario.js';

const textOf = ({ body }: { body: Record<string, unknown> }): string | null => (typeof body['text'] === 'string' ? body['text'] : null);
const short = (text: string | null): string => (text ?? 'an act').slice(0, 8);
const doubled = (names: readonly string[]): boolean => new Set(names).size !== names.length;

/** Every broken promise of a run that has ended; empty when all hold. */
export function verdicts(run: Run): string[] {
  const { relay, witness } = run;
  const broken = [...run.broken, ...witness.verdicts(), ...relay.rewritten.map((where) => `I4: ${where} was rewritten`)];
  const texts = new Set<string | null>();
  for (const { id, logs } of relay.conversations.values()) {
    for (const lane of ['pub', 'int'] as const) {
      broken.push(...ofLog(logs[lane], `${id}/${lane}`));
      for (const entry of logs[lane]) texts.add(textOf(entry));
    }
  }
  texts.delete(null);
  for (const actor of run.actors()) broken.push(...ofActor(run, actor, texts));
  return [...new Set(broken)];
}

function ofLog(log: readonly Entry[], where: string): string[] {
  const broken: string[] = [];
  if (log.some((entry, i) => entry.seq !== i + 1)) broken.push(`I2: ${where} is not dense`);
  const cids = log.flatMap(({ cid }) => cid ?? []);
  if (doubled(cids) || doubled(log.flatMap(({ origin }) => origin ?? []))) broken.push(`I3: ${where} holds a name twice`);
  if (doubled(log.flatMap((entry) => textOf(entry) ?? []))) broken.push(`I3: ${where} holds a text twice`);
  const last = new Map<string, number>();
  for (const cid of cids) {
    const [stream = '', n = ''] = cid.split(':');
    if (Number(n) <= (last.get(stream) ?? 0)) broken.push(`I5: ${where}: n ${n} of a stream came late`);
    last.set(stream, Number(n));
  }
  const claims = log.filter(({ kind }) => kind === 'assign').map(({ body }) => String(body['ifVersion']));
  if (doubled(claims)) broken.push(`one-winner: ${where}: two claims saw the same assignment`);
  for (const [i, { ts }] of log.entries()) {
    if (ts < (log[i - 1]?.ts ?? 0)) broken.push(`P38: ${where}: time runs backwards at ${i + 1}`);
  }
  return broken;
}

function ofActor(run: Run, actor: Actor, logged: ReadonlySet<string | null>): string[] {
  const broken: string[] = [];
  const view = actor.client.view();
  const say = (sentence: string): void => void broken.push(`${sentence} (${actor.principal.id})`);
  if (view.blocked !== null && !run.expelled(view.blocked, view.conv)) say(`I10: blocked: ${view.blocked}`);
  const same = [view.pub, view.int].every(({ entries, lane, epoch }) => {
    const log = run.relay.histories.get(`${epoch}/${view.conv}/${lane}`) ?? [];
    return JSON.stringify(entries) === JSON.stringify(log.slice(0, entries.length));
  });
  if (!run.equals(actor) || !same) say('I10: a list is not equal to the log at the end');
  if (actor.principal.type === 'visitor' && view.int.entries.length > 0) say('I9: a visitor holds notes');
  const failed = new Set<string>();
  for (const item of view.outbox) {
    const text = textOf(item);
    if (item.state.state !== 'failed') say(`I8: "${short(text)}" is still ${item.state.state}`);
    else if (text !== null) failed.add(text);
    // Without a conversation there is no log to find it in: an expired first message whose ack was lost (T2 allows a visible `expired`), or
    // what was refused here because the conversation was in no backup, while the copy of this profile could still open it again.
    const reason = item.state.state === 'failed' ? item.state.reason : null;
    const unknown = view.conv === null && (reason === 'expired' || (run.cloned && reason === 'forbidden'));
    if (logged.has(text) && !unknown) say(`P73: "${short(text)}" is in the log and in the outbox`);
  }
  for (const text of actor.posted) {
    if (logged.has(text) || failed.has(text) || run.excused.has(text)) continue;
    say(`I8: "${short(text)}" was taken and is neither in the log nor visibly failed`);
  }
  if (!run.restored && !run.tabs && !run.cloned && !actor.retried) {
    for (const lane of [view.pub, view.int]) {
      const order = lane.entries
        .flatMap((entry) => textOf(entry) ?? [])
        .filter((text) => actor.posted.includes(text) && !run.excused.has(text));
      const posted = actor.posted.filter((text) => order.includes(text));
      if (order.join() !== posted.join()) say(`P4: ${lane.lane}: own texts are not in the order they were posted`);
    }
  }
  return broken;
}
