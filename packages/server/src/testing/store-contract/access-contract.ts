// What second factors, devices and invitations promise on every store, where many ask at once too (S21–S25).
import { describe, expect, it } from 'vitest';
import { desk } from '@throughline/types/decode';
import type { Store } from '../../ports/store.js';
import { hex, NOON, stageOn } from './stage.js';

const TAKERS = 10;
const IDLE_MS = 60_000;
const LATER = NOON + 30_000;

const times = <T>(run: (i: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: TAKERS }, (_, i) => run(i)));

export function accessContract(open: () => Store): void {
  describe('access', () => {
    const staffed = async () => {
      const { store, siteId, agent } = await stageOn(open());
      const { id: agentId } = await agent('Ann');
      return { store, siteId, agentId, whose: { siteId, agentId }, agent };
    };

    it('[S25] a second factor counts once its first code was right; each step and each recovery code is taken once, by one of many', async () => {
      const { store, whose } = await staffed();
      expect(await store.secondFactor(whose)).toBeNull();
      expect(await store.startSecondFactor({ ...whose, sealed: 'first', now: NOON })).toBe(true);
      expect(await store.startSecondFactor({ ...whose, sealed: 'second', now: NOON })).toBe(true); // not confirmed: begun anew
      expect(await store.secondFactor(whose)).toEqual({ sealed: 'second', confirmed: false, codesLeft: 0 });
      const [one, two] = [hex(), hex()];
      expect(await store.confirmSecondFactor({ ...whose, step: 100, codes: [one, two], now: NOON })).toBe(true);
      expect(await store.confirmSecondFactor({ ...whose, step: 101, codes: [hex()], now: NOON })).toBe(false);
      expect(await store.startSecondFactor({ ...whose, sealed: 'third', now: NOON })).toBe(false); // nobody swaps it unseen
      expect(await store.takeSecondFactorStep({ ...whose, step: 100 })).toBe(false); // the one it was turned on with
      expect((await times(() => store.takeSecondFactorStep({ ...whose, step: 101 }))).filter(Boolean)).toHaveLength(1);
      expect(await store.takeSecondFactorStep({ ...whose, step: 100 })).toBe(false);
      expect((await times(() => store.takeRecoveryCode({ ...whose, hash: one, now: NOON }))).filter(Boolean)).toHaveLength(1);
      expect(await store.secondFactor(whose)).toEqual({ sealed: 'second', confirmed: true, codesLeft: 1 });
      await store.replaceRecoveryCodes({ ...whose, codes: [hex(), hex(), hex()] });
      expect(await store.takeRecoveryCode({ ...whose, hash: two, now: NOON })).toBe(false);
      expect(await store.secondFactor(whose)).toMatchObject({ codesLeft: 3 });
      expect(await store.removeSecondFactor(whose)).toBe(true);
      expect(await store.removeSecondFactor(whose)).toBe(false);
      expect(await store.secondFactor(whose)).toBeNull();
    });

    it('[S25] a half-done sign-in is finished once, takes a few tries and a few minutes, and nobody’s who was deactivated', async () => {
      const { store, siteId, agentId, whose } = await staffed();
      const challenge = async () => {
        const hash = hex();
        await store.createChallenge({ ...whose, hash, confirmed: true, now: NOON, expiresAt: LATER });
        return hash;
      };
      const tries = async (hash: string, now = NOON) => (await store.tryChallenge({ hash, triesMax: 3, now }))?.agent.id ?? null;
      const [first, second] = [await challenge(), await challenge()];
      expect([await tries(first), await tries(first), await tries(first), await tries(first)]).toEqual([agentId, agentId, agentId, null]);
      expect(await tries(second, LATER)).toBeNull();
      expect((await times(() => store.endChallenge({ siteId, hash: second }))).filter(Boolean)).toHaveLength(1);
      expect(await tries(second)).toBeNull();
      const third = await challenge();
      await store.setAgentScope({ siteId, id: agentId, disabled: true });
      expect(await tries(third)).toBeNull();
    });

    it('[S22] every agent sees and ends own sessions, and nobody else’s; a new password ends the others', async () => {
      const { store, siteId, agentId, whose, agent } = await staffed();
      const { id: other } = await agent('Bob');
      const login = async (who: string, userAgent: string, now = NOON) => {
        const hash = hex();
        await store.createSession({ siteId, agentId: who, hash, userAgent, address: '198.51.100.0/24', now, expiresAt: LATER + IDLE_MS });
        return hash;
      };
      const [phone, laptop, foreign] = [
        await login(agentId, 'phone'),
        await login(agentId, 'laptop', NOON + 1),
        await login(other, 'theirs'),
      ];
      const list = async () => (await store.devices({ ...whose, now: NOON + 2, idleMs: IDLE_MS })).map(({ userAgent }) => userAgent);
      expect(await list()).toEqual(['laptop', 'phone']);
      expect(await store.devices({ ...whose, now: NOON + IDLE_MS, idleMs: IDLE_MS })).toMatchObject([{ userAgent: 'laptop' }]); // the other sat idle
      const alive = async (hash: string) => (await store.session({ hash, now: NOON + 2, idleMs: IDLE_MS })) !== null;
      const theirs = (await store.devices({ siteId, agentId: other, now: NOON + 2, idleMs: IDLE_MS }))[0]?.id ?? '';
      expect(await store.endDevice({ ...whose, id: theirs })).toBe(false);
      expect(await alive(foreign)).toBe(true);
      const kept = await store.session({ hash: laptop, now: NOON + 2, idleMs: IDLE_MS });
      expect(await store.endOtherDevices({ ...whose, keep: kept?.sessionId ?? '' })).toBe(1);
      expect([await alive(phone), await alive(laptop)]).toEqual([false, true]);
      const again = await login(agentId, 'phone again', NOON + 2);
      await store.setAgentPassword({ ...whose, password: 'new hash', keep: kept?.sessionId ?? '' });
      expect([await alive(again), await alive(laptop)]).toEqual([false, true]);
      expect(await store.findAgent({ siteId, id: agentId })).toMatchObject({ password: 'new hash' });
      const rotated = hex();
      await store.rotateSession({ siteId, hash: laptop, newHash: rotated });
      expect([await alive(laptop), await alive(rotated)]).toEqual([false, true]);
      expect(await list()).toEqual(['laptop']);
    });

    it('[S80] a session says when its password was last given', async () => {
      const { store, siteId, agentId } = await staffed();
      const hash = hex();
      await store.createSession({ siteId, agentId, hash, now: NOON, expiresAt: LATER });
      const confirmedAt = async () => (await store.session({ hash, now: NOON, idleMs: IDLE_MS }))?.confirmedAt;
      expect(await confirmedAt()).toBeNull();
      await store.confirmSession({ siteId, hash, now: NOON + 5 });
      expect(await confirmedAt()).toBe(NOON + 5);
    });

    it('[S25] a site that asks for a second factor lets nobody work without one: admins alone, or everybody', async () => {
      const { store, siteId, agentId, whose } = await staffed();
      const hash = hex();
      await store.createSession({ siteId, agentId, hash, now: NOON, expiresAt: LATER });
      const mustEnrol = async () => (await store.session({ hash, now: NOON, idleMs: IDLE_MS }))?.mustEnrol;
      expect(await mustEnrol()).toBe(false);
      await store.changeSiteSettings({ siteId, change: { secondFactor: 'admins' } });
      expect(await mustEnrol()).toBe(false);
      await store.setAgentScope({ siteId, id: agentId, role: 'admin' });
      expect(await mustEnrol()).toBe(true);
      await store.setAgentScope({ siteId, id: agentId, role: 'agent' });
      await store.changeSiteSettings({ siteId, change: { secondFactor: 'all' } });
      expect(await mustEnrol()).toBe(true);
      await store.startSecondFactor({ ...whose, sealed: 'x', now: NOON });
      expect(await mustEnrol()).toBe(true); // begun is not done
      await store.confirmSecondFactor({ ...whose, step: 1, codes: [], now: NOON });
      expect(await mustEnrol()).toBe(false);
    });

    it('[S22] an invitation makes one account, for one of many who open it, with role, department and teams', async () => {
      const { store, siteId, agentId } = await staffed();
      const doc = desk.TeamDoc.parse({ name: 'Billing' });
      const team = await store.putSettingsObject({ siteId, kind: 'team', doc, ifVersion: 0, ownerId: agentId, actor: agentId, now: NOON });
      const teamId = team.ok ? team.object.id : '';
      const email = `${hex()}@example.test`;
      const wanted = { siteId, email, role: 'lead' as const, department: 'billing', teams: [teamId, 'team_gone'], createdBy: agentId };
      const made = { now: NOON, expiresAt: LATER };
      const early = hex();
      await store.createInvitation({ ...wanted, hash: early, ...made });
      const hash = hex();
      const invitation = await store.createInvitation({ ...wanted, hash, ...made }); // in place of the first
      expect(await store.invitationOf({ hash: early, now: NOON })).toBeNull();
      expect(await store.invitations({ siteId })).toMatchObject([{ id: invitation?.id, email, role: 'lead' }]);
      expect(await store.invitationOf({ hash, now: LATER })).toBeNull();
      const taken = await times((i) => store.acceptInvitation({ hash, name: `Cleo ${i}`, password: 'hash', now: NOON }));
      const won = taken.flatMap((one) => (one.ok ? [one.agent] : []));
      expect(won).toMatchObject([{ email, role: 'lead', department: 'billing' }]);
      expect((await store.settingsObject({ siteId, kind: 'team', id: teamId }))?.doc.members).toEqual([won[0]?.id]);
      expect(await store.invitations({ siteId })).toEqual([]);
      expect(await store.createInvitation({ ...wanted, hash: hex(), ...made })).toBeNull(); // has an account now
      expect((await store.people({ siteId, now: NOON, idleMs: IDLE_MS })).map(({ name, active }) => [name, active])).toContainEqual([
        won[0]?.name,
        true,
      ]);
    });

    it('[S22] an invitation is renewed or taken back, by its own site alone; the link before ends', async () => {
      const { store, siteId, agentId } = await staffed();
      const elsewhere = await stageOn(open());
      const [hash, newHash] = [hex(), hex()];
      const wanted = { siteId, email: `${hex()}@example.test`, role: 'agent' as const, department: null, teams: [], createdBy: agentId };
      const id = (await store.createInvitation({ ...wanted, hash, now: NOON, expiresAt: LATER }))?.id ?? '';
      expect(await store.renewInvitation({ siteId: elsewhere.siteId, id, hash: hex(), expiresAt: LATER })).toBeNull();
      expect(await store.revokeInvitation({ siteId: elsewhere.siteId, id })).toBe(false);
      expect(await store.renewInvitation({ siteId, id, hash: newHash, expiresAt: LATER + 1 })).toMatchObject({ expiresAt: LATER + 1 });
      expect(await store.acceptInvitation({ hash, name: 'Cleo', password: 'hash', now: NOON })).toEqual({ ok: false, code: 'not_found' });
      expect(await store.revokeInvitation({ siteId, id })).toBe(true);
      expect(await store.invitationOf({ hash: newHash, now: NOON })).toBeNull();
    });

    it('[S22] a password link sets the password once and ends every session; it is no invitation', async () => {
      const { store, siteId, agentId, whose } = await staffed();
      const [hash, session] = [hex(), hex()];
      await store.createSession({ siteId, agentId, hash: session, now: NOON, expiresAt: LATER });
      expect(await store.createPasswordLink({ ...whose, hash, createdBy: agentId, now: NOON, expiresAt: LATER })).toMatchObject({
        agentId,
      });
      expect(await store.acceptInvitation({ hash, name: 'Eve', password: 'x', now: NOON })).toEqual({ ok: false, code: 'not_found' });
      expect(await store.invitations({ siteId })).toEqual([]);
      const taken = await times(() => store.acceptPasswordLink({ hash, password: 'new hash', now: NOON }));
      expect(taken.filter((one) => one !== null)).toHaveLength(1);
      expect(await store.session({ hash: session, now: NOON, idleMs: IDLE_MS })).toBeNull();
      expect(await store.findAgent({ siteId, id: agentId })).toMatchObject({ password: 'new hash' });
    });

    it('[S133] ownership goes from an owner to somebody who may sign in, and of two who pass it on at once one does', async () => {
      const { store, siteId, agentId, agent } = await staffed();
      const [{ id: bob }, { id: cleo }] = [await agent('Bob'), await agent('Cleo')];
      expect(await store.passOwnership({ siteId, from: agentId, to: bob, keep: false })).toBe(false);
      await store.setAgentScope({ siteId, id: agentId, role: 'owner' });
      const passed = await Promise.all([bob, cleo].map((to) => store.passOwnership({ siteId, from: agentId, to, keep: false })));
      expect(passed.filter(Boolean)).toHaveLength(1);
      const owners = (await store.agents({ siteId })).filter(({ role }) => role === 'owner');
      expect(owners).toHaveLength(1);
      const owner = owners[0]?.id ?? '';
      await store.setAgentScope({ siteId, id: agentId, disabled: true });
      expect(await store.passOwnership({ siteId, from: owner, to: agentId, keep: true })).toBe(false);
      expect(await store.passOwnership({ siteId, from: owner, to: owner === bob ? cleo : bob, keep: true })).toBe(true);
      expect((await store.agents({ siteId })).filter(({ role }) => role === 'owner')).toHaveLength(2);
    });
  });
}
