// The public commands, a chunk of its own: checks arguments and tells listeners.
// Invariants: an argument nobody could mean refuses that call and stops no other (W33); listeners survive reset and sign-in (W43).
import type { Identity, OpenView, TokenProvider, Traits } from './api.js';
import { fail } from './core/failure.js';
import type { Command, CommandsOptions } from './seams/stages.js';

type Heard = (payload: unknown) => void;
const isFunction = (value: unknown): value is Heard => typeof value === 'function';
const heardBy = (value: unknown): Heard => (isFunction(value) ? value : fail('invalid_argument', 'function expected'));
const isRecord = (value: unknown): value is Traits => Object.prototype.toString.call(value) === '[object Object]';
const record = (value: unknown): Traits =>
  value == null || isFunction(value) ? {} : isRecord(value) ? value : fail('invalid_argument', 'object expected');
const text = (value: unknown, max = 255): string =>
  typeof value === 'string' && value && value.length <= max ? value : fail('invalid_argument', `text of 1 to ${max} characters expected`);
const isView = (value: unknown): value is OpenView =>
  value === 'home' || value === 'new' || (isRecord(value) && typeof value['conversation'] === 'string');

/** All commands by name. They may throw and reject; who calls them turns both into what a page gets. */
export function createCommands({ stage, live, emit, report, stop }: CommandsOptions): Record<string, Command> {
  const { element } = stage;
  let undos: { event: unknown; heard: unknown; undo(): void }[] = [];

  const on = (event: unknown, listener: unknown, once = false): (() => void) => {
    const heard = heardBy(listener);
    const call = (told: unknown): void => {
      if (once) undo();
      try {
        heard(told instanceof CustomEvent ? (told.detail ?? undefined) : undefined);
      } catch (error) {
        console.error(error); // the page's own bug, in the page's own console (W32)
      }
    };
    const undo = (): void => element.removeEventListener(`throughline:${event}`, call);
    element.addEventListener(`throughline:${event}`, call);
    undos.push({ event, heard, undo });
    if (event === 'ready' && stage.state === 'ready') call(null); // a late listener
    return undo;
  };
  const shown = (visible: boolean): void => {
    live();
    stage.launcher().button.hidden = !visible;
    emit(visible ? 'launcher:show' : 'launcher:hide');
  };
  const raise = async (userId: string | null, token?: string): Promise<Identity> => {
    const { visitor, use, identified } = live();
    if (token) use();
    const session = await visitor.identify(userId, token);
    if (session) identified(session);
    const identity = { userId: session ? session.userId : userId, verified: session?.verified ?? false };
    emit('identify', identity);
    return { ...identity, conversations: session?.conversations.length ?? 0 };
  };
  /** A token, or a function that fetches one. */
  const provide = async (provider: unknown): Promise<void> => {
    const ask: TokenProvider = async (why) => {
      const token: unknown = typeof provider === 'function' ? await provider(why) : provider;
      return typeof token === 'string' ? token : null;
    };
    const { visitor, userId } = live();
    visitor.provider(ask);
    const token = await ask('start');
    if (token) await raise(userId, token);
  };
  /** W31: a trailing callback hears the receipt. */
  const tell = async <Result>(result: Promise<Result>, args: readonly unknown[]): Promise<Result> => {
    const settled = await result;
    const last = args.at(-1);
    if (isFunction(last)) last(settled);
    return settled;
  };

  return {
    init(_, given) {
      if (!stage.options) stage.start(given);
      else if (Object.entries(Object(given)).some(([name, value]) => String(stage.options?.[name]) !== String(value)))
        fail('already_initialised');
      return stage.settings?.then(() => undefined) ?? fail('not_initialised', 'no site');
    },
    destroy() {
      stop();
      for (const { undo } of undos) undo();
      undos = [];
    },
    show: () => shown(true),
    hide: () => shown(false),
    on: (_, event, listener) => on(event, listener),
    once: (_, event, listener) => on(event, listener, true),
    off(_, event, listener) {
      for (const one of undos) if (one.event === event && one.heard === listener) one.undo();
    },
    ready: (_, then) =>
      new Promise<void>((resolve) => on('ready', resolve, true)).then(isFunction(then) ? () => then(undefined) : undefined),
    identify(moment, ...args) {
      const [first, second, third] = args;
      const visit = live();
      const own = isRecord(first);
      const traits = record(own ? first : second);
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
    reset: () => live().reset(),
    open: (_, view) => live().open(view == null ? undefined : isView(view) ? view : fail('invalid_argument', 'view')),
    compose: (_, written) => live().open('new', text(written, 8_192)),
    close: () => live().close(),
    toggle: () => live().toggle(),
  };
}
