// What is left in localStorage by other pages of the visitor: taken over without loss, once, and gone with a reset. Quota, bad keys and
// tabs that still live are made by hand; what browsers do is in tests/e2e.
import type { OutboxItem, StoredConversation } from '@throughline/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeep } from './keep.js';
import { openPageStorage } from './page-storage.js';

const KEY = 'c'.repeat(32);
const OTHER_KEY = 'd'.repeat(32);

/** localStorage as pages see it: values are properties, methods are not. */
class PageValues {
  [key: string]: unknown;
  static full = false;
}
Object.defineProperties(PageValues.prototype, {
  getItem: { value: (key: string) => localStorage[key] ?? null },
  removeItem: { value: (key: string) => Reflect.deleteProperty(localStorage, key) },
});
const fresh = (): PageValues =>
  new Proxy(new PageValues(), {
    set(values, key, value) {
      if (PageValues.full) throw new Error('QuotaExceededError');
      return Reflect.set(values, key, String(value));
    },
  });

beforeEach(() => {
  PageValues.full = false;
  vi.stubGlobal('localStorage', fresh());
});
afterEach(() => vi.unstubAllGlobals());

const conversation = (stream: string, texts: readonly string[], convKey = KEY): StoredConversation => ({
  ...{ convKey, stream, conv: null, nextN: texts.length + 1 },
  items: texts.map((text, i): OutboxItem => {
    const n = i + 1;
    return { n, origin: `${stream}:${n}`, kind: 'message', body: { text }, at: 1, state: { state: 'queued' } };
  }),
});
const put = (name: string, value: unknown): void => {
  localStorage[`tl:site:outbox${name}`] = typeof value === 'string' ? value : JSON.stringify(value);
};
const outboxKeys = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith('tl:site:outbox'));
const textsOf = (all: readonly StoredConversation[]): unknown[] => all.flatMap(({ items }) => items.map(({ body }) => body['text']));
/** What the next page of the visitor finds. */
const textsNext = async (): Promise<unknown[]> => textsOf(await (await openPageStorage('site')).all());

describe('unsent text in localStorage', () => {
  it('[P81] what several closed pages left is taken over under its own names, and their keys go', async () => {
    put('1', [conversation('a'.repeat(32), ['one', 'two'])]);
    put('2', [conversation('b'.repeat(32), ['three']), conversation('b'.repeat(32), ['elsewhere'], OTHER_KEY)]);
    put('3', []);
    const [first, second] = await (await openPageStorage('site')).all();
    expect(first?.items.map(({ stream, n, origin }) => `${stream} ${n} ${origin}`)).toEqual([
      ...[1, 2].map((n) => `${'a'.repeat(32)} ${n} ${'a'.repeat(32)}:${n}`),
      `${'b'.repeat(32)} 1 ${'b'.repeat(32)}:1`,
    ]);
    expect([first?.nextN, textsOf(second ? [second] : [])]).toEqual([1, ['elsewhere']]);
    expect(first?.stream).not.toBe('a'.repeat(32));
    expect(outboxKeys()).toHaveLength(1);
  });

  it('[P3] the storage is full while a page takes over: nothing is lost, and a later page sends it', async () => {
    put('1', [conversation('a'.repeat(32), ['one'])]);
    put('2', [conversation('b'.repeat(32), ['two'])]);
    PageValues.full = true;
    await expect(openPageStorage('site')).rejects.toThrow('Quota');
    PageValues.full = false;
    expect(await textsNext()).toEqual(['one', 'two']);
  });

  it('[P3] a key that cannot be read stays and hinders nobody', async () => {
    const newer = { ...conversation('e'.repeat(32), []), items: 'of a newer build' };
    put('1', '{"half');
    put('2', [newer, conversation('a'.repeat(32), ['one'])]);
    put('3', '7');
    const storage = await openPageStorage('site');
    expect([storage.durable, textsOf(await storage.all())]).toEqual([true, ['one']]);
    expect([1, 2, 3].map((n) => localStorage[`tl:site:outbox${n}`])).toEqual(['{"half', JSON.stringify([newer]), '7']);
    expect(await textsNext()).toEqual(['one']);
  });

  it('[P81] a text that a second page took over from a tab that lives is there once for the third', async () => {
    const living = await openPageStorage('site');
    const mine = conversation('a'.repeat(32), ['one']);
    await living.update(KEY, () => mine);
    await openPageStorage('site');
    await living.update(KEY, (stored) => stored ?? null); // writes its list anew
    expect(outboxKeys()).toHaveLength(2);
    expect(await textsNext()).toEqual(['one']);
  });

  it('[P80] a text that could not be stored is not stored by a later change of another conversation', async () => {
    const storage = await openPageStorage('site');
    PageValues.full = true;
    await expect(storage.update(KEY, () => conversation('a'.repeat(32), ['refused']))).rejects.toThrow('Quota');
    PageValues.full = false;
    await storage.update(OTHER_KEY, () => conversation('b'.repeat(32), ['taken'], OTHER_KEY));
    expect(await textsNext()).toEqual(['taken']);
  });

  it('[P82] a reset takes away what other tabs left, by the storage and without it, and nothing of the page or of another site', async () => {
    for (const reset of [async () => (await openPageStorage('site')).clear(), async () => createKeep('site').wipe()]) {
      put('1', [conversation('a'.repeat(32), ['of the first user'])]);
      put('2', '{"half');
      localStorage['tl:site2:outbox1'] = localStorage['cart'] = '[]';
      await reset();
      expect(Object.keys(localStorage).sort()).toEqual(['cart', 'tl:site2:outbox1']);
      expect(await textsNext()).toEqual([]);
    }
  });
});
