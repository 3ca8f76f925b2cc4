// Draws the panel into its place; a second call updates it. Kept apart so that the composition root needs no JSX.
import { render } from 'preact';
import type { RefObject } from 'preact';
import { PanelView } from './Panel.js';
import type { PanelProps } from './Panel.js';

export function drawPanel(root: HTMLElement, view: RefObject<PanelView | null>, props: Omit<PanelProps, 'self'>): void {
  render(<PanelView self={view} {...props} />, root);
}

export function erasePanel(root: HTMLElement): void {
  render(null, root);
  root.remove();
}
