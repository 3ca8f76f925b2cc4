// Whose an event is where more than its identifiers counts: a named customer, a site without signed ids, old addresses, mere claims; on both
// stores (docs/identity.md).
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeenIdentifier } from '../../domain/identity/model.js';
import { DAY, MINUTE, NOW, caller, device, email, typed, unsigned, user, worldOn } from '../../testing/identity-world.js';
import type { World } from '../../testing/identity-world.js';
import { STORES } from '../../../../../tests/stores/both-stores.fixture.js';
import type { Opened } from '../../../../../tests/stores/both-stores.fixture.js';

const SEED = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) };

describe.each(STORES)('whose an event is on %s', (kind, open) => {
  let opened: Opened;
  let world: World;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.dispose());
  beforeEach(async () => {
    world = await worldOn(opened.store);
  });
  const site = () => ({ siteId: world.siteId });

  it('[C17] an event may name its customer: redirects are followed, an unknown one is rejected', async () => {
    const [a, b] = [await world.say('a', [device('d1')]), await world.say('b', [user('u1')])];
    await world.say('joined', [user('u1'), device('d1')]);
    expect(await world.say('visit', [email('new@example.com')], { customerId: a })).toBe(b);
    expect(await world.identifiers(b)).toContain('email new@example.com 2');
    expect(await world.say('other user', [user('u2')], { customerId: a })).toBe(b);
    expect(await world.identifiers(b)).not.toContain('user_id u2 3');
    expect(await world.ingest('lost', [], { customerId: 'cus_none' })).toMatchObject({
      accepted: 0,
      rejected: [{ index: 0, code: 'unknown_customer' }],
    });
  });

  it('[ID7] a site may let unsigned user ids select: unverified, and nothing once the id was verified', async () => {
    const settings = await opened.store.siteSettings(site());
    await opened.store.setSiteSettings({ ...site(), settings: { ...settings, requireSignedUserId: false } });
    const page = await world.say('page', [{ ...device('d1'), proven: false }]);
    expect(await world.say('unsigned', [{ ...device('d1'), proven: false }, unsigned('u1')])).toBe(page);
    expect(await world.identifiers(page)).toEqual(['anonymous_id d1 0', 'user_id u1 1']);
    const timeline = await opened.store.timeline({ ...site(), customerId: page, limit: 10 });
    expect(timeline?.items.find(({ title }) => title === 'unsigned')?.unverified).toBe(true);
    expect(await world.say('signed', [user('u1')], { at: NOW + 1 })).toBe(page);
    expect(
      await world.say('eve', [{ ...device('d2'), proven: false }, unsigned('u1')], { at: NOW + 2, traits: { name: 'Eve' }, traitTrust: 1 }),
    ).toBe(page);
    expect(await world.identifiers(page)).toEqual(['anonymous_id d1 0', 'user_id u1 3']);
    expect(await opened.store.customer({ ...site(), id: page })).toMatchObject({ customer: { traits: {} } });
  });

  it('[ID5] a hash may be allowed for half a year at most', async () => {
    const allow = (until: number) => opened.store.allowUserHashes({ ...site(), until, now: NOW });
    expect(await opened.store.userHashesUntil(site())).toBeNull();
    expect(await allow(NOW + 200 * DAY)).toEqual({ ok: false, code: 'too_far' });
    expect(await allow(NOW + 100 * DAY)).toEqual({ ok: true });
    expect(await opened.store.userHashesUntil(site())).toBe(NOW + 100 * DAY);
  });

  it('[ID10] an address nobody attested for a year is a claim: it asks, and links nobody', async () => {
    const ann = await world.say('old', [email('ann@example.com'), user('u1')]);
    const later = { at: NOW + 366 * DAY };
    const somebody = await world.say('a year later', [email('ann@example.com'), device('d5')], later);
    expect(somebody).not.toBe(ann);
    expect(await opened.store.suggestions({ ...site(), customerId: somebody })).toMatchObject([
      { reasonCode: 'claimed_identifier', identifierType: 'email' },
    ]);
  });

  // Whatever somebody claims, no byte of the other person reaches what an agent sees of the claimer (seed printed, FC_SEED replays it).
  it('[I9] a context never holds a byte of somebody who is only a suggestion', async () => {
    const claim = fc.constantFrom<SeenIdentifier>(
      unsigned('canary-user'),
      typed('email', 'canary@example.com'),
      caller('+4915199999999'),
      typed('order_id', 'canary-order'),
    );
    const claims = fc.array(fc.tuple(fc.array(claim, { minLength: 1, maxLength: 3 }), fc.boolean()), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(claims, async (said) => {
        const run = await worldOn(opened.store);
        const phone: SeenIdentifier = { type: 'phone', value: '+4915199999999', trust: 2, proven: true };
        const other = await run.say('canary secret', [user('canary-user'), email('canary@example.com'), phone], {
          signedTraits: { name: 'Canary Name', city: 'Canary Town' },
          data: { order_id: 'CANARY-77', text: 'canary text' },
        });
        const seen = new Set<string>();
        for (const [i, [identifiers, withDevice]] of said.entries()) {
          seen.add(await run.say(`said ${i}`, withDevice ? [device('d1'), ...identifiers] : identifiers, { at: NOW + i }));
        }
        expect(seen).not.toContain(other);
        for (const customerId of seen) {
          const context = await opened.store.customerContext({ siteId: run.siteId, customerId, online: false, now: NOW + MINUTE });
          const shown = JSON.stringify([context, await opened.store.suggestions({ siteId: run.siteId, customerId })]);
          expect(shown.toLowerCase()).not.toMatch(/canary|\+49151999|999999/);
          expect(shown).not.toContain(other);
        }
      }),
      { numRuns: kind === 'postgres' ? 4 : 30, ...SEED },
    );
  });
});
