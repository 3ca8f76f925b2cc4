// What lists promise on every store (K18, K20, K90): the statements find and order what the rows say themselves, for whoever asks.
import { compareBy, defaultSort, inList } from '@throughline/types';
import type { ConversationFilter, ConversationRow, ListSort, ListView } from '@throughline/types';
import { customerListApi } from '@throughline/types/decode';
import { describe, expect, it } from 'vitest';
import { agentMaySee } from '../../domain/conversation/authorise.js';
import type { Desk } from '../../domain/conversation/authorise.js';
import type { Store } from '../../ports/store.js';
import { event } from '../bank-past.js';
import { CONVERSATIONS, busyDesk } from './busy-desk.js';
import { NOON, hex, stageOn } from './stage.js';
import type { AgentPrincipal, Stage } from './stage.js';

const MINUTE = 60_000;
const ALL = 500;

const VIEWS: readonly ListView[] = ['mine', 'unassigned', 'all', 'snoozed', 'closed'];
const SORTS: readonly ListSort[] = ['wait', 'sla', 'newest', 'oldest', 'wake', 'closed'];

/** All pages of a list, seven rows at a time. */
async function paged(
  { store, siteId }: Stage,
  agent: Desk,
  list: { view: ListView; filter: ConversationFilter; sort?: ListSort },
  now: number,
): Promise<{ ids: string[]; total: number }> {
  const ids: string[] = [];
  let after: string | undefined;
  for (;;) {
    const asked = { ...list, limit: 7, ...(after === undefined ? {} : { after }) };
    const page = await store.inbox({ siteId, agent, list: asked, known: [], now });
    ids.push(...page.ids);
    expect(new Set(page.rows.map(({ id }) => id))).toEqual(new Set(page.ids));
    if (page.next === null) return { ids, total: page.total };
    after = page.next;
  }
}

const expected = (
  rows: readonly ConversationRow[],
  agent: Desk,
  { view, filter, sort }: { view: ListView; filter: ConversationFilter; sort?: ListSort },
  now: number,
): string[] =>
  rows
    .filter((row) => agentMaySee(agent, row) && inList(row, { view, filter }, { id: agent.id, now }) === true)
    .sort(compareBy(sort ?? defaultSort(view)))
    .map(({ id }) => id);

