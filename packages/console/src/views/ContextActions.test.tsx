// @vitest-environment jsdom
// What an agent does about the context, in the panel: each is the relay's decision, said where it was asked (K12).
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { HandoffContext } from '@throughline/types';
import type { Answer } from '../state/answer.js';
import { contextLines } from '../state/context-lines.js';
import { richContext } from '../testing/rich-context.js';
import { entry, lane, NOW, view } from '../testing/fixtures.js';
import { answering, draw, loaded, openState } from '../testing/screen.js';
import type { Screen } from '../testing/screen.js';
import { ContextPanel } from './ContextPanel.js';
import { contextMore } from './context-parts.js';

beforeAll(() => loaded(contextMore, () => import('./ContextMore.js')));

const done = (): Promise<Answer<null>> => Promise.resolve({ ok: true, value: null });

function panel(context: HandoffContext = richContext()): Screen {
  return draw(<ContextPanel />, (store) => {
    const int = lane('int', [entry('int', 1, 'context_snapshot', { body: { contextId: 'ctx', revision: 1, kind: 'new' } })]);
    store.open.value = openState({ context, linesSeen: { at: NOW, lines: contextLines(context) }, view: view({ int }) });
  });
}
const button = ({ element }: Screen, name: string): HTMLButtonElement => {
  const found = [...element.querySelectorAll('button')].find((one) => (one.title !== '' ? one.title : one.textContent) === name);
  if (found === undefined) throw new Error(`no button ${name}`);
  return found;
};
async function press(screen: Screen, ...names: string[]): Promise<void> {
  for (const name of names) {
    button(screen, name).click();
    await screen.settled();
  }
}

describe('facts', () => {
  it('[K39] are confirmed or marked wrong at the value', async () => {
    const screen = panel();
    const decideFact = vi.fn(done);
    answering(screen, { decideFact });
    await press(screen, 'Actions for product', 'Confirm');
    expect(decideFact).toHaveBeenCalledWith({ id: 'fct_product', customerId: 'cus_1', decision: 'confirmed' });
    expect(screen.element.textContent).toContain('Plus tariffChat 10:02, confirmed');
    await press(screen, 'Wrong');
    expect(decideFact).toHaveBeenLastCalledWith({ id: 'fct_product', customerId: 'cus_1', decision: 'rejected' });
  });

  it('[K12] a refusal is said where it was asked, and nothing looks done', async () => {
    const screen = panel();
    answering(screen, { decideFact: () => Promise.resolve({ ok: false, code: 'unavailable' }) });
    await press(screen, 'Actions for product', 'Confirm');
    expect(screen.element.querySelector('.facts [role=alert]')?.textContent).toContain('cannot save anything');
    expect(screen.element.textContent).not.toContain('Plus tariffChat 10:02, confirmed');
  });

  it('[K39] a masked value shows after a reveal only, and goes into the draft after that only', async () => {
    const screen = panel();
    answering(screen, { reveal: () => Promise.resolve({ ok: true, value: '4111 1111' }) });
    expect(() => button(screen, 'Insert card number')).toThrow();
    await press(screen, 'Actions for card number', 'Reveal (recorded)', 'Insert card number');
    expect(screen.element.textContent).toContain('4111 1111');
    expect(screen.actions.setDraft).toHaveBeenCalledWith('cnv_1', { mode: 'reply', text: '4111 1111' });
  });
});

