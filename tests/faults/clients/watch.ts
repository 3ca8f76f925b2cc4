// Writes down what one client sends, is answered and draws. Sits around the transport and the view; changes nothing.
import type { ConversationView, Entry, LaneView, SubmitMessage, SyncAnswer, Transport } from '@throughline/types';
import { hashOf, readOf } from '../history.js';
import type { History } from '../history.js';

export interface Watched {
  history: History;
  p: string;
  /** Key of the conversation before it has an id. */
  key: string;
  /** Counts reloads. */
  page: number;
}

/** The same transport, with each request and its answer written down. `twice`: the first submission is sent twice at once. */
export function watchTransport<Port extends Transport>(port: Port, watched: Watched, twice: () => boolean = () => false): Port {
  const { history, p, key } = watched;
  const cidOf = (stream: string, { n }: { n: number }): string => `${stream}:${n}`;
  const submit: Transport['submit'] = async (request, timeoutMs) => {
    const { stream, msgs } = request;
    const name = (message: SubmitMessage) => ({ key, cid: cidOf(stream, message) });
    for (const message of msgs) {
      const origin = message.reoffer_of ?? cidOf(stream, message);
      const skip = message.kind === 'skip' ? { skip: true } : {};
      history.add(p, { type: 'invoke', f: 'submit', ...name(message), origin, hash: hashOf(message.kind, message.body), ...skip });
    }
    try {
      const [answer, second] = await Promise.all([
        port.submit(request, timeoutMs),
        twice() ? port.submit(request, timeoutMs).catch(() => null) : null,
      ]);
      for (const one of [answer, second]) {
        if (one?.ok === true)
          for (const { n, lane, seq, id, dup } of one.results) {
            const cid = cidOf(stream, { n });
            history.add(p, { type: 'ok', f: 'submit', key, conv: one.conv, epoch: one.epoch, cid, lane, seq, id, dup: dup === true });
          }
        else if (one !== null) for (const message of msgs) history.add(p, { type: 'fail', f: 'submit', ...name(message), code: one.code });
      }
      return answer;
    } catch (error) {
      for (const message of msgs) history.add(p, { type: 'info', f: 'submit', ...name(message), why: 'no answer' });
      throw error;
    }
  };
  const sync: Transport['sync'] = async (request, timeoutMs) => {
    const answer: SyncAnswer = await port.sync(request, timeoutMs);
    if (answer.ok) {
      const { conv, lane, epoch, head, reset, events } = answer;
      history.add(p, { type: 'ok', f: 'sync', key, conv, lane, epoch, after: request.after, head, reset, events: events.map(readOf) });
    }
    return answer;
  };
  return { ...port, submit, sync };
}

/** To be called with each view: writes what changed on the screen. */
export function watchView(watched: Watched): (view: ConversationView) => void {
  const { history, p, key, page } = watched;
  const drawn = new Map<string, { view: LaneView; names: [string, string][] }>();
  const hashes = new WeakMap<Entry, string>();
  const hash = (entry: Entry): string => {
    const known = hashes.get(entry) ?? hashOf(entry.kind, entry.body);
    hashes.set(entry, known);
    return known;
  };
  let box = '[]';
  let receipts = '';
  return (view) => {
    for (const lane of [view.pub, view.int]) {
      const before = drawn.get(lane.lane);
      if (before?.view.entries === lane.entries || (before === undefined && lane.entries.length === 0)) continue;
      const names = lane.entries.map((entry): [string, string] => [entry.id, hash(entry)]);
      let keep = 0;
      const sameStart = before?.view.floor === lane.floor;
      while (
        sameStart &&
        keep < names.length &&
        before.names[keep]?.[0] === names[keep]?.[0] &&
        before.names[keep]?.[1] === names[keep]?.[1]
      )
        keep += 1;
      drawn.set(lane.lane, { view: lane, names });
      const place = { conv: view.conv ?? '', lane: lane.lane, epoch: lane.epoch, page, first: lane.floor + 1, keep };
      history.add(p, { type: 'ok', f: 'render', key, ...place, add: names.slice(keep) });
    }
    const items = view.outbox.map(({ origin, state }): [string, string] => [origin, state.state]);
    const next = JSON.stringify(items);
    if (next !== box) history.add(p, { type: 'ok', f: 'box', key, page, items });
    box = next;
    const { delivered, read } = view.receipts;
    if (view.conv !== null && `${delivered}.${read}` !== receipts) {
      receipts = `${delivered}.${read}`;
      history.add(p, { type: 'ok', f: 'receipts', conv: view.conv, page, delivered, read });
    }
  };
}
