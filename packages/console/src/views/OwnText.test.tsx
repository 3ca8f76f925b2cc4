// @vitest-environment jsdom
import { expect, it } from 'vitest';
import type { OutboxItem } from '@throughline/types';
import { draw } from '../testing/screen.js';
import { OwnText } from './OwnText.js';

const item = (state: OutboxItem['state']): OutboxItem => ({ n: 1, origin: 's:1', kind: 'message', body: { text: 'hi' }, at: 0, state });

it('[K27] a text on its way says in words how far it came; a stuck one stays in place with retry', () => {
  const words = (state: OutboxItem['state'], online = true): string | null | undefined => {
    const { element } = draw(<OwnText conv="cnv_1" item={item(state)} text="hi" note={false} />, (store) => {
      if (!online) store.connection.value = { state: 'connecting', since: 0 };
    });
    return element.querySelector('.delivery')?.textContent?.trim();
  };
  expect(words({ state: 'queued' })).toBe('Queued');
  expect(words({ state: 'sending' })).toBe('Sending');
  expect(words({ state: 'sending' }, false)).toBe('Waiting for the connection');
  expect(words({ state: 'failed', reason: 'too_long' })).toBe('Not sent: it is longer than 8 KB');
  const { element, actions } = draw(<OwnText conv="cnv_1" item={item({ state: 'held' })} text="hi" note={false} />);
  element.querySelector<HTMLButtonElement>('button')?.click();
  expect(actions.retry).toHaveBeenCalledWith('cnv_1', 's:1');
});
