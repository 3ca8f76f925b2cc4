// C62: what was typed into the telephone menu stands before the agent, and again before the one the call is passed to.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Handoff, TimelinePage } from '@throughline/types';
import { allText, briefOf, isoOf, startWorld } from './world.js';
import type { DeskAgent, Source, World } from './world.js';

const MARGIN_MS = 1_000; // two busy cores
const CARD = '4111111111111111';
const CALLER = { userId: 'c62' };

describe.each(['sqlite', 'postgres'] as const)('on %s', (store) => {
  let world: World;
  let ivr: Source;
  let cards: DeskAgent;
  let fraud: DeskAgent;
  let first: Handoff;
  let second: Handoff;
  const frames: unknown[] = [];

  beforeAll(async () => {
    world = await startWorld(store, '4 Jun 09:59');
    ivr = await world.source('Telephone', 'ivr', 'cards');
    cards = await world.agent('Cara', 'cards');
    fraud = await world.agent('Fred', 'fraud');
    for (const desk of [cards, fraud]) desk.socket.onAny((...frame: unknown[]) => frames.push(frame));
  });
  afterAll(() => world?.stop());

  it('[C62] the menu’s steps are on the timeline within half a second', async () => {
    await world.at('4 Jun 10:00');
    await ivr.track('IVR Input Received', { prompt: 'account number', digits: '4711882930' }, CALLER);
    await world.at('4 Jun 10:01');
    await ivr.track('IVR Input Received', { choice: '3', label: 'Dispute a card charge' }, CALLER);
    const customer = await world.customerOf('userId=c62');
    const sent = performance.now();
    await ivr.track('IVR Input Received', { prompt: 'card number', digits: CARD }, CALLER);
    const page = await world.api<TimelinePage>('GET', `customers/${customer}/timeline`);
    expect(page.items).toHaveLength(3);
    expect(performance.now() - sent).toBeLessThan(500 + MARGIN_MS);
  });

  it('[C62] the first agent sees the choice, what was typed, and how long the caller waited', async () => {
    await world.at('4 Jun 10:08');
    first = await cards.arrivalOf(() =>
      world.api('POST', 'conversations', {
        customer: { identifiers: [{ type: 'user_id', value: CALLER.userId, attested: true }] },
        channel: 'voice',
        kind: 'bot_to_agent',
        from: { type: 'ivr', name: 'Telephone menu' },
        department: 'cards',
        startedAt: isoOf('4 Jun 10:02'),
        verification: { level: 3, methods: ['pin'] },
      }),
    );
    const { context } = first;
    expect(briefOf(context)).toEqual(
      expect.arrayContaining([
        'ivr 10:01: chose Dispute a card charge',
        'Already given: account number (ivr 10:00); card number (ivr 10:01)',
      ]),
    );
    expect(context.handoff).toMatchObject({ kind: 'bot_to_agent', waitedSeconds: 360, transferCount: 0 });
    expect(context.customer.verification).toMatchObject({ level: 3, methods: ['pin'] });
    expect(context.statedFacts.find(({ key }) => key === 'card')).toMatchObject({ value: '•1111', masked: true });
  });

  it('[C62] the second agent gets a revision of their own, the first one stays as it was', async () => {
    const before = await world.api<unknown>('GET', `conversations/${first.row.id}/contexts/1`);
    await world.at('4 Jun 10:15');
    second = await fraud.arrivalOf(() =>
      world.api('POST', `conversations/${first.row.id}/handoffs`, {
        kind: 'transfer',
        department: 'fraud',
        from: { type: 'agent', name: 'Cara', note: 'Three charges abroad, she did not travel.' },
      }),
    );
    const { context } = second;
    expect(context.handoff).toMatchObject({
      kind: 'transfer',
      transferCount: 1,
      from: { note: 'Three charges abroad, she did not travel.' },
    });
    expect(context.effort).toMatchObject({ transfers: 1, score: 15 });
    expect(briefOf(context)).toContain('Already given: account number (ivr 10:00); card number (ivr 10:01)');
    expect(JSON.stringify(await world.api('GET', `conversations/${first.row.id}/contexts/1`))).toBe(JSON.stringify(before));
  });

  it('[C62] [C18] the card’s digits are nowhere: store, log, socket frames, export', async () => {
    const customer = await world.customerOf('userId=c62');
    const exported = await world.api('POST', `customers/${customer}/export`);
    expect(allText([frames, exported, first, second])).not.toContain(CARD);
    expect(world.relay.log()).not.toContain(CARD);
    const kept = store === 'sqlite' ? readdirSync(world.relay.dataDir, { recursive: true, withFileTypes: true }) : [];
    for (const file of kept.filter((one) => one.isFile()))
      expect(readFileSync(join(file.parentPath, file.name)).includes(CARD)).toBe(false);
  });
});
