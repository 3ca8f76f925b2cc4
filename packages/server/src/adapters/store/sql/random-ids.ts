// Names the store gives out: 128 random bits from the system's generator, drawn in blocks because one draw costs a microsecond or two.
import { randomFillSync } from 'node:crypto';
import { ID_PREFIX } from '@throughline/types';
import type { IdKind } from '@throughline/types';

const ID_BYTES = 16;
const BLOCK_BYTES = ID_BYTES * 256;

const block = Buffer.alloc(BLOCK_BYTES);
let used = BLOCK_BYTES;

function draw(encoding: 'hex' | 'base64url'): string {
  if (used === BLOCK_BYTES) {
    randomFillSync(block);
    used = 0;
  }
  const text = block.toString(encoding, used, used + ID_BYTES);
  used += ID_BYTES;
  return text;
}

/** `<prefix>_` and 128 random bits in base64url: 26 to 27 characters, because ids lead every index. */
export function newId(kind: IdKind): string {
  return `${ID_PREFIX[kind]}_${draw('base64url')}`;
}

/** 32 hex digits of secure randomness. */
export function hex128(): string {
  return draw('hex');
}
