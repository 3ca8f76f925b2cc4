// @vitest-environment jsdom
import { beforeAll, describe, expect, it } from 'vitest';
import { AT, context, ref } from '../testing/context.js';
import { contextLines } from '../state/context-lines.js';
import { NOW } from '../testing/fixtures.js';
import { draw, loaded, openState } from '../testing/screen.js';
import { ContextPanel } from './ContextPanel.js';
import { contextMore } from './context-parts.js';

beforeAll(() => loaded(contextMore, () => import('./ContextMore.js')));

const headings = (element: HTMLElement): string[] => [...element.querySelectorAll('h3')].map((one) => one.firstChild?.textContent ?? '');
const rich = context({
  timeline: {
    items: [
      {
        id: 'int_3',
        channel: 'web',
        department: null,
        type: 'page',
        name: '',
        title: 'Help',
        at: NOW,
        unverified: false,
        conversationId: null,
        details: [],
      },
    ],
    cursor: null,
  },
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
    expect(headings(bare.element)).toEqual(['Unidentified customer: new conversation.', 'Already told us', 'Identity', 'Coverage']);
    const full = draw(<ContextPanel />, (store) => (store.open.value = openState({ context: rich })));
    expect(headings(full.element)).toEqual([
      'Unidentified customer: new conversation.',
      'Already told us',
      'Promises',
      'Recent activity',
      'Earlier conversations',
      'Timeline',
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
    expect(element.querySelector('.identifiers')?.textContent).toBe('E-mailm••@example.com Unverified');
    expect(element.textContent).toContain('Possible match: Same phone, •••21');
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

  it('[K47] a line that changed gets no mark while the pointer is inside, because it still says what it said', async () => {
    const [promise] = rich.commitments;
    if (promise === undefined) throw new Error('the context has no promise');
    const then = { ...rich, commitments: [{ ...promise, status: 'open' as const, dueAt: AT }] };
    const seen = { at: NOW, lines: contextLines(then) };
    const screen = draw(<ContextPanel />, (store) => (store.open.value = openState({ context: then, linesSeen: seen })));
    const panel = screen.element.querySelector('section');
    const enter = new MouseEvent('pointerenter');
    Object.defineProperty(enter, 'pointerType', { value: 'mouse' });
    panel?.dispatchEvent(enter);
    const moved = {
      ...then,
      revision: 2,
      commitments: [{ ...promise, status: 'open' as const, dueAt: new Date(NOW + 7_200_000).toISOString() }],
    };
    screen.store.open.value = openState({ context: moved, linesSeen: seen });
    await screen.settled();
    expect(screen.element.querySelectorAll('.new-mark')).toHaveLength(0);
    panel?.dispatchEvent(new MouseEvent('pointerleave'));
    await screen.settled();
    // [K40] Only what it is due has changed, and that is a change of the line.
    expect([...screen.element.querySelectorAll('.new-mark')].map((one) => one.closest('li')?.textContent)).toEqual([
      expect.stringContaining('Refund'),
    ]);
  });

  it('[K46] a playbook has two lines at most', () => {
    const said = (slot: 'do' | 'avoid', text: string) => ({ slot, text, refs: [ref('int_1')] });
    const guided = context({ brief: [said('do', 'First'), said('avoid', 'Second'), said('do', 'Third')] });
    const { element } = draw(<ContextPanel />, (store) => (store.open.value = openState({ context: guided })));
    expect([...element.querySelectorAll('.brief li')].map((one) => one.textContent)).toEqual(['DoFirst', 'AvoidSecond']);
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
