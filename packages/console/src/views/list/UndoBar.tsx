// What was done to several rows, how long it can be taken back, and what was refused (K21).
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { Undo } from '../../state/panels.js';
import { t } from '../../state/t.js';
import { useConsole } from '../console-context.js';

const TICK_MS = 250;

export function UndoBar({ undo }: { undo: Undo }): VNode {
  const { panels } = useConsole();
  const left = useSignal(0);
  function dismiss(): void {
    panels.undo.value = null;
    panels.focusRow.value += 1; // the button is gone (K117)
  }
  useEffect(() => {
    const tick = (): void => {
      left.value = undo.until === null ? 0 : Math.max(0, Math.ceil((undo.until - Date.now()) / 1_000));
    };
    tick();
    const timer = window.setInterval(tick, TICK_MS);
    return () => window.clearInterval(timer);
  }, [undo]);
  return (
    <div class="undo" role={undo.takeBack === null ? 'alert' : 'group'} aria-label={t('Last change')}>
      <span>{undo.words}</span>
      {undo.takeBack === null ? (
        <button type="button" class="link-button" onClick={dismiss}>
          {t('Dismiss')}
        </button>
      ) : (
        <>
          <button type="button" class="button" onClick={undo.takeBack}>
            {t('Undo')}
          </button>
          <span class="undo-left visually-hidden">{t('{n} seconds left', { n: left.value })}</span>
          <span class="undo-left" aria-hidden="true">
            {t('{n} s', { n: left.value })}
          </span>
        </>
      )}
    </div>
  );
}
