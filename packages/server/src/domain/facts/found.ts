// One thing found in a text, before it becomes a fact. Pure.

export interface Found {
  key: string;
  /** Place in the redacted text. */
  start: number;
  end: number;
  /** What equality compares, where the written form does not say it: a phone number in E.164, a date as ISO. */
  norm?: string;
}

/** By place, without what overlaps an earlier entry of the list: put the surest first. */
export function withoutOverlaps(found: readonly Found[], length: number): Found[] {
  const covered = new Uint8Array(length + 1);
  const kept = found.filter(({ start, end }) => {
    if (end <= start || covered.subarray(start, end).includes(1)) return false;
    covered.fill(1, start, end);
    return true;
  });
  return kept.sort((a, b) => a.start - b.start);
}
