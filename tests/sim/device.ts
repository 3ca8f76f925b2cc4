// What of a visitor or an agent outlives a page: the storage and the clock of one device. Tabs share it, a clone is a copy (P64).
// Invariant: writes happen one after the other, each at a moment the scheduler chooses, and before anything is read.
import { memoryStorage } from '@throughline/types';
import type { OutboxStorage } from '@throughline/types';
import type { VirtualTime } from './virtual-time.js';

const WRITE_MAX_MS = 12; // a transaction with strict durability on a busy disk

export type WrapStorage = (storage: OutboxStorage) => OutboxStorage;

export class Device implements OutboxStorage {
  readonly durable = true;
  /** Writes fail from now on: full, or taken away by the browser. */
  broken = false;
  /** What this clock shows more than the world's. */
  skewMs = 0;
  private readonly inner: OutboxStorage;
  private readonly writes: (() => void)[] = [];

  constructor(
    private readonly time: VirtualTime,
    private readonly wrap: WrapStorage = (storage) => storage,
  ) {
    this.inner = wrap(memoryStorage());
  }

  update(...[key, change]: Parameters<OutboxStorage['update']>): ReturnType<OutboxStorage['update']> {
    return new Promise((resolve, reject) => {
      this.writes.push(() => {
        if (this.broken) reject(new Error('the storage is broken'));
        else void this.inner.update(key, change).then(resolve, reject);
      });
      this.time.deliver('storage', 0, WRITE_MAX_MS, () => this.writes.shift()?.());
    });
  }

  all(): ReturnType<OutboxStorage['all']> {
    this.flush();
    return this.inner.all();
  }

  clear(): Promise<void> {
    this.flush();
    return this.inner.clear();
  }

  /** Another device with the same content from now on. */
  async clone(): Promise<Device> {
    const copy = new Device(this.time, this.wrap);
    for (const stored of await this.all()) await copy.inner.update(stored.convKey, () => structuredClone(stored));
    return copy;
  }

  private flush(): void {
    for (const write of this.writes.splice(0)) write();
  }
}
