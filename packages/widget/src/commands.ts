// The public commands, a chunk of its own: checks arguments and tells listeners.
// Invariants: an argument nobody could mean refuses that call and stops no other (W33); listeners survive reset and sign-in (W43).
import type { Identity, OpenView, RuntimeOptions, TokenProvider, Traits } from './api.js';
import { utf8Bytes } from '@throughline/types';
import { fail, failure } from './core/failure.js';
import { EVENT_BYTES } from './core/tracker.js';
import type { Raw } from './core/options.js';
import { dress } from './ui/dress.js';
import type { Command, CommandsOptions } from './seams/stages.js';

const EARLY_MS = 60_000; // a token is renewed this long before it expires (P67)
const ASKED_MS = 10_000; // a token provider that takes longer has failed
const ASKED_TIMES = 5; // with 1, 2, 4 and 8 s between
const AGAIN_MS = 60_000; // until a renewal that failed is tried again
const RUNTIME = ['locale', 'texts', 'theme', 'color', 'position', 'offset', 'launcher'] satisfies (keyof RuntimeOptions)[];

type Heard = (payload: unknown) => void;
const isFunction = (value: unknown): value is Heard => typeof value === 'function';
const heardBy = (value: unknown): Heard => (isFunction(value) ? value : fail('invalid_argument', 'function expected'));
const isRecord = (value: unknown): value is Traits => Object.prototype.toString.call(value) === '[object Object]';
const record = (value: unknown): Traits =>
  value == null || isFunction(value) ? {} : isRecord(value) ? value : fail('invalid_argument', 'object expected');
const text = (value: unknown, max = 255): string =>
  typeof value === 'string' && value && value.length <= max ? value : fail('invalid_argument', `text of 1 to ${max} characters expected`);
const isView = (value: unknown): value is OpenView =>
  value === 'home' || value === 'new' || (isRecord(value) && (typeof value['conversation'] === 'string' || isRecord(value['item'])));

