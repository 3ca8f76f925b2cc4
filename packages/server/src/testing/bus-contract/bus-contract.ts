// What every bus promises (P47), for one relay and, where it connects several, for two.
import { expect, it } from 'vitest';
import type { Bus, Hint } from '../../ports/bus.js';

export interface BusBench {
  /** One more bus of this installation, as another relay would open it. Null: this bus knows one process only. */
  another: (() => Promise<Bus>) | null;
  open(): Promise<Bus>;
}

export const typing = (conv: string, on = true): Hint => ({ type: 'typing', siteId: 'site', conv, side: 'visitor', on, from: 'v' });

/** Resolves when `met` holds; rejects after `ms`. */
export async function until(met: () => boolean, ms: number): Promise<void> {
  const end = Date.now() + ms;
  while (!met()) {
    if (Date.now() > end) throw new Error(`Not within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const convOf = (hint: Hint): string => ('conv' in hint ? hint.conv : '');

export function busContract(name: string, bench: () => BusBench): void {
  it(`[P47] ${name}: own listeners hear a hint in the same turn, in order, and each of them every one`, async () => {
    const bus = await bench().open();
    const heard: string[][] = [[], []];
    for (const list of heard) bus.subscribe((hint) => list.push(convOf(hint)));
    bus.publish(typing('a'));
    bus.publish(typing('b'));
    expect(heard).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    await bus.close();
  });

  it(`[P47] ${name}: a listener that throws harms neither the sender nor the others; one that left hears nothing`, async () => {
    const bus = await bench().open();
    const heard: string[] = [];
    bus.subscribe(() => {
      throw new Error('a listener failed');
    });
    const leave = bus.subscribe((hint) => heard.push(convOf(hint)));
    bus.publish(typing('a'));
    leave();
    bus.publish(typing('b'));
    expect(heard).toEqual(['a']);
    await bus.close();
    bus.publish(typing('c')); // after the end: nothing, and no throw
    await bus.close();
  });

  it(`[P47] ${name}: every relay hears each hint once, as it was published`, async () => {
    const { open, another } = bench();
    if (another === null) return; // one process: the test above says it all
    const [first, second] = [await open(), await another()];
    const atFirst: Hint[] = [];
    const atSecond: Hint[] = [];
    first.subscribe((hint) => atFirst.push(hint));
    second.subscribe((hint) => atSecond.push(hint));
    // Subscribed some time after the start: nobody waits for a broker, so the first hints may be lost.
    const end = Date.now() + 10_000;
    while (atSecond.length === 0 && Date.now() < end) {
      first.publish(typing('warm-up'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    atFirst.length = 0;
    atSecond.length = 0;
    const sent: Hint[] = Array.from({ length: 50 }, (_, i) => typing(`täglich ${i} 👋\n`));
    for (const hint of sent) first.publish(hint);
    await until(() => atSecond.length >= sent.length, 10_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(atSecond).toEqual(sent);
    expect(atFirst).toEqual(sent);
    await Promise.all([first.close(), second.close()]);
  });
}
