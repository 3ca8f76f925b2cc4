// @vitest-environment jsdom
import { render } from 'preact';
import { expect, it, vi } from 'vitest';
import { lazyView } from './lazy-view.js';

const drawn = async (element: HTMLElement, words: string): Promise<void> => vi.waitFor(() => expect(element.textContent).toContain(words));

it('[K120] a page that comes late has an outline after a blink, once for parts that load one another', async () => {
  let arrive = (): void => undefined;
  const outer = new Promise<void>((resolve) => (arrive = resolve));
  const Inner = lazyView(() => new Promise<never>(() => undefined), true);
  const Outer = lazyView(async () => {
    await outer;
    return () => <Inner.View />;
  }, true);
  const element = document.createElement('div');
  const delayMs = (): number => parseFloat(element.querySelector<HTMLElement>('[aria-busy]')?.style.animationDelay ?? 'NaN');
  render(<Outer.View />, element);
  const whole = delayMs();
  expect(whole).toBeCloseTo(150);
  await new Promise((resolve) => setTimeout(resolve, 20)); // time that somebody waited already
  arrive();
  await vi.waitFor(() => expect(delayMs()).toBeLessThan(whole));
});

it('[K120] a part that does not come a second time either comes with the page', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined); // said on the page too, which is what is read here
  const part = lazyView(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
  const element = document.createElement('div');
  render(<part.View />, element);
  await drawn(element, 'Try again');
  element.querySelector('button')?.click();
  await drawn(element, 'Reload');
  logged.mockRestore();
});

it('[K120] a part that does not come says so, and is there after another try', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined); // what it prints is read below, not shown among the tests
  const load = vi
    .fn(() => Promise.resolve(() => <p>The alerts</p>))
    .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  const part = lazyView(load);
  const element = document.createElement('div');
  render(<part.View />, element);
  await drawn(element, 'This part could not be loaded.');
  expect(element.querySelector('[role=alert]')).not.toBeNull();
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
  element.querySelector('button')?.click();
  await drawn(element, 'The alerts');
  expect(element.querySelector('[role=alert]')).toBeNull();
});
