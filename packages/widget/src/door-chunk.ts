// The door as the script tag loads it: the chunks that follow lie beside it and carry their hashes here (W101).
import type { ChunkFile, OpenDoor } from './seams/stages.js';
import * as door from './door.js';

declare const __CHUNKS__: { calls: ChunkFile; panel: ChunkFile; socket: ChunkFile; home: ChunkFile };

export const openDoor: OpenDoor = (stage, load) =>
  door.openDoor(stage, {
    calls: () => load(__CHUNKS__.calls),
    panel: () => load(__CHUNKS__.panel),
    chat: () => load(__CHUNKS__.socket),
    home: () => load(__CHUNKS__.home),
  });
