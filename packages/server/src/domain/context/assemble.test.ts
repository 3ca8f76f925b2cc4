import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { utf8Bytes } from '@throughline/types';
import { handoffContext } from '@throughline/types/decode';
import { describe, expect, it } from 'vitest';
import { goldenCustomers } from '../../testing/golden-customers.js';
import { assembleContext } from './assemble.js';

const customers = goldenCustomers();
const contextOf = (name: string) => {
  const found = customers.find((customer) => customer.name === name);
  if (found === undefined) throw new Error(name);
  return assembleContext(found.material, found.now);
};
const brief = (name: string): string[] => contextOf(name).brief.map(({ text }) => text);

describe('golden contexts', () => {
  it.each(customers.map(({ name }) => name))('[C48] %s', async (name) => {
    const context = contextOf(name);
    expect(handoffContext.HandoffContext.parse(context)).toEqual(context);
    expect(utf8Bytes(JSON.stringify(context))).toBeLessThanOrEqual(32 * 1024);
    await expect(`${JSON.stringify(context, null, 1)}\n`).toMatchFileSnapshot(
      fileURLToPath(new URL(`golden/${name}.golden`, import.meta.url)),
    );
  });

  it('[C1] the pinned bytes do not depend on the order of the test run', () => {
    const text = readFileSync(new URL('golden/stranger.golden', import.meta.url), 'utf8');
    expect(text).toBe(`${JSON.stringify(contextOf('stranger'), null, 1)}\n`);
  });
});

describe('the lines of the brief', () => {
  it('[C47] what was chosen on the phone, what was given on three channels, what failed', () => {
    expect(brief('bank-called-after-app')).toEqual([
      'ivr 09:05: chose Mortgage application',
      'Already given: name (branch 2 Mar 10:05); address (branch 2 Mar 10:05); employer (branch 2 Mar 10:05); monthly income (mobile_app 2 Mar 19:31)',
      'Tried document upload (mobile_app 2 Mar 19:34): failed',
    ]);
    expect(contextOf('bank-called-after-app').live.formDraft).toEqual({
      form: 'Mortgage application',
      step: 'documents',
      filled: 14,
      total: 22,
    });
  });

  it('[C28] after a promise on the phone the sentence written now says why', () => {
    const lines = brief('bank-writes-after-call');
    expect(lines[0]).toBe('web_chat 09:40: "The upload still fails"');
    expect(lines).toContain('mortgages promised unlock the upload, due 17:00 — open');
    expect(lines).toContain('Last: 09:21 voice, upload to be unlocked');
    expect(contextOf('bank-writes-after-call').effort).toMatchObject({ contacts7d: 3, channelSwitches: 2 });
  });

  it('[C33] [C46] a promise whose time has passed is broken, leads the alerts, and the headline says so', () => {
    const context = contextOf('promise-broken');
    expect(context.brief.map(({ text }) => text)).toEqual([
      'email 09:12: "My first bill is wrong, I was promised 20% off."',
      'sales promised 159.20 EUR on the first bill, due 20 Mar 06:00 — broken',
      'Already given: order number (web 4 Mar 11:20)',
    ]);
    expect(context.alerts[0]).toMatchObject({ code: 'commitment_broken', severity: 'critical' });
    expect(context.headline.text).toBe(
      'Customer 0000a1: My first bill is wrong, I was promised 20% off — promise not kept: 159.20 EUR on the first bill.',
    );
  });

  it('[C47] account and card number are named, never shown', () => {
    const context = contextOf('card-dispute-by-phone');
    expect(context.brief[0]?.text).toBe('ivr 10:01: chose Dispute a card charge');
    expect(context.brief[1]?.text).toBe('Already given: account number (ivr 10:00); card number (ivr 10:01)');
    expect(context.statedFacts.map(({ value, masked }) => [value, masked])).toEqual([
      ['•1111', true],
      ['•5678', true],
    ]);
    expect(JSON.stringify(context)).not.toContain('0012345678');
    expect(context.handoff.waitedSeconds).toBe(360);
  });

  it('[C43] a transfer and six minutes of waiting make an effort of 15', () => {
    const context = contextOf('card-dispute-transferred');
    expect(context.handoff).toMatchObject({ kind: 'transfer', transferCount: 1, toTeamId: 'team_fraud', from: { note: 'suspects fraud' } });
    expect(context.effort).toMatchObject({ contacts7d: 1, transfers: 1, waitedSeconds: 360, score: 15 });
  });

  it('[C47] what was tried is listed once per thing', () => {
    expect(brief('silent-customer-returns')).toEqual([
      'web_chat 16:00: "How do I export everything?"',
      'Tried help search (web 8 Apr 14:02): failed; help articles (web 8 Apr 14:02): unknown',
    ]);
  });

  it('[C45] strangers, greetings and claims', () => {
    expect(contextOf('stranger').headline.text).toBe('Unidentified customer: Do you ship to Norway?');
    expect(contextOf('only-hello').headline.text).toBe('Unidentified customer: hi.');
    expect(contextOf('customer-without-conversation').headline.text).toBe('Mia Berg, private banking: new conversation.');
    expect(contextOf('claims-to-be-known').customer).toMatchObject({ match: 'candidate', verification: { level: 0 } });
  });

  it('[C18] a card number in the note of a hand-over is gone', () => {
    const found = customers.find(({ name }) => name === 'stranger');
    if (found === undefined) throw new Error('stranger');
    const from = { type: 'agent' as const, id: 'agt_1', name: 'Ann', note: 'card 4111 1111 1111 1111' };
    const context = assembleContext({ ...found.material, handoff: { ...found.material.handoff, from } }, found.now);
    expect(context.handoff.from).toEqual({ ...from, note: 'card [card •1111]' });
  });

  it('[ID21] [C18] a possible match shows reason and masked identifier; the card in the message is gone', () => {
    const context = contextOf('claims-to-be-known');
    expect(context.customer.possibleMatches).toMatchObject([{ reasonCode: 'claimed_identifier', masked: 'email a••@example.com' }]);
    expect(JSON.stringify(context)).not.toContain('4111');
    expect(context.coverage.redactions).toBe(1);
    expect(context.live.page?.url).toBe('https://bank.example/pricing');
  });
});
