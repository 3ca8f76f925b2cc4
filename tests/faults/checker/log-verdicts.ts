// What the log must be, whatever anybody saw of it: I1–I6 (delivery.md §8). Pure.
import { isAck, laneKey, of, percentile } from './facts.js';
import type { Facts, Verdict, Violation } from './facts.js';

const NS_PER_MS = 1e6;
const TEXT_KINDS = new Set(['message', 'note']);

/** I1: what was acked is there, was read by somebody, and how long it took until everybody who reads that lane had it. */
export function durable(facts: Facts): Verdict {
  const violations: Violation[] = [];
  const firstShown = new Map<string, Map<string, number>>();
  const readers = new Map<string, Set<string>>();
  /** Who came late could not be told earlier. */
  const arrived = new Map<string, number>();
  for (const line of of(facts.lines, 'render')) {
    const where = laneKey(line.conv, line.lane);
    if (!arrived.has(line.p)) arrived.set(line.p, line.t);
    readers.set(where, (readers.get(where) ?? new Set()).add(line.p));
    for (const [id] of line.add) {
      const shown = firstShown.get(id) ?? new Map<string, number>();
      if (!shown.has(line.p)) shown.set(line.p, line.t);
      firstShown.set(id, shown);
    }
  }
  const stableMs: number[] = [];
  let acked = 0;
  let neverRead = 0;
  for (const { cid, origin, acks } of facts.submits.values()) {
    for (const ack of acks.filter(isAck).slice(0, 1)) {
      acked += 1;
      const stored = facts.logs.get(laneKey(ack.conv, ack.lane))?.entries[ack.seq - 1];
      if (stored?.id !== ack.id)
        violations.push({
          what: `lost: ${cid} was acked at ${ack.lane} ${ack.seq} of ${ack.conv} and is not there`,
          about: [cid, origin, ack.conv],
        });
      const shown = firstShown.get(ack.id);
      if (shown === undefined) {
        neverRead += 1;
        violations.push({ what: `never-read: ${cid} was acked and nobody ever showed it`, about: [cid, origin, ack.id] });
      } else if (shown.size === readers.get(laneKey(ack.conv, ack.lane))?.size) {
        stableMs.push(Math.max(0, ...[...shown].map(([p, at]) => (at - Math.max(ack.t, arrived.get(p) ?? 0)) / NS_PER_MS)));
      }
    }
  }
  const figures = {
    acked,
    lost: violations.length - neverRead,
    neverRead,
    stableP50: percentile(stableMs, 0.5),
    stableP99: percentile(stableMs, 0.99),
    stableMax: percentile(stableMs, 1),
  };
  return { name: 'durable', violations, figures };
}

/** Every stored text was said by its author, for that conversation and that lane. */
export function noPhantom({ logs, says }: Facts): Verdict {
  const violations: Violation[] = [];
  for (const { conv, convKey, lane, entries } of logs.values()) {
    for (const { id, kind, origin, author, hash } of entries) {
      if (origin === null) {
        if (TEXT_KINDS.has(kind)) violations.push({ what: `${id} of ${conv} is a ${kind} nobody submitted`, about: [id, conv] });
        continue;
      }
      const say = says.get(origin);
      const about = [id, origin, conv];
      if (say === undefined) violations.push({ what: `${id} of ${conv}: nobody said ${origin}`, about });
      else if (say.author !== author) violations.push({ what: `${id} of ${conv}: said by ${say.author}, stored as ${author}`, about });
      else if (say.key !== convKey && say.key !== conv) violations.push({ what: `${id}: said in ${say.key}, stored in ${conv}`, about });
      else if (say.lane !== lane) violations.push({ what: `${id} of ${conv}: said in ${say.lane}, stored in ${lane}`, about });
      else if (TEXT_KINDS.has(kind) && say.hash !== hash)
        violations.push({ what: `${id} of ${conv}: another text is stored than was said`, about });
    }
  }
  return { name: 'no-phantom', violations };
}

