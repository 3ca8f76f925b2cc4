// @vitest-environment jsdom
import { render } from 'preact';
import { expect, it, vi } from 'vitest';
import { PaneGuard } from './PaneGuard.js';

it('[K120] a pane that throws says so with an id and can be tried again; the pane beside it lives on', async () => {
  const element = document.createElement('div');
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined); // what it prints is read below, not shown among the tests
  let broken = true;
  const Thread = () => {
    if (broken) throw new Error('a row that nobody expected');
    return <p>The thread</p>;
  };
  render(
    <main>
      <PaneGuard>
        <Thread />
      </PaneGuard>
      <PaneGuard>
        <p>The context</p>
      </PaneGuard>
    </main>,
    element,
  );
  await vi.waitFor(() => expect(element.querySelector('[role=alert]')).not.toBeNull());
  const [id] = /\(([0-9a-f]{8})\)/.exec(String(logged.mock.calls[0]?.[0]))?.slice(1) ?? [];
  logged.mockRestore();
  expect(element.querySelector('[role=alert]')?.textContent).toContain(`Error ${id}`);
  expect(element.textContent).toContain('The context');
  broken = false;
  element.querySelector('button')?.click();
  await vi.waitFor(() => expect(element.textContent).toBe('The threadThe context'));
});
