// The door as the script tag loads it: the chunks that follow lie beside it and carry their hashes here (W101).
import type { LaterParts } from './seams/panel.js';
import type { ChunkFile, OpenDoor } from './seams/stages.js';
import * as door from './door.js';

declare const __CHUNKS__: { calls: ChunkFile; panel: ChunkFile; socket: ChunkFile; around: ChunkFile; later: ChunkFile };
/** Folder of the languages, relative to the relay's base; its name carries their hash. */
declare const __WORDS__: string;

export const openDoor: OpenDoor = (stage, load) =>
  door.openDoor(stage, {
    calls: () => load(__CHUNKS__.calls),
    panel: () => load(__CHUNKS__.panel),
    chat: () => load(__CHUNKS__.socket),
    around: () => load(__CHUNKS__.around),
    look: () => load(__CHUNKS__.later),
    later: async (name) => load((await load<{ later: Record<keyof LaterParts, ChunkFile> }>(__CHUNKS__.later)).later[name]),
    // Texts, never code: what is drawn from them are text nodes.
    words: async (locale) =>
      (await fetch(`${stage.options?.['host']}${__WORDS__}${locale}.json`, { credentials: 'omit', referrer: '' })).json(),
  });
