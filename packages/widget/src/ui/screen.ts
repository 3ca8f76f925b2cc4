// The panel on a phone: full screen, sized by the visible part of the window so that the keyboard covers nothing (W136, W137).
// Invariant: the page's own scroll position and styles are back to the pixel when the panel closes.
import type { Screen } from '../seams/panel.js';
import { isSmall } from './theme.js';

export function watchScreen(): Screen {
  let undo = (): void => undefined;
  return {
    opened(box) {
      undo();
      if (!isSmall()) return;
      const { documentElement: page } = document;
      const viewport = window.visualViewport;
      const fit = (): void => {
        if (!viewport) return;
        box.style.setProperty('--high', `${viewport.height}px`);
        box.style.setProperty('--top', `${viewport.offsetTop}px`);
      };
      fit();
      viewport?.addEventListener('resize', fit);
      viewport?.addEventListener('scroll', fit);
      const { overflow } = page.style;
      const [x, y] = [scrollX, scrollY];
      page.style.overflow = 'hidden';
      undo = () => {
        undo = () => undefined;
        viewport?.removeEventListener('resize', fit);
        viewport?.removeEventListener('scroll', fit);
        page.style.overflow = overflow;
        scrollTo(x, y);
      };
    },
    closed: () => undo(),
  };
}
