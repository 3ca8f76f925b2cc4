// The npm entry: the same stage 1, with chunks that the site's own bundler splits off (W61). Touches nothing at import time (W60).
import type {
  Events,
  Identity,
  InitOptions,
  OpenView,
  Props,
  Receipt,
  RuntimeOptions,
  State,
  TokenProvider,
  TrackEvents,
  Traits,
} from './api.js';
import { VERSION } from './core/version.js';
import type { LaterParts } from './seams/panel.js';
import type { StageOne } from './stage-one.js';
import { createStageOne } from './stage-one.js';

export type * from './api.js';
export type { ThroughlineError } from './core/failure.js';

const parts: { [Name in keyof LaterParts]: () => Promise<LaterParts[Name]> } = {
  home: () => import('./home.js'),
  rich: () => import('./rich.js'),
  files: () => import('./files.js'),
  attach: () => import('./attach.js'),
  ask: () => import('./ask.js'),
  survey: () => import('./survey.js'),
  extras: () => import('./extras.js'),
  menu: () => import('./menu.js'),
  gate: () => import('./gate.js'),
};

let one: StageOne | undefined;

function run<Result>(name: string, ...args: unknown[]): Result {
  one ??= createStageOne('', [], async (stage) => {
    const { openDoor } = await import('./door.js');
    return openDoor(stage, {
      calls: () => import('./calls.js'),
      panel: () => import('./boot.js'),
      chat: () => import('./stage-three.js'),
      later: (name) => parts[name](),
      look: () => import('./look.js'),
      words: async (locale) => (await fetch(`${stage.options?.['host']}widget/words/${locale}.json`)).json(),
      around: () => import('./around.js'),
    });
  });
  return one.run(name, args) as Result; // the commands answer what api.ts says; one table, checked there
}

export const init = (options: InitOptions): Promise<void> => run('init', options);
export function identify(userId: string, traits?: Traits, options?: { token?: string }): Promise<Identity>;
export function identify(traits: Traits): Promise<Identity>;
export function identify(...args: unknown[]): Promise<Identity> {
  return run('identify', ...args);
}
export const setTokenProvider = (provider: TokenProvider): Promise<void> => run('setTokenProvider', provider);
export function track<E extends keyof TrackEvents>(event: E, props?: TrackEvents[E]): Promise<Receipt>;
export function track(event: string, props?: Props): Promise<Receipt>;
export function track(...args: unknown[]): Promise<Receipt> {
  return run('track', ...args);
}
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
export const update = (options: Partial<RuntimeOptions>): Promise<void> => run('update', options);
export const consent = (state: 'granted' | 'denied'): Promise<void> => run('consent', state);
export const on = <K extends keyof Events>(event: K, listener: (payload: Events[K]) => void): (() => void) => run('on', event, listener);
export const once = <K extends keyof Events>(event: K, listener: (payload: Events[K]) => void): (() => void) =>
  run('once', event, listener);
export const off = <K extends keyof Events>(event: K, listener: (payload: Events[K]) => void): void => void run('off', event, listener);
export const ready = (callback?: () => void): Promise<void> => run('ready', callback);
export const state = (): State => one?.stage.state ?? 'idle';
export const unread = (): number => one?.door()?.visit()?.unread ?? 0;
export const anonymousId = (): string | null => one?.door()?.visit()?.anonymousId ?? null;
export const userId = (): string | null => one?.door()?.visit()?.userId ?? null;
export const version: string = VERSION;
