// "new since 10:02" beside a line that changed (K40). It goes when the line has been on screen long enough to be read, and never while
// somebody is in the panel: nothing moves there (K47).
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { clockTime } from '../state/words.js';
import { useConsole } from './console-context.js';
import { t } from '../state/t.js';

const READ_MS = 6_000; // on screen, with the page in front
const LOOK_EVERY_MS = 1_000;

export function NewMark({ conv, line, since }: { conv: string; line: string; since: number }): VNode {
  const { actions, panels } = useConsole();
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null || typeof IntersectionObserver === 'undefined') return undefined;
    let visible = false;
    let readMs = 0;
    const observer = new IntersectionObserver((entries) => {
      visible = entries.at(-1)?.isIntersecting ?? false;
    });
    observer.observe(element);
    const timer = setInterval(() => {
      if (visible && document.visibilityState === 'visible') readMs += LOOK_EVERY_MS;
      if (readMs >= READ_MS && !panels.contextHeld.peek()) actions.looked(conv, [line]);
    }, LOOK_EVERY_MS);
    return () => {
      observer.disconnect();
      clearInterval(timer);
    };
  }, [conv, line]);
  return (
    <span ref={ref} class="new-mark">
      {t('new since {time}', { time: clockTime(since) })}
    </span>
  );
}
