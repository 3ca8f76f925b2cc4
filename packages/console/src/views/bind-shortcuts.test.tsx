// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { settingsRoute } from '../state/route.js';
import { draw, openState } from '../testing/screen.js';
import type { Screen } from '../testing/screen.js';
import { bindShortcuts } from './bind-shortcuts.js';

let unbind = (): void => undefined;
afterEach(() => unbind());

function desk(): Screen {
  const screen = draw(
    <div>
      <div role="log" tabIndex={0} id="log" />
      <div role="menu">
        <button type="button" role="menuitem" id="item">
          Tags
        </button>
      </div>
    </div>,
    (store) => (store.open.value = openState()),
  );
  screen.panels.order.ids = ['a', 'b'];
  unbind = bindShortcuts({ ...screen, href: () => '', relayUrl: '', setupToken: '' });
  return screen;
}
/** True when the console took the key. */
function press(on: Element | null, key: string): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  on?.dispatchEvent(event);
  return event.defaultPrevented;
}

describe('single keys', () => {
  it('[K80] arrows scroll what is read, and move in the list from everywhere else', () => {
    const { element, store } = desk();
    expect(press(element.querySelector('#log'), 'ArrowDown')).toBe(false);
    expect(store.cursor.value).toBeNull();
    expect(press(element.querySelector('#log'), 'j')).toBe(true);
    expect(store.cursor.value).toBe('a');
    expect(press(element, 'ArrowDown')).toBe(true);
    expect(store.cursor.value).toBe('b');
  });

  it('[K80] a page beside which there is no list keeps the keys of the list', () => {
    const { element, store } = desk();
    store.route.value = settingsRoute('all');
    expect(press(element, 'ArrowDown')).toBe(false);
    expect(press(element, 'Enter')).toBe(false);
    expect(store.cursor.value).toBeNull();
  });

  it('[K80] nothing acts through an open menu', () => {
    const { element, panels } = desk();
    press(element.querySelector('#item'), '?');
    expect(panels.dialog.value).toBeNull();
    press(element, '?');
    expect(panels.dialog.value).toEqual({ name: 'shortcuts' });
  });

  it('[K80] a sequence survives the key that is held for its second half', () => {
    const { element, actions } = desk();
    press(element, 'g');
    press(element, 'Shift');
    press(element, 'm');
    expect(actions.go).toHaveBeenCalledWith(expect.objectContaining({ view: 'mentions' }));
  });

  it('[K120] what is not possible here is said', () => {
    const { element, store } = desk();
    store.open.value = null;
    press(element, 'e');
    expect(store.problem.value).toBe('Open a conversation first');
  });
});
