// The npm entry: the same stage 1, with chunks that the site's own bundler splits off (W61). Touches nothing at import time (W60).
import type { Events, Identity, InitOptions, OpenView, Props, Receipt, State, TokenProvider, Traits } from './api.js';
import { VERSION } from './core/version.js';
import type { StageOne } from './stage-one.js';
import { createStageOne } from './stage-one.js';

export type * from './api.js';
export type { ThroughlineError } from './core/failure.js';

let one: StageOne | undefined;

function run<Result>(name: string, ...args: unknown[]): Result {
  one ??= createStageOne({
    version: VERSION,
    base: '',
    sources: [],
    begin: async (stage) => {
      const { openDoor } = await import('./door.js');
      return openDoor(stage, {
        calls: () => import('./calls.js'),
        panel: () => import('./boot.js'),
        chat: () => import('./stage-three.js'),
        home: () => import('./home.js'),
      });
    },
  });
  return one.run(name, args) as Result; // the commands answer what api.ts says; one table, checked there
}

/** Listeners of a page that did not wait: the undo works before the commands are here. */
function listen(name: string, event: string, listener: (payload: never) => void): () => void {
  const undo = Promise.resolve(run<unknown>(name, event, listener));
  return () => void undo.then((known) => typeof known === 'function' && known());
}

export const init = (options: InitOptions): Promise<void> => run('init', options);
export function identify(userId: string, traits?: Traits, options?: { token?: string }): Promise<Identity>;
export function identify(traits: Traits): Promise<Identity>;
export function identify(...args: unknown[]): Promise<Identity> {
  return run('identify', ...args);
}
export const setTokenProvider = (provider: TokenProvider): Promise<void> => run('setTokenProvider', provider);
export const track = (event: string, props?: Props): Promise<Receipt> => run('track', event, props);
export const page = (...args: [name?: string, props?: Props] | [category: string, name: string, props?: Props]): Promise<Receipt> =>
  run('page', ...args);
export const group = (groupId: string, traits?: Traits): Promise<Receipt> => run('group', groupId, traits);
export const alias = (newId: string, previousId?: string): Promise<Receipt> => run('alias', newId, previousId);
export const flush = (): Promise<void> => run('flush');
export const reset = (): Promise<void> => run('reset');
export const destroy = (): void => void run('destroy');
export const open = (view?: OpenView): Promise<void> => run('open', view);
export const compose = (text: string): Promise<void> => run('compose', text);
export const close = (): void => void run('close');
export const toggle = (): Promise<void> => run('toggle');
export const show = (): void => void run('show');
export const hide = (): void => void run('hide');
export const on = <K extends keyof Events>(event: K, listener: (payload: Events[K]) => void): (() => void) => listen('on', event, listener);
export const once = <K extends keyof Events>(event: K, listener: (payload: Events[K]) => void): (() => void) =>
  listen('once', event, listener);
export const off = <K extends keyof Events>(event: K, listener: (payload: Events[K]) => void): void => void run('off', event, listener);
export const ready = (callback?: () => void): Promise<void> => run('ready', callback);
export const state = (): State => one?.stage.state ?? 'idle';
export const unread = (): number => one?.door()?.visit()?.unread ?? 0;
export const version: string = VERSION;
