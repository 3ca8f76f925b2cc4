// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest';
import type { CommitmentRequest } from '@throughline/types';
import { richContext } from '../testing/rich-context.js';
import { answering, draw, openState } from '../testing/screen.js';
import type { Screen } from '../testing/screen.js';
import { Composer } from './Composer.js';

const HINT_MS = 2_000; // the words it knows are loaded on first use

function compose(text: string): Screen {
  const open = openState({ context: richContext() });
  const screen = draw(<Composer open={open} />, (store) => {
    store.open.value = open;
    store.drafts.value = new Map([['cnv_1', { mode: 'reply', text }]]);
  });
  screen.actions.setDraft = (conv, draft) => (screen.store.drafts.value = new Map(screen.store.drafts.value).set(conv, draft));
  return screen;
}
const slot = ({ element }: Screen): string => element.querySelector('.composer-hint')?.textContent ?? '';
const draftOf = ({ store }: Screen): string => store.drafts.value.get('cnv_1')?.text ?? '';
const shows = (screen: Screen, words: string): Promise<void> => vi.waitFor(() => expect(slot(screen)).toContain(words), HINT_MS);

describe('the hint slot', () => {
  it('[K35] a question whose answer is known says so with source and value; the key inserts it, and it is announced once', async () => {
    const screen = compose('Hello! What is your order number?');
    await shows(screen, 'order number o-77');
    expect(slot(screen)).toMatch(/^Already given \(Web 10:02\): order number o-77Insert/);
    expect(screen.store.status.value).toContain('Already given');
    screen.store.status.value = '';
    screen.panels.acceptHint.value?.();
    await screen.settled();
    expect(draftOf(screen)).toBe('Hello! What is your order number? o-77');
    await vi.waitFor(() => expect(slot(screen)).not.toContain('Already given'), HINT_MS);
    expect(screen.store.status.value).toBe('');
    expect(screen.element.querySelector('button[type=submit]')?.getAttribute('aria-disabled')).toBe('false');
  });

  it('[K35] a confirmation is no question, and a note asks nobody', async () => {
    const screen = compose('Is it still o-77?');
    await screen.settled();
    expect(slot(screen)).toBe('');
    screen.store.drafts.value = new Map([['cnv_1', { mode: 'note', text: 'What is your order number?' }]]);
    await screen.settled();
    expect(slot(screen)).toBe('Only your team sees this');
  });

  it('[K35] a masked fact inserts only after it was revealed, on record', async () => {
    const screen = compose('Please tell me your card number.');
    const reveal = vi.fn(() => Promise.resolve({ ok: true as const, value: '4111 1111' }));
    answering(screen, { reveal });
    await shows(screen, 'card number •1111');
    expect(slot(screen)).toContain('Reveal');
    screen.panels.acceptHint.value?.();
    await shows(screen, 'Insert');
    expect(reveal).toHaveBeenCalledExactlyOnceWith({ customerId: 'cus_1', type: 'fact', id: 'fct_card' });
    expect(draftOf(screen)).not.toContain('4111');
    screen.panels.acceptHint.value?.();
    expect(draftOf(screen)).toContain('4111 1111');
  });

  it('[K35] [K12] a fact that could not be revealed says why in its place, and can be tried again', async () => {
    const screen = compose('Please tell me your card number.');
    const reveal = vi.fn().mockResolvedValueOnce({ ok: false, code: 'unavailable' }).mockResolvedValue({ ok: true, value: '4111 1111' });
    answering(screen, { reveal });
    await shows(screen, 'card number •1111');
    screen.panels.acceptHint.value?.();
    await shows(screen, 'Not revealed. The relay cannot save anything for the moment.');
    screen.panels.acceptHint.value?.();
    await shows(screen, 'card number 4111 1111');
  });

  it('[K36] a promise is recorded only by the agent’s key, with its time as said, and not offered twice', async () => {
    const screen = compose("I'll refund 20 EUR by Friday.");
    const promise = vi.fn((request: CommitmentRequest) =>
      Promise.resolve({
        ok: true as const,
        value: {
          id: 'com_9',
          customerId: 'cus_1',
          text: request.text,
          kind: request.kind,
          madeBy: 'Ada',
          status: 'open' as const,
          madeAt: '',
          refs: [],
        },
      }),
    );
    answering(screen, { promise });
    await shows(screen, 'You promise: refund 20 EUR, by Friday');
    expect(promise).not.toHaveBeenCalled();
    screen.panels.acceptHint.value?.();
    await screen.settled();
    expect(promise.mock.calls).toMatchObject([
      [{ text: 'refund 20 EUR', due: 'by Friday', conversationId: 'cnv_1', customer: { customerId: 'cus_1' } }],
    ]);
    expect(screen.store.status.value).toBe('Promise recorded: refund 20 EUR');
    await screen.settled();
    expect(slot(screen)).toBe('');
  });

  it('[K34] one thing at a time: what blocks sending, then what is asked again, then what is promised', async () => {
    const both = "I'll refund 20 EUR by Friday. What is your order number?";
    const screen = compose(both);
    await shows(screen, 'Already given');
    expect(slot(screen)).not.toContain('You promise');
    screen.store.drafts.value = new Map([['cnv_1', { mode: 'reply', text: `${both} o-77` }]]);
    await shows(screen, 'You promise');
    screen.store.drafts.value = new Map([['cnv_1', { mode: 'reply', text: both + 'x'.repeat(9_000) }]]);
    await shows(screen, 'Too long');
    expect(slot(screen)).not.toContain('You promise');
  });

  it('[K36] “I promised…” is always there', () => {
    const screen = compose('');
    [...screen.element.querySelectorAll('button')].find((one) => one.textContent === 'I promised…')?.click();
    expect(screen.panels.dialog.value).toEqual({ name: 'promise', said: null });
  });
});

