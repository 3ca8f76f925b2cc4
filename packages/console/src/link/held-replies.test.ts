import { expect, it, vi } from 'vitest';
import { createStore, EMPTY_DRAFT } from '../state/store.js';
import type { Draft } from '../state/store.js';
import { createHeldReplies, joined } from './held-replies.js';

function scene() {
  const store = createStore(0);
  const saved: Draft[] = [];
  let later: { ms: number; run(): void } | null = null;
  const held = createHeldReplies({
    store,
    saveDraft: (_conv, draft) => void saved.push(draft),
    surroundings: {
      now: () => 1_000,
      random: () => 0,
      hex128: () => '',
      after: (ms, run) => {
        later = { ms, run };
        return () => (later = null);
      },
    },
  });
  return { store, saved, held, later: () => later };
}
const reply: Draft = { mode: 'reply', text: 'On its way' };

it('[K31] a held reply leaves when its time is over, once', async () => {
  const { store, held, later } = scene();
  const send = vi.fn(() => Promise.resolve());
  held.hold('cnv_1', reply, 5, send);
  expect(store.held.value.get('cnv_1')).toEqual({ draft: reply, until: 6_000 });
  expect(later()?.ms).toBe(5_000);
  later()?.run();
  await held.release('cnv_1');
  expect(send).toHaveBeenCalledOnce();
  expect(store.held.value.size).toBe(0);
  expect(held.takeBack('cnv_1')).toBeNull();
});

it('[K31] taken back it is not sent; something else that is done sends it at once', async () => {
  const { held, later } = scene();
  const send = vi.fn(() => Promise.resolve());
  held.hold('cnv_1', reply, 5, send);
  expect(held.takeBack('cnv_1')).toEqual(reply);
  expect(later()).toBeNull();
  expect(send).not.toHaveBeenCalled();
  held.hold('cnv_1', reply, 5, send);
  await held.release('cnv_1');
  expect(send).toHaveBeenCalledOnce();
  expect(later()).toBeNull();
});

it('[K32] until it leaves it is part of the draft on the device, before what is typed meanwhile', async () => {
  const { saved, held } = scene();
  held.hold('cnv_1', reply, 5, () => Promise.resolve());
  held.save('cnv_1', EMPTY_DRAFT);
  held.save('cnv_1', { mode: 'reply', text: 'And one more thing' });
  expect(saved.map(({ text }) => text)).toEqual(['On its way', 'On its way\n\nAnd one more thing']);
  await held.release('cnv_1');
  expect(saved.at(-1)).toEqual(EMPTY_DRAFT);
});

it('[K31] what comes back joins what was typed meanwhile, with its files', () => {
  const file = { id: 'fil_1', name: 'a.pdf', type: 'application/pdf', size: 1 } as const;
  expect(joined({ ...reply, files: [file] }, { mode: 'note', text: 'x' })).toEqual({
    mode: 'note',
    text: 'On its way\n\nx',
    files: [file],
  });
  expect(joined(reply, { mode: 'note', text: '' }).mode).toBe('reply');
});
