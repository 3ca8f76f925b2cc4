import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { utf8Bytes } from '@throughline/types';
import { handoffContext } from '@throughline/types/decode';
import { describe, expect, it } from 'vitest';
import { goldenCustomers, goldenMaterial } from '../../testing/golden-customers.js';
import { goldenText } from '../../testing/golden-text.js';
import { assembleContext } from './assemble.js';

const GOLDEN = new URL('../../testing/golden/', import.meta.url);
const names = goldenCustomers().map(({ name }) => name);
const contextOf = (name: string) => assembleContext(...goldenMaterial(name));
const brief = (name: string): string[] => contextOf(name).brief.map(({ text }) => text);

describe('golden contexts', () => {
  it.each(names)('[C48] %s', async (name) => {
    const context = contextOf(name);
    expect(handoffContext.HandoffContext.parse(context)).toEqual(context);
    expect(utf8Bytes(JSON.stringify(context))).toBeLessThanOrEqual(32 * 1024);
    await expect(goldenText(context)).toMatchFileSnapshot(fileURLToPath(new URL(`${name}.txt`, GOLDEN)));
  });

  it('[C48] at least thirty are pinned, each once', () => {
    expect(names.length).toBeGreaterThanOrEqual(30);
    expect(readdirSync(GOLDEN).sort()).toEqual(names.map((name) => `${name}.txt`).sort());
  });

  it('[C1] the same material gives the same bytes, whatever was assembled before', () => {
    const bytes = (name: string): string => JSON.stringify(contextOf(name));
    const alone = bytes('wordy-customer');
    for (const name of names) bytes(name);
    expect(bytes('wordy-customer')).toBe(alone);
  });
});

describe('what a context says', () => {
  it('[C45] strangers, greetings and claims', () => {
    expect(contextOf('stranger').headline.text).toBe('Unidentified customer: Do you ship to Norway?');
    expect(contextOf('only-hello').headline.text).toBe('Unidentified customer: hi.');
    expect(contextOf('customer-without-conversation').headline.text).toBe('Mia Berg, private banking: new conversation.');
    expect(contextOf('claims-to-be-known').customer).toMatchObject({ match: 'candidate', verification: { level: 0 } });
  });

  it('[C33] [C46] a promise whose time has passed is broken and leads the alerts', () => {
    expect(contextOf('promise-broken').alerts[0]).toMatchObject({ code: 'commitment_broken', severity: 'critical' });
    expect(brief('promise-broken')).toContain('mortgages promised call back about the rate, due 4 Mar 17:00 — broken');
    expect(brief('two-promises').filter((line) => line.includes('promised'))).toEqual([
      'billing promised refund the fee, due 4 Mar 17:00 — broken',
      'cards promised send a new card, due 9 Mar 17:00 — open',
    ]);
  });

  it('[C47] [C48] a German site reads German lines, in the same order', () => {
    const lines = brief('late-order-in-german');
    expect(lines[0]).toMatch(/^web_chat 10:00: "Wo bleibt meine Bestellung o-88\?/);
    expect(lines).toContain('logistik versprach: Rückruf zum Paket, fällig 13 März 12:00 — offen');
    expect(lines.find((line) => line.startsWith('Schon genannt: '))).toContain('Bestellnummer (web_chat 10:00)');
    expect(lines).toContain('Versucht: Hilfesuche (web 11 März 09:00): misslungen');
    expect(contextOf('late-order-in-german').alerts.map(({ text }) => text)).toContain('o-88 ist verspätet');
    expect(contextOf('unknown-in-german').headline.text).toBe('Unbekannter Kunde: Hallo!');
  });

  it('[C46] VIP, language and needs are alerts with their source', () => {
    expect(contextOf('vip').alerts).toMatchObject([{ code: 'vip', refs: [{ type: 'trait' }] }]);
    expect(contextOf('german-on-an-english-site').alerts).toMatchObject([{ code: 'language_accessibility', text: 'writes German' }]);
    expect(contextOf('screen-reader-user').alerts).toMatchObject([{ text: 'needs: screen reader, no phone calls' }]);
    expect(contextOf('screen-reader-user').customer).toMatchObject({
      lifecycleStage: 'active',
      preferences: { channel: 'email', doNotContact: ['sms', 'voice'] },
    });
  });

  it('[C29] the case whose order is named is joined, the only open one is offered; one past its time is an alert', () => {
    expect(contextOf('joined-case-and-other').openCases).toMatchObject([
      { title: 'Broken lamp', link: 'joined', contacts: 1 },
      { title: 'Address change' },
    ]);
    expect(contextOf('offered-case').openCases).toMatchObject([{ title: 'Wrong first bill', link: 'offered', contacts: 2 }]);
    expect(contextOf('offered-case').alerts.map(({ code }) => code)).toContain('sla_breach');
  });

  it('[C26] [C43] what was said again and asked again counts', () => {
    expect(contextOf('re-asked').effort).toMatchObject({ repeatExplanations: 2, reAsks: 1, contacts7d: 2, channelSwitches: 1, score: 54 });
  });

  it('[C42] the mood follows the newest messages and shows the lowest', () => {
    const { sentiment } = contextOf('angry-after-three-messages');
    expect(sentiment).toMatchObject({ trend: 'worsening', lowPoint: { refs: [{ type: 'message', id: 'ent_3' }] } });
    expect(['negative', 'very_negative']).toContain(sentiment.state);
    expect(contextOf('japanese-reader').sentiment.state).toBe('unknown');
  });

  it('[C57] a source is stale after three of its usual gaps, missing when it never sent', () => {
    expect(contextOf('silent-sources').coverage.sources.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'Billing system stale',
      'Telephone missing',
      'Web shop live',
    ]);
  });

  it('[C27] [C28] an agent’s tag names the reason; after a reopening only what was said since is why they are here', () => {
    expect(contextOf('agent-tagged').reason).toMatchObject({ code: 'account_access.locked', source: 'agent' });
    expect(contextOf('agent-tagged').headline.text).toBe('Mia Berg, private banking: Account locked.');
    expect(brief('reopened')[0]).toBe('web_chat 10:00: "Now the lamp is here but it is broken"');
  });

  it('[C18] a card number in the note of a hand-over is gone', () => {
    const [material, now] = goldenMaterial('stranger');
    const from = { type: 'agent' as const, id: 'agt_1', name: 'Ann', note: 'card 4111 1111 1111 1111' };
    const context = assembleContext({ ...material, handoff: { ...material.handoff, from } }, now);
    expect(context.handoff.from).toEqual({ ...from, note: 'card [card •1111]' });
    expect(JSON.stringify(contextOf('card-in-every-message'))).not.toMatch(/4111 ?1111/);
  });

  it('[ID21] [C18] a possible match shows reason and masked identifier; the card in the message is gone', () => {
    const context = contextOf('claims-to-be-known');
    expect(context.customer.possibleMatches).toMatchObject([{ reasonCode: 'claimed_identifier', masked: 'email a••@example.com' }]);
    expect(JSON.stringify(context)).not.toContain('4111');
    expect(context.coverage.redactions).toBe(1);
    expect(context.live.page?.url).toBe('https://bank.example/pricing');
  });
});