/** I3: one entry per cid, per origin and, as every text is written once, per text; one conversation per key. */
export function noDup({ logs, submits }: Facts): Verdict {
  const violations: Violation[] = [];
  const once = (seen: Map<string, string>, name: string, id: string, what: string): void => {
    const other = seen.get(name);
    if (other !== undefined && other !== id)
      violations.push({ what: `${what} ${name} is stored twice: ${other} and ${id}`, about: [name, other, id] });
    seen.set(name, id);
  };
  const [cids, origins, texts, keys] = [
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
  ];
  for (const { conv, convKey, entries } of logs.values()) {
    once(keys, convKey, conv, 'conversation');
    for (const { id, kind, cid, origin, hash } of entries) {
      if (cid !== null) once(cids, `${conv} ${cid}`, id, 'cid');
      if (origin !== null) once(origins, `${conv} ${origin}`, id, 'origin');
      if (TEXT_KINDS.has(kind)) once(texts, hash, id, 'text');
    }
  }
  for (const { cid, origin, acks } of submits.values()) {
    const places = new Set(acks.filter(isAck).map(({ conv, seq, id }) => `${conv} ${seq} ${id}`));
    if (places.size > 1)
      violations.push({ what: `${cid} was acked at ${places.size} places: ${[...places].join(', ')}`, about: [cid, origin] });
  }
  return { name: 'no-dup', violations };
}

/** I2; and a page begins behind its cursor and has no hole either (P40). */
export function dense({ lines, logs }: Facts): Verdict {
  const violations: Violation[] = [];
  for (const { conv, lane, entries } of logs.values()) {
    const wrong = entries.findIndex(({ seq }, i) => seq !== i + 1);
    if (wrong >= 0)
      violations.push({
        what: `${conv} ${lane}: at place ${wrong + 1} stands seq ${entries[wrong]?.seq}`,
        about: [conv, entries[wrong]?.id ?? ''],
      });
  }
  for (const { p, conv, lane, after, events } of of(lines, 'sync')) {
    const wrong = events.findIndex(({ seq }, i) => seq !== after + i + 1);
    if (wrong >= 0)
      violations.push({
        what: `${p}: a page of ${conv} ${lane} after ${after} has ${events[wrong]?.seq} at place ${wrong + 1}`,
        about: [p, conv, events[wrong]?.id ?? ''],
      });
  }
  return { name: 'dense', violations };
}

/** I4: a place has one id, and an id one place and one body, for whoever read it and whenever. */
export function immutable({ lines }: Facts): Verdict {
  const violations: Violation[] = [];
  const places = new Map<string, { id: string; hash: string | null }>();
  const ids = new Map<string, string>();
  const see = (where: string, seq: number, { id, hash, p }: { id: string; hash: string | null; p: string }): void => {
    const place = `${where} ${seq}`;
    const held = places.get(place);
    if (held !== undefined && held.id !== id)
      violations.push({ what: `${place} was ${held.id} and is ${id} (${p})`, about: [held.id, id] });
    else if (held?.hash != null && hash !== null && held.hash !== hash)
      violations.push({ what: `${id} at ${place} says another thing than before (${p})`, about: [id] });
    places.set(place, { id, hash: hash ?? held?.hash ?? null });
    const at = ids.get(id);
    if (at !== undefined && at !== place) violations.push({ what: `${id} stood at ${at} and stands at ${place} (${p})`, about: [id] });
    ids.set(id, place);
  };
  for (const line of lines) {
    if (isAck(line)) see(`${line.epoch} ${laneKey(line.conv, line.lane)}`, line.seq, { id: line.id, hash: null, p: line.p });
    else if (line.f === 'sync')
      for (const { seq, id, hash } of line.events) see(`${line.epoch} ${laneKey(line.conv, line.lane)}`, seq, { id, hash, p: line.p });
    else if (line.f === 'render')
      line.add.forEach(([id, hash], i) =>
        see(`${line.epoch} ${laneKey(line.conv, line.lane)}`, line.first + line.keep + i, { id, hash, p: line.p }),
      );
    else if (line.f === 'final')
      for (const { seq, id, hash } of line.ids)
        see(`${line.epoch} ${laneKey(line.conv, line.lane)}`, seq, { id, hash, p: `${line.p} ${line.source}` });
    else if (line.f === 'stored')
      for (const { seq, id, hash } of line.entries) see(`${line.epoch} ${laneKey(line.conv, line.lane)}`, seq, { id, hash, p: 'sql' });
  }
  return { name: 'immutable', violations };
}

