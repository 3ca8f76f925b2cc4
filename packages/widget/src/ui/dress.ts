// Puts what the page or the site wants of the launcher onto it, while it runs (`update`). What it starts with is drawn by launcher.ts.
import { colorOf } from '../core/options.js';
import type { Raw } from '../core/options.js';
import type { Stage } from '../seams/stages.js';

export function dress(stage: Stage): void {
  const { frame, button } = stage.launcher();
  const { position, offset, color, launcher }: Raw = { ...stage.known, ...stage.options };
  const [x = 20, y = 20] = String(offset).match(/\d+/g) ?? [];
  frame.className = String(position);
  frame.style.setProperty('--x', `${x}px`);
  frame.style.setProperty('--y', `${y}px`);
  const brand = colorOf(color);
  if (brand) frame.style.setProperty('--tl-brand', brand);
  if (launcher !== undefined) button.hidden = launcher !== 'bubble';
}
