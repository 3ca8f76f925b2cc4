// What stays of a picture while its blocks are walked. Ranges that touch become one, and blocks are counted: a file of millions of tiny blocks
// must cost no more than one of its size (S140). Pure.
import { joined } from './bytes.js';
import type { Bytes } from './bytes.js';

/** More than any camera, scanner or program writes into 10 MiB: a PNG of 8 KiB chunks has 1,280, a GIF of 5,000 frames 10,000. */
const BLOCKS_MAX = 20_000;

export class KeptParts {
  private readonly parts: Uint8Array[] = [];
  private from = 0;
  private to = 0;
  private blocks = 0;

  constructor(private readonly source: Uint8Array) {}

  /** Counts one block; false when there are too many of them, and the picture is to be refused. */
  next(): boolean {
    this.blocks += 1;
    return this.blocks <= BLOCKS_MAX;
  }

  /** These bytes of the source stay, behind what stays already. */
  range(from: number, to: number): void {
    if (from !== this.to) this.flush(from);
    this.to = to;
  }

  /** Bytes of our own, in the place of some of the source. */
  add(bytes: Uint8Array): void {
    this.flush(this.to);
    this.parts.push(bytes);
  }

  whole(): Bytes {
    this.flush(this.to);
    return joined(this.parts);
  }

  private flush(next: number): void {
    if (this.to > this.from) this.parts.push(this.source.subarray(this.from, this.to));
    this.from = this.to = next;
  }
}
