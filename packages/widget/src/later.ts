// What the panel wants soon after it is drawn: the visitor's language, readable colours, and where the parts lie that most visitors never
// need, with their hashes (W101). A chunk of its own, so that none of it waits in the visitor's way to the first message.
import type { ChunkFile } from './seams/stages.js';
import type { LaterParts } from './seams/panel.js';

declare const __CHUNKS__: Record<keyof LaterParts, ChunkFile>;

export { paint } from './paint.js';
export { chooseLanguage } from './io/language.js';
export const later: Record<keyof LaterParts, ChunkFile> = {
  home: __CHUNKS__.home,
  rich: __CHUNKS__.rich,
  files: __CHUNKS__.files,
  attach: __CHUNKS__.attach,
  ask: __CHUNKS__.ask,
  survey: __CHUNKS__.survey,
  extras: __CHUNKS__.extras,
  menu: __CHUNKS__.menu,
  gate: __CHUNKS__.gate,
};
