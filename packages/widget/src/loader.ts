// The script tag: finds its site and the queue a stub may have filled, then runs what was asked for (W10, W20–W24).
// Invariant: one own key on `window`, frozen after the queue is drained (W13); a second copy does nothing (W11).
import type {} from './globals.js';
import type { ChunkFile, OpenDoor } from './seams/stages.js';
import { VERSION } from './core/version.js';
import { chunkLoader } from './io/chunks.js';
import { createStageOne } from './stage-one.js';

declare const __CHUNKS__: { door: ChunkFile };
/** From this loader's folder to the relay's base. */
declare const __ROOT__: '.' | '../..';

const NAMES =
  'init destroy show hide on once off ready identify setTokenProvider track page group alias flush reset open compose close toggle';

type Call = [
  args: [string, ...unknown[]],
  resolve: (value: unknown) => void,
  reject: unknown,
  at: number,
  href: string,
  title: string,
  referrer: string,
];
interface Api {
  (name: string, ...args: unknown[]): unknown;
  q?: Call[];
  state?: unknown;
}
const isApi = (value: unknown): value is Api => typeof value === 'function'; // an element with that id is not (W12)

function begin(script: HTMLOrSVGScriptElement | null): void {
  const found = window.throughline;
  const stub = isApi(found) ? found : undefined;
  if (stub?.state) return;
  const { src, nonce, dataset } = script instanceof HTMLScriptElement ? script : document.createElement('script');
  const { userToken: token, ...attributes } = dataset;
  const address = new URL(src || location.href);
  // The floating loader lies in the root, a pinned one two levels deeper; chunks are named from the root.
  const base = new URL(__ROOT__, address).href;
  const load = chunkLoader(base, nonce);
  const { run, stage, door } = createStageOne({
    version: VERSION,
    base,
    sources: [{ token, ...attributes }, Object.fromEntries(address.searchParams), Object(window.throughlineSettings)],
    begin: async (own) => (await load<{ openDoor: OpenDoor }>(__CHUNKS__.door)).openDoor(own, load),
  });

  const api: Api = stub ?? ((name, ...args) => run(name, args));
  const dispatch = ([[name, ...args], resolve, , at, href, title, referrer]: Call): void =>
    resolve(run(name, args, { at, href, title, referrer }));
  const queued = [...(api.q ?? [])];
  for (const name of NAMES.split(' ')) Reflect.set(api, name, (...args: unknown[]) => run(name, args));
  const get = (name: string, value: () => unknown): unknown => Object.defineProperty(api, name, { get: value });
  get('version', () => VERSION);
  get('state', () => stage.state);
  for (const name of ['unread', 'anonymousId', 'userId'] as const)
    get(name, () => door()?.visit()?.[name] ?? (name === 'unread' ? 0 : null));
  // Attributes start by themselves, unless the page says `init`.
  if (!queued.some(([[name]]) => name === 'init')) stage.start();
  queued.map(dispatch);
  if (api.q) Object.assign(api.q, { push: dispatch }); // the same function object goes on working (W22)
  window.throughline = Object.freeze(api);
}

begin(document.currentScript);
