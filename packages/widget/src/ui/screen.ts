// The panel on a phone: full screen, sized by the visible part of the window so that the keyboard covers nothing (W136, W137).
// Invariant: the page's own scroll position and styles are back to the pixel when the panel closes.
import type { AroundParts, Screen } from '../seams/around.js';

export const watchScreen: AroundParts['watchScreen'] = (isSmall): Screen => {
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
      // What lies behind a panel that covers the page is not to be reached from it (W121).
      const wrap = (event: KeyboardEvent): void => {
        if (event.key !== 'Tab') return;
        const all = [...box.querySelectorAll<HTMLElement>('button,a[href],input,select,textarea,summary,[tabindex="0"]')].filter(
          (one) => one.offsetParent,
        );
        const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
        if (event.target !== from) return;
        event.preventDefault();
        to?.focus();
      };
      box.addEventListener('keydown', wrap);
      fit();
      viewport?.addEventListener('resize', fit);
      viewport?.addEventListener('scroll', fit);
      const { overflow } = page.style;
      const [x, y] = [scrollX, scrollY];
      page.style.overflow = 'hidden';
      undo = () => {
        undo = () => undefined;
        box.removeEventListener('keydown', wrap);
        viewport?.removeEventListener('resize', fit);
        viewport?.removeEventListener('scroll', fit);
        page.style.overflow = overflow;
        scrollTo(x, y);
      };
    },
    closed: () => undo(),
  };
};