/** I5, and P4 as the sender sees it: own texts stand in the order they were said. */
export function senderOrder({ logs, says }: Facts): Verdict {
  const violations: Violation[] = [];
  for (const { conv, lane, entries } of logs.values()) {
    const lastN = new Map<string, number>();
    const lastSaid = new Map<string, number>();
    for (const { id, cid, origin, kind } of entries) {
      if (cid !== null) {
        const [stream = '', n = ''] = cid.split(':');
        if (Number(n) <= (lastN.get(stream) ?? 0))
          violations.push({ what: `${conv} ${lane}: ${cid} stands behind a later n of its stream`, about: [cid, id] });
        lastN.set(stream, Number(n));
      }
      const say = origin === null ? undefined : says.get(origin);
      if (say === undefined || !TEXT_KINDS.has(kind)) continue;
      if (say.t < (lastSaid.get(say.p) ?? 0))
        violations.push({ what: `${conv} ${lane}: ${say.p} said ${origin} before what stands in front of it`, about: [say.origin, id] });
      lastSaid.set(say.p, Math.max(lastSaid.get(say.p) ?? 0, say.t));
    }
  }
  return { name: 'sender-order', violations };
}

/** I6: what was said after an ack stands behind what was acked. */
export function realTime({ submits, byOrigin }: Facts): Verdict {
  const violations: Violation[] = [];
  const moments = new Map<string, { t: number; seq: number; cid: string; ack: boolean }[]>();
  const firstSent = new Map<string, number>();
  for (const { origin, invokedAt } of submits.values()) firstSent.set(origin, Math.min(firstSent.get(origin) ?? Infinity, invokedAt));
  for (const { cid, origin, acks } of submits.values()) {
    const stored = byOrigin.get(origin);
    if (stored === undefined) continue;
    const where = laneKey(stored.conv, stored.lane);
    const list = moments.get(where) ?? [];
    moments.set(where, list);
    const { seq } = stored.entry;
    list.push({ t: firstSent.get(origin) ?? 0, seq, cid, ack: false });
    for (const { t } of acks.filter(isAck)) list.push({ t, seq, cid, ack: true });
  }
  for (const [where, list] of moments) {
    let acked = { seq: 0, cid: '' };
    for (const { seq, cid, ack } of list.sort((a, b) => a.t - b.t)) {
      if (ack) acked = seq > acked.seq ? { seq, cid } : acked;
      else if (seq < acked.seq)
        violations.push({
          what: `${where}: ${cid} was sent after ${acked.cid} was acked at ${acked.seq}, and stands at ${seq}`,
          about: [cid, acked.cid],
        });
    }
  }
  return { name: 'real-time', violations };
}

/** P39: each assignment was made by somebody who knew the one before. */
export function oneWinner({ logs }: Facts): Verdict {
  const violations: Violation[] = [];
  for (const { conv, lane, entries } of logs.values()) {
    if (lane !== 'int') continue;
    let version = 0;
    for (const { id, kind, ifVersion } of entries) {
      if (kind !== 'assign') continue;
      if (ifVersion !== version)
        violations.push({ what: `${conv}: ${id} assigns on version ${ifVersion}, it was ${version}: two winners`, about: [id, conv] });
      version += 1;
    }
  }
  return { name: 'one-winner', violations };
}