/** ms until a token should be renewed, read from it without believing it; undefined: it does not say. */
function renewalOf(token: string): number | undefined {
  try {
    const { exp } = JSON.parse(atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')));
    return typeof exp === 'number' ? Math.max(exp * 1_000 - Date.now() - EARLY_MS, 1_000) : undefined;
  } catch {
    return undefined; // not a JWT: the relay will say so
  }
}

/** Runs what the page gave us: its bugs are its own, in its own console (W32). */
function hear(heard: Heard, told: unknown): void {
  try {
    heard(told);
  } catch (error) {
    console.error(error);
  }
}
const same = (a: unknown, b: unknown): boolean =>
  String(a) === String(b) && (typeof a !== 'object' || typeof b !== 'object' || JSON.stringify(a) === JSON.stringify(b));
function isSelector(text: string): boolean {
  try {
    return document.createDocumentFragment().querySelector(text) === null;
  } catch {
    return false; // what it is there to find out
  }
}
const slashed = (host: unknown): string => String(host).replace(/\/*$/, '/');
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** All commands by name. They may throw and reject; who calls them turns both into what a page gets. */
export function createCommands({ stage, live, emit, report, stop }: CommandsOptions): Record<string, Command> {
  const { element } = stage;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  let era = 0; // of token providers: an earlier one is not asked again
  const undos = new Set<{ event: unknown; heard: unknown; undo(): void }>();
  const started = (): Raw => ({ ...stage.options });
  let begun = started(); // what `update` changes later is no other site

  const on = (event: unknown, listener: unknown, once = false): (() => void) => {
    const heard = heardBy(listener);
    const call = (told: unknown): void => {
      if (once) undo();
      hear(heard, told instanceof CustomEvent ? (told.detail ?? undefined) : undefined);
    };
    const undo = (): void => {
      element.removeEventListener(`throughline:${event}`, call);
      undos.delete(one);
    };
    const one = { event, heard, undo };
    element.addEventListener(`throughline:${event}`, call);
    undos.add(one);
    if (event === 'ready' && stage.state === 'ready') call(null); // a late listener
    return undo;
  };
  const shown = (visible: boolean): void => {
    live();
    stage.launcher().button.hidden = !visible;
    emit(visible ? 'launcher:show' : 'launcher:hide');
  };
  const raise = async (userId: string | null, token?: string): Promise<Identity> => {
    const { visitor, use, identified, permitted } = live();
    const waiting = permitted();
    if (waiting) await waiting; // else at once: the event that follows says who it is
    if (token) use();
    const session = await visitor.identify(userId, token);
    if (session) identified(session);
    const identity = { userId: session ? session.userId : userId, verified: session?.verified ?? false };
    emit('identify', identity);
    return { ...identity, conversations: session?.conversations.length ?? 0 };
  };
  /** A token, or a function that fetches one. */
  const provide = async (provider: unknown): Promise<void> => {
    const mine = (era += 1);
    clearTimeout(renewal);
    const once = async (why: Parameters<TokenProvider>[0]): Promise<string | null> => {
      const token: unknown = isFunction(provider)
        ? await Promise.race([
            Promise.resolve(Reflect.apply(provider, undefined, [why])),
            wait(ASKED_MS).then(() => fail('network', 'token provider')),
          ])
        : provider;
      return typeof token === 'string' ? token : null;
    };
    const patiently = async (why: Parameters<TokenProvider>[0]): Promise<string | null> => {
      for (let times = 1; ; times += 1)
        try {
          return await once(why);
        } catch (error) {
          if (mine !== era) return null;
          if (times === ASKED_TIMES) throw failure('network', `token provider: ${error}`);
          await wait(500 * 2 ** times);
        }
    };
    /** One call at a time: who asks meanwhile hears the same. */
    let asked: Promise<string | null> | undefined;
    const ask = (why: Parameters<TokenProvider>[0]): Promise<string | null> =>
      (asked ??= patiently(why).finally(() => (asked = undefined)));
    const later = (ms: number | undefined): void => {
      clearTimeout(renewal);
      if (mine === era && ms !== undefined && ms < 2 ** 31) renewal = setTimeout(() => void renew('expiring').catch(report), ms);
    };
    const renew = async (why: 'start' | 'expiring'): Promise<void> => {
      const fresh = await ask(why).catch((error: unknown) => {
        later(AGAIN_MS);
        throw error;
      });
      if (!fresh || mine !== era) return; // signed out
      if (isFunction(provider)) later(renewalOf(fresh));
      await raise(live().userId, fresh);
    };
    live().visitor.provider(ask);
    await renew('start');
  };
  /** W31: a trailing callback hears the receipt. */
  const tell = async <Result>(result: Promise<Result>, args: readonly unknown[]): Promise<Result> => {
    const settled = await result;
    const last = args.at(-1);
    if (isFunction(last)) hear(last, settled);
    return settled;
  };

  return {
    init(_, given) {
      const other = ([name, value]: [string, unknown]): boolean =>
        value !== undefined && !same(begun[name], name === 'host' ? slashed(value) : value);
      if (!stage.options) {
        stage.start(given);
        begun = started();
      } else if (Object.entries(Object(given)).some(other)) fail('already_initialised');
      return live().settings.then(() => undefined);
    },
    destroy() {
      era += 1;
      clearTimeout(renewal);
      stop();
      // What was loaded stays loaded; its links need not.
      for (const link of document.querySelectorAll(`link[integrity][href*="/widget/${stage.version}/"]`)) link.remove();
      for (const { undo } of undos) undo();
    },
    update(_, given) {
      const changes = record(given);
      for (const name in changes) if (!RUNTIME.some((known) => known === name)) fail('invalid_argument', name);
      const { launcher } = changes;
      if (typeof launcher === 'string' && !isSelector(launcher)) fail('invalid_argument', 'launcher');
      Object.assign(stage.options ?? {}, changes);
      const { update } = live();
      dress(stage);
      update();
    },
    consent(_, state) {
      if (state !== 'granted' && state !== 'denied') fail('invalid_argument', 'granted or denied');
      live().consent(state === 'granted');
    },
    show: () => shown(true),
    hide: () => shown(false),
    on: (_, event, listener) => on(event, listener),
    once: (_, event, listener) => on(event, listener, true),
    off(_, event, listener) {
      for (const one of undos) if (one.event === event && one.heard === listener) one.undo();
    },
    ready: (_, then) =>
      new Promise<void>((resolve) => on('ready', resolve, true)).then(() => void (isFunction(then) && hear(then, undefined))),
    identify(moment, ...args) {
      const [first, second, third] = args;
      const visit = live();
      const own = isRecord(first);
      const traits = record(own ? first : second);
      if (utf8Bytes(JSON.stringify(traits)) > EVENT_BYTES) fail('payload_too_large', 'traits');
      const before = visit.userId;
      const userId = own ? before : text(first);
      const token = isRecord(third) && typeof third['token'] === 'string' ? third['token'] : undefined;
      if (before && before !== userId) visit.reset().catch(report); // W42: nothing of A reaches B
      const identity = raise(userId, token);
      visit.add({ type: 'identify', traits }, moment).catch(report);
      return tell(identity, args);
    },
    setTokenProvider: (_, provider) => provide(provider),
    track: (moment, event, ...rest) =>
      tell(live().add({ type: 'track', event: text(event, 200), properties: record(rest[0]) }, moment), rest),
    page(moment, ...args) {
      const [first, second] = args.filter((arg) => typeof arg === 'string');
      const names = second ? { category: text(first), name: second } : first ? { name: first } : {};
      return tell(live().add({ type: 'page', ...names, properties: record(args.find((arg) => typeof arg !== 'string')) }, moment), args);
    },
    group: (moment, groupId, ...rest) => tell(live().add({ type: 'group', groupId: text(groupId), traits: record(rest[0]) }, moment), rest),
    alias(moment, newId, ...rest) {
      const previousId = typeof rest[0] === 'string' ? text(rest[0]) : live().anonymousId;
      return tell(live().add({ type: 'alias', userId: text(newId), previousId }, moment), rest);
    },
    flush: () => live().flush(),
    reset() {
      era += 1;
      clearTimeout(renewal);
      return live().reset();
    },
    open: (_, view) => live().open(view == null ? undefined : isView(view) ? view : fail('invalid_argument', 'view')),
    compose: (_, written) => live().open('new', text(written, 8_192)),
    close: () => live().close(),
    toggle: () => live().toggle(),
  };
}
