// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { viewRoute } from '../state/route.js';
import { createStore } from '../state/store.js';
import { memoryStorage } from './device-storage.js';
import { createNavigation } from './navigation.js';

const moved = (): Promise<void> => new Promise((resolve) => window.addEventListener('popstate', () => resolve(), { once: true }));

it('[K17] Back leads to the list that was left, from a page that was loaded again too', async () => {
  window.history.replaceState(null, '', '/desk/console/');
  const device = memoryStorage();
  const first = createNavigation(window, createStore(0), device);
  expect(window.location.pathname).toBe('/desk/console/v/all');
  first.go(viewRoute('all?priority=urgent'));
  first.stop();

  const store = createStore(0);
  const again = createNavigation(window, store, device); // the page is loaded again
  expect(store.view.value).toBe('all?priority=urgent');
  const back = moved();
  window.history.back();
  await back;
  expect(store.view.value).toBe('all');
  again.stop();
});

it('[S30] a setup address keeps its token, and no list is written into it', () => {
  window.history.replaceState(null, '', '/console/setup#token');
  const navigation = createNavigation(window, createStore(0), memoryStorage());
  expect(window.location.hash).toBe('#token');
  expect(window.history.state).toBeNull();
  expect(navigation.setupToken()).toBe('token');
  navigation.stop();
});
