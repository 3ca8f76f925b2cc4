// Which rows of a list are in the document (K127): those in sight and a few around them. Pure; every row has the same height.

const AROUND_ROWS = 8; // above and below, so that scrolling finds them drawn
const ROWS_MAX = 58; // with the focused row and the next one: 60 at most

/** Pixels, by density; the style sheet says the same. */
export const ROW_HEIGHTS = { comfortable: 88, compact: 64 } as const;

export interface Sight {
  /** How far it is scrolled, and how much is in sight, pixels. */
  top: number;
  height: number;
  rowHeight: number;
  count: number;
}

/** From this row up to, not including, that one. */
export function windowOf({ top, height, rowHeight, count }: Sight): { from: number; to: number } {
  const first = Math.floor(top / rowHeight);
  const from = Math.max(0, Math.min(first, count) - AROUND_ROWS);
  const wanted = first + Math.ceil(height / rowHeight) + 1 + AROUND_ROWS;
  return { from, to: Math.max(from, Math.min(count, wanted, from + ROWS_MAX)) };
}
