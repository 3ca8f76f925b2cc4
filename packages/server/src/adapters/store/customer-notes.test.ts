// Notes about customers and what names them, on both stores: they follow a merge and its undo (K91), and the audit log holds no word of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineStage } from '../../testing/store-contract/engine/engine-stage.js';
import { NOON } from '../../testing/store-contract/stage.js';
import { STORES } from '../../../../../tests/stores/both-stores.fixture.js';
import type { Opened } from '../../../../../tests/stores/both-stores.fixture.js';

describe.each(STORES)('notes about customers on %s', (_kind, open) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.dispose());

  it('[K91] a note is about whoever the customer became, goes back with an undo, and leaves ids alone in the audit log', async () => {
    const { store } = opened;
    const { siteId, tell, customerOf } = await engineStage(store);
    for (const user of ['ana', 'ana-two']) await tell('Order Completed', { order_id: `O-${user}` }, { user });
    const [first, second] = [await customerOf('ana'), await customerOf('ana-two')];
    const write = async (subject: string, text: string) => {
      const doc = { text, pinned: false };
      const put = await store.putSettingsObject({
        ...{ siteId, kind: 'customer_note', doc, ifVersion: 0, subject, ownerId: 'agt_1', actor: 'agt_1', now: NOON },
      });
      if (!put.ok) throw new Error(put.code);
      return put.object;
    };
    const about = async (customerId: string): Promise<string[]> =>
      (await store.settingsObjects({ siteId, kind: 'customer_note', customerId })).map(({ doc }) => doc.text).sort();
    await write(first, 'calls at night');
    const later = await write(second, 'speaks Danish');
    expect([await about(first), await about(second)]).toEqual([['calls at night'], ['speaks Danish']]);

    const override = { reason: 'two accounts of one person' };
    const asked = { siteId, from: second, into: first, actor: 'agt_1', override, dryRun: false, now: NOON + 1 };
    const merged = await store.mergeCustomers(asked);
    if (!merged.ok || !('merged' in merged)) throw new Error('not merged');
    expect(await about(first)).toEqual(['calls at night', 'speaks Danish']);
    const names = await store.customerIdentifiers({ siteId, customerId: first });
    expect(names.map(({ type, value, trust }) => [type, value, trust])).toEqual(
      expect.arrayContaining([
        ['user_id', 'ana', 3],
        ['user_id', 'ana-two', 3],
      ]),
    );
    await store.undoMerge({ siteId, mergeId: merged.merged.mergeId, actor: 'agt_1', dryRun: false, now: NOON + 2 });
    expect([await about(first), await about(second)]).toEqual([['calls at night'], ['speaks Danish']]);

    await store.deleteSettingsObject({ siteId, kind: 'customer_note', id: later.id, actor: 'agt_1', now: NOON + 3 });
    expect(await about(second)).toEqual([]);
    const { items } = await store.auditLines({ siteId, action: 'settings.customer_note', limit: 10 });
    expect(items.map(({ action, detail }) => [action, detail])).toEqual([
      ['settings.customer_note.deleted', { customerId: second }],
      ['settings.customer_note.created', expect.anything()],
      ['settings.customer_note.created', expect.anything()],
    ]);
    expect(JSON.stringify(items)).not.toMatch(/night|Danish/);
    expect(await store.settingsObjects({ siteId: 'sit_other', kind: 'customer_note', customerId: first })).toEqual([]);
  });
});
