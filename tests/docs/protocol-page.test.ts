// The page readers write clients from names exactly what the relay says and refuses.
import { readFileSync } from 'node:fs';
import { REFUSAL_CODES, limits } from '@throughline/types';
import { ack } from '@throughline/types/decode';
import { expect, it } from 'vitest';

const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');

/** First cells of the rows of the table that follows `heading`. */
function firstCells(header: string): string[] {
  const rows = page.slice(page.indexOf(header)).split('\n').slice(2);
  const end = rows.findIndex((row) => !row.startsWith('|'));
  return rows.slice(0, end).map((row) => row.split('|')[1] ?? '');
}

it('[P18] the table of refusals is the closed table', () => {
  const header = page.split('\n').find((line) => /^\| refusal\s/.test(line)) ?? '';
  const listed = firstCells(header).flatMap((cell) => [...cell.matchAll(/`([a-z_]+)/g)].map(([, code]) => code));
  expect(listed.sort()).toEqual([...REFUSAL_CODES].sort());
  expect(ack.Refusal.options.map((option) => option.shape.code.value).sort()).toEqual([...REFUSAL_CODES].sort());
});

it('the limits on the page are those of the code', () => {
  expect(limits.TEXT_MAX_BYTES).toBe(8 * 1024);
  expect(limits.FRAME_MAX_BYTES).toBe(64 * 1024);
  expect([limits.BATCH_MAX_MESSAGES, limits.BATCH_MAX_BYTES]).toEqual([20, 48 * 1024]);
  expect([limits.SYNC_PAGE_MAX_BYTES, limits.SYNC_PAGE_MAX_EVENTS]).toEqual([256 * 1024, 200]);
  expect([limits.PING_INTERVAL_MS, limits.PING_TIMEOUT_MS, limits.BEACON_MS]).toEqual([10_000, 15_000, 12_000]);
  expect([limits.ACK_TIMEOUT_MS, limits.ACK_TIMEOUT_MAX_MS]).toEqual([5_000, 60_000]);
  expect([limits.GROUP_COMMIT_MS, limits.GROUP_COMMIT_MAX, limits.DRAIN_MS, limits.BYE_SPREAD_MS]).toEqual([2, 100, 8_000, 10_000]);
});
