import { describe, expect, it } from 'vitest';
import type { StoredConversation } from '@throughline/types';
import { deviceStorage, memoryStorage } from './device-storage.js';
import { createOutboxStorage, decodeStored } from './outbox-storage.js';
import { adoptOrphans } from './tab.js';

const stored = (convKey: string, text = 'hi'): StoredConversation => ({
  convKey,
  conv: 'cnv_1',
  stream: 's',
  nextN: 2,
  items: [{ n: 1, origin: 's:1', kind: 'message', body: { text }, at: 1, state: { state: 'queued' } }],
});

describe('outbox on this device', () => {
  it('gives back what was stored, per agent and tab', async () => {
    const device = memoryStorage();
    const mine = createOutboxStorage(device, 'agt_1.tab_1');
    await mine.update('k', () => stored('k'));
    expect(await mine.all()).toEqual([stored('k')]);
    expect(await createOutboxStorage(device, 'agt_1.tab_2').all()).toEqual([]);
    await mine.update('k', () => null);
    expect(await mine.all()).toEqual([]);
  });

  it('reads what was being sent as queued again, and leaves out what it cannot decode', () => {
    const sending = { ...stored('k'), items: [{ ...stored('k').items[0], state: { state: 'sending' } }, { n: 'x' }, null] };
    expect(decodeStored(JSON.stringify(sending))).toEqual(stored('k'));
    for (const broken of ['{', '[]', 'null', '{"convKey":1}', '{"convKey":"k","stream":"s","nextN":1}'])
      expect(decodeStored(broken)).toBeNull();
  });

  it('takes over texts of a tab that is gone, not those of one that lives', async () => {
    const device = memoryStorage();
    await createOutboxStorage(device, 'agt_1.gone').update('a', () => stored('a', 'left behind'));
    await createOutboxStorage(device, 'agt_1.alive').update('b', () => stored('b'));
    const locks = {
      query: () => Promise.resolve({ held: [{ name: 'throughline-tab-alive' }], pending: [] }),
      request: () => Promise.resolve(),
    };
    await adoptOrphans(device, 'agt_1', 'mine', locks);
    expect((await createOutboxStorage(device, 'agt_1.mine').all()).map((one) => one.convKey)).toEqual(['a']);
    expect(await createOutboxStorage(device, 'agt_1.alive').all()).toHaveLength(1);
  });

  it('[K32] goes on in memory when the browser denies or fills its storage, and says so', () => {
    const denied = deviceStorage(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(denied.durable).toBe(false);
    denied.set('a', '1');
    expect(denied.get('a')).toBe('1');
  });
});
