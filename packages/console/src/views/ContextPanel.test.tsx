// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { AT, context, ref } from '../testing/context.js';
import { NOW } from '../testing/fixtures.js';
import { draw, openState } from '../testing/screen.js';
import { ContextPanel } from './ContextPanel.js';

const headings = (element: HTMLElement): string[] => [...element.querySelectorAll('h3')].map((one) => one.firstChild?.textContent ?? '');
const rich = context({
  statedFacts: [
    {
      factId: 'f',
      key: 'claim',
      label: 'claim number',
      value: 'CL-1',
      masked: false,
      channel: 'ivr',
      timesGiven: 2,
      confirmed: true,
      refs: [ref('int_1')],
    },
  ],
  commitments: [{ id: 'c', text: 'refund', madeBy: 'cards', status: 'broken', refs: [ref('int_2')] }],
  recentActivity: [{ text: 'viewed /help', channel: 'web', count: 3, at: AT, refs: [ref('int_3')] }],
  previousConversations: [
    {
      conversationId: 'cnv_0',
      channel: 'email',
      openedAt: AT,
      about: 'Earlier question',
      status: 'closed',
      outcome: 'Answered',
      refs: [ref('cnv_0', 'conversation')],
    },
  ],
});

describe('customer context', () => {
  it('[K39] keeps its order and leaves out what is empty, but for headline, facts and coverage', () => {
    const bare = draw(<ContextPanel />, (store) => (store.open.value = openState({ context: context() })));
    expect(headings(bare.element)).toEqual([
      'Unidentified customer: new conversation.',
      'Already told us',
      'Timeline ',
      'Identity',
      'Coverage',
    ]);
    const full = draw(<ContextPanel />, (store) => (store.open.value = openState({ context: rich })));
    expect(headings(full.element)).toEqual([
      'Unidentified customer: new conversation.',
      'Already told us',
      'Promises',
      'Recent activity',
      'Earlier conversations',
      'Timeline ',
      'Identity',
      'Coverage',
    ]);
  });

  it('[K120] a first contact says so', () => {
    const { element } = draw(<ContextPanel />, (store) => (store.open.value = openState({ context: context() })));
    expect(element.textContent).toContain('First contact. Not signed in.');
  });

  it('[K14] every statement names its source and its time, and leads there', () => {
    const { element } = draw(<ContextPanel />, (store) => (store.open.value = openState({ context: rich })));
    const fact = [...element.querySelectorAll('a')].find((one) => one.textContent?.includes('CL-1'));
    expect(fact?.textContent).toMatch(/Claim number.*CL-1.*IVR.*2 times, confirmed/);
    expect(fact?.querySelector('time')?.getAttribute('datetime')).toBe(AT);
    expect(fact?.getAttribute('href')).toBe('/c/cnv_1?source=interaction.int_1');
  });

  it('[K43] what was only said is labelled at the value; a possible match shows a reason, not a person', () => {
    const said = context({
      customer: {
        ...context().customer,
        identifiers: [{ type: 'email', masked: 'm••@example.com', trust: 1 }],
        possibleMatches: [{ suggestionId: 's', reasonCode: 'same_phone', masked: '•••21', refs: [ref('int_1')] }],
      },
    });
    const { element } = draw(<ContextPanel />, (store) => (store.open.value = openState({ context: said })));
    expect(element.querySelector('.identifiers')?.textContent).toBe('E-mailm••@example.com unverified');
    expect(element.textContent).toContain('Possible match: same phone •••21');
  });

  it('[K47] nothing moves while the pointer is inside: the newer revision waits behind one line', async () => {
    const screen = draw(<ContextPanel />, (store) => (store.open.value = openState({ context: rich })));
    const panel = screen.element.querySelector('section');
    const enter = new MouseEvent('pointerenter');
    Object.defineProperty(enter, 'pointerType', { value: 'mouse' });
    panel?.dispatchEvent(enter);
    const newer = { ...rich, contextId: 'ctx_2', revision: 2, headline: { text: 'Something else now.', refs: rich.headline.refs } };
    screen.store.open.value = openState({ context: newer, linesSeen: { at: NOW, lines: new Map() } });
    await screen.settled();
    expect(screen.element.textContent).toContain('1 update');
    expect(screen.element.textContent).not.toContain('Something else now.');
    panel?.dispatchEvent(new MouseEvent('pointerleave'));
    await screen.settled();
    expect(screen.element.querySelector('.headline')?.textContent).toBe('Something else now.');
    expect(screen.element.querySelectorAll('.new-mark').length).toBeGreaterThan(0);
  });

  it('[K60] the note of the one who hands over stands before everything else', () => {
    const handed = context({
      handoff: {
        ...context().handoff,
        kind: 'transfer',
        transferCount: 1,
        from: { type: 'agent', name: 'Ben', note: 'Refund needs approval' },
      },
    });
    const { element } = draw(<ContextPanel />, (store) => (store.open.value = openState({ context: handed })));
    expect(element.querySelector('.handed-from')?.textContent).toBe(' From Ben, transfer 1Refund needs approval');
  });
});
