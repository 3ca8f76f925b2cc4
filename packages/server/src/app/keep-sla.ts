// Clocks of service levels (K70) follow what happens: at once, told by the bus, every second for those that strike, and every half minute for
// whatever a hint was lost of. Truth is in the store. A site without service levels costs nothing but one question a minute.
import { asError } from '../domain/as-error.js';
import type { Bus, Hint } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { SlaLooks } from '../ports/store-sla.js';
import type { Store } from '../ports/store.js';
import { callAttention } from './attention.js';
import { repeating } from './repeating.js';

const EVERY_MS = 1_000;
const HEAL_EVERY_MS = 30_000;
const KNOWN_MS = 60_000;
const AT_ONCE = 50;
/** While somebody else writes to what is to be looked at. */
const PAUSE_MS = 200;
/** Entries after which a clock stands otherwise. */
const MOVES: ReadonlySet<string> = new Set(['open', 'message', 'details', 'close', 'assign', 'priority', 'merge']);

export interface SlaDeps {
  store: Pick<Store, 'slaMark' | 'forgetSlaLooks' | 'lookAtSla' | 'strikeSla' | 'sites'>;
  bus: Bus;
  clock: Clock;
  log: Log;
}

/** In the order of how much a look covers. `all`: also what did not change, because policies or hours did. */
type Wanted = { convs: Set<string> } | { all: boolean };

/** Starts; the result stops it. */
export function startSla(deps: SlaDeps): () => void {
  const { store, bus, clock, log } = deps;
  const wanted = new Map<string, Wanted>();
  const known = new Map<string, { has: boolean; until: number }>();
  /** What policies and teams of each site were when everything was looked at. A relay begins with none, so it looks at everything once. */
  const marks = new Map<string, string>();
  const busy = new Set<string>();
  let stopped = false;

  const hasPolicies = async (siteId: string): Promise<boolean> => {
    const held = known.get(siteId);
    if (held !== undefined && held.until > clock.now()) return held.has;
    const { hasPolicies: has } = await store.slaMark({ siteId });
    known.set(siteId, { has, until: clock.now() + KNOWN_MS });
    return has;
  };
  const reported = new Set<string>();
  const tell = ({ looked, unreadable, documents }: SlaLooks): void => {
    for (const { siteId, epoch, entries, row, notices } of looked) {
      bus.publish({ type: 'entries', siteId, conv: row.id, epoch, entries, row });
      const to = row.assigneeId === null ? { teamId: row.teamId } : { agentIds: [row.assigneeId] };
      for (const { metric, state } of notices)
        callAttention(bus, siteId, { kind: 'sla', to, row, entryId: null, text: `${metric}:${state}`, from: '' });
    }
    for (const { siteId, conv } of unreadable)
      log.warn('Clocks of a conversation could not be read and began anew', { site: siteId, conversation: conv, code: 'sla_unreadable' });
    for (const { siteId, kind, id } of documents) {
      if (reported.has(`${siteId} ${kind} ${id}`)) continue; // it is read every second
      reported.add(`${siteId} ${kind} ${id}`);
      const fields = { site: siteId, event: `${kind} ${id}`, code: 'settings_unreadable' };
      log.warn('A settings document could not be read and counts for nothing', fields);
    }
  };
  const pause = (): Promise<void> => new Promise((resolve) => void clock.after(PAUSE_MS, resolve));
  const lookAtSome = async (siteId: string, convs?: string[]): Promise<boolean> => {
    const answer = await store.lookAtSla({ siteId, ...(convs === undefined ? {} : { convs }), limit: AT_ONCE, now: clock.now() });
    tell(answer);
    if (answer.skipped.length === 0) return answer.more;
    ask(siteId, { convs: new Set(answer.skipped) });
    await pause();
    return answer.more;
  };
  const lookAtAll = async (siteId: string): Promise<void> => {
    const { hasPolicies: has, mark } = await store.slaMark({ siteId });
    if (has) while (!stopped && (await store.forgetSlaLooks({ siteId })).more);
    marks.set(siteId, mark);
    while (!stopped && (await lookAtSome(siteId)));
  };
  const lookOnce = async (siteId: string, want: Wanted): Promise<void> => {
    if ('all' in want && want.all) return lookAtAll(siteId); // also when the last policy went
    if (!(await hasPolicies(siteId))) return;
    if ('all' in want) {
      while (!stopped && (await lookAtSome(siteId)));
      return;
    }
    const convs = [...want.convs];
    for (let at = 0; at < convs.length && !stopped; at += AT_ONCE) await lookAtSome(siteId, convs.slice(at, at + AT_ONCE));
  };
  const look = async (siteId: string): Promise<void> => {
    if (busy.has(siteId)) return; // whoever is at it finds what was asked meanwhile
    busy.add(siteId);
    let want: Wanted | undefined;
    try {
      for (want = wanted.get(siteId); want !== undefined && !stopped; want = wanted.get(siteId)) {
        wanted.delete(siteId);
        await lookOnce(siteId, want);
      }
    } catch (error) {
      if (want !== undefined) ask(siteId, want); // the next round heals it
      if (!stopped) log.warn('Service levels could not be looked at', { site: siteId, error: asError(error) });
    } finally {
      busy.delete(siteId);
    }
  };
  const ask = (siteId: string, more: Wanted): void => {
    const held = wanted.get(siteId);
    if (held === undefined) wanted.set(siteId, more);
    else if ('convs' in held && 'convs' in more) for (const conv of more.convs) held.convs.add(conv);
    else if ('all' in more && !('all' in held && held.all)) wanted.set(siteId, more);
  };
  const hear = (hint: Hint): void => {
    if (stopped) return;
    if (hint.type === 'settings' && ['sla_policy', 'team', 'site'].includes(hint.kind)) {
      known.delete(hint.siteId);
      ask(hint.siteId, { all: true });
    } else if (hint.type === 'entries' && hint.entries.some(({ kind }) => MOVES.has(kind))) {
      ask(hint.siteId, { convs: new Set([hint.conv]) });
    } else return;
    void look(hint.siteId);
  };
  const unsubscribe = bus.subscribe(hear);
  const stopStriking = repeating(deps, { everyMs: EVERY_MS, event: 'service levels' }, async () => {
    const answer = await store.strikeSla({ now: clock.now(), limit: AT_ONCE });
    tell(answer);
    return answer.more;
  });
  const stopHealing = repeating(deps, { everyMs: HEAL_EVERY_MS, event: 'service levels missed' }, async () => {
    for (const { id } of await store.sites({})) {
      const { hasPolicies: has, mark } = await store.slaMark({ siteId: id });
      known.set(id, { has, until: clock.now() + KNOWN_MS });
      if (marks.get(id) !== mark) ask(id, { all: true });
      else if (has) ask(id, { all: false });
      await look(id);
    }
    return false;
  });
  return () => {
    stopped = true;
    unsubscribe();
    stopStriking();
    stopHealing();
  };
}
