// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import type { FileRef } from '@throughline/types';
import type { Answer } from '../state/answer.js';
import { EMPTY_DRAFT } from '../state/store.js';
import { answering, draw, openState } from '../testing/screen.js';
import type { Screen } from '../testing/screen.js';
import { Composer } from './Composer.js';
import { useConsole } from './console-context.js';
import { composerTools } from './message-parts.js';

const stored: FileRef = { id: 'fil_1', name: 'bill.pdf', type: 'application/pdf', size: 3 };

function desk(): { screen: Screen; finish(answer: Answer<FileRef>): void } {
  let finish: (answer: Answer<FileRef>) => void = () => undefined;
  const screen = draw(<Screens />, (store) => {
    store.open.value = openState({ id: 'cnv_1' });
  });
  answering(screen, { upload: () => new Promise((resolve) => (finish = resolve)) });
  screen.actions.setDraft = (conv, draft) => (screen.store.drafts.value = new Map(screen.store.drafts.value).set(conv, draft));
  return { screen, finish: (answer) => finish(answer) };
}
function Screens() {
  const { store } = useConsole();
  const open = store.open.value;
  return open === null ? null : <Composer key={open.id} open={open} />;
}

it('[K32] [K37] a file goes on into its own draft while another conversation is on screen', async () => {
  composerTools.preload();
  const { screen, finish } = desk();
  const { element, store } = screen;
  const input = await vi.waitFor(
    () => element.querySelector<HTMLInputElement>('input[type=file]') ?? Promise.reject(new Error('not yet')),
    10_000,
  );
  Object.defineProperty(input, 'files', { value: [new File(['abc'], 'bill.pdf', { type: 'application/pdf' })] });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await screen.settled();
  expect(element.querySelector('.composer-hint')?.textContent).toBe('Sending waits for the files');

  store.open.value = openState({ id: 'cnv_2' });
  await screen.settled();
  expect(element.querySelector('.composer-hint')?.textContent).toBe('');
  store.drafts.value = new Map([['cnv_1', { ...EMPTY_DRAFT, text: 'Here it is' }]]);
  finish({ ok: true, value: stored });
  await screen.settled();
  expect(store.drafts.value.get('cnv_1')).toEqual({ mode: 'reply', text: 'Here it is', files: [stored] });
  expect(store.drafts.value.has('cnv_2')).toBe(false);
});
