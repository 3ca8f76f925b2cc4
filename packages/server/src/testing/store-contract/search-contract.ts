// What search promises on every store (K75, K76): the same grammar, the same results, nothing that whoever asks may not see, nothing of what is
// gone.
import { describe, expect, it } from 'vitest';
import type { SearchType } from '@throughline/types';
import type { AgentScope } from '../../domain/context/access.js';
import { parseQuery } from '../../domain/search/query.js';
import type { SearchFound } from '../../ports/store-search.js';
import type { Store } from '../../ports/store.js';
import { event } from '../bank-past.js';
import { NOON, accepted, hex, stageOn } from './stage.js';
import type { Stage } from './stage.js';

type Role = AgentScope['role'];

/** All pages of what a query finds, three at a time. */
async function found(
  { store, siteId }: Stage,
  typed: string,
  {
    role = 'admin',
    id = 'agt_x',
    departments = [],
    types = [],
  }: { role?: Role; id?: string; departments?: string[]; types?: SearchType[] } = {},
): Promise<SearchFound[]> {
  const all: SearchFound[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Store['search']>> = await store.search({
      ...{ siteId, agent: { id, role, teams: [] }, scope: { role, departments }, query: parseQuery(typed, NOON), types, limit: 3 },
      ...(cursor === null ? {} : { cursor }),
    });
    all.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  return all;
}
const texts = async (...args: Parameters<typeof found>): Promise<string[]> => (await found(...args)).map(({ text }) => text);
const kinds = async (...args: Parameters<typeof found>): Promise<string[]> => (await found(...args)).map(({ type }) => type).sort();

async function sourceOf({ store, siteId }: Stage): Promise<string> {
  return (await store.findSite({ id: siteId }))?.sources.find(({ kind }) => kind !== 'public')?.id ?? '';
}

export function searchContract(open: () => Store): void {
  describe('search', () => {
    it('[K75] messages are found by beginnings of their words, whatever the case and accents, the newest first', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      for (const text of [
        'Wo bleibt meine ÜBERWEISUNG?',
        'die uberweisungen fehlen',
        'ganz etwas anderes',
        'Überweisung morgen',
        'überweisung 4',
      ])
        await stage.say(visitor, { conv }, text);
      const all = ['überweisung 4', 'Überweisung morgen', 'die uberweisungen fehlen', 'Wo bleibt meine ÜBERWEISUNG?'];
      expect(await texts(stage, 'uberweisung')).toEqual(all);
      expect(await texts(stage, 'Überw MORGEN')).toEqual(['Überweisung morgen']);
      expect(await texts(stage, '"meine überweisung"')).toEqual(['Wo bleibt meine ÜBERWEISUNG?']);
      expect(await texts(stage, '"überweisung meine"')).toEqual([]);
      expect(await texts(stage, 'nothing of the kind')).toEqual([]);
      const [hit] = await found(stage, 'morgen');
      const entry = (await stage.lane(conv, 'pub')).find(({ body }) => body['text'] === 'Überweisung morgen');
      expect(hit).toMatchObject({
        type: 'message',
        conversationId: conv,
        entry: { id: entry?.id, lane: 'pub', seq: entry?.seq },
        exact: false,
      });
    });

    it('[K75] the whole number comes first, however it is written', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      await stage.say(visitor, { conv }, 'It is ORD-2024-0815.');
      await stage.say(visitor, { conv }, 'ord 2024 and 0815 apart');
      await stage.say(visitor, { conv }, 'ORD-2024-08155 is another');
      const hits = await found(stage, 'ord-2024-0815');
      expect(hits.map(({ text, exact }) => [text, exact])).toEqual([
        ['It is ORD-2024-0815.', true],
        ['ORD-2024-08155 is another', false],
        ['ord 2024 and 0815 apart', false],
      ]);
      expect((await found(stage, 'ord20240815')).map(({ text }) => text)).toEqual(['It is ORD-2024-0815.']);
    });

    it('[K75] operators ask who said it, of whom the conversation is, and when', async () => {
      const stage = await stageOn(open());
      const [ann, ben] = [await stage.agent('Ann Lee'), await stage.agent('Ben')];
      const { visitor, conv } = await stage.opened();
      const other = await stage.opened();
      const does = (kind: string, body: Record<string, unknown>) =>
        stage.submit(ann, { conv, stream: hex(), msgs: [{ n: 1, kind, body }] });
      await stage.say(visitor, { conv }, 'the refund please');
      await stage.say(ann, { conv }, 'your refund is on its way');
      await does('note', { text: 'refund approved' });
      await does('tag', { add: ['vip'], remove: [] });
      await does('assign', { how: 'claim', agentId: ann.id, teamId: null, ifVersion: 0 });
      await stage.say(other.visitor, { conv: other.conv }, 'refund of mine');
      const asked = async (typed: string): Promise<string[]> => (await texts(stage, typed, { id: ann.id })).sort();
      expect(await asked('from:customer refund')).toEqual(['refund of mine', 'the refund please']);
      expect(await asked('from:"ann l" refund')).toEqual(['refund approved', 'your refund is on its way']);
      expect(await asked('from:me refund')).toEqual(['refund approved', 'your refund is on its way']);
      expect(await asked('from:ben refund')).toEqual([]);
      expect(await asked('to:ann refund')).toHaveLength(3);
      expect(await asked('to:none refund')).toEqual(['refund of mine']);
      expect(await asked('tag:vip has:note refund')).toHaveLength(3);
      expect(await asked('state:closed refund')).toEqual([]);
      expect(await asked('channel:web_chat refund')).toHaveLength(4);
      expect(await asked('after:2026-01-05 before:2026-01-06 refund')).toHaveLength(4);
      expect(await asked('before:2026-01-05 refund')).toEqual([]);
      expect(await found(stage, 'tag:vip')).toMatchObject([{ type: 'conversation', id: conv }]);
      expect((await texts(stage, 'from:me', { id: ann.id })).sort()).toEqual(['refund approved', 'your refund is on its way']);
      expect(await found(stage, 'from:me', { id: ben.id })).toEqual([]);
    });

    it('[K75] customers, items, promises and facts are found, customers by whole identifiers', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const identifiers = [
        { type: 'user_id', value: `u-${hex()}`, trust: 3 as const, proven: true },
        { type: 'email', value: 'mia.berg@example.test', trust: 2 as const, proven: true },
        { type: 'phone', value: '+491512345678', trust: 2 as const, proven: true },
      ];
      const events = [
        event(
          'Order Completed',
          'order',
          0,
          { order_id: 'A-77812', total: 12, currency: 'EUR' },
          { messageId: hex(), identifiers, traits: { name: 'Mia Bergström' } },
        ),
        event('Promise Made', 'web_chat', 0, { text: 'Zugesagt bis Freitag' }, { messageId: hex(), identifiers }),
      ];
      await store.ingest({ siteId, sourceId: await sourceOf(stage), events, now: NOON });
      expect(await kinds(stage, 'bergstrom')).toEqual(['customer']);
      expect(await found(stage, 'mia.berg@example.test')).toMatchObject([{ type: 'customer', exact: true }]);
      expect(await found(stage, '0151 2345678', { types: ['customer'] })).toMatchObject([{ type: 'customer', exact: true }]);
      expect(await found(stage, 'example', { types: ['customer'] })).toEqual([]);
      expect(await found(stage, 'a77812', { types: ['item'] })).toMatchObject([{ type: 'item', exact: true, title: 'order A-77812' }]);
    });

    it('[K76] [S12] nobody finds what they may not open', async () => {
      const stage = await stageOn(open());
      const elsewhere = await stageOn(open());
      const { store, siteId } = stage;
      const guest = await stage.agent('Guest');
      const ann = await stage.agent('Ann');
      const [mine, theirs] = [await stage.opened(), await stage.opened()];
      await stage.say(mine.visitor, { conv: mine.conv }, 'secretword one');
      await stage.say(theirs.visitor, { conv: theirs.conv }, 'secretword two');
      const claim = { how: 'transfer', agentId: guest.id, teamId: null, ifVersion: 0 };
      await stage.submit(ann, { conv: mine.conv, stream: hex(), msgs: [{ n: 1, kind: 'assign', body: claim }] });
      const identifiers = [{ type: 'user_id', value: `u-${hex()}`, trust: 3 as const, proven: true }];
      const hidden = (department: string, visibility: 'department' | 'restricted', order: string) =>
        event(
          'Order Completed',
          'order',
          0,
          { order_id: order, secretword: 'x' },
          { messageId: hex(), identifiers, department, visibility },
        );
      const events = [hidden('claims', 'department', 'SECRETWORD-1'), hidden('claims', 'restricted', 'SECRETWORD-2')];
      await store.ingest({ siteId, sourceId: await sourceOf(stage), events, now: NOON });
      const items = async (role: Role, departments: string[] = []): Promise<number> =>
        (await found(stage, 'secretword', { role, departments, types: ['item'] })).length;
      expect([await items('admin'), await items('lead'), await items('agent', ['claims']), await items('agent')]).toEqual([2, 1, 1, 0]);
      expect([await items('guest', ['claims']), await items('analyst')]).toEqual([0, 0]);
      expect(await texts(stage, 'secretword', { role: 'guest', id: guest.id })).toEqual(['secretword one']);
      expect(await texts(stage, 'secretword', { role: 'analyst' })).toEqual([]);
      expect(await found(elsewhere, 'secretword')).toEqual([]);
      expect(await found(elsewhere, 'state:queued')).toEqual([]);
    });

    it('[K65] [S76] what was deleted, changed or erased is not found any more', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const ann = await stage.agent('Ann');
      const { visitor, conv } = await stage.opened();
      const does = async (kind: string, body: Record<string, unknown>): Promise<string> => {
        const { answer } = await stage.submit(ann, { conv, stream: hex(), msgs: [{ n: 1, kind, body }] });
        return accepted(answer).results[0]?.id ?? '';
      };
      const [first, second] = [await does('note', { text: 'firstword here' }), await does('note', { text: 'secondword here' })];
      await does('note_edit', { noteId: first, text: 'changedword here' });
      await does('note_delete', { noteId: second });
      await stage.say(visitor, { conv }, 'lastword from me, order A-991');
      expect(await texts(stage, 'changedword')).toEqual(['changedword here']);
      for (const gone of ['firstword', 'secondword']) expect(await texts(stage, gone)).toEqual([]);
      expect(await texts(stage, 'lastword')).toHaveLength(1);
      const customerId = (await store.row({ siteId, conv }))?.customer.id ?? '';
      await store.eraseCustomer({ siteId, customerId, actor: 'test', now: NOON });
      for (const gone of ['changedword', 'lastword', 'A-991', customerId.slice(-6)]) expect(await found(stage, gone)).toEqual([]);
    });
  });
}
