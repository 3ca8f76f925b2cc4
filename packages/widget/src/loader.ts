// The script tag: finds its site and the queue a stub may have filled, then runs what was asked for (W10, W20–W24).
// Invariant: one own key on `window`, frozen after the queue is drained (W13); a second copy does nothing (W11).
import type {} from './globals.js';
import type { ChunkFile, OpenDoor } from './seams/stages.js';
import { chunkLoader } from './io/chunks.js';
import { createStageOne } from './stage-one.js';

declare const __CHUNKS__: { door: ChunkFile };
/** From this loader's folder to the relay's base. */
declare const __ROOT__: '.' | '../..';

const NAMES =
  'init destroy show hide update consent on once off ready identify setTokenProvider track page group alias flush reset open compose close toggle';

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
  instance?(): Others;
}
/** Those with a name, by name. */
type Others = Record<string, Api>;
const isApi = (value: unknown): value is Api => typeof value === 'function'; // an element with that id is not (W12)

/** @param script not one: an element of the page may have the name (W12), and in a module there is none */
function begin(script: unknown): void {
  const { throughline: found } = window;
  const { src, nonce, dataset }: Partial<HTMLScriptElement> = script instanceof HTMLScriptElement ? script : {};
  const own = dataset?.['instance'] ?? '';
  const before = isApi(found) ? found : undefined;
  // A second copy is another site's and carries a name, or it does nothing (W11).
  const running = before?.instance?.();
  const others: Others = running ?? {};
  if (running && (!own || others[own])) return;
  const stub = running ? undefined : before;
  const address = new URL(src || location.href);
  // The floating loader lies in the root, a pinned one two levels deeper; chunks are named from the root.
  const base = new URL(__ROOT__, address).href;
  const load = chunkLoader(base, nonce);
  const { run, stage, door } = createStageOne(
    base,
    [{ ...dataset }, src ? Object.fromEntries(address.searchParams) : {}, own ? {} : Object(window.throughlineSettings)],
    async (first) => (await load<{ openDoor: OpenDoor }>(__CHUNKS__.door)).openDoor(first, load),
  );

  const api: Api = stub ?? ((name, ...args) => run(name, args));
  const dispatch = ([[name, ...args], resolve, , at, href, title, referrer]: Call): void =>
    resolve(run(name, args, { at, href, title, referrer }));
  const queued = [...(api.q ?? [])];
  for (const name of NAMES.split(' ')) Reflect.set(api, name, (...args: unknown[]) => run(name, args));
  for (const name of 'version state unread anonymousId userId'.split(' '))
    Object.defineProperty(api, name, {
      get: (): unknown => Reflect.get(stage, name) ?? Reflect.get(door()?.visit() ?? { unread: 0 }, name) ?? null,
    });
  // Attributes start by themselves, unless the page says `init`.
  if (!queued.some(([[name]]) => name === 'init')) stage.start();
  queued.map(dispatch);
  if (api.q) Object.assign(api.q, { push: dispatch }); // the same function object goes on working (W22)
  Reflect.set(api, 'instance', (name?: string) => (name ? others[name] : others));
  Object.freeze(api);
  if (running) others[own] = api;
  else window.throughline = api;
}

begin(document.currentScript);