export function listsContract(open: () => Store): void {
  describe('lists', () => {
    it('[K18] [K20] every view, filter and sort has the rows that say so themselves, page after page, for everybody who asks', async () => {
      const { stage, agents, teams } = await busyDesk(open());
      const rows = await stage.store.rows({ siteId: stage.siteId, limit: ALL });
      expect(rows.length).toBe(CONVERSATIONS);
      const [ann, , cy] = agents;
      const readers: Desk[] = [
        { id: ann?.id ?? '', role: 'admin', teams },
        { id: ann?.id ?? '', role: 'agent', teams: teams.slice(0, 1) },
        { id: cy?.id ?? '', role: 'lead', teams: [] },
        { id: cy?.id ?? '', role: 'agent', teams: null },
        { id: cy?.id ?? '', role: 'guest', teams: [] },
        { id: cy?.id ?? '', role: 'analyst', teams: [] },
      ];
      const filters: ConversationFilter[] = [
        {},
        { state: ['open', 'closed'] },
        { teamId: teams[0] },
        { assigneeId: 'me' },
        { assigneeId: 'none', tag: 'vip' },
        { tag: 'ünïcode "tag"' },
        { priority: 'urgent', channel: 'web_chat' },
        { verified: true },
        { verified: false, language: 'en' },
        { sla: 'missed' },
        { reason: 'nothing', alert: 'none' },
        { waitingLongerThanMinutes: 8 },
      ];
      const now = NOON + 15 * MINUTE;
      for (const agent of readers) {
        for (const [index, filter] of filters.entries()) {
          const views: ListView[] = [...VIEWS, `team:${teams[1] ?? ''}`];
          for (const [at, view] of views.entries()) {
            const sort = SORTS[(index + at) % (SORTS.length + 1)];
            const list = { view, filter, ...(sort === undefined ? {} : { sort }) };
            const wanted = expected(rows, agent, list, now);
            expect(await paged(stage, agent, list, now), JSON.stringify({ agent, list })).toEqual({ ids: wanted, total: wanted.length });
          }
        }
      }
    });

    it('[K107] whoever leaves their last team is in none of those there are: a session says so, and no list has more than before', async () => {
      const { stage, agents, teams } = await busyDesk(open());
      const { store, siteId } = stage;
      const [ann] = agents;
      const [claims = ''] = teams;
      const hash = hex();
      await store.createSession({ siteId, agentId: ann?.id ?? '', hash, now: NOON, expiresAt: NOON + MINUTE });
      const signedIn = async () => (await store.session({ hash, now: NOON, idleMs: MINUTE }))?.agent;
      const reaches = async () => {
        const { id = '', role = '', teams: own } = (await signedIn()) ?? {};
        const { ids } = await paged(stage, { id, role, ...(own === undefined ? {} : { teams: own }) }, { view: 'all', filter: {} }, NOON);
        return new Set(ids);
      };
      expect((await signedIn())?.teams).toEqual([claims]);
      const before = await reaches();
      const held = await store.settingsObject({ siteId, kind: 'team', id: claims });
      if (held === null) throw new Error('no team');
      const left = { siteId, kind: 'team' as const, id: claims, ifVersion: held.version, ownerId: '', actor: 'test', now: NOON };
      await store.putSettingsObject({ ...left, doc: { ...held.doc, members: [] } });
      expect((await signedIn())?.teams).toEqual([]);
      const after = await reaches();
      expect(after.size).toBeLessThan(before.size);
      expect([...after].filter((id) => !before.has(id))).toEqual([]);
    });

    it('[K107] on a site without teams nothing is kept from an agent for a team’s sake', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const ann = await stage.agent('Ann');
      const hash = hex();
      await store.createSession({ siteId, agentId: ann.id, hash, now: NOON, expiresAt: NOON + MINUTE });
      expect((await store.session({ hash, now: NOON, idleMs: MINUTE }))?.agent.teams).toBeNull();
    });

    it('[K18] the rail counts what its views have, and a team has a line for its members and whoever leads', async () => {
      const { stage, agents, teams } = await busyDesk(open());
      const [claims = '', sales = ''] = teams;
      const ask = (agent: Desk, view: ListView) =>
        stage.store.inbox({ siteId: stage.siteId, agent, list: { view, filter: {}, limit: 1 }, known: [], now: NOON });
      const ann = { id: agents[0]?.id ?? '', role: 'agent', teams: [claims] };
      const boss = { ...ann, role: 'owner' };
      for (const agent of [ann, boss]) {
        const { counts } = await ask(agent, 'all');
        const lines = agent === ann ? [`team:${claims}`] : [`team:${claims}`, `team:${sales}`];
        expect(Object.keys(counts).sort()).toEqual(['all', 'mentions', 'mine', 'snoozed', 'unassigned', ...lines].sort());
        for (const view of ['all', 'mine', 'snoozed', 'unassigned', 'mentions', ...lines]) {
          expect((await ask(agent, view)).total, view).toBe(counts[view]);
        }
      }
    });

    it('[K18] [K65] Mentions has what names me until I open it', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const [ann, ben] = [await stage.agent('Ann'), await stage.agent('Ben')];
      const { conv } = await stage.opened();
      await stage.opened();
      const note = { text: 'look', mentions: [{ type: 'agent', id: ben.id }] };
      await stage.submit(ann, { conv, stream: hex(), msgs: [{ n: 1, kind: 'note', body: note }] });
      const ask = (agent: AgentPrincipal) =>
        store.inbox({ siteId, agent, list: { view: 'mentions', filter: {}, limit: 9 }, known: [], now: NOON });
      expect(await ask(ben)).toMatchObject({ ids: [conv], total: 1, counts: { mentions: 1 } });
      expect(await ask(ann)).toMatchObject({ ids: [], total: 0, counts: { mentions: 0 } });
      await store.readMentions({ siteId, conv, agentId: ben.id, now: NOON });
      expect(await ask(ben)).toMatchObject({ ids: [], counts: { mentions: 0 } });
    });

    it('[K20] rows that the console holds come back while the agent may see them, and not another site’s', async () => {
      const stage = await stageOn(open());
      const other = await stageOn(open());
      const [mine, theirs] = [await stage.opened(), await other.opened()];
      const agent = { id: 'agt_x', role: 'admin', teams: [] };
      const known = [mine.conv, theirs.conv, 'cnv_unknown'];
      const asked = { view: 'closed' as const, filter: {}, limit: 9 };
      const { ids, rows } = await stage.store.inbox({ siteId: stage.siteId, agent, list: asked, known, now: NOON });
      expect([ids, rows.map(({ id }) => id)]).toEqual([[], [mine.conv]]);
      const guest = { ...agent, role: 'guest' };
      expect((await stage.store.inbox({ siteId: stage.siteId, agent: guest, list: asked, known, now: NOON })).rows).toEqual([]);
    });

    it('[K18] a conversation is filed under its language and its reason, confirmed ones too', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const visitor = await stage.visitor();
      const { conv } = await stage.say(visitor, { conv_key: hex() }, 'Guten Tag, ich möchte gerne wissen, wo mein Paket bleibt');
      const agent = { id: 'agt_x', role: 'admin', teams: [] };
      const listed = (filter: ConversationFilter) =>
        store.inbox({ siteId, agent, list: { view: 'all', filter, limit: 9 }, known: [], now: NOON });
      expect((await listed({ language: 'de' })).ids).toEqual([conv]);
      await stage.say(visitor, { conv }, 'Sorry, could we please speak English, because I do not understand German very well');
      expect((await listed({ language: 'en' })).ids).toEqual([conv]);
      const sourceId = (await store.findSite({ id: siteId }))?.sources.find(({ kind }) => kind !== 'public')?.id ?? '';
      const identifiers = [{ type: 'anonymous_id', value: visitor.anonymousId, trust: 0 as const, proven: true }];
      const confirmed = event(
        'reason.confirmed',
        'web_chat',
        0,
        { code: 'billing.refund', conversation_id: conv },
        { messageId: hex(), identifiers },
      );
      await store.ingest({ siteId, sourceId, events: [confirmed], now: NOON });
      expect((await listed({ reason: 'billing.refund' })).ids).toEqual([conv]);
    });

    it('[K90] customers are people: found by name and whole numbers, filtered, in pages, by activity or name', async () => {
      const stage = await stageOn(open());
      const { store, siteId } = stage;
      const sourceId = (await store.findSite({ id: siteId }))?.sources[0]?.id ?? '';
      const told = async (name: string, minute: number, phone?: string): Promise<void> => {
        const ids = [{ type: 'user_id', value: `u-${hex()}`, trust: 3 as const, proven: true }];
        const identifiers = phone === undefined ? ids : [...ids, { type: 'phone', value: phone, trust: 2 as const, proven: true }];
        const said = event(
          'Signed Up',
          'email',
          0,
          {},
          { messageId: hex(), identifiers, traits: { name }, occurredAt: NOON + minute * MINUTE },
        );
        await store.ingest({ siteId, sourceId, events: [said], now: NOON + minute * MINUTE });
      };
      await told('Zoë Berg', 3, '+49 151 2345678');
      await told('ann lee', 2);
      await told('Émile Zola', 1);
      const anonymous = [{ type: 'anonymous_id', value: hex(), trust: 0 as const, proven: true }];
      await store.ingest({ siteId, sourceId, events: [event('', 'web', 0, {}, { messageId: hex(), identifiers: anonymous })], now: NOON });
      const { visitor } = await stage.opened();
      const list = async (filter: Record<string, unknown>, limit = 2): Promise<string[]> => {
        const names: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<Store['customerList']>> = await store.customerList({
            ...{ siteId, filter: customerListApi.CustomerListFilter.parse(filter), limit },
            ...(cursor === null ? {} : { cursor }),
          });
          names.push(...page.items.map(({ name }) => name));
          cursor = page.cursor;
        } while (cursor !== null);
        return names;
      };
      const everybody = await list({ sort: 'name' });
      const unnamed = everybody.find((name) => name.startsWith('Customer ')) ?? '';
      expect(everybody).toEqual(['ann lee', unnamed, 'Émile Zola', 'Zoë Berg']);
      expect((await list({ include: 'all' })).length).toBe(5);
      expect((await list({})).slice(0, 3)).toEqual(['Zoë Berg', 'ann lee', 'Émile Zola']);
      expect(await list({ q: 'ZOE' })).toEqual(['Zoë Berg']);
      expect(await list({ q: '0151 2345678' })).toEqual(['Zoë Berg']);
      expect(await list({ q: '2345678' })).toEqual([]); // parts of a number name nobody
      expect(await list({ hasConversation: 'true' })).toEqual([unnamed]);
      expect(await list({ channel: 'email', sort: 'name' })).toEqual(['ann lee', 'Émile Zola', 'Zoë Berg']);
      expect(await list({ verified: 'true', seenAfter: new Date(NOON + MINUTE).toISOString() })).toEqual(['Zoë Berg', 'ann lee']);
      expect(visitor.id).not.toBe('');
    });
  });
}