describe('promises, items and cases', () => {
  it('[K39] a promise says who, until when and how it stands; the agent says it was kept', async () => {
    const screen = panel();
    const settlePromise = vi.fn(done);
    answering(screen, { settlePromise });
    expect(screen.element.textContent).toMatch(/Corrected invoiceOpenBilling, due /);
    await press(screen, 'Actions for the promise “corrected invoice”', 'Kept');
    expect(settlePromise).toHaveBeenCalledWith('com_2', 'kept');
  });

  it('[K39] an item shows what differs in money, where it stands and that it is late, and is attached to the conversation', async () => {
    const screen = panel();
    const openCase = vi.fn(() => new Promise<never>(() => undefined));
    answering(screen, { openCase });
    const text = screen.element.textContent ?? '';
    expect(text).toContain('€39.80 more than promised');
    expect(text).toMatch(/Order o-77 Plus routerLateShipped, step 3 of 4/);
    await press(screen, 'Actions for Order o-77', 'Attach to conversation');
    expect(openCase).toHaveBeenCalledWith({
      customerId: 'cus_1',
      title: 'Order o-77: Plus router',
      conversationId: 'cnv_1',
      itemNumbers: ['o-77'],
    });
  });

  it('[K39] a case that may be this one is offered and linked', async () => {
    const screen = panel();
    const updateCase = vi.fn(done);
    answering(screen, { updateCase });
    expect(screen.element.textContent).toContain('Offered: First bill');
    await press(screen, 'Link this conversation to First bill');
    expect(updateCase).toHaveBeenCalledWith('cas_1', { conversationId: 'cnv_1' });
    expect(screen.store.status.value).toBe('Linked to the case');
  });
});

it('[K44] "not this person" takes the customer off the conversation after a second press', async () => {
  const screen = panel();
  const notThisPerson = vi.fn(done);
  answering(screen, { notThisPerson });
  await press(screen, 'Not this person…');
  expect(notThisPerson).not.toHaveBeenCalled();
  await press(screen, 'Take it off');
  expect(notThisPerson).toHaveBeenCalledExactlyOnceWith('cnv_1');
});

it('[K46] what a playbook says to avoid stands at the top of the brief', () => {
  const { element } = panel();
  expect(element.querySelector('.brief li')?.textContent).toBe('AvoidNo new offers while the bill is wrong');
});

it('[K42] an entry of another department is a stub that leads nowhere', () => {
  const { element } = panel();
  const stub = element.querySelector('.timeline-stub');
  expect(stub?.textContent).toMatch(/^Sales · note · .* — visible to sales$/);
  expect(stub?.closest('a')).toBeNull();
});

it('[K41] what was handed over is shown exactly as it was, until the agent goes back', async () => {
  const screen = panel(richContext({ basis: 'live', revision: 5 }));
  const then = richContext({ revision: 1, headline: { text: 'As it was then.', refs: richContext().headline.refs } });
  const revision = vi.fn(() => Promise.resolve({ ok: true as const, value: then }));
  answering(screen, { revision });
  const later = screen.store.open.value;
  if (later === null) throw new Error('no conversation is open');
  screen.store.open.value = { ...later, linesSeen: { at: NOW, lines: new Map() } };
  screen.store.now.value = NOW + 20 * 24 * 3_600_000;
  await screen.settled();
  expect(screen.element.querySelectorAll('.new-mark').length).toBeGreaterThan(0);
  expect(screen.element.textContent).toContain('was due');
  const name = [...screen.element.querySelectorAll('button')]
    .map((one) => one.textContent)
    .find((text) => text?.startsWith('As handed over'));
  await press(screen, name ?? '');
  expect(revision).toHaveBeenCalledWith('cnv_1', 1);
  expect(screen.element.querySelector('.headline')?.textContent).toBe('As it was then.');
  // Neither a mark of what came later, nor a promise overdue that was not.
  expect(screen.element.querySelectorAll('.new-mark')).toHaveLength(0);
  expect(screen.element.textContent).not.toContain('was due');
  await press(screen, 'Back to now');
  expect(screen.element.querySelector('.headline')?.textContent).toBe(richContext().headline.text);
});

it('[K47] what an agent did there shows at once, though the pointer is inside', async () => {
  const screen = panel();
  answering(screen, { settlePromise: done });
  const enter = new MouseEvent('pointerenter');
  Object.defineProperty(enter, 'pointerType', { value: 'mouse' });
  screen.element.querySelector('section')?.dispatchEvent(enter);
  const kept = richContext({ revision: 4, commitments: [] });
  await press(screen, 'Actions for the promise “corrected invoice”', 'Kept');
  screen.store.open.value = openState({ context: kept });
  await screen.settled();
  expect(screen.element.textContent).not.toContain('Corrected invoice');
});
