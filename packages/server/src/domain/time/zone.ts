// A time zone as data: offsets and since when they hold. The domain knows no Intl (C1); whoever loads the site's settings makes the table.

export interface Zone {
  /** Ascending by `from` (ms); the first one also holds for everything before it. Minutes east of UTC. */
  readonly offsets: readonly { from: number; minutes: number }[];
}

export const UTC: Zone = { offsets: [{ from: 0, minutes: 0 }] };

/** Minutes east of UTC that hold at `at` (ms). */
export function offsetAt({ offsets }: Zone, at: number): number {
  let minutes = offsets[0]?.minutes ?? 0;
  for (const offset of offsets) {
    if (offset.from > at) break;
    minutes = offset.minutes;
  }
  return minutes;
}
