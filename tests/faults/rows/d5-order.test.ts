// D5: the order of system calls, where strace is there to show it. A run without it says so.
import { describe, expect, it } from 'vitest';
import { callsOf, judge, traceAcks } from '../strace-acks.js';

const SUBMITS = 1_000;

describe('a sync of the log precedes every ack', () => {
  it('[fault D5] [P36] [P1] in 1,000 submits on SQLite', async ({ skip }) => {
    const trace = await traceAcks({ submits: SUBMITS });
    if (trace === null) return skip('not run: strace is not there, or may not look at other processes');
    expect(trace).toMatchObject({ acked: SUBMITS, acks: SUBMITS, unsynced: 0 });
    expect(trace.walSyncs).toBeGreaterThan(0);
  });

  it('[fault D5] an ack before its sync, or after a sync that was on its way already, is found', () => {
    const read = '7 read(25<socket:[1]>, "\\201\\376\\0\\200"..., 65536) = 136';
    const sync = '9 fdatasync(21</data/throughline.db-wal>) = 0';
    const ack =
      '7 writev(25<socket:[1]>, [{iov_base="\\201~\\0\\206", iov_len=4}, {iov_base="430[{\\"ok\\":true,\\"conv\\":"..., iov_len=134}], 2) = 138';
    const unsynced = (...lines: string[]): number => judge(callsOf(lines.join('\n'))).unsynced;
    expect(unsynced(read, sync, ack)).toBe(0);
    expect(unsynced(read, ack, sync)).toBe(1);
    const early = '9 fdatasync(21</data/throughline.db-wal> <unfinished ...>';
    const later = '9 <... fdatasync resumed>)        = 0';
    expect(unsynced(early, read, later, ack)).toBe(1);
    expect(unsynced(read, early, ack, later)).toBe(1);
    expect(unsynced(read, early, later, ack)).toBe(0);
    expect(unsynced(read, '9 fdatasync(22</data/throughline.db>) = 0', ack)).toBe(1);
  });
});
