// Service levels, settings objects and their audit lines, on every store (K70, K105).
import { describe, expect, it } from 'vitest';
import { desk } from '@throughline/types/decode';
import type { SlaPolicyDoc } from '@throughline/types';
import type { Store } from '../../ports/store.js';
import { accepted, hex, message, NOON, stageOn } from './stage.js';

const MINUTE = 60_000;

export function slaContract(open: () => Store): void {
  describe('service levels', () => {
    const world = async (doc: Partial<SlaPolicyDoc>) => {
      const stage = await stageOn(open());
      const ada = await stage.agent('Ada');
      const put = { siteId: stage.siteId, ifVersion: 0, ownerId: ada.id, actor: ada.id, now: NOON };
      const care = await stage.store.putSettingsObject({ ...put, kind: 'team', doc: desk.TeamDoc.parse({ name: 'Care' }) });
      if (!care.ok) throw new Error(care.code);
      const escalate = { notify: true, raisePriority: true, reassignTeamId: care.object.id };
      const full = desk.SlaPolicyDoc.parse({
        name: 'Standard',
        applies: {},
        targets: { firstResponse: 20 },
        time: 'calendar',
        escalate,
        ...doc,
      });
      await stage.store.putSettingsObject({ ...put, kind: 'sla_policy', doc: full });
      const { conv } = await stage.opened();
      const look = async (minutes: number) =>
        (await stage.store.lookAtSla({ siteId: stage.siteId, limit: 10, now: NOON + minutes * MINUTE })).looked;
      const row = (id: string) => stage.store.row({ siteId: stage.siteId, conv: id });
      return { ...stage, ada, conv, care: care.object.id, look, row };
    };

    it('[K70] the row shows what is due; a strike is an entry, a notice, a higher priority and the other team’s, once', async () => {
      const { store, siteId, conv, care, look, lane } = await world({});
      expect((await look(1)).map(({ row }) => row.sla)).toEqual([{ metric: 'first_response', state: 'due', dueAt: NOON + 20 * MINUTE }]);
      expect(await look(1)).toEqual([]); // nothing changed since
      const mine = async (minutes: number) => {
        const { looked } = await store.strikeSla({ now: NOON + minutes * MINUTE, limit: 1_000 });
        return looked.filter((one) => one.siteId === siteId);
      };
      expect(await mine(14)).toEqual([]);
      const [risk] = await mine(16);
      expect([risk?.row.sla?.state, risk?.notices.map(({ state }) => state)]).toEqual(['at_risk', ['at_risk']]);
      const [missed] = await mine(21);
      expect(missed?.row).toMatchObject({ priority: 'high', teamId: care, assigneeId: null, status: 'queued' });
      expect(missed?.row.sla?.state).toBe('missed');
      await look(22);
      expect(await mine(40)).toEqual([]);
      const kinds = (await lane(conv, 'int')).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'sla')).toHaveLength(2);
      expect(kinds.filter((kind) => kind === 'priority')).toHaveLength(1);
    });

    it('[K70] a reply ends the clock; what changed is found without being named', async () => {
      const { submit, ada, conv, look } = await world({});
      await look(1);
      accepted((await submit(ada, { conv, stream: hex(), msgs: [message(1, 'Good morning')] }, NOON + 2 * MINUTE)).answer);
      expect((await look(3)).map(({ row }) => row.sla)).toEqual([null]);
    });

    it('[K70] what was seen is seen anew after it is forgotten; the last service level gone, nothing of it is shown', async () => {
      const { store, siteId, ada, conv, look, row } = await world({});
      const { mark, hasPolicies } = await store.slaMark({ siteId });
      expect(hasPolicies).toBe(true);
      expect(await look(1)).toHaveLength(1);
      const [policy] = await store.settingsObjects({ siteId, kind: 'sla_policy' });
      const targets = { firstResponse: 60, nextResponse: null, resolution: null };
      const doc = desk.SlaPolicyDoc.parse({ ...policy?.doc, targets });
      const change = { siteId, kind: 'sla_policy', id: policy?.id ?? '', ownerId: ada.id, actor: ada.id, now: NOON } as const;
      await store.putSettingsObject({ ...change, doc, ifVersion: 1 });
      expect((await store.slaMark({ siteId })).mark).not.toBe(mark);
      expect(await look(2)).toEqual([]);
      expect(await store.forgetSlaLooks({ siteId })).toEqual({ more: false });
      expect((await look(2)).map((one) => one.row.sla?.dueAt)).toEqual([NOON + 60 * MINUTE]);
      await store.deleteSettingsObject({ siteId, kind: 'sla_policy', id: change.id, actor: ada.id, now: NOON });
      expect((await store.slaMark({ siteId })).hasPolicies).toBe(false);
      expect((await look(3)).map((one) => [one.row.id, one.row.sla])).toEqual([[conv, null]]);
      expect(await look(3)).toEqual([]);
      expect(await row(conv)).toMatchObject({ sla: null });
    });

    it('[K70] the site’s own hours count too: after they change everything is looked at anew', async () => {
      const { store, siteId } = await world({});
      const { mark } = await store.slaMark({ siteId });
      await store.changeSiteSettings({ siteId, change: { locale: 'de' } });
      expect((await store.slaMark({ siteId })).mark).toBe(mark);
      await store.changeSiteSettings({ siteId, change: { timezone: 'Asia/Tokyo' } });
      expect((await store.slaMark({ siteId })).mark).not.toBe(mark);
    });

    it('[K105] a change is taken back once, with the line that says so; of a change and its undoing at one moment one is a conflict', async () => {
      const { store, siteId, ada } = await world({});
      const by = { actor: ada.id, now: NOON };
      const put = { siteId, kind: 'tag', ownerId: ada.id, ...by } as const;
      const made = await store.putSettingsObject({ ...put, doc: desk.TagDoc.parse({ name: 'refund', colour: 'red' }), ifVersion: 0 });
      if (!made.ok) throw new Error(made.code);
      const { id } = made.object;
      const change = (colour: string, ifVersion: number) =>
        store.putSettingsObject({ ...put, id, doc: desk.TagDoc.parse({ name: 'refund', colour }), ifVersion });
      await change('amber', 1);
      const lines = async () => (await store.auditLines({ siteId, action: 'settings.tag', limit: 20 })).items;
      const changed = (await lines()).find(({ action }) => action === 'settings.tag.changed');
      const revert = () => store.revertSettingsChange({ siteId, kind: 'tag', lineId: changed?.id ?? '', atMost: 1_000, ...by });
      const [undone, later] = await Promise.all([revert(), change('green', 2)]);
      expect([undone === 'reverted', later.ok].filter(Boolean)).toHaveLength(1);
      const held = await store.settingsObject({ siteId, kind: 'tag', id });
      expect(held).toMatchObject({ version: 3, doc: { colour: later.ok ? 'green' : 'red' } });
      expect((await lines()).filter(({ detail }) => detail['reverts'] === changed?.id)).toHaveLength(later.ok ? 0 : 1);
      expect(await lines()).toHaveLength(3);
      expect(await revert()).toBe('conflict');
      expect(await store.revertSettingsChange({ siteId, kind: 'team', lineId: changed?.id ?? '', atMost: 9, ...by })).toBe('not_found');
      const other = await stageOn(store);
      const foreign = { siteId: other.siteId, kind: 'tag', lineId: changed?.id ?? '', atMost: 9, ...by } as const;
      expect(await store.revertSettingsChange(foreign)).toBe('not_found');
    });

    it('[K105] of a kind there are at most so many: one more is refused, a change of what is there is not', async () => {
      const { store, siteId, ada } = await world({});
      const put = { siteId, kind: 'tag', ownerId: ada.id, actor: ada.id, now: NOON, atMost: 2 } as const;
      const doc = desk.TagDoc.parse({ name: 'refund', colour: 'red' });
      const made = [];
      for (let i = 0; i < 3; i += 1) made.push(await store.putSettingsObject({ ...put, doc, ifVersion: 0 }));
      expect(made.map((one) => (one.ok ? 'ok' : one.code))).toEqual(['ok', 'ok', 'too_many']);
      const [first] = made;
      const id = first?.ok === true ? first.object.id : '';
      expect((await store.putSettingsObject({ ...put, id, doc, ifVersion: 1 })).ok).toBe(true);
    });

    it('[K105] of two changes made on one version the second is a conflict; the log holds what was there before', async () => {
      const { store, siteId, ada } = await world({});
      const put = { siteId, kind: 'tag', ownerId: ada.id, actor: ada.id, now: NOON } as const;
      const made = await store.putSettingsObject({ ...put, doc: { name: 'refund', colour: 'red' }, ifVersion: 0 });
      if (!made.ok) throw new Error(made.code);
      const { id } = made.object;
      const both = await Promise.all(
        ['amber', 'green'].map((colour) =>
          store.putSettingsObject({ ...put, id, doc: desk.TagDoc.parse({ name: 'refund', colour }), ifVersion: 1 }),
        ),
      );
      expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
      const lines = await store.auditLines({ siteId, action: 'settings.tag', limit: 10 });
      expect(lines.items.map(({ action }) => action).sort()).toEqual(['settings.tag.changed', 'settings.tag.created']);
      const changed = lines.items.find(({ action }) => action === 'settings.tag.changed');
      expect(changed?.detail['before']).toBe('{"name":"refund","colour":"red"}');
      const other = await stageOn(store);
      expect(await store.settingsObject({ siteId: other.siteId, kind: 'tag', id })).toBeNull();
      expect(await store.settingsObjects({ siteId: other.siteId, kind: 'tag' })).toEqual([]);
    });
  });
}
