// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { entry, lane, view } from '../testing/fixtures.js';
import { draw, openState } from '../testing/screen.js';
import { useConsole } from './console-context.js';
import { ThreadLog } from './ThreadLog.js';

// jsdom lays nothing out: there is nothing to observe or to scroll to.
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe = vi.fn();
    disconnect = vi.fn();
  },
);
Element.prototype.scrollIntoView = vi.fn();

const PAGE = 10;
const from = (floor: number) =>
  view({
    pub: lane(
      'pub',
      Array.from({ length: 40 - floor }, (_, index) => entry('pub', floor + index + 1, 'message')),
      floor,
    ),
  });

it('[K28] [K131] a cited entry far up is fetched page by page and drawn once; what is said meanwhile is drawn at once', async () => {
  const open = openState();
  let shown = from(30);
  const Log = () => <ThreadLog open={useConsole().store.open.value ?? open} view={shown} />;
  const { store, element, actions, settled } = draw(<Log />, (made) => {
    made.open.value = open;
    made.route.value = { ...made.route.value, page: 'inbox', view: 'all', conv: open.id, entry: 'ent_pub_5', sources: [] };
  });
  const lines = (): number => element.querySelectorAll('[data-entry]').length;
  const grow = async (next: typeof shown): Promise<void> => {
    shown = next;
    store.open.value = { ...open, view: next };
    await settled();
  };
  await vi.waitFor(() => expect(actions.loadOlder).toHaveBeenCalledTimes(1));
  for (const floor of [20, 10]) {
    const asked = vi.mocked(actions.loadOlder).mock.calls.length;
    await grow(from(floor));
    expect(lines()).toBe(PAGE);
    await vi.waitFor(() => expect(vi.mocked(actions.loadOlder).mock.calls.length).toBe(asked + 1));
  }
  const { pub } = from(10);
  await grow(view({ pub: lane('pub', [...pub.entries, entry('pub', 41, 'message')], 10) }));
  expect(lines()).toBe(PAGE + 1);
  await grow(from(0));
  expect(lines()).toBe(40);
});