describe('sending', () => {
  const press = ({ element }: Screen, more: KeyboardEventInit = {}): boolean =>
    element
      .querySelector('textarea')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more })) ?? true;

  it('[K31] Enter sends or breaks the line as the person set it; Ctrl Enter always sends', async () => {
    const screen = compose('Done.');
    expect(press(screen, { shiftKey: true })).toBe(true); // the browser's
    expect(press(screen, { isComposing: true })).toBe(true);
    expect(screen.actions.send).not.toHaveBeenCalled();
    expect(press(screen)).toBe(false);
    expect(screen.actions.send).toHaveBeenCalledOnce();
    const other = compose('Done.');
    other.store.preferences.value = { ...other.store.preferences.value, enter: 'line' };
    await other.settled();
    expect(press(other)).toBe(true);
    expect(other.actions.send).not.toHaveBeenCalled();
    expect(press(other, { ctrlKey: true })).toBe(false);
    expect(other.actions.send).toHaveBeenCalledOnce();
  });

  it('[K34, K51] a variable without a value blocks sending and is selected', async () => {
    const screen = compose('Dear {{contact.company}}, hello');
    press(screen);
    expect(screen.actions.send).not.toHaveBeenCalled();
    expect(slot(screen)).toContain('Fill in {{contact.company}} before sending');
    const field = screen.element.querySelector('textarea');
    expect([field?.selectionStart, field?.selectionEnd]).toEqual([5, 24]);
    screen.store.drafts.value = new Map([['cnv_1', { mode: 'note', text: 'Dear {{contact.company}}' }]]);
    await screen.settled();
    press(screen);
    expect(screen.actions.send).toHaveBeenCalledOnce(); // a note goes to nobody
  });

  it('[K30] a reply that begins with a colleague’s name asks first, and goes with the second press', async () => {
    const screen = compose('@Ada can you look?');
    press(screen);
    await screen.settled();
    expect(screen.actions.send).not.toHaveBeenCalled();
    expect(slot(screen)).toContain('This speaks to Ada, but goes to the customer.');
    press(screen);
    expect(screen.actions.send).toHaveBeenCalledOnce();
  });
});
